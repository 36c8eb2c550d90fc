import { z } from 'zod';
import { LeadScore } from './lead-reason.ts';
import { ConversationId, LeadId, MessageId, Timestamp } from './ids.ts';

export const LeadStage = z.enum(['new', 'contacted', 'qualified', 'proposal', 'won', 'lost']);
export type LeadStage = z.infer<typeof LeadStage>;

export const Lead = z.object({
  leadId: LeadId,
  conversationId: ConversationId,
  /** The message that made it a lead. */
  messageId: MessageId,
  contactName: z.string(),
  stage: LeadStage,
  /** The phrases that were found, as the rule writes them. */
  reasons: z.array(z.string()),
  /** Up to 200 characters of the message. */
  excerpt: z.string(),
  createdAt: Timestamp,
  /** What the messages behind it add up to; absent where nobody scored them. */
  score: LeadScore.optional(),
});
export type Lead = z.infer<typeof Lead>;

export const LeadCursor = z.object({ createdAt: Timestamp, leadId: LeadId });
export type LeadCursor = z.infer<typeof LeadCursor>;

/** How many leads of one conversation are told at most. */
export const MAXIMUM_LEADS_OF_CONVERSATION = 50;

export const leadCommands = {
  /** All that came of a conversation, newest first, `MAXIMUM_LEADS_OF_CONVERSATION` at most. `not_found` */
  'lead.ofConversation': {
    input: z.object({ conversationId: ConversationId }),
    output: z.array(Lead),
  },
  /** Newest first; with `search` those whose conversation `conversation.search` would find. */
  'lead.list': {
    input: z.object({
      search: z.string().max(200).optional(),
      after: LeadCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ items: z.array(Lead), next: LeadCursor.nullable() }),
  },
} as const;

export const leadEvents = {
  'lead.created': Lead,
} as const;
