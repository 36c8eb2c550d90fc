import type { UserId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { type CareSlice, colleagueName, type SliceAccess } from './inbox-state.ts';

export function createCareSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): CareSlice {
  /** Whom the list was fetched again for: somebody who is not in it then either is asked for once. */
  const lookedFor = new Set<UserId>();

  return {
    colleagues: idle,

    async loadColleagues() {
      set({ colleagues: toLoading(get().colleagues) });
      try {
        set({ colleagues: toReady(await call(bridge, 'user.list', {})) });
      } catch (error) {
        set({ colleagues: toFailed(get().colleagues, toBridgeFailure(error)) });
      }
    },

    async lookUpColleague(userId) {
      const isKnown = userId === null || colleagueName(get(), userId) !== undefined;
      if (isKnown || lookedFor.has(userId)) return;
      lookedFor.add(userId);
      await get().loadColleagues();
    },

    async assign(conversationId, userId) {
      try {
        get().receiveConversation(
          await call(bridge, 'conversation.assign', { conversationId, userId }),
        );
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}
