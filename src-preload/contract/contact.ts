import { z } from 'zod';
import { BusinessId, ContactId, ConversationId, Timestamp } from './ids.ts';

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
  /** The business that it belongs to: its account's, or the one that a person chose. */
  businessId: BusinessId.nullable(),
  /** Under how many ids WhatsApp knows this person here; more than one can be taken apart. */
  idCount: z.number().int().positive(),
});
export type Contact = z.infer<typeof Contact>;

export const ContactCursor = z.object({ name: z.string(), contactId: ContactId });
export type ContactCursor = z.infer<typeof ContactCursor>;

/** What says that the ids of a conversation are one person. */
export const Joins = z.object({
  /** Under how many ids it is known. */
  ids: z.number().int().positive(),
  /**
   * `contact`: WhatsApp's own contact has both ids. `lookup`: WhatsApp was asked for this one person. `message`: one came
   * with both. `username`: both had the same at the same time.
   */
  evidence: z.array(
    z.object({ source: z.enum(['contact', 'lookup', 'message', 'username']), at: Timestamp }),
  ),
});
export type Joins = z.infer<typeof Joins>;

export const contactCommands = {
  /** Why what was written under several ids is shown as one conversation. `not_found` */
  'contact.joins': { input: z.object({ conversationId: ConversationId }), output: Joins },
  /** They are several people: each is shown on its own again, and stays so. `not_found` where nothing is joined. */
  'contact.split': { input: z.object({ conversationId: ConversationId }), output: z.null() },
  /** The business that a contact belongs to, or none, whatever its account speaks for. `not_found` */
  'contact.setBusiness': {
    input: z.object({ contactId: ContactId, businessId: BusinessId.nullable() }),
    output: z.null(),
  },
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
