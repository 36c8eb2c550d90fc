import type { ConversationId } from '../../../../src-preload/contract/ids.ts';

/** Above the oldest of so many messages somebody had not read when they came to look at a conversation. */
export interface UnreadLine {
  readonly conversationId: ConversationId;
  readonly count: number;
}

/** What the person at this desktop has read. */
export interface ReadSlice {
  /** Stays until another conversation is opened. */
  readonly unreadLine: UnreadLine | null;
  /** Somebody comes to look at a conversation; to be called before `markSeen`. */
  readonly lookAt: (conversationId: ConversationId) => void;
  /** Tells main that the user has seen where notes of the conversation mention them. */
  readonly seeMention: (conversationId: ConversationId) => Promise<void>;
  /** Tells main that the user sees the conversation, when it holds something unread. */
  readonly markSeen: (conversationId: ConversationId) => Promise<void>;
}
