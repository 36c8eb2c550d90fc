import { z } from 'zod';
import { BusinessId, ContactId, ConversationId, SessionId, Timestamp, UserId } from './ids.ts';

/** With its country's code, and nothing between the digits. */
export const PhoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'expected a number like +34600111222');

export const Contact = z.object({
  contactId: ContactId,
  name: z.string(),
  pushname: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  /** As the team noted it; empty where nobody did. */
  company: z.string(),
  isBusiness: z.boolean(),
  isBlocked: z.boolean(),
  /** How many leads this contact generated. */
  leadCount: z.number().int().nonnegative(),
  lastInteractionAt: Timestamp.nullable(),
  /** When it was first met here. */
  createdAt: Timestamp,
  /** The one-to-one conversation with this contact, when there is one. */
  conversationId: ConversationId.nullable(),
  /** The business that it belongs to: its account's, or the one that a person chose. */
  businessId: BusinessId.nullable(),
  /** Under how many ids WhatsApp knows this person here; more than one can be taken apart. */
  idCount: z.number().int().positive(),
  /** How many other contacts the team has merged into this one. */
  mergedCount: z.number().int().nonnegative(),
});
export type Contact = z.infer<typeof Contact>;

/** The columns by which the directory can be sorted. */
export const ContactColumn = z.enum([
  'name',
  'company',
  'business',
  'leads',
  'lastInteraction',
  'created',
]);
export type ContactColumn = z.infer<typeof ContactColumn>;

/**
 * What has nothing in the column comes last, whichever way, and by name whoever is known by a number alone; equal ones
 * from A to Z.
 */
export const ContactSort = z.object({ by: ContactColumn, isDescending: z.boolean() });
export type ContactSort = z.infer<typeof ContactSort>;

/** Where the next page begins; opaque to the caller. It goes with the order in which it was given. */
export const ContactCursor = z.object({
  name: z.string(),
  contactId: ContactId,
  /** Of the column, where it is another one than the name and is not empty. */
  value: z.union([z.string(), z.number()]).optional(),
});
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

/** What the team wrote down about a contact; an empty text where nobody did. WhatsApp knows nothing of it. */
export const ContactDetails = z.object({
  email: z.union([z.literal(''), z.email().max(320)]),
  company: z.string().trim().max(200),
  title: z.string().trim().max(200),
  notes: z.string().trim().max(4000),
});
export type ContactDetails = z.infer<typeof ContactDetails>;

/** What is left out stays; an empty text takes it away. An empty name gives the contact WhatsApp's again. */
export const ContactChange = ContactDetails.extend({
  name: z.string().trim().max(200),
}).partial();
export type ContactChange = z.infer<typeof ContactChange>;

export const ContactMergeId = z
  .string()
  .regex(/^[0-9a-f]{24}$/, 'expected 24 hexadecimal digits')
  .brand<'ContactMergeId'>();
export type ContactMergeId = z.infer<typeof ContactMergeId>;

/** That somebody of the team has merged contacts into one, which can be undone. */
export const ContactMerge = z.object({
  mergeId: ContactMergeId,
  at: Timestamp,
  userId: UserId,
  /** Of those that were merged into it, as they were called. */
  names: z.array(z.string()),
});
export type ContactMerge = z.infer<typeof ContactMerge>;

/** Everything that is known of a contact. */
export const ContactCard = Contact.extend({
  ...ContactDetails.shape,
  /** What was stored, whether or not it would be accepted today. */
  email: z.string(),
  sessionId: SessionId,
  shortName: z.string().nullable(),
  /** What WhatsApp would call it, where `name` is the team's; null where it is WhatsApp's itself. */
  whatsappName: z.string().nullable(),
  /** What the person says of themself on WhatsApp. */
  about: z.string().nullable(),
  isVerified: z.boolean(),
  /** On WhatsApp, as far as it was told; false and null where nobody knows. */
  isOnline: z.boolean(),
  lastSeen: Timestamp.nullable(),
  /** Every account that knows this person, and whether its owner has blocked them on WhatsApp. */
  accounts: z.array(z.object({ sessionId: SessionId, isBlocked: z.boolean() })),
  /** Newest first. */
  merges: z.array(ContactMerge),
  /** With this person, through whichever account and under whichever id, newest first. */
  conversations: z.array(
    z.object({
      conversationId: ConversationId,
      sessionId: SessionId,
      lastMessageAt: Timestamp,
      messageCount: z.number().int().nonnegative(),
    }),
  ),
});
export type ContactCard = z.infer<typeof ContactCard>;

/** One line of an address file, after the window has read it. */
export const ImportedContact = z.object({
  ...ContactChange.shape,
  name: z.string().trim().max(200),
  /** E.164 with a plus sign. */
  phoneNumber: PhoneNumber,
});
export type ImportedContact = z.infer<typeof ImportedContact>;

/**
 * `updated` has something new now; `unchanged` had all of it, or something of its own where the file differs; `erased` was
 * erased, and is not brought back by a file.
 */
export const ImportOutcome = z.enum(['created', 'updated', 'unchanged', 'erased']);
export type ImportOutcome = z.infer<typeof ImportOutcome>;

/** How many lines one call takes: the window sends a file in parts, and shows how far it is. */
export const IMPORT_BATCH = 200;

export const ContactFileFormat = z.enum(['csv', 'vcard']);
export type ContactFileFormat = z.infer<typeof ContactFileFormat>;

export const contactCommands = {
  /** `not_found` */
  'contact.get': { input: z.object({ contactId: ContactId }), output: ContactCard },
  /** Who is at the other end; null for a group, and where nobody is known. `not_found` without such a conversation */
  'contact.ofConversation': {
    input: z.object({ conversationId: ConversationId }),
    output: ContactCard.nullable(),
  },
  /** `not_found` */
  'contact.update': {
    input: z.object({
      contactId: ContactId,
      details: ContactChange.refine(
        (change) => Object.keys(change).length > 0,
        'expected something that changes',
      ),
    }),
    output: ContactCard,
  },
  /**
   * Adds these people to an account's contacts, by number; one outcome each, in their order. Of those that are known
   * only what is empty is filled in, or with `overwrites` what the line has. The team's name stands before WhatsApp's; a
   * contact that has one of either keeps it without `overwrites`. Repeating it changes nothing. `not_found` where there is no such account
   */
  'contact.import': {
    input: z.object({
      sessionId: SessionId,
      contacts: z.array(ImportedContact).min(1).max(IMPORT_BATCH),
      overwrites: z.boolean(),
      /** Where these are a part of a file: how many of it were taken before, and how many it has. For the taskbar. */
      part: z
        .object({ done: z.number().int().nonnegative(), total: z.number().int().positive() })
        .optional(),
    }),
    output: z.object({ outcomes: z.array(ImportOutcome) }),
  },
  /**
   * Asks for a place and writes all contacts there, or those that the search finds. `count` is null when the person
   * thought better of it. `file_not_written`
   */
  'contact.export': {
    input: z.object({
      format: ContactFileFormat,
      search: z.string().trim().max(200).optional(),
    }),
    output: z.object({ count: z.number().int().nonnegative().nullable() }),
  },
  /** Why what was written under several ids is shown as one conversation. `not_found` */
  'contact.joins': { input: z.object({ conversationId: ConversationId }), output: Joins },
  /** They are several people: each is shown on its own again, and stays so. `not_found` where nothing is joined. */
  'contact.split': { input: z.object({ conversationId: ConversationId }), output: z.null() },
  /** The business that a contact belongs to, or none, whatever its account speaks for. `not_found` */
  'contact.setBusiness': {
    input: z.object({ contactId: ContactId, businessId: BusinessId.nullable() }),
    output: z.null(),
  },
  /**
   * Blocks a person on WhatsApp, through this account alone, or no longer: nothing comes from them and nothing can be
   * sent to them. `not_found` where the account does not know them, `whatsapp_not_connected`, `not_allowed` where it is
   * on another desktop
   */
  'contact.setBlocked': {
    input: z.object({ contactId: ContactId, sessionId: SessionId, isBlocked: z.boolean() }),
    output: ContactCard,
  },
  /** By name, A to Z, unless another order is asked for. `search` matches the beginning of any word of a name, or digits within the number. */
  'contact.list': {
    input: z.object({
      search: z.string().trim().max(200).optional(),
      sort: ContactSort.optional(),
      after: ContactCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ items: z.array(Contact), next: ContactCursor.nullable() }),
  },
} as const;

export const contactEvents = {
  /**
   * These people are blocked, or not: somebody has changed it, here or on the phone. Of contacts that another desktop
   * has written it is told in any case.
   */
  'contact.blockChanged': z.object({ contactIds: z.array(ContactId), isBlocked: z.boolean() }),
} as const;
