import type {
  BusinessId,
  ContactId,
  ConversationId,
  SessionId,
} from '../../src-preload/contract/ids.ts';

/** What another desktop changed, told to whoever remembers some of it; null: everything may have changed. */
export type Outdated =
  | { readonly kind: 'conversation'; readonly conversationId: ConversationId }
  | { readonly kind: 'contact'; readonly contactId: ContactId }
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  | { readonly kind: 'business'; readonly businessId: BusinessId | null }
  /** Months of messages may have been dropped: what is stored in one again needs its collection made anew. */
  | { readonly kind: 'partitions' }
  | null;
