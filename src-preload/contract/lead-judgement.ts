import { z } from 'zod';
import { ConversationId, LeadId, MessageId } from './ids.ts';
import { LeadSaved } from './lead-change.ts';
import { Lead } from './lead.ts';

const Version = z.object({ leadId: LeadId, version: z.number().int().positive() });

/** What people say of what the app found, or did not find. All of it is remembered, and taught from (`lead-learning.ts`). */
export const leadJudgementCommands = {
  /**
   * It is a buying message: opens a lead, or makes the one that its conversation has open stronger. `not_found`;
   * `bad_input` for a message of a group, of ours, or without a text.
   */
  'leadJudgement.confirm': {
    input: z.object({ conversationId: ConversationId, messageId: MessageId }),
    output: Lead,
  },
  /**
   * It is no lead, and the messages behind it are no buying ones: it is lost without a reason, and leaves the board and
   * the figures. Those messages open none again. `not_found`
   */
  'leadJudgement.dismiss': { input: Version, output: LeadSaved },
  /** It is one after all: what `dismiss` did is undone, and forgotten. `not_found` */
  'leadJudgement.restore': { input: Version, output: LeadSaved },
} as const;
