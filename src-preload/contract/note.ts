import { z } from 'zod';
import { ConversationId, Timestamp, UserId } from './ids.ts';

export const NoteId = z.uuid().brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;

export const MAXIMUM_NOTE_LENGTH = 10_000;

/** How a colleague stands in the text of a note: by id, so that a new name is shown as it is now. */
const MENTION = /<@([0-9a-f]{24})>/g;

/** What stands in a note's text for a colleague. */
export function mentionOf(userId: UserId): string {
  return `<@${userId}>`;
}

export type NotePart = { readonly text: string } | { readonly userId: UserId };

/** A note's text taken apart: what was typed, and who is mentioned. */
export function partsOfNote(text: string): NotePart[] {
  const parts: NotePart[] = [];
  let end = 0;
  for (const found of text.matchAll(MENTION)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index) });
    parts.push({ userId: UserId.parse(found[1]) });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** Everybody who is mentioned, each once, in the order of the text. */
export function mentionsIn(text: string): UserId[] {
  return [...new Set(partsOfNote(text).flatMap((part) => ('userId' in part ? [part.userId] : [])))];
}

/**
 * What a colleague wrote about a conversation for the team. It is no message: it has an id of another kind, recipient, and its text has another name than a message's: nothing that sends takes one.
 */
export const Note = z.object({
  noteId: NoteId,
  conversationId: ConversationId,
  authorId: UserId,
  /** With `mentionOf` for everybody who is mentioned. Empty when it was deleted, or cannot be opened any more. */
  body: z.string(),
  /** Those of the text who are users of the app. */
  mentions: z.array(UserId),
  timestamp: Timestamp,
  editedAt: Timestamp.nullable(),
  isDeleted: z.boolean(),
});
export type Note = z.infer<typeof Note>;

const NoteText = z
  .string()
  .max(MAXIMUM_NOTE_LENGTH)
  .refine((text) => text.trim() !== '', 'expected a text that is not blank');

export const noteCommands = {
  /** Of a conversation, oldest first, without those that were deleted: the newest 500 of them. */
  'note.list': {
    input: z.object({ conversationId: ConversationId }),
    output: z.array(Note),
  },
  /** `not_found` where there is no such conversation. */
  'note.write': {
    input: z.object({ conversationId: ConversationId, body: NoteText }),
    output: Note,
  },
  /** This person has seen where notes of the conversation mention them. */
  'note.see': { input: z.object({ conversationId: ConversationId }), output: z.null() },
  /** `not_found` where there is no such note (any more), `not_allowed` to all but its author; as in the next. */
  'note.edit': { input: z.object({ noteId: NoteId, body: NoteText }), output: Note },
  'note.delete': { input: z.object({ noteId: NoteId }), output: z.null() },
} as const;

export const noteEvents = {
  /** Written, edited or deleted, by whomever. */
  'note.changed': Note,
} as const;
