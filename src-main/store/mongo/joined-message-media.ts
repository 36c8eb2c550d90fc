import type { MessageMediaStore } from '../message-media-store.ts';
import type { JoinedConversations } from './joined-conversations.ts';

/** Finds the file of a message in whichever of the conversations that are shown as one; the rest is of one alone. */
export function joinedMessageMedia(
  store: MessageMediaStore,
  joined: JoinedConversations,
): MessageMediaStore {
  return {
    ...store,
    async find(conversationId, messageId) {
      const own = await store.find(conversationId, messageId);
      if (own) return own;
      for (const member of await joined.membersOf(conversationId)) {
        const found = member === conversationId ? null : await store.find(member, messageId);
        if (found) return found;
      }
      return null;
    },
  };
}
