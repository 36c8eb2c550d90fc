import { z } from 'zod';
import { BusinessId, QuickReplyId, Timestamp } from './ids.ts';

/** What is typed behind the slash: letters, digits, `-` and `_`. Capitals make no other. */
export const Shortcut = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\p{L}\p{M}\p{N}_-]+$/u, 'expected letters, digits, - and _');

/** The longest text of one, in characters. */
export const MAXIMUM_QUICK_REPLY_LENGTH = 10_000;

/** What a text may name between `{{` and `}}`; it is filled in when the text is inserted. */
export const quickReplyVariables = [
  'contact.name',
  'contact.firstName',
  'contact.phone',
  'me.name',
  'me.firstName',
  'business.name',
] as const;
export type QuickReplyVariable = (typeof quickReplyVariables)[number];

const content = z.string().trim().min(1).max(MAXIMUM_QUICK_REPLY_LENGTH);

/** A text that the team sends often. */
export const QuickReply = z.object({
  quickReplyId: QuickReplyId,
  shortcut: z.string(),
  /** May name what is filled in when it is inserted: `{{contact.firstName}}`. */
  content: z.string(),
  /** For whose conversations; null for all. */
  businessId: BusinessId.nullable(),
  /** Advertising: goes only to people who want some. */
  isMarketing: z.boolean(),
  /** The names of the colleagues who wrote and last changed it; null once they are gone. */
  createdBy: z.string().nullable(),
  updatedBy: z.string().nullable(),
  updatedAt: Timestamp,
});
export type QuickReply = z.infer<typeof QuickReply>;

export const QuickReplyDraft = z.object({
  shortcut: Shortcut,
  content,
  businessId: BusinessId.nullable(),
  /** Left out: none, or as it was. */
  isMarketing: z.boolean().optional(),
});
export type QuickReplyDraft = z.infer<typeof QuickReplyDraft>;

/** A shortcut stands for one text of a business, and for one of those that are for all. */
const SavedQuickReply = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), quickReply: QuickReply }),
  z.object({ outcome: z.literal('shortcut_taken') }),
]);

export const quickReplyCommands = {
  /** All of the team, by shortcut. */
  'quickReply.list': { input: z.object({}), output: z.array(QuickReply) },
  /** `not_found` where there is no such business. */
  'quickReply.create': { input: QuickReplyDraft, output: SavedQuickReply },
  /** `not_found`, also where there is no such business. */
  'quickReply.update': {
    input: QuickReplyDraft.extend({ quickReplyId: QuickReplyId }),
    output: SavedQuickReply,
  },
  /** Gone for the whole team; nothing happens when it is already. */
  'quickReply.delete': { input: z.object({ quickReplyId: QuickReplyId }), output: z.null() },
} as const;

export const quickReplyEvents = {
  /** Some were added, changed or deleted, on whichever desktop: what is shown of them has to be read again. */
  'quickReply.changed': z.object({}),
} as const;
