import type { StoreApi } from 'zustand/vanilla';
import type {
  StoreAddresses,
  StoreConnections,
  StoreTestResult,
} from '../../../src-preload/contract/app.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import {
  noSecurity,
  problemsWithSecurity,
  type SecurityDraft,
  toSecurity,
} from '../../ui/security-draft.ts';

export type Engine = 'mongodb' | 'postgres';

/** Another address for one server, as it is being filled in. */
export interface ServerDraft {
  /** Empty: as it is. */
  readonly url: string;
  readonly keepsSecurity: boolean;
  readonly security: SecurityDraft;
}

export interface DatabasesSlice {
  readonly connections: RemoteData<StoreConnections>;
  readonly storeTest: RemoteData<StoreTestResult>;
  /** Null while nobody changes the addresses. */
  readonly draft: Readonly<Record<Engine, ServerDraft>> | null;
  readonly change: RemoteData<{ kept: boolean; test: StoreTestResult }>;
  readonly loadConnections: () => Promise<void>;
  readonly testStores: () => Promise<void>;
  readonly beginChange: () => void;
  readonly endChange: () => void;
  readonly changeDraft: (engine: Engine, draft: Partial<ServerDraft>) => void;
  /** Tests what was filled in and keeps it when all of it works. Does nothing when nothing was filled in. */
  readonly keepChange: () => Promise<void>;
}

const untouched: ServerDraft = { url: '', keepsSecurity: true, security: noSecurity };

export function createDatabasesSlice(
  set: (change: Partial<DatabasesSlice>) => void,
  get: StoreApi<DatabasesSlice>['getState'],
  { bridge }: StoreDependencies,
): DatabasesSlice {
  return {
    connections: idle,
    storeTest: idle,
    draft: null,
    change: idle,

    async loadConnections() {
      set({ connections: toLoading(get().connections) });
      try {
        set({ connections: toReady(await call(bridge, 'settings.stores', {})) });
      } catch (error) {
        set({ connections: toFailed(get().connections, toBridgeFailure(error)) });
      }
    },

    async testStores() {
      set({ storeTest: toLoading(get().storeTest) });
      try {
        set({ storeTest: toReady(await call(bridge, 'settings.testStores', {})) });
      } catch (error) {
        set({ storeTest: toFailed(get().storeTest, toBridgeFailure(error)) });
      }
    },

    beginChange: () => set({ draft: { mongodb: untouched, postgres: untouched }, change: idle }),

    endChange: () => set({ draft: null, change: idle }),

    changeDraft(engine, changed) {
      const { draft } = get();
      if (draft === null) return;
      set({ draft: { ...draft, [engine]: { ...draft[engine], ...changed } }, change: idle });
    },

    async keepChange() {
      const { draft } = get();
      const wanted = draft === null ? null : toChange(draft);
      if (wanted === null) return;
      set({ change: { status: 'loading' } });
      try {
        const answer = await call(bridge, 'settings.changeStores', wanted);
        set({ change: toReady(answer), ...(answer.kept && { draft: null, storeTest: idle }) });
        if (answer.kept) await get().loadConnections();
      } catch (error) {
        set({ change: toFailed(idle, toBridgeFailure(error)) });
      }
    },
  };
}

/** Null when nothing was filled in, or a file cannot be what it should be. */
function toChange(draft: Readonly<Record<Engine, ServerDraft>>): Partial<StoreAddresses> | null {
  const change: Partial<StoreAddresses> = {};
  for (const engine of ['mongodb', 'postgres'] as const) {
    const { url, keepsSecurity, security } = draft[engine];
    if (url.trim() !== '') change[`${engine}Url`] = url.trim();
    if (keepsSecurity) continue;
    if (Object.keys(problemsWithSecurity(security)).length > 0) return null;
    change[`${engine}Security`] = toSecurity(security) ?? { allowPlainText: false };
  }
  return Object.keys(change).length === 0 ? null : change;
}
