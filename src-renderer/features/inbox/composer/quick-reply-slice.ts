import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import { idle, toFailed, toLoading, toReady } from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { QuickReplySlice, SliceAccess } from '../inbox-state.ts';

export function createQuickReplySlice(
  { bridge }: StoreDependencies,
  { get, set }: SliceAccess,
): QuickReplySlice {
  return {
    quickReplies: idle,

    async loadQuickReplies() {
      set({ quickReplies: toLoading(get().quickReplies) });
      try {
        const [replies, { businesses, accounts }, state] = await Promise.all([
          call(bridge, 'quickReply.list', {}),
          call(bridge, 'business.list', {}),
          call(bridge, 'app.state', {}),
        ]);
        const spokenFor = accounts.flatMap(({ sessionId, businessId }) => {
          const business = businesses.find((each) => each.businessId === businessId);
          return business === undefined ? [] : [[sessionId, business] as const];
        });
        const me = state.phase === 'ready' ? state.user.name : null;
        set({ quickReplies: toReady({ replies, me, businesses: new Map(spokenFor) }) });
      } catch (error) {
        set({ quickReplies: toFailed(get().quickReplies, toBridgeFailure(error)) });
      }
    },

    async wantQuickReplies() {
      const { status } = get().quickReplies;
      if (status === 'idle' || status === 'failed') await get().loadQuickReplies();
    },

    async refreshQuickReplies() {
      if (get().quickReplies.status !== 'idle') await get().loadQuickReplies();
    },
  };
}
