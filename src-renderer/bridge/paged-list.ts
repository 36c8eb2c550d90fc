import { toBridgeFailure } from './bridge-failure.ts';
import { EventRecorder } from './event-recorder.ts';
import {
  mapShown,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from './remote-data.ts';

export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
}

/** A list that is fetched page by page as the user scrolls. */
export interface PagedList<Item, Cursor> extends Page<Item, Cursor> {
  /** What is going on below the last item. */
  readonly more: 'idle' | 'loading' | 'failed';
}

interface PagerOptions<Item, Cursor, Event> {
  readonly fetchPage: (after: Cursor | undefined) => Promise<Page<Item, Cursor>>;
  /** What makes two items the same one. */
  readonly idOf: (item: Item) => string;
  /** How an event changes the list. */
  readonly apply: (list: PagedList<Item, Cursor>, event: Event) => PagedList<Item, Cursor>;
  readonly read: () => RemoteData<PagedList<Item, Cursor>>;
  readonly write: (data: RemoteData<PagedList<Item, Cursor>>) => void;
}

export interface Pager<Event> {
  /** Fetches the first page again; what is shown stays until it is there. */
  readonly loadFirst: () => Promise<void>;
  /** Fetches the page after the last one, unless that is under way or there is none. */
  readonly loadMore: () => Promise<void>;
  /** Applies an event to what is shown, and to the answers that are still on their way. */
  readonly receive: (event: Event) => void;
}

/** Runs the fetching of a paged list. An answer that a later `loadFirst` has overtaken is dropped. */
export function createPager<Item, Cursor, Event = never>(
  options: PagerOptions<Item, Cursor, Event>,
): Pager<Event> {
  type List = PagedList<Item, Cursor>;
  const { fetchPage, idOf, apply, read, write } = options;
  const recorder = new EventRecorder<Event>();
  let generation = 0;

  const append = (list: List, page: Page<Item, Cursor>): List => {
    const shown = new Set(list.items.map(idOf));
    const added = page.items.filter((item) => !shown.has(idOf(item)));
    return { items: [...list.items, ...added], next: page.next, more: 'idle' };
  };

  return {
    async loadFirst() {
      generation += 1;
      const mine = generation;
      write(toLoading(read()));
      try {
        const { answer, meanwhile } = await recorder.during(() => fetchPage(undefined));
        if (mine === generation) {
          write(toReady(meanwhile.reduce(apply, { ...answer, more: 'idle' })));
        }
      } catch (error) {
        const failure = toBridgeFailure(error);
        if (mine === generation) {
          write(toFailed(read(), failure));
        }
      }
    },

    async loadMore() {
      const mine = generation;
      const list = shownValue(read());
      if (list === undefined || list.next === null || list.more === 'loading') {
        return;
      }
      const after = list.next;
      const change = (how: (now: List) => List): void => {
        if (mine === generation) {
          write(mapShown(read(), how));
        }
      };
      change((now) => ({ ...now, more: 'loading' }));
      try {
        const { answer, meanwhile } = await recorder.during(() => fetchPage(after));
        change((now) => meanwhile.reduce(apply, append(now, answer)));
      } catch (error) {
        // Shown below the last item, where a button asks again.
        toBridgeFailure(error);
        change((now) => ({ ...now, more: 'failed' }));
      }
    },

    receive(event) {
      recorder.record(event);
      const before = read();
      const now = mapShown(before, (list) => apply(list, event));
      if (now !== before) write(now);
    },
  };
}
