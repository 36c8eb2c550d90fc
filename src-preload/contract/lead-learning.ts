import { z } from 'zod';
import { ConversationId, MessageId, Timestamp } from './ids.ts';
import { LeadScore } from './lead-reason.ts';

/** From fewer judgements nothing is learned. */
export const FEWEST_JUDGEMENTS = 10;
/** The newest judgements that are learned from. */
export const JUDGEMENTS_AT_MOST = 1_000;
/** Changed messages that are listed; the others are counted. */
export const LISTED_CHANGES = 100;

const count = z.number().int().nonnegative();

/** What is in force beside the model that comes with the app. */
const AppliedCorrection = z.object({
  /** Grows with each that is applied. */
  version: z.number().int().positive(),
  /** The name of the colleague who applied it; null once they are gone. */
  appliedBy: z.string().nullable(),
  appliedAt: Timestamp,
  /** How many judgements it was learned from; 0: the team went back to the model alone. */
  judgements: count,
  /** It was learned on another version of the model, and does not count any more. */
  isOutdated: z.boolean(),
});

const LearningState = z.object({
  judgements: z.object({ leads: count, others: count }),
  /** Null where nothing was ever applied. */
  applied: AppliedCorrection.nullable(),
});
export type LearningState = z.infer<typeof LearningState>;

/** A message of last month that would be a lead and is none now, or the other way round. */
export const ChangedMessage = z.object({
  conversationId: ConversationId,
  conversationName: z.string(),
  messageId: MessageId,
  timestamp: Timestamp,
  excerpt: z.string(),
  /** As things are now, and as they would be. */
  before: LeadScore,
  after: LeadScore,
});
export type ChangedMessage = z.infer<typeof ChangedMessage>;

const Proposal = z.object({
  proposalId: z.uuid(),
  /** Of the judgements whose messages can still be read. */
  judgements: z.object({
    count,
    /** How many of them are judged as people did: as things are now, and as they would be. */
    rightBefore: count,
    rightAfter: count,
    /** The same where each was left out of what it was judged by; null where nothing is learned. */
    rightUnseen: count.nullable(),
  }),
  /** How many messages of customers were looked at. */
  messages: count,
  /** There were more than are looked at (`TRIED_MESSAGES`). */
  isLimited: z.boolean(),
  /** How many of them would be leads and are none now, and the other way round. */
  gained: count,
  lost: count,
  /** The newest first, `LISTED_CHANGES` at most. */
  changes: z.array(ChangedMessage),
});
export type Proposal = z.infer<typeof Proposal>;

const byProposal = z.object({ proposalId: z.uuid() });

export const leadLearningCommands = {
  'leadLearning.state': { input: z.object({}), output: LearningState },
  /**
   * What the team's judgements teach, or what the model alone would do, and what that would change in the messages of
   * the last `TRIED_DAYS` days. Nothing is changed. Takes seconds; a proposal of this desktop that was there is gone.
   */
  'leadLearning.propose': {
    input: z.object({ wants: z.enum(['learn', 'model']) }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('proposed'), proposal: Proposal }),
      /** So many can be learned from; `FEWEST_JUDGEMENTS` are needed. */
      z.object({ outcome: z.literal('too_few'), judgements: count }),
    ]),
  },
  /**
   * Makes a proposal count for the whole team, from the next message on. `outdated`: somebody has applied another one
   * since it was made, or it is gone; nothing was changed.
   */
  'leadLearning.apply': {
    input: byProposal,
    output: z.object({ outcome: z.enum(['applied', 'outdated']) }),
  },
  /** Nothing happens when it is gone already. */
  'leadLearning.discard': { input: byProposal, output: z.null() },
} as const;
