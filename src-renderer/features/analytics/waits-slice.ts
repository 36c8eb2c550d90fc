import type {
  FigureFilter,
  OpenWait,
  OpenWaitCursor,
} from '../../../src-preload/contract/analytics-filter.ts';
import { call } from '../../bridge/call.ts';
import { createPager, type PagedList } from '../../bridge/paged-list.ts';
import { idle, type RemoteData } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

const PAGE = 100;

export interface WaitsSlice {
  /** Longest first. */
  readonly waits: RemoteData<PagedList<OpenWait, OpenWaitCursor>>;
  /** How many wait in all. */
  readonly waiting: number;
  readonly loadWaits: () => Promise<void>;
  readonly loadMoreWaits: () => Promise<void>;
}

interface Others {
  readonly filter: () => FigureFilter | null;
}

export function createWaitsSlice(
  set: (change: Partial<WaitsSlice>) => void,
  get: () => WaitsSlice & Others,
  { bridge }: StoreDependencies,
): WaitsSlice {
  const pager = createPager<OpenWait, OpenWaitCursor>({
    fetchPage: async (after) => {
      const filter = get().filter();
      if (filter === null) return { items: [], next: null };
      const { count, ...page } = await call(bridge, 'analytics.openWaits', {
        filter,
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      set({ waiting: count });
      return page;
    },
    idOf: ({ conversationId }) => conversationId,
    apply: (list) => list,
    read: () => get().waits,
    write: (waits) => set({ waits }),
  });
  return {
    waits: idle,
    waiting: 0,
    loadWaits: pager.loadFirst,
    loadMoreWaits: pager.loadMore,
  };
}
