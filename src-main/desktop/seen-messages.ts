import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';

/** The newest message of a conversation that had its chance to be announced, or had been read before. */
interface Seen {
  /** WhatsApp's time, in milliseconds since 1970. */
  timestamp: number;
  preview: string;
  /** How many messages are not read. */
  unread: number;
}

/** Which messages had their chance to be announced: no later change of their conversation makes them news. */
export class SeenMessages {
  readonly #seen = new Map<ConversationId, Seen>();

  /** Whether the newest message, which is not read, has had no chance yet. What is older than `since` is no news. */
  isNews(
    { conversationId, lastMessage, unreadCount }: ConversationSummary,
    since: number,
  ): boolean {
    if (lastMessage === null || lastMessage.timestamp < since) return false;
    const { timestamp, preview } = lastMessage;
    const seen = this.#seen.get(conversationId);
    if (seen === undefined || timestamp > seen.timestamp) return true;
    // WhatsApp's times are in whole seconds. What was read and is marked as unread again is no news.
    const isOther = timestamp === seen.timestamp && preview !== seen.preview;
    return unreadCount > seen.unread && (seen.unread > 0 || isOther);
  }

  /** It has its chance now, or has been read. */
  add({ conversationId, lastMessage, unreadCount }: ConversationSummary): void {
    if (lastMessage === null) return;
    const { timestamp, preview } = lastMessage;
    this.#seen.set(conversationId, { timestamp, preview, unread: unreadCount });
  }

  /** Nothing has come, but more or less of it is unread. */
  noteUnread({ conversationId, unreadCount }: ConversationSummary): void {
    const seen = this.#seen.get(conversationId);
    if (seen) this.#seen.set(conversationId, { ...seen, unread: unreadCount });
  }

  clear(): void {
    this.#seen.clear();
  }
}
