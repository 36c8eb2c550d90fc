import type { Diagnostics } from '../../../src-preload/contract/diagnostics.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface DiagnosticsSlice {
  readonly diagnostics: RemoteData<Diagnostics>;
  readonly loadDiagnostics: () => Promise<void>;
  readonly openLogFolder: () => Promise<void>;
}

/** Versions, states, and the end of the log. */
export function createDiagnosticsSlice(
  set: (change: Pick<DiagnosticsSlice, 'diagnostics'>) => void,
  get: () => DiagnosticsSlice,
  { bridge, reportFailure }: StoreDependencies,
): DiagnosticsSlice {
  return {
    diagnostics: idle,

    async loadDiagnostics() {
      set({ diagnostics: toLoading(get().diagnostics) });
      try {
        set({ diagnostics: toReady(await call(bridge, 'diagnostics.read', {})) });
      } catch (error) {
        set({ diagnostics: toFailed(get().diagnostics, toBridgeFailure(error)) });
      }
    },

    async openLogFolder() {
      try {
        await call(bridge, 'diagnostics.openLogFolder', {});
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}
