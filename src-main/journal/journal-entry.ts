import { z } from 'zod';
import { SessionId, UserId } from '../../src-preload/contract/ids.ts';
import { Schedule } from '../../src-preload/contract/outgoing.ts';

const source = {
  sessionId: SessionId,
  userId: UserId,
};

const stretch = z.object({ from: z.number(), to: z.number() });

/** One thing that happened and is not yet in the databases. Entries are worked off in the order they came in. */
export const JournalEntry = z.discriminatedUnion('kind', [
  /** An event as WhatsApp gave it. */
  z.object({
    kind: z.literal('event'),
    ...source,
    accountId: z.string(),
    type: z.enum(['message', 'ack', 'unread', 'place', 'edit', 'revoke', 'reaction', 'vote']),
    raw: z.unknown(),
    /** Milliseconds. */
    receivedAt: z.number(),
    /** When the account was first linked (milliseconds): what is older is history and makes no leads. */
    linkedAt: z.number(),
    /** For a message of our own: the colleague who wrote it in this app. */
    sentBy: UserId.optional(),
    /** When that colleague wanted it to go. */
    schedule: Schedule.optional(),
  }),
  /** A stretch of a chat's history, in WhatsApp's order. */
  z.object({
    kind: z.literal('history'),
    ...source,
    accountId: z.string(),
    chatId: z.string(),
    messages: z.array(z.unknown()),
    /** Reactions that stand in the store and WhatsApp no longer has; `at` is their own time. */
    takenBack: z
      .array(
        z.object({ messageId: z.string(), from: z.string(), fromMe: z.boolean(), at: z.number() }),
      )
      .optional(),
    /** See `event`. */
    linkedAt: z.number(),
    /** What is proved once these messages are stored; times in milliseconds. */
    report: z.object({
      /** These are all messages of this stretch. */
      stretch: stretch.optional(),
      /** WhatsApp could not give what is missing here. */
      gap: stretch.optional(),
      reachesBeginning: z.boolean().optional(),
    }),
  }),
  /** What WhatsApp says of a chat. */
  z.object({
    kind: z.literal('chat'),
    ...source,
    accountId: z.string(),
    chat: z.object({
      chatId: z.string(),
      name: z.string(),
      isGroup: z.boolean(),
      groupDescription: z.string().optional(),
      /** Absent when a newer count came by itself meanwhile. */
      unreadCount: z.number().optional(),
      /** As the count: absent when it came by itself meanwhile. */
      isArchived: z.boolean().optional(),
      isPinned: z.boolean().optional(),
      lastMessageAt: z.number().optional(),
    }),
  }),
  /** A change of a session's state: a row of `whatsapp_session_logs`. */
  z.object({
    kind: z.literal('session'),
    ...source,
    eventId: z.string(),
    at: z.number(),
    status: z.enum([
      'initializing',
      'qr_generated',
      'authenticating',
      'connected',
      'disconnected',
      'banned',
    ]),
    eventType: z.string(),
    severity: z.enum(['info', 'warning', 'error', 'critical']),
    message: z.string(),
    eventData: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    ),
    qr: z.object({ code: z.string(), expiresAt: z.number() }).optional(),
    account: z
      .object({
        whatsappId: z.string(),
        phoneNumber: z.string(),
        pushname: z.string(),
        platform: z.string(),
      })
      .optional(),
    error: z.string().optional(),
  }),
]);
export type JournalEntry = z.infer<typeof JournalEntry>;
export type EventEntry = Extract<JournalEntry, { kind: 'event' }>;
export type HistoryEntry = Extract<JournalEntry, { kind: 'history' }>;
export type ChatEntry = Extract<JournalEntry, { kind: 'chat' }>;
export type SessionEntry = Extract<JournalEntry, { kind: 'session' }>;
