import { z } from 'zod';
import { ConversationId } from './ids.ts';
import { Message } from './message.ts';
import { MAXIMUM_PIECE_BYTES, UploadId } from './outgoing.ts';

const none = z.object({});

/** A message that WhatsApp does not have yet, and whom it is for. */
export const OutboxEntry = z.object({
  message: Message,
  /** Null while the database that knows it is away. */
  conversationName: z.string().nullable(),
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;

export const outboxCommands = {
  /** All that waits or gave up on this computer, over all conversations, in the order of writing. */
  'outbox.list': { input: none, output: z.array(OutboxEntry) },
  /** Sends everything again that gave up; answers how many that were. */
  'outbox.retryAll': { input: none, output: z.object({ count: z.number().int() }) },

  /**
   * Begins handing over a file that shall be sent: then its bytes in pieces, in order, then `upload.finish` and
   * `message.send`. What is not finished within an hour, or when the app ends, is forgotten; and what is finished and
   * neither sent nor kept with a draft, when the app ends. `file_too_large` above `MAXIMUM_MEDIA_BYTES`.
   */
  'upload.begin': {
    input: z.object({
      fileName: z.string().trim().min(1).max(255),
      mimeType: z
        .string()
        .trim()
        .max(127)
        .regex(/^[\w.+-]+\/[\w.+-]+(?:\s*;.*)?$/),
      fileSize: z.number().int().positive(),
    }),
    output: z.object({ uploadId: UploadId }),
  },
  /** `offset` is where the piece begins: pieces follow each other without gaps. Otherwise `bad_input`. */
  'upload.append': {
    input: z.object({
      uploadId: UploadId,
      offset: z.number().int().nonnegative(),
      bytes: z
        .instanceof(Uint8Array)
        .refine(({ length }) => length > 0 && length <= MAXIMUM_PIECE_BYTES),
    }),
    output: z.null(),
  },
  /** The whole file is on the disk when it answers. `file_missing` when something of it is not there. */
  'upload.finish': { input: z.object({ uploadId: UploadId }), output: z.null() },
  /** The bytes of a finished file that is not on its way, from `offset` on; empty behind its end. `file_missing`. */
  'upload.read': {
    input: z.object({ uploadId: UploadId, offset: z.number().int().nonnegative() }),
    output: z.object({ bytes: z.instanceof(Uint8Array) }),
  },
  /** Forgets a file that is not to be sent after all. */
  'upload.discard': { input: z.object({ uploadId: UploadId }), output: z.null() },
} as const;

export const outboxEvents = {
  /** A message went out later than it was scheduled for, because the computer slept or had no connection. */
  'message.sentLate': z.object({
    conversationId: ConversationId,
    messageId: Message.shape.messageId,
    scheduledFor: z.number(),
    timeZone: z.string(),
    sentAt: z.number(),
  }),
} as const;
