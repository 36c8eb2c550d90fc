import { z } from 'zod';
import { LeadRuleId } from './ids.ts';

export const leadSignals = [
  'price',
  'address',
  'date',
  'first_contact',
  'business_account',
  'campaign',
] as const;
export const LeadSignal = z.enum(leadSignals);
export type LeadSignal = z.infer<typeof LeadSignal>;

const points = z.number().int();

/** Why a message was taken for a buying one, or rather not; words are as the customer wrote them, folded. */
export const LeadReason = z.discriminatedUnion('kind', [
  /** The text model has learnt that they speak for it. */
  z.object({ kind: z.literal('words'), words: z.string(), points }),
  /** One of the phrases that the app itself knows. */
  z.object({ kind: z.literal('phrase'), words: z.string(), points }),
  /** A rule of the team, by what it looked for then: it may have changed since. */
  z.object({
    kind: z.literal('rule'),
    ruleId: LeadRuleId,
    rule: z.string(),
    words: z.string(),
    points,
  }),
  z.object({
    kind: z.literal('signal'),
    signal: LeadSignal,
    /** Null where it is nothing in the text. */
    words: z.string().nullable(),
    points,
  }),
  /** What the team's judgements of other messages have taught; null where no single stretch says it. */
  z.object({ kind: z.literal('learned'), words: z.string().nullable(), points }),
  /** A person of the team said that it is a buying message. */
  z.object({ kind: z.literal('judged'), words: z.null(), points }),
]);
export type LeadReason = z.infer<typeof LeadReason>;

/** 0–100. */
export const LeadScore = z.number().int().min(0).max(100);

/** From this score on a message opens a lead. */
export const LEAD_THRESHOLD = 50;
