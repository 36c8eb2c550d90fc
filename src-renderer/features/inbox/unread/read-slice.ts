import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { MessageCursor } from '../../../../src-preload/contract/message.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { findConversation, type InboxState, type SliceAccess } from '../inbox-state.ts';
import type { ReadSlice } from './read-state.ts';

export function createReadSlice(
  { bridge }: Pick<StoreDependencies, 'bridge'>,
  { get, set }: SliceAccess,
): ReadSlice {
  /** What was last reported as seen: the same news is reported once. */
  let reported = '';

  return {
    unreadLine: null,

    lookAt(conversationId) {
      const count = findConversation(get(), conversationId)?.unreadCount ?? 0;
      if (count > 0) set({ unreadLine: { conversationId, count } });
      else if (get().unreadLine?.conversationId !== conversationId) set({ unreadLine: null });
    },

    async seeMention(conversationId) {
      if (findConversation(get(), conversationId)?.mention !== 'unseen') return;
      try {
        await call(bridge, 'note.see', { conversationId });
        const now = findConversation(get(), conversationId);
        if (now) get().receiveConversation({ ...now, mention: 'seen' });
      } catch (error) {
        // As with what is read: the mark stays, and the next look tries again.
        toBridgeFailure(error);
      }
    },

    async markSeen(conversationId) {
      const conversation = findConversation(get(), conversationId);
      if (conversation === undefined) return;
      const { unreadCount, whatsAppUnread, messageCount } = conversation;
      // Read on another desktop, it waits for the one that runs its account to tell WhatsApp.
      if (unreadCount === 0 && whatsAppUnread === 0) return;
      const news = `${conversationId} ${messageCount} ${unreadCount} ${whatsAppUnread}`;
      if (reported === news) {
        return;
      }
      reported = news;
      const upTo = newestShown(get(), conversationId);
      try {
        await call(bridge, 'conversation.markRead', { conversationId, ...(upTo && { upTo }) });
        const now = findConversation(get(), conversationId);
        if (now?.messageCount === messageCount && now.unreadCount > 0) {
          get().receiveConversation({ ...now, unreadCount: 0 });
        }
        // Once it is read it may be marked as unread again, and be opened once more.
        reported = '';
      } catch (error) {
        // Nobody asked for it, so nobody is told: the badge stays, and the next look at the thread tries again.
        toBridgeFailure(error);
        reported = '';
      }
    },
  };
}

/** The place of the newest message that the thread shows; null while nothing of it is there. */
function newestShown(
  { threads }: Pick<InboxState, 'threads'>,
  conversationId: ConversationId,
): MessageCursor | null {
  const thread = threads.get(conversationId);
  const messages = (thread && shownValue(thread)?.messages) ?? [];
  const newest = messages.findLast(({ outbox }) => outbox === null);
  return newest ? { timestamp: newest.timestamp, sequence: newest.sequence } : null;
}
