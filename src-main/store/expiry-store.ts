import type {
  BusinessId,
  ContactId,
  ConversationId,
  LeadId,
} from '../../src-preload/contract/ids.ts';

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

/** A lead that goes. */
export interface ExpiredLead {
  readonly leadId: LeadId;
  /** It is sealed with a key of its own, not with its conversation's. */
  readonly hasOwnKey: boolean;
}

/** Somebody, under all ids and through all accounts. */
export interface Somebody {
  readonly contactIds: readonly ContactId[];
  /** Those that are shown as part of another one first. */
  readonly conversationIds: readonly ConversationId[];
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
  /** Where a conversation has messages, of whatever age before a moment. */
  partsOf(conversationId: ConversationId, before: number): Promise<ExpiringPart[]>;
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
  /**
   * Takes away what is left of it, and destroys its key. Not while others are shown as part of it, nor while one that it
   * is shown with has messages.
   */
  removeConversation(conversationId: ConversationId): Promise<'removed' | 'kept'>;
  /** Nothing names these leads any more, and their own keys are destroyed. */
  forgetLeads(leads: readonly ExpiredLead[]): Promise<void>;
  /**
   * Conversations, made before a moment, of people who never wrote in them, and to whom nobody has written since their
   * cutoff: with when that was, in milliseconds.
   */
  unanswered(cutoffs: Cutoffs, madeBefore: number): Promise<Map<ConversationId, number>>;
  /** Whoever is at the other end of a conversation. */
  somebodyIn(conversationId: ConversationId): Promise<Somebody>;
  /** Takes contacts away and destroys their keys, unless there is a message or anything from them in a conversation. */
  removeContacts(somebody: Somebody): Promise<'removed' | 'kept'>;
}
