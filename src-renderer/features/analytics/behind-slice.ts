import type {
  BehindCursor,
  BehindItem,
  BehindWhat,
} from '../../../src-preload/contract/analytics-behind.ts';
import type { FigureFilter } from '../../../src-preload/contract/analytics-filter.ts';
import { call } from '../../bridge/call.ts';
import { createPager, type PagedList } from '../../bridge/paged-list.ts';
import { idle, type RemoteData } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

const PAGE = 100;

interface Behind {
  readonly what: BehindWhat;
  /** What the figure is called. */
  readonly name: string;
  /** Of which the figure is. */
  readonly filter: FigureFilter;
}

export interface BehindSlice {
  /** The figure that was opened; null while none is. */
  readonly behind: Behind | null;
  readonly behindItems: RemoteData<PagedList<BehindItem, BehindCursor>>;
  /** How many there are in all: the figure itself. */
  readonly behindCount: number;
  /** `narrowed`: what the figure is of besides what is filtered by. */
  readonly openBehind: (
    what: BehindWhat,
    name: string,
    narrowed?: Pick<FigureFilter, 'senderId'>,
  ) => Promise<void>;
  readonly loadBehind: () => Promise<void>;
  readonly loadMoreBehind: () => Promise<void>;
  readonly closeBehind: () => void;
}

interface Others {
  readonly filter: () => FigureFilter | null;
}

export function createBehindSlice(
  set: (change: Partial<BehindSlice>) => void,
  get: () => BehindSlice & Others,
  { bridge }: StoreDependencies,
): BehindSlice {
  const pager = createPager<BehindItem, BehindCursor>({
    fetchPage: async (after) => {
      const { behind } = get();
      if (behind === null) return { items: [], next: null };
      const { what, filter } = behind;
      const { count, ...page } = await call(bridge, 'analytics.behind', {
        what,
        filter,
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      set({ behindCount: count });
      return page;
    },
    idOf: behindId,
    apply: (list) => list,
    read: () => get().behindItems,
    write: (behindItems) => set({ behindItems }),
  });
  return {
    behind: null,
    behindItems: idle,
    behindCount: 0,
    async openBehind(what, name, narrowed) {
      const filter = get().filter();
      if (filter === null) return;
      set({ behind: { what, name, filter: { ...filter, ...narrowed } }, behindItems: idle });
      await pager.loadFirst();
    },
    loadBehind: pager.loadFirst,
    loadMoreBehind: pager.loadMore,
    closeBehind: () => set({ behind: null }),
  };
}

/** What tells one of them from the others. */
export function behindId(item: BehindItem): string {
  return item.kind === 'lead' ? item.leadId : `${item.conversationId} ${item.messageId}`;
}
