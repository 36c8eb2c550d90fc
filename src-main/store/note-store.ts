import type { ConversationId, UserId } from '../../src-preload/contract/ids.ts';
import type { Note, NoteId } from '../../src-preload/contract/note.ts';

export interface NoteInput {
  body: string;
  /** Users of the app alone. */
  mentions: readonly UserId[];
  /** When, in milliseconds since 1970. */
  at: number;
}

/**
 * What the team notes in conversations. That only its author changes a note is kept here and by nobody else: whoever
 * has the workspace's key and the database's login could do otherwise.
 */
export interface NoteStore {
  /** The newest 500 of a conversation, oldest first, without those that were deleted. */
  list(conversationId: ConversationId): Promise<Note[]>;
  /** Null where there is none; one that was deleted is there, without its text. */
  find(noteId: NoteId): Promise<Note | null>;
  /** Null where there is no such conversation. */
  write(conversationId: ConversationId, authorId: UserId, input: NoteInput): Promise<Note | null>;
  /** This person has seen where notes of a conversation mention them. */
  see(conversationId: ConversationId, userId: UserId): Promise<'changed' | 'unchanged'>;
  edit(noteId: NoteId, authorId: UserId, input: NoteInput): Promise<Note | NoteRefusal>;
  /** Its text is gone afterwards; that there was a note stays, for other desktops to see that it went. */
  remove(noteId: NoteId, authorId: UserId, at: number): Promise<Note | NoteRefusal>;
}

export type NoteRefusal = 'notFound' | 'notAuthor';
