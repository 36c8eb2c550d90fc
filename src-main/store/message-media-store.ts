import type { ConversationId, MessageId, SessionId } from '../../src-preload/contract/ids.ts';
import type { Media } from '../../src-preload/contract/message-content.ts';

export type MediaState = Media['state'];

/** The file that a message carries, as it is known. */
export interface MessageMedia {
  /** The conversation that keeps it: another than was asked for where two are shown as one. */
  conversationId: ConversationId;
  state: MediaState;
  /** Null until it is stored. */
  fileId: string | null;
  fileName: string;
  fileSize: number;
  mimeType: string;
  /** A JPEG. */
  thumbnail: Buffer | null;
  /** How often it was tried to fetch it. */
  attempts: number;
  /** What WhatsApp must be told to find the message again. */
  fromMe: boolean;
  /** In groups, who wrote it. */
  author: string | null;
}

export interface WaitingMedia {
  conversationId: ConversationId;
  messageId: MessageId;
}

export type MediaChange =
  | { state: 'stored'; fileId: string; fileSize: number }
  | { state: Exclude<MediaState, 'stored'>; attempts: number };

/** What the messages say of the files that they carry. */
export interface MessageMediaStore {
  /** Null for a message that is not stored, or carries no file. */
  find(conversationId: ConversationId, messageId: MessageId): Promise<MessageMedia | null>;
  /**
   * What is stored stays so. `unchanged` also when the message carries no file any more; `fileGone` when somebody gave
   * up the same file for another message a moment ago, so that it has to be stored again.
   */
  record(
    conversationId: ConversationId,
    messageId: MessageId,
    change: MediaChange,
  ): Promise<'changed' | 'unchanged' | 'fileGone'>;
  /** Messages of an account whose files have not been fetched, newest first. */
  waiting(sessionId: SessionId, limit: number): Promise<WaitingMedia[]>;
}
