import {
  fixedViewNames,
  fixedViews,
  statusAt,
} from '../../../../src-preload/contract/conversation-filter.ts';
import type {
  ConversationCounts,
  ConversationSummary,
} from '../../../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import { idle } from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { selectedConversation, type SliceAccess } from '../inbox-state.ts';
import type { ViewSlice } from './list-state.ts';

/** How long changes are gathered before they are counted, in milliseconds; at least so many times what counting took. */
const GATHER_MS = 300;
const REST_FACTOR = 5;
/** How many snoozed conversations are watched: the next to wake are told by their changes in any case. */
const WATCHED = 200;
/** The longest that a timer of the browser can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

export function createViewSlice(
  { bridge }: Pick<StoreDependencies, 'bridge'>,
  { get, set }: SliceAccess,
): ViewSlice {
  const snoozed = new Map<ConversationId, ConversationSummary>();
  let watchers = 0;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let counting: ReturnType<typeof setTimeout> | undefined;
  let isCounting = false;
  let rest = GATHER_MS;

  const count = async (): Promise<void> => {
    const start = Date.now();
    isCounting = true;
    try {
      const { views } = get();
      const [counts, saved] = await Promise.all([
        call(bridge, 'conversation.counts', {}),
        views.length === 0
          ? []
          : call(bridge, 'conversation.count', { views: views.map(({ filter }) => ({ filter })) }),
      ]);
      const savedCounts = new Map(views.map(({ viewId }, index) => [viewId, saved[index] ?? 0]));
      // Most changes leave them as they are, and nothing is to be drawn again.
      const now = get();
      if (!isSame(counts, now.counts)) set({ counts });
      if (!isSameMap(savedCounts, now.savedCounts)) set({ savedCounts });
    } catch (error) {
      // Nobody asked for it: what was counted last stays, and the next change tries again.
      toBridgeFailure(error);
    }
    isCounting = false;
    rest = Math.max(GATHER_MS, REST_FACTOR * (Date.now() - start));
  };

  const countSoon = (): void => {
    if (watchers === 0 || counting !== undefined) return;
    counting = setTimeout(() => {
      counting = undefined;
      if (isCounting) countSoon();
      else void count();
    }, rest);
  };

  const setAlarm = (): void => {
    clearTimeout(alarm);
    const next = Math.min(...[...snoozed.values()].map((each) => each.snoozedUntil ?? Infinity));
    if (watchers === 0 || next === Infinity) return;
    alarm = setTimeout(wake, Math.min(LONGEST_TIMER, Math.max(0, next - Date.now())));
  };

  /** What has slept long enough is open now: it takes its place in the list, or leaves it. */
  function wake(): void {
    const awake = [...snoozed.values()].filter((each) => statusAt(each, Date.now()) === 'open');
    for (const each of awake) {
      snoozed.delete(each.conversationId);
      get().receiveConversation(each);
    }
    setAlarm();
  }

  const watch = (summary: ConversationSummary): void => {
    if (statusAt(summary, Date.now()) === 'snoozed') snoozed.set(summary.conversationId, summary);
    else snoozed.delete(summary.conversationId);
  };

  const findSnoozed = async (): Promise<void> => {
    try {
      const { items } = await call(bridge, 'conversation.list', {
        filter: { status: 'snoozed' },
        limit: WATCHED,
      });
      items.forEach(watch);
      setAlarm();
    } catch (error) {
      toBridgeFailure(error);
    }
  };

  return {
    query: fixedViews.open,
    userId: null,
    counts: null,
    savedCounts: new Map(),
    countSoon,
    businesses: [],

    async loadBusinesses() {
      try {
        set({ businesses: (await call(bridge, 'business.list', {})).businesses });
      } catch (error) {
        // The filter is there without them.
        toBridgeFailure(error);
      }
    },

    campaigns: [],

    async loadCampaigns() {
      try {
        set({ campaigns: await call(bridge, 'campaign.list', {}) });
      } catch (error) {
        // The filter is there without them, and the panel says what is wrong with the database.
        toBridgeFailure(error);
      }
    },

    setViewer(userId) {
      if (userId !== get().userId) set({ userId });
    },

    async show(query) {
      const selected = selectedConversation(get());
      set({
        query,
        conversations: idle,
        // What is open stays so, also where the new list does not show it.
        ...(selected && {
          lookedUp: new Map(get().lookedUp).set(selected.conversationId, selected),
        }),
      });
      await get().loadConversations();
    },

    startCounting() {
      watchers += 1;
      void count();
      void findSnoozed();
      return () => {
        watchers -= 1;
        if (watchers > 0) return;
        clearTimeout(alarm);
        clearTimeout(counting);
        counting = undefined;
      };
    },

    noteChange(summary) {
      const before = snoozed.size;
      watch(summary);
      if (before > 0 || snoozed.size > 0) setAlarm();
      countSoon();
    },
  };
}

function isSame(one: ConversationCounts, other: ConversationCounts | null): boolean {
  return other !== null && fixedViewNames.every((name) => one[name] === other[name]);
}

function isSameMap<Key>(one: ReadonlyMap<Key, number>, other: ReadonlyMap<Key, number>): boolean {
  return one.size === other.size && [...one].every(([key, count]) => other.get(key) === count);
}
