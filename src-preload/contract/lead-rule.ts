import { z } from 'zod';
import { ConversationCursor } from './conversation.ts';
import { BusinessId, ConversationId, LeadRuleId, MessageId, Timestamp } from './ids.ts';
import { LeadScore } from './lead-reason.ts';

/** How long a phrase or a pattern may be, in characters. */
export const MAXIMUM_RULE_LENGTH = 200;
/** Of all businesses together. */
export const MAXIMUM_RULES = 200;

export const leadRuleKinds = ['phrase', 'pattern'] as const;
export type LeadRuleKind = (typeof leadRuleKinds)[number];

/** What speaks for a buying message, or against one, in the eyes of the team. */
export const LeadRuleDraft = z.object({
  /** Words as they stand, or a pattern (`domain/leads/rule-pattern.ts`). Capitals and accents do not count. */
  kind: z.enum(leadRuleKinds),
  content: z.string().trim().min(1).max(MAXIMUM_RULE_LENGTH),
  /** What a message that it matches gets; below 0 it speaks against. */
  points: z
    .number()
    .int()
    .min(-100)
    .max(100)
    .refine((points) => points !== 0, 'a rule of no points changes nothing'),
  /** For whose conversations; null for all. */
  businessId: BusinessId.nullable(),
  isOn: z.boolean(),
});
export type LeadRuleDraft = z.infer<typeof LeadRuleDraft>;

export const LeadRule = LeadRuleDraft.extend({
  ruleId: LeadRuleId,
  /** The name of the colleague who changed it last; null once they are gone. */
  updatedBy: z.string().nullable(),
  updatedAt: Timestamp,
});
export type LeadRule = z.infer<typeof LeadRule>;

export const patternProblems = [
  'syntax',
  'unsupported',
  'nested_repetition',
  'too_big',
  'matches_everything',
] as const;
/** Why something is no pattern. */
export const PatternProblem = z.enum(patternProblems);
export type PatternProblem = z.infer<typeof PatternProblem>;

const SavedRule = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), rule: LeadRule }),
  z.object({ outcome: z.literal('pattern_refused'), problem: PatternProblem }),
  /** There are `MAXIMUM_RULES`. */
  z.object({ outcome: z.literal('too_many') }),
]);

const byRule = z.object({ ruleId: LeadRuleId });

/** A message of last month that a rule would have matched. */
export const RuleMatch = z.object({
  conversationId: ConversationId,
  conversationName: z.string(),
  messageId: MessageId,
  timestamp: Timestamp,
  excerpt: z.string(),
  /** The words that it matches. */
  words: z.string(),
  /** Without this rule, and with it. */
  before: LeadScore,
  after: LeadScore,
});
export type RuleMatch = z.infer<typeof RuleMatch>;

/** How far back a rule is tried, in days, and how many messages are looked at at most. */
export const TRIED_DAYS = 30;
export const TRIED_MESSAGES = 5_000;

export const leadRuleCommands = {
  /** All of the team, in the order in which they were made. */
  'leadRule.list': { input: z.object({}), output: z.array(LeadRule) },
  'leadRule.create': { input: LeadRuleDraft, output: SavedRule },
  /** `not_found` */
  'leadRule.update': { input: LeadRuleDraft.extend({ ruleId: LeadRuleId }), output: SavedRule },
  /** Nothing happens when it is gone already. */
  'leadRule.delete': { input: byRule, output: z.null() },
  /**
   * Some more of what customers wrote in the last `TRIED_DAYS` days, conversation by conversation, the newest first: the
   * messages that the rule would have matched. Whoever asks goes on at `next` until it is null, or until they have had
   * `TRIED_MESSAGES`.
   */
  'leadRule.try': {
    input: z.object({
      rule: LeadRuleDraft,
      /** The rule that it would replace. */
      ruleId: LeadRuleId.nullable(),
      after: ConversationCursor.nullable(),
    }),
    output: z.discriminatedUnion('outcome', [
      z.object({
        outcome: z.literal('tried'),
        messages: z.number().int().nonnegative(),
        matches: z.array(RuleMatch),
        next: ConversationCursor.nullable(),
      }),
      z.object({ outcome: z.literal('pattern_refused'), problem: PatternProblem }),
    ]),
  },
} as const;

export const leadRuleEvents = {
  /** Some were added, changed or deleted, on whichever desktop: what is shown of them has to be read again. */
  'leadRule.changed': z.object({}),
} as const;
