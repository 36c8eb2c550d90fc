import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';

/** How many conversations of the person at this desktop have unread messages, as far as this desktop has seen them. */
export class UnreadConversations {
  readonly #isMine: (conversation: ConversationSummary) => boolean;
  readonly #unread = new Set<ConversationId>();

  constructor(isMine: (conversation: ConversationSummary) => boolean) {
    this.#isMine = isMine;
  }

  get count(): number {
    return this.#unread.size;
  }

  /** Whether the count is another one now. */
  note(conversation: ConversationSummary): boolean {
    const before = this.#unread.size;
    const { conversationId, unreadCount, isArchived } = conversation;
    if (unreadCount > 0 && !isArchived && this.#isMine(conversation)) {
      this.#unread.add(conversationId);
    } else {
      this.#unread.delete(conversationId);
    }
    return this.#unread.size !== before;
  }

  clear(): void {
    this.#unread.clear();
  }
}
