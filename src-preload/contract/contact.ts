import { z } from 'zod';
import { ContactId, ConversationId, Timestamp } from './ids.ts';

export const Contact = z.object({
  contactId: ContactId,
  name: z.string(),
  pushname: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  isBusiness: z.boolean(),
  isBlocked: z.boolean(),
  /** How many leads this contact generated. */
  leadCount: z.number().int().nonnegative(),
  lastInteractionAt: Timestamp.nullable(),
  /** The one-to-one conversation with this contact, when there is one. */
  conversationId: ConversationId.nullable(),
});
export type Contact = z.infer<typeof Contact>;

export const ContactCursor = z.object({ name: z.string(), contactId: ContactId });
export type ContactCursor = z.infer<typeof ContactCursor>;

export const contactCommands = {
  /** By name, A to Z. `search` matches the beginning of any word of a name, or digits within the number. */
  'contact.list': {
    input: z.object({
      search: z.string().trim().max(200).optional(),
      after: ContactCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ items: z.array(Contact), next: ContactCursor.nullable() }),
  },
} as const;
