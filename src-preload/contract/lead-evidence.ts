import { z } from 'zod';
import { ConversationId, LeadId, MessageId, Timestamp } from './ids.ts';
import { LeadReason, LeadScore } from './lead-reason.ts';

/** A message that stands behind a lead. */
export const LeadEvidence = z.object({
  conversationId: ConversationId,
  messageId: MessageId,
  saidAt: Timestamp,
  score: LeadScore,
  /** What spoke for it when it came, and against it, the most important first. */
  reasons: z.array(LeadReason),
});
export type LeadEvidence = z.infer<typeof LeadEvidence>;

/** How many messages of one lead are told at most. */
export const MAXIMUM_EVIDENCE = 100;

export const leadEvidenceCommands = {
  /** The messages behind a lead, the oldest first, with what they say. */
  'leadEvidence.list': {
    input: z.object({ leadId: LeadId }),
    output: z.array(
      LeadEvidence.extend({
        /** Up to 200 characters of it; empty when it was revoked. */
        excerpt: z.string(),
      }),
    ),
  },
} as const;
