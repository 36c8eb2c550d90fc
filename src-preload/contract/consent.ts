import { z } from 'zod';
import { ContactId, ConversationId, MessageId, Timestamp } from './ids.ts';

/** What somebody's data and number may be used for: answering them, advertising to them, counting them. */
export const consentPurposes = ['service', 'marketing', 'analytics'] as const;
export const ConsentPurpose = z.enum(consentPurposes);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

/** `refused`: never given, though asked for. `withdrawn`: given once. `unknown`: nobody knows, or it was noted wrongly. */
export const consentStates = ['given', 'refused', 'withdrawn', 'unknown'] as const;
export const ConsentState = z.enum(consentStates);
export type ConsentState = z.infer<typeof ConsentState>;

/** How the person said so. */
export const consentMethods = ['message', 'form', 'in_person', 'import', 'keyword'] as const;
export const ConsentMethod = z.enum(consentMethods);
export type ConsentMethod = z.infer<typeof ConsentMethod>;

/** What a colleague can note; a `keyword` is the app's to find. */
export const notedMethods = ['message', 'form', 'in_person', 'import'] as const;
export const NotedMethod = z.enum(notedMethods);
export type NotedMethod = z.infer<typeof NotedMethod>;

/** What a person has said, as somebody of the team, or the app, noted it. It is never changed: another one follows it. */
export const ConsentRecord = z.object({
  purpose: ConsentPurpose,
  state: ConsentState,
  method: ConsentMethod,
  /** When the person said so. */
  at: Timestamp,
  recordedAt: Timestamp,
  /** The colleague's name; null where that is not known any more, and of a keyword. */
  recordedBy: z.string().nullable(),
  /** The message in which the person said so; null where none was linked. */
  message: z.object({ conversationId: ConversationId, messageId: MessageId }).nullable(),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

/** How many records of a person are told at most. */
export const MAXIMUM_CONSENT_RECORDS = 200;

/** All that was noted of a person, under every id and through every account: the newest word of the person first. */
export const Consents = z.object({
  /** Null where nobody is known at the other end. */
  contactId: ContactId.nullable(),
  records: z.array(ConsentRecord).max(MAXIMUM_CONSENT_RECORDS),
});
export type Consents = z.infer<typeof Consents>;

/** What holds now for a purpose; null where nothing was noted. */
export function currentConsent(
  records: readonly ConsentRecord[],
  purpose: ConsentPurpose,
): ConsentRecord | null {
  return records.find((record) => record.purpose === purpose) ?? null;
}

export const consentCommands = {
  'consent.list': { input: z.object({ contactId: ContactId }), output: Consents },
  /** Of who is at the other end. `not_found` without such a conversation */
  'consent.ofConversation': {
    input: z.object({ conversationId: ConversationId }),
    output: Consents,
  },
  /** Notes what a person has said; answers all of them. `not_found`, `not_allowed` for a time that is yet to come. */
  'consent.record': {
    input: z.object({
      contactId: ContactId,
      purpose: ConsentPurpose,
      state: ConsentState,
      method: NotedMethod,
      /** Without it: now. */
      at: Timestamp.optional(),
      message: z.object({ conversationId: ConversationId, messageId: MessageId }).optional(),
    }),
    output: Consents,
  },
} as const;

export const consentEvents = {
  /** Somebody, here or elsewhere, has noted something of some person. */
  'consent.changed': z.object({}),
} as const;
