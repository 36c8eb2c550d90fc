import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type CopyProgress,
  type CopyReport,
  DEFAULT_K,
} from '../../../src-preload/contract/anonymised-copy.ts';
import type { Business } from '../../../src-preload/contract/business.ts';
import type { BusinessId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface AnonymisedCopyState {
  readonly businesses: RemoteData<readonly Business[]>;
  /** Of which a copy is wanted; null for the whole workspace. */
  readonly businessId: BusinessId | null;
  readonly k: number;
  /** From the moment on in which a person has asked for a copy, until it has ended. */
  readonly isBusy: boolean;
  /** Null while nothing is written. */
  readonly progress: CopyProgress | null;
  /** What came of the last copy that was asked for in this window. */
  readonly report: CopyReport | null;
  /** Loads what the card needs. */
  readonly load: () => Promise<void>;
  readonly choose: (change: Partial<Pick<AnonymisedCopyState, 'businessId' | 'k'>>) => void;
  readonly write: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly receiveProgress: (progress: CopyProgress | null) => void;
}

export type AnonymisedCopyStore = StoreApi<AnonymisedCopyState>;

export function createAnonymisedCopyStore({
  bridge,
  reportFailure,
}: StoreDependencies): AnonymisedCopyStore {
  return createStore<AnonymisedCopyState>()((set, get) => ({
    businesses: idle,
    businessId: null,
    k: DEFAULT_K,
    isBusy: false,
    progress: null,
    report: null,

    async load() {
      set({ businesses: toLoading(get().businesses) });
      try {
        const [{ businesses }, progress] = await Promise.all([
          call(bridge, 'business.list', {}),
          call(bridge, 'copy.progress', {}),
        ]);
        set({ businesses: toReady(businesses), progress });
      } catch (error) {
        set({ businesses: toFailed(get().businesses, toBridgeFailure(error)) });
      }
    },

    choose: (change) => set(change),

    async write() {
      const { businessId, k } = get();
      set({ isBusy: true, report: null });
      try {
        set({ report: await call(bridge, 'copy.anonymised', { businessId, k }) });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      } finally {
        set({ isBusy: false });
      }
    },

    async cancel() {
      try {
        await call(bridge, 'copy.cancel', {});
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    receiveProgress: (progress) => set({ progress }),
  }));
}

/** Listens to how far a copy is; the answer stops it. */
export function startAnonymisedCopy(
  store: AnonymisedCopyStore,
  { bridge }: StoreDependencies,
): () => void {
  return bridge.subscribe('copy.progressed', ({ progress }) =>
    store.getState().receiveProgress(progress),
  );
}
