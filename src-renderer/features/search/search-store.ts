import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Business } from '../../../src-preload/contract/business.ts';
import type { Label } from '../../../src-preload/contract/label.ts';
import type { MessageHit, SearchCursor } from '../../../src-preload/contract/search.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { createPager, type PagedList } from '../../bridge/paged-list.ts';
import { idle, type RemoteData } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { wordNow } from '../../labels/word-now.ts';
import { hitId } from './hit-id.ts';
import { createNameSlice, type NameSlice } from './name-slice.ts';
import {
  isFiltered,
  noFilters,
  type SearchFilters,
  searchQuestion,
  type SearchQuestion,
} from './search-question.ts';

const pageSize = 50;
/** How long to wait for the next key before asking, in milliseconds. */
const typingPause = 150;

export type HitList = PagedList<MessageHit, SearchCursor>;

export interface SearchState extends NameSlice {
  /** What is in the search field. */
  readonly query: string;
  readonly filters: SearchFilters;
  /** To narrow the search to; none while they are not known. */
  readonly businesses: readonly Business[];
  /** Those that messages have, to narrow the search to; none while they are not known. */
  readonly tags: readonly string[];
  /** What main was asked last; null while there is nothing to ask. */
  readonly asked: SearchQuestion | null;
  /** Newest first. While an answer is on its way, those of the question before. */
  readonly hits: RemoteData<HitList>;
  /** The hit that the arrow keys stand on, kept for coming back from its conversation. */
  readonly activeId: string | null;
  /** Counts how often somebody wanted to type into the field. */
  readonly fieldCalls: number;
  readonly setQuery: (query: string) => void;
  readonly setFilters: (change: Partial<SearchFilters>) => void;
  /** Begins a new search in one conversation. */
  readonly searchIn: (conversation: SearchFilters['conversation']) => void;
  readonly loadBusinesses: () => Promise<void>;
  readonly loadTags: () => Promise<void>;
  /** The team's labels were these and are those now: a tag that is one of them follows it. */
  readonly followLabels: (before: readonly Label[], now: readonly Label[]) => void;
  readonly setActive: (hitId: string) => void;
  readonly callForField: () => void;
  /** Asks at once, and again when the same was asked before. */
  readonly load: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
}

export type SearchStore = StoreApi<SearchState>;

export function createSearchStore({ bridge }: StoreDependencies): SearchStore {
  return createStore<SearchState>()((set, get) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    /** What the shown hits answer. */
    let answered: SearchQuestion | null = null;

    const pager = createPager<MessageHit, SearchCursor>({
      fetchPage: async (after) => {
        const { asked } = get();
        return asked === null
          ? { items: [], next: null }
          : call(bridge, 'message.search', {
              ...asked,
              limit: pageSize,
              ...(after === undefined ? {} : { after }),
            });
      },
      idOf: hitId,
      apply: (list) => list,
      read: () => get().hits,
      write: (hits) => {
        const { asked } = get();
        if (hits.status === 'ready') answered = asked;
        // What was found for another question must not pass for the answer that did not come.
        set({
          hits:
            hits.status === 'failed' && answered !== asked
              ? { status: 'failed', failure: hits.failure }
              : hits,
        });
      },
    });

    const loadAfter = (milliseconds: number): void => {
      clearTimeout(waiting);
      waiting = setTimeout(() => void get().load(), milliseconds);
    };

    return {
      ...createNameSlice({ bridge }, { get, set }),
      query: '',
      filters: noFilters,
      businesses: [],
      tags: [],
      asked: null,
      hits: idle,
      activeId: null,
      fieldCalls: 0,

      setQuery(query) {
        set({ query });
        loadAfter(query.trim() === '' ? 0 : typingPause);
      },

      setFilters(change) {
        set({ filters: { ...get().filters, ...change } });
        // A date is typed, too.
        loadAfter(typingPause);
      },

      searchIn(conversation) {
        set({ query: '', filters: { ...noFilters, conversation } });
        void get().load();
        get().callForField();
      },

      async loadBusinesses() {
        try {
          set({ businesses: (await call(bridge, 'business.list', {})).businesses });
        } catch (error) {
          // Without them there is one filter less, and the search itself will say what is wrong.
          toBridgeFailure(error);
        }
      },

      async loadTags() {
        try {
          set({ tags: await call(bridge, 'message.tags', {}) });
        } catch (error) {
          // As with the businesses.
          toBridgeFailure(error);
        }
      },

      followLabels(before, now) {
        const { filters, tags, loadTags, setFilters } = get();
        if (tags.length > 0) void loadTags();
        if (filters.tag === null) return;
        const tag = wordNow(filters.tag, before, now);
        if (tag !== filters.tag) setFilters({ tag });
      },

      setActive: (activeId) => set({ activeId }),

      callForField: () => set({ fieldCalls: get().fieldCalls + 1 }),

      load() {
        clearTimeout(waiting);
        const { query, filters, asked } = get();
        const question = searchQuestion(query, filters);
        if (JSON.stringify(question) !== JSON.stringify(asked)) {
          set({ asked: question, activeId: null });
        }
        // The filters are about messages.
        void get().findNames(isFiltered(filters) ? null : (question?.query ?? null));
        return pager.loadFirst();
      },

      async loadMore() {
        // The next page of the last answer does not belong to the question that is being answered.
        if (get().hits.status !== 'refreshing') await pager.loadMore();
      },
    };
  });
}
