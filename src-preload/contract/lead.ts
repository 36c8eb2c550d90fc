import { z } from 'zod';
import { PhoneNumber } from './contact.ts';
import {
  BusinessId,
  CampaignId,
  ConversationId,
  LeadId,
  MessageId,
  Timestamp,
  UserId,
} from './ids.ts';
import { LeadScore } from './lead-reason.ts';
import { Currency, Money } from './money.ts';

/** The stages in the order in which they are set up; the team may call and order the open ones as it likes. */
export const LeadStage = z.enum(['new', 'contacted', 'qualified', 'proposal', 'won', 'lost']);
export type LeadStage = z.infer<typeof LeadStage>;

/** Where a lead ends, whatever the team calls it: these two stay last. */
export const closedStages = ['won', 'lost'] as const satisfies readonly LeadStage[];

export function isClosed(stage: LeadStage): boolean {
  return (closedStages as readonly LeadStage[]).includes(stage);
}

export const MAXIMUM_LEAD_TEXT = 500;
export const MAXIMUM_LEAD_NOTES = 4000;

/** What is to be done next. */
export const NextStep = z.object({
  text: z.string().trim().min(1).max(MAXIMUM_LEAD_TEXT),
  /** When its owner is reminded; null for never. */
  at: Timestamp.nullable(),
});
export type NextStep = z.infer<typeof NextStep>;

/** What people change of a lead. */
export const LeadFields = z.object({
  contactName: z.string().trim().min(1).max(200),
  stage: LeadStage,
  /** Why it was lost; empty while it is not. */
  lostReason: z.string().trim().max(MAXIMUM_LEAD_TEXT),
  /** Who looks after it: at first whoever has the account to which the customer wrote. */
  ownerId: UserId.nullable(),
  businessId: BusinessId.nullable(),
  /** Of which it came. */
  campaignId: CampaignId.nullable(),
  value: Money.nullable(),
  /** A calendar day, `YYYY-MM-DD`. */
  expectedClose: z.iso.date().nullable(),
  nextStep: NextStep.nullable(),
  notes: z.string().trim().max(MAXIMUM_LEAD_NOTES),
  /** By which a lead of no conversation finds the one of this number; null where nobody noted one. */
  phoneNumber: PhoneNumber.nullable(),
});
export type LeadFields = z.infer<typeof LeadFields>;
export type LeadField = keyof LeadFields;

export const Lead = LeadFields.extend({
  leadId: LeadId,
  /** Null for one that was made by hand or came from a file, until somebody of its number writes. */
  conversationId: ConversationId.nullable(),
  /** The message that made it a lead; null where a person did. */
  messageId: MessageId.nullable(),
  /** Empty when the customer was erased. */
  contactName: z.string(),
  /** The phrases that were found, as the rule writes them. */
  reasons: z.array(z.string()),
  /** Up to 200 characters of the message. */
  excerpt: z.string(),
  /** Where it came from: `whatsapp`, `import`, `manual`. */
  source: z.string(),
  createdAt: Timestamp,
  /** Since when it has been in its stage. */
  stageSince: Timestamp,
  /** Grows with every change of a person. */
  version: z.number().int().positive(),
  /** A person said that it is none: it is lost, and neither on the board nor in the figures. */
  isDismissed: z.boolean(),
  /** What the messages behind it add up to; absent where nobody scored them. */
  score: LeadScore.optional(),
});
export type Lead = z.infer<typeof Lead>;

/** A lead that has a conversation. */
export type LeadOfConversation = Lead & { conversationId: ConversationId };

/** Which leads: all that fulfil each of these; no field, all leads. None of which somebody said that they are none. */
export const LeadFilter = z.strictObject({
  stages: z.array(LeadStage).min(1).max(LeadStage.options.length).optional(),
  /** Null for those that nobody looks after. */
  ownerId: UserId.nullable().optional(),
  businessId: BusinessId.nullable().optional(),
  /** Null for those of no campaign. */
  campaignId: CampaignId.nullable().optional(),
  source: z.string().max(50).optional(),
  /** Worth so much at least, in this currency. */
  worth: Money.optional(),
  /** Open ones whose next step should have been done before this moment. */
  overdueAt: Timestamp.optional(),
});
export type LeadFilter = z.infer<typeof LeadFilter>;

export const LeadOrder = z.enum(['created', 'stageSince', 'value', 'expectedClose', 'nextStep']);
export type LeadOrder = z.infer<typeof LeadOrder>;

/** What has none of it stands last, whichever way round. Equal ones are ordered by their id. */
export const LeadSort = z.strictObject({ by: LeadOrder, isDescending: z.boolean() });
export type LeadSort = z.infer<typeof LeadSort>;

export const newestFirst: LeadSort = { by: 'created', isDescending: true };

/** The last lead of a page, by what the page is ordered by (`leadSortKey`). */
export const LeadCursor = z.object({ key: z.number(), leadId: LeadId });
export type LeadCursor = z.infer<typeof LeadCursor>;

/** A stage of all leads that a filter leaves. */
export const LeadTotal = z.object({
  stage: LeadStage,
  count: z.number().int().nonnegative(),
  /** What those with a value are worth together: digits, in the smallest unit of the currency. */
  sums: z.array(z.object({ currency: Currency, minor: z.string().regex(/^\d+$/) })),
});
export type LeadTotal = z.infer<typeof LeadTotal>;

/** How many leads of one conversation are told at most. */
export const MAXIMUM_LEADS_OF_CONVERSATION = 50;

const LeadQuestion = z.object({
  filter: LeadFilter.default({}),
  sort: LeadSort.default(newestFirst),
});

export const leadCommands = {
  /** All that came of a conversation, newest first, `MAXIMUM_LEADS_OF_CONVERSATION` at most. `not_found` */
  'lead.ofConversation': {
    input: z.object({ conversationId: ConversationId }),
    output: z.array(Lead),
  },
  /** Newest first, unless asked otherwise; with `search` those whose conversation `conversation.search` would find. */
  'lead.list': {
    input: LeadQuestion.extend({
      search: z.string().max(200).optional(),
      after: LeadCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ items: z.array(Lead), next: LeadCursor.nullable() }),
  },
  /** Of each stage that has some; those of the filter. */
  'lead.totals': {
    input: z.object({ filter: LeadFilter.default({}) }),
    output: z.array(LeadTotal),
  },
  /** Writes a CSV of them where a person says; null when they think better of it. */
  'lead.export': {
    input: LeadQuestion,
    output: z.object({ count: z.number().int().nonnegative().nullable() }),
  },
} as const;

export const leadEvents = {
  /** It is new, or something of it was changed, on whichever desktop. */
  'lead.changed': Lead,
} as const;
