import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AnalyticsOverview } from '../../../src-preload/contract/analytics.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** The spans that can be chosen, in days up to and including today. */
export const spans = [7, 30, 90] as const;
export type Span = (typeof spans)[number];

export interface AnalyticsState {
  readonly span: Span;
  readonly view: 'chart' | 'table';
  readonly overview: RemoteData<AnalyticsOverview>;
  readonly load: () => Promise<void>;
  readonly setSpan: (span: Span) => Promise<void>;
  readonly setView: (view: 'chart' | 'table') => void;
}

export type AnalyticsStore = StoreApi<AnalyticsState>;

export function createAnalyticsStore({ bridge }: StoreDependencies): AnalyticsStore {
  return createStore<AnalyticsState>()((set, get) => {
    let latest = 0;
    return {
      span: 30,
      view: 'chart',
      overview: idle,

      async load() {
        latest += 1;
        const mine = latest;
        set({ overview: toLoading(get().overview) });
        try {
          const overview = await call(bridge, 'analytics.overview', { days: get().span });
          if (mine === latest) set({ overview: toReady(overview) });
        } catch (error) {
          const failure = toBridgeFailure(error);
          if (mine === latest) set({ overview: toFailed(get().overview, failure) });
        }
      },

      setSpan(span) {
        set({ span });
        return get().load();
      },

      setView: (view) => set({ view }),
    };
  });
}
