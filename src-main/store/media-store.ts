import type { ConversationId } from '../../src-preload/contract/ids.ts';

export interface StoredFile {
  fileId: string;
  /** Bytes. */
  size: number;
}

/** Of a file, from one byte to another, neither counted twice: `end` is the first that is left out. */
export interface ByteRange {
  start: number;
  end: number;
}

/** The bytes of files, sealed with the key of the conversation they belong to. */
export interface MediaStore {
  /**
   * Stores a file as it comes, with little of it in memory at a time. The same bytes are stored once in a
   * conversation. When `bytes` rejects, or this process ends in the middle, there is no such file.
   *
   * @param fileId of a file that comes back from an archive: whatever stands under it makes room
   */
  put(
    conversationId: ConversationId,
    bytes: AsyncIterable<Uint8Array>,
    fileId?: string,
  ): Promise<StoredFile & { outcome: 'stored' | 'alreadyKnown' }>;
  /**
   * A file, or the part of it that is asked for, which alone is read and opened. Null when there is none of this id in
   * the conversation. Reading rejects with an AppError `data_unreadable` where something was altered, moved or cut.
   */
  open(
    conversationId: ConversationId,
    fileId: string,
    range?: ByteRange,
  ): Promise<{ size: number; bytes: AsyncIterable<Uint8Array> } | null>;
  /** Takes a file away unless a message of the conversation carries it: call for one that is not wanted after all. */
  release(conversationId: ConversationId, fileId: string): Promise<'removed' | 'kept'>;
  /** Takes away what was begun before this moment (milliseconds) and never finished. Answers how many. */
  removeUnfinished(before: number): Promise<number>;
  /**
   * Takes away what was stored before this moment (milliseconds) and no message carries: who stored it was killed
   * before a message could, and then the message was revoked. Answers how many.
   */
  removeUncarried(before: number): Promise<number>;
}
