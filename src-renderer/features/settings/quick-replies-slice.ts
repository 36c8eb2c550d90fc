import type { Business } from '../../../src-preload/contract/business.ts';
import type { QuickReplyId } from '../../../src-preload/contract/ids.ts';
import type { QuickReply, QuickReplyDraft } from '../../../src-preload/contract/quick-reply.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface QuickRepliesSlice {
  readonly quickReplies: RemoteData<{
    readonly replies: readonly QuickReply[];
    readonly businesses: readonly Business[];
  }>;
  readonly loadQuickReplies: () => Promise<void>;
  /** Makes one, or changes the one of this id. What main could not do is reported. */
  readonly saveQuickReply: (
    quickReplyId: QuickReplyId | null,
    draft: QuickReplyDraft,
  ) => Promise<'saved' | 'shortcut_taken' | 'failed'>;
  readonly deleteQuickReply: (quickReplyId: QuickReplyId) => Promise<void>;
}

export function createQuickRepliesSlice(
  set: (state: Pick<QuickRepliesSlice, 'quickReplies'>) => void,
  get: () => QuickRepliesSlice,
  { bridge, reportFailure }: StoreDependencies,
): QuickRepliesSlice {
  return {
    quickReplies: idle,

    async loadQuickReplies() {
      set({ quickReplies: toLoading(get().quickReplies) });
      try {
        const [replies, { businesses }] = await Promise.all([
          call(bridge, 'quickReply.list', {}),
          call(bridge, 'business.list', {}),
        ]);
        set({ quickReplies: toReady({ replies, businesses }) });
      } catch (error) {
        set({ quickReplies: toFailed(get().quickReplies, toBridgeFailure(error)) });
      }
    },

    async saveQuickReply(quickReplyId, draft) {
      try {
        const { outcome } =
          quickReplyId === null
            ? await call(bridge, 'quickReply.create', draft)
            : await call(bridge, 'quickReply.update', { ...draft, quickReplyId });
        if (outcome === 'saved') await get().loadQuickReplies();
        return outcome;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return 'failed';
      }
    },

    async deleteQuickReply(quickReplyId) {
      try {
        await call(bridge, 'quickReply.delete', { quickReplyId });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
      await get().loadQuickReplies();
    },
  };
}
