import { z } from 'zod';
import { FigureFilter } from './analytics-filter.ts';
import { Sender } from './analytics-lead.ts';
import { ConversationId, LeadId, MessageId, Timestamp } from './ids.ts';
import { LeadStage, MAXIMUM_LEAD_TEXT } from './lead.ts';
import { Currency } from './money.ts';

const count = z.number().int().nonnegative();
export const Direction = z.enum(['incoming', 'outgoing']);
export type Direction = z.infer<typeof Direction>;
/** One day of the range, or all of them. */
const date = z.iso.date().optional();

/** Which number of the pages: those of a report, of people, of leads. */
export const BehindWhat = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('messages'), direction: Direction, date }),
  /** A cell of the heat map; Monday is 0. */
  z.object({
    kind: z.literal('hour'),
    direction: Direction,
    weekday: z.number().int().min(0).max(6),
    hour: z.number().int().min(0).max(23),
  }),
  /** The answers that closed the waits; of one class, or of all. */
  z.object({
    kind: z.literal('responses'),
    which: z.enum(['all', 'first']),
    clock: z.enum(['wall', 'business']),
    classIndex: count.max(100).optional(),
  }),
  /** The newest message of each conversation in which anything was written, and of each customer who wrote. */
  z.object({ kind: z.literal('activeConversations'), date }),
  z.object({ kind: z.literal('uniqueContacts'), date }),
  /** The first message of each. */
  z.object({ kind: z.literal('newContacts'), date }),
  /** Leads that came of a conversation. */
  z.object({ kind: z.literal('newLeads'), date }),
  /** Leads that came, of any source. */
  z.object({ kind: z.literal('entered') }),
  z.object({
    kind: z.literal('source'),
    source: z.string().max(50),
    campaignId: z.string().max(24).nullable(),
    /** Only those that were won. */
    isWon: z.boolean(),
  }),
  z.object({ kind: z.literal('stage'), stage: LeadStage.exclude(['lost']) }),
  /** With a currency: those that have a value in it. */
  z.object({ kind: z.literal('won'), currency: Currency.optional() }),
  /** For one reason (empty: none was given, or can be read any more), or for any. */
  z.object({ kind: z.literal('lost'), reason: z.string().max(MAXIMUM_LEAD_TEXT).optional() }),
]);
export type BehindWhat = z.infer<typeof BehindWhat>;

export const BehindItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    /** As which it is shown. */
    conversationId: ConversationId,
    messageId: MessageId,
    at: Timestamp,
    /** Of the conversation; empty where it is not known any more. */
    name: z.string(),
    direction: Direction,
    /** Null for the customer, and for an automatic answer. */
    senderId: Sender.nullable(),
    /** How long the customer had waited; null unless response times were asked for. */
    seconds: count.nullable(),
  }),
  z.object({
    kind: z.literal('lead'),
    leadId: LeadId,
    /** Null for one that was brought from a file. */
    conversationId: ConversationId.nullable(),
    messageId: MessageId.nullable(),
    /** When it came. */
    at: Timestamp,
    name: z.string(),
    stage: LeadStage,
  }),
]);
export type BehindItem = z.infer<typeof BehindItem>;

/** The last of a page: when, and its ids. */
export const BehindCursor = z.object({ at: Timestamp, id: z.string().max(200) });
export type BehindCursor = z.infer<typeof BehindCursor>;

export const analyticsBehindCommands = {
  /** The very messages or leads behind a number of the pages: `count` is that number. Newest first. */
  'analytics.behind': {
    input: z.object({
      filter: FigureFilter,
      what: BehindWhat,
      after: BehindCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ count, items: z.array(BehindItem), next: BehindCursor.nullable() }),
  },
} as const;
