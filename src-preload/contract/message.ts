import { z } from 'zod';
import { ConversationId, MessageId, Timestamp } from './ids.ts';
import { ErrorCode } from './result.ts';

/** The schema's eight, and what WhatsApp has besides: kept, never dropped. */
export const messageTypes = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'location',
  'contact',
  'sticker',
  'voice_note',
  'poll',
  'reaction',
  'call_log',
  'revoked',
  'unknown',
] as const;
export const MessageType = z.enum(messageTypes);
export type MessageType = z.infer<typeof MessageType>;

export const messageStatuses = ['sending', 'sent', 'delivered', 'read', 'failed'] as const;
export const MessageStatus = z.enum(messageStatuses);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** The longest text that one message may carry, in characters: WhatsApp's own limit. */
export const MAXIMUM_TEXT_LENGTH = 65_536;

export const Message = z.object({
  messageId: MessageId,
  conversationId: ConversationId,
  direction: z.enum(['incoming', 'outgoing']),
  type: MessageType,
  /** The text; empty for a message that carries none. */
  content: z.string(),
  /** Why the content is empty though there was one: its key was destroyed, or what is stored was damaged. */
  unreadable: z.enum(['erased', 'damaged']).optional(),
  /** In groups, who wrote it; null otherwise. */
  senderName: z.string().nullable(),
  status: MessageStatus,
  /** Every status it had, oldest first. */
  statusUpdates: z.array(z.object({ status: MessageStatus, timestamp: Timestamp })),
  /**
   * Present while the message is ours and not yet accepted by WhatsApp: `queued` waits for the connection,
   * `sending` is on its way, `failed` waits for the user (retry or discard) and says why.
   */
  outbox: z
    .discriminatedUnion('state', [
      z.object({ state: z.literal('queued') }),
      z.object({ state: z.literal('sending') }),
      z.object({ state: z.literal('failed'), code: ErrorCode }),
    ])
    .nullable(),
  leadGenerated: z.boolean(),
  /** WhatsApp's time (the time of writing while it is in the outbox). */
  timestamp: Timestamp,
  /** Position among the messages of the same second: order is by (timestamp, sequence). */
  sequence: z.number(),
});
export type Message = z.infer<typeof Message>;

export const MessageCursor = z.object({ timestamp: Timestamp, sequence: z.number() });
export type MessageCursor = z.infer<typeof MessageCursor>;

const byMessage = z.object({ conversationId: ConversationId, messageId: MessageId });

export const messageCommands = {
  /**
   * One page, oldest first within the page, ending just before `before` (or with the newest message).
   * The newest page also carries what waits in the outbox, last. `next` is null when the beginning is reached.
   */
  'message.list': {
    input: z.object({
      conversationId: ConversationId,
      before: MessageCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ items: z.array(Message), next: MessageCursor.nullable() }),
  },
  /** Durable when it answers: the message is in the outbox and will be sent once, now or when connected. */
  'message.send': {
    input: z.object({
      conversationId: ConversationId,
      text: z
        .string()
        .max(MAXIMUM_TEXT_LENGTH)
        .refine((text) => text.trim() !== '', 'expected a text that is not blank'),
    }),
    output: Message,
  },
  /** Only for a message whose outbox state is `failed`; otherwise `not_found`. */
  'message.retry': { input: byMessage, output: Message },
  /** Takes a `queued` or `failed` message out of the outbox; otherwise `not_found`. */
  'message.discard': { input: byMessage, output: z.null() },
} as const;

export const messageEvents = {
  /** Stored, queued or changed; carries the whole message. */
  'message.changed': Message,
  'message.discarded': byMessage,
} as const;
