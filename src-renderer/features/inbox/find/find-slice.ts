import type { MessageId } from '../../../../src-preload/contract/ids.ts';
import type {
  Highlight,
  MessageHit,
  SearchCursor,
} from '../../../../src-preload/contract/search.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import { createPager } from '../../../bridge/paged-list.ts';
import { idle, shownValue } from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { InboxState, SliceAccess } from '../inbox-state.ts';
import { holdsMessage } from '../thread-content.ts';
import { dayOf, startOfDay } from './calendar-day.ts';
import type { Find, FindSlice, FoundList } from './find-state.ts';

const pageSize = 100;
/** How long to wait for the next key before asking, in milliseconds. */
const typingPause = 150;
const noMarks: FindSlice['foundMarks'] = new Map();

export function createFindSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): FindSlice {
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const change = (part: Partial<Find>): void => {
    const { find } = get();
    if (find !== null) set({ find: { ...find, ...part } });
  };

  const pager = createPager<MessageHit, SearchCursor>({
    fetchPage: async (after) => {
      const { find } = get();
      return find === null || find.query.trim() === ''
        ? { items: [], next: null }
        : call(bridge, 'message.search', {
            query: find.query.trim(),
            conversationId: find.conversationId,
            limit: pageSize,
            ...(after === undefined ? {} : { after }),
          });
    },
    idOf: ({ message }) => message.messageId,
    apply: (list) => list,
    read: () => get().find?.hits ?? idle,
    write: (hits) => {
      if (get().find === null) return;
      // What was found for another question must not pass for the answer that did not come.
      const written =
        hits.status === 'failed' ? { status: hits.status, failure: hits.failure } : hits;
      change({ hits: written });
      set({ foundMarks: marksIn(shownValue(written)) });
    },
  });

  /** Brings the hit that one stands on into view, wherever in the history it is. */
  const show = async (place: number): Promise<void> => {
    change({ place });
    const { find, threads, selectedId, openConversation } = get();
    const hit = foundHit(get());
    if (find === null || hit === null || selectedId !== find.conversationId) return;
    const thread = threads.get(selectedId);
    const content = thread && shownValue(thread);
    if (content && holdsMessage(content, hit.messageId)) return;
    await openConversation(selectedId, { ...hit, conversationId: selectedId });
  };

  const load = async (): Promise<void> => {
    clearTimeout(waiting);
    const asked = get().find?.query;
    await pager.loadFirst();
    const { find } = get();
    if (find !== null && find.query === asked && find.hits.status === 'ready') await show(0);
  };

  return {
    find: null,
    foundMarks: noMarks,
    dayJump: null,

    openFind() {
      const { find, selectedId } = get();
      if (selectedId === null) return;
      if (find?.conversationId === selectedId) {
        change({ fieldCalls: find.fieldCalls + 1 });
        return;
      }
      set({
        find: { conversationId: selectedId, query: '', hits: idle, place: 0, fieldCalls: 0 },
        foundMarks: noMarks,
      });
    },

    setFindQuery(query) {
      change({ query });
      clearTimeout(waiting);
      waiting = setTimeout(() => void load(), query.trim() === '' ? 0 : typingPause);
    },

    askAgain: load,

    async stepFind(by) {
      const { find } = get();
      const list = find === null ? undefined : shownValue(find.hits);
      if (find === null || list === undefined || list.items.length === 0) return;
      const wanted = find.place + by;
      if (wanted >= list.items.length && list.next !== null) await pager.loadMore();
      const now = get().find;
      const known = (now === null ? undefined : shownValue(now.hits)) ?? list;
      // Round the end only where it is the end.
      const isWhole = known.next === null;
      const last = known.items.length - 1;
      const place =
        wanted > last ? (isWhole ? 0 : last) : wanted < 0 ? (isWhole ? last : 0) : wanted;
      await show(place);
    },

    closeFind() {
      clearTimeout(waiting);
      set({ find: null, foundMarks: noMarks });
    },

    askForDay: (day) => set({ dayJump: { day, state: 'asking' } }),

    async goToDay(day) {
      const { selectedId: conversationId } = get();
      const start = startOfDay(day);
      if (conversationId === null || start === null) return;
      set({ dayJump: { day, state: 'looking' } });
      try {
        const { items } = await call(bridge, 'message.list', {
          conversationId,
          after: { timestamp: start - 1, sequence: Number.MAX_SAFE_INTEGER },
          limit: 1,
        });
        const first = items.find((each) => each.outbox === null);
        const { dayJump, selectedId } = get();
        // Who has gone elsewhere meanwhile is not brought back.
        if (dayJump?.day !== day || selectedId !== conversationId) return;
        if (first === undefined) {
          set({ dayJump: { day, state: 'nothing' } });
          return;
        }
        const isThatDay = dayOf(first.timestamp) === day;
        set({ dayJump: isThatDay ? null : { day, state: 'later', found: first.timestamp } });
        await get().openConversation(conversationId, first);
      } catch (error) {
        set({ dayJump: null });
        reportFailure(toBridgeFailure(error));
      }
    },

    leaveDay: () => set({ dayJump: null }),
  };
}

function marksIn(list: FoundList | undefined): ReadonlyMap<MessageId, readonly Highlight[]> {
  if (list === undefined || list.items.length === 0) return noMarks;
  return new Map(list.items.map(({ message, highlights }) => [message.messageId, highlights]));
}

/** The message that the open conversation's search stands on; null where there is none. */
export function foundHit({
  find,
  selectedId,
}: Pick<InboxState, 'find' | 'selectedId'>): MessageHit['message'] | null {
  if (find?.conversationId !== selectedId) return null;
  return shownValue(find.hits)?.items[find.place]?.message ?? null;
}
