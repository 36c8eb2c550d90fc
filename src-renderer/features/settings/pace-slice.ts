import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Pace, PaceSettings } from '../../../src-preload/contract/pace.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import {
  idle,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface PaceSlice {
  readonly pace: RemoteData<Pace>;
  readonly loadPace: () => Promise<void>;
  readonly setPace: (change: Partial<PaceSettings>) => Promise<void>;
  readonly setAccountPace: (sessionId: SessionId, perHour: number) => Promise<void>;
}

/** How fast may be written. */
export function createPaceSlice(
  set: (change: Pick<PaceSlice, 'pace'>) => void,
  get: () => PaceSlice,
  { bridge, reportFailure }: StoreDependencies,
): PaceSlice {
  return {
    pace: idle,

    async loadPace() {
      set({ pace: toLoading(get().pace) });
      try {
        set({ pace: toReady(await call(bridge, 'pace.get', {})) });
      } catch (error) {
        set({ pace: toFailed(get().pace, toBridgeFailure(error)) });
      }
    },

    async setPace(change) {
      try {
        const settings = await call(bridge, 'pace.set', change);
        const shown = shownValue(get().pace);
        if (shown) set({ pace: toReady({ ...shown, settings }) });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        await get().loadPace();
      }
    },

    async setAccountPace(sessionId, perHour) {
      try {
        await call(bridge, 'pace.setAccount', { sessionId, perHour });
        const shown = shownValue(get().pace);
        const accounts = shown?.accounts.map((each) =>
          each.sessionId === sessionId ? { ...each, perHour } : each,
        );
        if (shown && accounts) set({ pace: toReady({ ...shown, accounts }) });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        await get().loadPace();
      }
    },
  };
}
