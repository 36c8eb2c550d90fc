import { z } from 'zod';
import { ConversationId, MessageId, SessionId, UserId } from '../../src-preload/contract/ids.ts';
import { QuotedMessage } from '../../src-preload/contract/message-content.ts';
import {
  ContactCard,
  FileForm,
  Place,
  PollDraft,
  Schedule,
  UploadId,
} from '../../src-preload/contract/outgoing.ts';
import { ErrorCode } from '../../src-preload/contract/result.ts';

/** What WhatsApp shall get. */
export const OutboxPayload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('file'),
    /** Where the bytes are (`file-spool.ts`). */
    uploadId: UploadId,
    form: FileForm,
    fileName: z.string(),
    mimeType: z.string(),
    fileSize: z.number().int().positive(),
    caption: z.string(),
  }),
  Place.extend({ kind: z.literal('location') }),
  z.object({ kind: z.literal('contact'), cards: z.array(ContactCard) }),
  PollDraft.extend({ kind: z.literal('poll') }),
]);
export type OutboxPayload = z.infer<typeof OutboxPayload>;

/** Until November 2026 there were texts only, kept as `text`. */
function withPayload(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || 'payload' in stored) return stored;
  if (!('text' in stored)) return stored;
  const { text, ...item } = stored;
  return { ...item, payload: { kind: 'text', text } };
}

/** A message of ours that WhatsApp has not accepted yet. */
export const OutboxItem = z.preprocess(
  withPayload,
  z.object({
    /** Chosen here, before anything is sent: a retry recognises what WhatsApp already has. */
    messageId: MessageId,
    conversationId: ConversationId,
    sessionId: SessionId,
    chatId: z.string(),
    payload: OutboxPayload,
    replyTo: QuotedMessage.optional(),
    /** WhatsApp ids of people named in the text. */
    mentions: z.array(z.string()).optional(),
    isForwarded: z.boolean().optional(),
    /** It came of a quick reply that is advertising. */
    isMarketing: z.boolean().optional(),
    schedule: Schedule.optional(),
    /** Until then whoever wrote it can take it back. Milliseconds. */
    holdUntil: z.number().optional(),
    /** The colleague who wrote it. */
    userId: UserId,
    /** Milliseconds. */
    createdAt: z.number(),
    /** `queued`: waits for its turn or the connection. `sending`: on its way. `failed`: waits for a person. */
    state: z.enum(['queued', 'sending', 'failed']),
    /** How often it was given to WhatsApp; after the first time WhatsApp is asked whether it has it. */
    attempts: z.number().int().nonnegative(),
    /** It fails for good when `attempts` has reached this. */
    giveUpAfter: z.number().int().positive(),
    failureCode: ErrorCode.optional(),
    /** When (by the counting database's clock) it was counted for an attempt: see `Pace`. */
    slotAt: z.number().optional(),
  }),
);
export type OutboxItem = z.infer<typeof OutboxItem>;

/** What a person writes: everything else the outbox adds. */
export type OutboxDraft = Pick<
  OutboxItem,
  | 'conversationId'
  | 'sessionId'
  | 'chatId'
  | 'payload'
  | 'replyTo'
  | 'mentions'
  | 'isForwarded'
  | 'isMarketing'
  | 'schedule'
  | 'userId'
>;

/** The text that a person reads of it. */
export function textOf(payload: OutboxPayload): string {
  switch (payload.kind) {
    case 'text':
      return payload.text;
    case 'file':
      return payload.caption;
    case 'location':
      return payload.name ?? '';
    case 'contact':
      return payload.cards.map(({ name }) => name).join(', ');
    case 'poll':
      return payload.question;
  }
}
