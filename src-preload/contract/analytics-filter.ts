import { z } from 'zod';
import { Sender } from './analytics-lead.ts';
import { MAXIMUM_LABEL_LENGTH } from './conversation.ts';
import { BusinessId, ConversationId, SessionId, Timestamp } from './ids.ts';

/** The longest range, in days. */
export const MAXIMUM_FIGURE_DAYS = 366;
const DAY_MS = 86_400_000;

/** How many calendar days there are from one to another one, both included. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

/** Which figures: those for which everything that is named here is so. */
export const FigureFilter = z
  .strictObject({
    /** Calendar days, both included: of each business by its own days. */
    from: z.iso.date(),
    to: z.iso.date(),
    /** Null for what belongs to none. */
    businessId: BusinessId.nullable().optional(),
    sessionId: SessionId.optional(),
    /** Who wrote or answered; of leads, who looks after them. */
    senderId: Sender.optional(),
    /** Conversations that have it now; capitals make no other. */
    label: z.string().min(1).max(MAXIMUM_LABEL_LENGTH).optional(),
    /** `campaigns.object_id`: conversations of which a lead of this campaign came, and such leads. */
    campaignId: z
      .string()
      .regex(/^[0-9a-f]{24}$/, 'expected 24 hexadecimal digits')
      .optional(),
  })
  .refine(({ from, to }) => from <= to, 'the range ends before it begins')
  .refine(
    ({ from, to }) => daysBetween(from, to) <= MAXIMUM_FIGURE_DAYS,
    `the range has more than ${String(MAXIMUM_FIGURE_DAYS)} days`,
  );
export type FigureFilter = z.infer<typeof FigureFilter>;

export const OpenWait = z.object({
  conversationId: ConversationId,
  /** Empty where it is not known any more. */
  name: z.string(),
  since: Timestamp,
});
export type OpenWait = z.infer<typeof OpenWait>;

/** The last wait of a page. */
export const OpenWaitCursor = z.object({ since: Timestamp, conversationId: ConversationId });
export type OpenWaitCursor = z.infer<typeof OpenWaitCursor>;
