import type { MessageType } from '../../src-preload/contract/message-content.ts';
import type { ConversationId, MessageId, UserId } from '../../src-preload/contract/ids.ts';
import type {
  GalleryKind,
  Message,
  MessageCursor,
  MessageStatus,
} from '../../src-preload/contract/message.ts';
import type { Schedule } from '../../src-preload/contract/outgoing.ts';
import type {
  MessageChange,
  ReceivedMessage,
  ReceivedReaction,
  ReceivedVote,
} from '../domain/whatsapp-event.ts';
import type { Reader } from './user-store.ts';

export interface NewMessage extends ReceivedMessage {
  /** The colleague who wrote it in this app; absent for messages from customers and from the phone. */
  sentBy?: UserId;
  /** Nobody wrote it: it answers by itself. It is nobody's turn then, and no response. */
  isAutomatic?: true;
  /** When that colleague wanted it to go. */
  schedule?: Schedule;
}

export type StoreOutcome =
  /** `stored` is what now stands in the database. */
  | { outcome: 'inserted'; message: NewMessage; stored: Message }
  /** It was stored before WhatsApp could decipher it, and has its content now. */
  | { outcome: 'deciphered'; message: NewMessage }
  | { outcome: 'alreadyKnown'; message: NewMessage };

/** What can have changed at WhatsApp since. */
export interface KnownMessage {
  type: MessageType;
  status: MessageStatus;
  /** Milliseconds. */
  editedAt?: number;
  /** One a person; with an empty emoji those that were taken back. */
  reactions?: ReceivedReaction[];
  /** One a person. */
  votes?: ReceivedVote[];
}

export interface MessageBatch {
  conversationId: ConversationId;
  /** Messages that WhatsApp gives in this order. */
  ordered: readonly NewMessage[];
  /** Whether they were read out of the chat's history or came by themselves (`domain/message-order.ts`). */
  source: 'history' | 'live';
  /** Those from the other side also count in WhatsApp's own figure of unread ones, which is this user's. */
  unreadFor?: UserId | undefined;
  /** Those from the other side that were written since `from` (milliseconds) wait to be read by these people. */
  arrivals?: { readers: readonly Reader[]; from: number } | undefined;
}

/** Which page of a conversation: the one just before `before`, just after `after`, or with neither the newest. */
export interface PageQuestion {
  conversationId: ConversationId;
  before?: MessageCursor | undefined;
  after?: MessageCursor | undefined;
  /** How many messages at most. */
  limit: number;
  /** Only these. */
  only?: MessageKind | undefined;
}

/** See `GalleryKind`; without a tag everything that has one. */
export interface MessageKind {
  kind: GalleryKind;
  tag?: string | undefined;
}

export interface MessagePage {
  /** Oldest first. */
  items: Message[];
  /** Leads on in the same direction; null where nothing follows. */
  next: MessageCursor | null;
}

/** Where a message with a tag is. */
export interface TaggedMessage {
  conversationId: ConversationId;
  messageId: string;
}

/** Messages (`messages`), unique by `(conversationId, messageId)`. */
export interface MessageStore {
  /**
   * Stores messages of several conversations, each at most once in the list. Inserting and moving the conversations'
   * counters and last messages is one transaction, so that counters move exactly when the insert happened. A message
   * that is known keeps its place. Answers an outcome for each message, in the order given.
   */
  store(batches: readonly MessageBatch[]): Promise<StoreOutcome[][]>;
  /** Adds to `statusUpdates` when the status moves forward. `at` in milliseconds. A failed one has its reason. */
  recordStatus(
    conversationId: ConversationId,
    messageId: string,
    status: MessageStatus,
    at: number,
  ): Promise<'advanced' | 'unchanged' | 'unknownMessage'>;
  /**
   * Marks messages that made a lead, or made none after all; one that is not there is left out. `timestamp`, in
   * milliseconds, is its own.
   */
  markLeadsGenerated(
    messages: readonly { conversationId: ConversationId; messageId: string; timestamp: number }[],
    haveMade?: boolean,
  ): Promise<void>;
  /**
   * What happened to a message after it was sent, in whatever order and however often it is told: of two edits, or two
   * reactions of one person, the newer stands; a revoked message stays revoked, and nothing of what it said is left.
   */
  applyChange(
    conversationId: ConversationId,
    change: MessageChange,
  ): Promise<'changed' | 'unchanged' | 'unknownMessage'>;
  /** Puts these in the place of the tags that the team had given it. */
  setTags(
    conversationId: ConversationId,
    messageId: MessageId,
    tags: readonly string[],
  ): Promise<'changed' | 'unchanged' | 'unknownMessage'>;
  /** All tags that messages have, as they are spelled. */
  tags(): Promise<string[]>;
  /** How many messages have this tag, whatever its capitals. */
  countTagged(tag: string): Promise<number>;
  /**
   * Gives each message that has this tag, whatever its capitals, the other name in its place, once; with null takes it
   * away. Answers those that were changed. After a failure it can be called again.
   */
  retag(tag: string, name: string | null): Promise<TaggedMessage[]>;
  /** What is stored of those of these messages that are, by message id: to compare with what WhatsApp has. */
  known(
    conversationId: ConversationId,
    messageIds: readonly string[],
  ): Promise<Map<string, KnownMessage>>;
  find(conversationId: ConversationId, messageId: MessageId): Promise<Message | null>;
  findMany(conversationId: ConversationId, messageIds: readonly string[]): Promise<Message[]>;
  /** Whether anything in this conversation came from the other side. */
  hasIncoming(conversationId: ConversationId): Promise<boolean>;
  /** One page, oldest first. */
  page(input: PageQuestion): Promise<MessagePage>;
}
