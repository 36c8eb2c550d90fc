import { matchesFilter } from '../../../src-preload/contract/conversation-filter.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { createPager } from '../../bridge/paged-list.ts';
import { idle } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { placeConversation } from './conversation-order.ts';
import { type ConversationListSlice, findConversation, type SliceAccess } from './inbox-state.ts';

/** Of the first page, which shall be there soon, and of those that somebody scrolls through. */
const pageSize = { first: 60, further: 200 };

export function createConversationListSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): ConversationListSlice {
  const pager = createPager({
    fetchPage: (after) =>
      call(bridge, 'conversation.list', {
        ...get().query,
        ...(after === undefined ? { limit: pageSize.first } : { limit: pageSize.further, after }),
      }),
    idOf: (item) => item.conversationId,
    apply: (list, changed: ConversationSummary) =>
      placeConversation(list, changed, { sort: get().query.sort, isWanted }),
    read: () => get().conversations,
    write: (conversations) => set({ conversations }),
  });
  /** Whether the list shows it now, as the database would answer. */
  const isWanted = (conversation: ConversationSummary): boolean => {
    const { query, userId } = get();
    // Nobody is known yet who could be meant: the database knows.
    if (userId === null) return query.filter.assignee !== 'me';
    return matchesFilter(query.filter, conversation, { userId, now: Date.now() });
  };

  return {
    conversations: idle,
    lookedUp: new Map(),
    loadConversations: pager.loadFirst,
    loadMoreConversations: pager.loadMore,

    receiveConversation(summary) {
      pager.receive(summary);
      const { conversationId } = summary;
      const { lookedUp, picked, selectedId } = get();
      // What is open stays so when it leaves the list.
      if (lookedUp.has(conversationId) || selectedId === conversationId) {
        set({ lookedUp: new Map(lookedUp).set(conversationId, summary) });
      }
      if (picked.has(conversationId)) {
        set({ picked: new Map(picked).set(conversationId, summary) });
      }
      get().noteChange(summary);
    },

    async lookUpConversation(conversationId) {
      if (findConversation(get(), conversationId) !== undefined) {
        return;
      }
      try {
        const summary = await call(bridge, 'conversation.get', { conversationId });
        set({ lookedUp: new Map(get().lookedUp).set(conversationId, summary) });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        if (get().selectedId === conversationId) {
          get().closeConversation();
        }
      }
    },
  };
}
