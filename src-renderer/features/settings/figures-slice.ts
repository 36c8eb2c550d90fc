import type { FigureStatus } from '../../../src-preload/contract/analytics.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface FiguresSlice {
  readonly figures: RemoteData<FigureStatus>;
  readonly loadFigures: () => Promise<void>;
  /** For the whole team; what was counted by other days is made anew by itself. */
  readonly setFigureZone: (timeZone: string) => Promise<void>;
  /** Throws all figures away and makes them anew from the messages. */
  readonly rebuildFigures: () => Promise<void>;
  /** Stops that, or lets it go on where it was. */
  readonly stopRebuild: (isStopped: boolean) => Promise<void>;
  readonly receiveFigures: (status: FigureStatus) => void;
}

/** How far the figures are. */
export function createFiguresSlice(
  set: (change: Pick<FiguresSlice, 'figures'>) => void,
  get: () => FiguresSlice,
  { bridge, reportFailure }: StoreDependencies,
): FiguresSlice {
  const run = async (start: () => Promise<FigureStatus>): Promise<void> => {
    try {
      set({ figures: toReady(await start()) });
    } catch (error) {
      reportFailure(toBridgeFailure(error));
    }
  };
  return {
    figures: idle,

    async loadFigures() {
      set({ figures: toLoading(get().figures) });
      try {
        set({ figures: toReady(await call(bridge, 'analytics.status', {})) });
      } catch (error) {
        set({ figures: toFailed(get().figures, toBridgeFailure(error)) });
      }
    },

    setFigureZone: (timeZone) => run(() => call(bridge, 'analytics.setTimeZone', { timeZone })),
    rebuildFigures: () => run(() => call(bridge, 'analytics.rebuild', {})),
    stopRebuild: (isStopped) => run(() => call(bridge, 'analytics.stopRebuild', { isStopped })),
    receiveFigures: (status) => set({ figures: toReady(status) }),
  };
}
