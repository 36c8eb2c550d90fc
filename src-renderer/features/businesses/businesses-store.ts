import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Business, BusinessAccount } from '../../../src-preload/contract/business.ts';
import type { BusinessId, SessionId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface BusinessesState {
  readonly data: RemoteData<{
    readonly businesses: readonly Business[];
    readonly accounts: readonly BusinessAccount[];
  }>;
  readonly load: () => Promise<void>;
  /** Whether it is there now. */
  readonly create: (name: string) => Promise<boolean>;
  readonly setHighVolume: (businessId: BusinessId, isHighVolume: boolean) => Promise<void>;
  readonly setOfAccount: (sessionId: SessionId, businessId: BusinessId | null) => Promise<void>;
}

export type BusinessesStore = StoreApi<BusinessesState>;

export function createBusinessesStore({
  bridge,
  reportFailure,
}: StoreDependencies): BusinessesStore {
  return createStore<BusinessesState>()((set, get) => {
    /** Runs a change and shows what there is then, whatever became of it. */
    const change = async (run: () => Promise<unknown>): Promise<boolean> => {
      let isDone = true;
      try {
        await run();
      } catch (error) {
        isDone = false;
        reportFailure(toBridgeFailure(error));
      }
      await get().load();
      return isDone;
    };
    return {
      data: idle,

      async load() {
        set({ data: toLoading(get().data) });
        try {
          set({ data: toReady(await call(bridge, 'business.list', {})) });
        } catch (error) {
          set({ data: toFailed(get().data, toBridgeFailure(error)) });
        }
      },

      create: (name) => change(() => call(bridge, 'business.create', { name })),

      async setHighVolume(businessId, isHighVolume) {
        await change(() => call(bridge, 'business.setHighVolume', { businessId, isHighVolume }));
      },

      async setOfAccount(sessionId, businessId) {
        await change(() => call(bridge, 'business.setOfAccount', { sessionId, businessId }));
      },
    };
  });
}
