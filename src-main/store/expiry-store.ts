import type { BusinessId, ContactId, ConversationId } from '../../src-preload/contract/ids.ts';

/** Messages, or the files and small pictures that they carry. */
export type ExpiringKind = 'messages' | 'media';

/** Before when things go, in milliseconds; null: they are kept. */
export interface Cutoffs {
  /** For conversations whose business has none of its own, and of no business. */
  readonly others: number | null;
  readonly businesses: ReadonlyMap<BusinessId, number | null>;
}

/** Messages of one conversation in one collection. */
export interface ExpiringPart {
  readonly conversationId: ConversationId;
  readonly partition: string;
  /** Milliseconds. */
  readonly before: number;
}

export interface Expired {
  messages: number;
  files: number;
}

/**
 * What goes of messages and files because it is old. Each step is short, leaves nothing half when it is killed, and can be
 * taken again. None of them looks at holds: who calls does (`RetentionStore.whileHoldsStand`).
 */
export interface ExpiryStore {
  /** The conversations with these people, through every account, and those that are shown as one with them. */
  conversationsOf(contactIds: readonly ContactId[]): Promise<Set<ConversationId>>;
  /** What would go now, without these conversations. `oldest` in milliseconds. */
  count(
    kind: ExpiringKind,
    cutoffs: Cutoffs,
    held: ReadonlySet<ConversationId>,
  ): Promise<{ count: number; oldest: number | null }>;
  /** The months that are past for every conversation, the oldest first. */
  pastMonths(cutoffs: Cutoffs): Promise<string[]>;
  /** Where something may have to go; conversations of `pastMonths` are among them. */
  parts(cutoffs: Cutoffs): Promise<ExpiringPart[]>;
  /** The next part of that; `messages` 0 when there is no more. */
  expireSome(kind: ExpiringKind, part: ExpiringPart, limit: number): Promise<Expired>;
  /** Conversations with messages of a month. */
  inMonth(partition: string): Promise<ConversationId[]>;
  /** The conversation has nothing in this month any more: nobody finds it there from here on. */
  leaveMonth(part: ExpiringPart): Promise<Expired>;
  /**
   * Takes away what is in a month and belongs to no conversation any more: all of it, collection and all, where none has
   * anything there, else `limit` messages at most.
   *
   * `emptied`: the login may not drop collections; it has nothing in it.
   */
  clearMonth(partition: string, limit: number): Promise<'dropped' | 'emptied' | 'cleared' | 'more'>;
  /** Conversations that have lost all of their messages, at most so many after this one. */
  emptyConversations(
    cutoffs: Cutoffs,
    page: { after: string; limit: number },
  ): Promise<ConversationId[]>;
  /** Takes away what is left of it, and destroys its key. Not where it is shown as one with another. */
  removeConversation(conversationId: ConversationId): Promise<'removed' | 'kept'>;
}
