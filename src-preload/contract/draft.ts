import { z } from 'zod';
import { ConversationId, UserId } from './ids.ts';
import { Message } from './message.ts';
import { NoteId } from './note.ts';
import { FileForm, UploadId } from './outgoing.ts';

/** More than one message may carry: what is too long to be sent is kept all the same. */
export const MAXIMUM_DRAFT_LENGTH = 1_000_000;

/** A file that goes with a draft: main has all of it (`upload.finish`). */
export const DraftFile = z.object({
  uploadId: UploadId,
  fileName: z.string().max(255),
  mimeType: z.string().max(127),
  /** Bytes. */
  fileSize: z.number().int().positive(),
  form: FileForm,
  caption: z.string().max(MAXIMUM_DRAFT_LENGTH),
  /** A small picture of it, where it is one. */
  preview: z
    .string()
    .max(60_000)
    .regex(/^data:image\/(?:webp|png);base64,[A-Za-z0-9+/=]*$/)
    .nullable(),
  /** Of a voice note, in seconds. */
  duration: z.number().nonnegative().nullable(),
});
export type DraftFile = z.infer<typeof DraftFile>;

/** A note with the names that were chosen in it, and whose they are: a name that was only typed mentions nobody. */
const NoteText = z.object({
  text: z.string().max(MAXIMUM_DRAFT_LENGTH),
  mentioned: z.array(z.object({ userId: UserId, name: z.string() })).max(500),
});

/** What somebody began to write in a conversation and has not sent. */
export const Draft = z.object({
  conversationId: ConversationId,
  /** May be blank where a message is answered or changed. */
  text: z.string().max(MAXIMUM_DRAFT_LENGTH),
  /** The message that it answers. */
  replyTo: Message.nullable(),
  /** A quick reply that is advertising is in the text. */
  isMarketing: z.boolean().optional(),
  /** A change of a message that was begun meanwhile. */
  files: z.array(DraftFile).max(500),
  editing: z.object({ message: Message, text: z.string().max(MAXIMUM_DRAFT_LENGTH) }).nullable(),
  /** A note for the team that was begun, and a change of one. */
  note: NoteText.extend({ edit: NoteText.extend({ noteId: NoteId }).nullable() }).nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const draftCommands = {
  /**
   * All that are kept on this computer, in no order. Those that cannot be read any more are left out, and files that
   * were sent meanwhile.
   */
  'draft.list': { input: z.object({}), output: z.array(Draft) },
  /**
   * On the disk when it answers, instead of the one before; with nothing in it none is kept. Files that main does not
   * have are left out.
   */
  'draft.keep': { input: Draft, output: z.null() },
} as const;
