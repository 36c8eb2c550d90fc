import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { createPager } from '../../bridge/paged-list.ts';
import { idle } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { placeConversation } from './conversation-order.ts';
import { type ConversationListSlice, findConversation, type SliceAccess } from './inbox-state.ts';

const pageSize = 60;

export function createConversationListSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): ConversationListSlice {
  const pager = createPager({
    fetchPage: (after) =>
      call(bridge, 'conversation.list', {
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      }),
    idOf: (item) => item.conversationId,
    apply: placeConversation,
    read: () => get().conversations,
    write: (conversations) => set({ conversations }),
  });
  /** What was last reported as seen: the same news is reported once. */
  let reported = '';

  return {
    conversations: idle,
    lookedUp: new Map(),
    loadConversations: pager.loadFirst,
    loadMoreConversations: pager.loadMore,

    receiveConversation(summary) {
      pager.receive(summary);
      const { lookedUp } = get();
      if (lookedUp.has(summary.conversationId)) {
        set({ lookedUp: new Map(lookedUp).set(summary.conversationId, summary) });
      }
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

    async markSeen(conversationId) {
      const conversation = findConversation(get(), conversationId);
      if (conversation === undefined || conversation.unreadCount === 0) {
        return;
      }
      const news = `${conversationId} ${conversation.messageCount} ${conversation.unreadCount}`;
      if (reported === news) {
        return;
      }
      reported = news;
      try {
        await call(bridge, 'conversation.markRead', { conversationId });
        const now = findConversation(get(), conversationId);
        if (now?.messageCount === conversation.messageCount && now.unreadCount > 0) {
          get().receiveConversation({ ...now, unreadCount: 0 });
        }
      } catch (error) {
        // Nobody asked for it, so nobody is told: the badge stays, and the next look at the thread tries again.
        toBridgeFailure(error);
        reported = '';
      }
    },
  };
}
