import type { Binary } from 'mongodb';
import type { Contact, ContactDetails } from '../../../src-preload/contract/contact.ts';
import { BusinessId, ContactId, type ConversationId } from '../../../src-preload/contract/ids.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { contactSubject } from '../../crypto/key-subjects.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import type { Lookup } from '../../crypto/lookup.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import { ContactDocument, SCHEMA_VERSION } from './documents.ts';
import { nameTokens } from './name-tokens.ts';
import { SealedFields } from './sealed-fields.ts';

export function contactFields(
  key: DataKey | undefined,
  sessionId: string,
  pseudonym: string,
): SealedFields {
  return new SealedFields(key, `whatsapp_contacts/${sessionId}/${pseudonym}`);
}

type Identity = Pick<ContactDocument, 'sessionId' | 'whatsappId'>;

/** The fields of each of these contacts, with one question for all their keys. */
export async function contactFieldsOf(
  keys: KeyRing,
  contacts: readonly Identity[],
): Promise<SealedFields[]> {
  const subjects = contacts.map((each) => contactSubject(each.sessionId, each.whatsappId));
  const found = await keys.keysFor(subjects);
  return contacts.map(({ sessionId, whatsappId }) =>
    contactFields(found.get(contactSubject(sessionId, whatsappId)), sessionId, whatsappId),
  );
}

/** A contact as it is read: nobody needs the index of what is sealed beside it. */
export const ReadContact = ContactDocument.omit({ searchTokens: true });
export type ReadContact = Omit<ContactDocument, 'searchTokens'>;

/** What was read of contacts, each with its fields; one question for all their keys. */
export async function openContacts(
  keys: KeyRing,
  raw: readonly unknown[],
): Promise<{ document: ReadContact; fields: SealedFields }[]> {
  const documents = raw.map((each) => ReadContact.parse(each));
  const fields = await contactFieldsOf(keys, documents);
  return documents.flatMap((document, index) => {
    const own = fields[index];
    return own ? [{ document, fields: own }] : [];
  });
}

/** What a name and a number become in a document. */
export function nameFields(
  fields: SealedFields,
  lookup: Lookup,
  person: {
    name: string;
    pushname?: string | undefined;
    /** What WhatsApp calls it, where `name` is the team's. */
    whatsappName?: string | undefined;
    phoneNumber: string;
    /** What else it is found by; see `wordsOfDetails`. */
    details?: string | undefined;
  },
): {
  name: Binary;
  searchTokens: bigint[];
  phoneNumber: string;
  phoneNumberSealed: Binary;
} {
  const { name, pushname, whatsappName, phoneNumber, details } = person;
  const names = [name, whatsappName ?? '', pushname ?? ''];
  return {
    name: fields.seal('name', name),
    searchTokens: nameTokens(lookup, { names, phoneNumber, details }),
    phoneNumber: lookup.pseudonym(phoneNumber),
    phoneNumberSealed: fields.seal('phoneNumber', phoneNumber),
  };
}

/** What the team wrote down about a contact; empty texts where it did not. */
export function detailsOf(
  document: Pick<ContactDocument, keyof ContactDetails>,
  fields: SealedFields,
): ContactDetails {
  return {
    email: fields.text('email', document.email),
    company: fields.text('company', document.company),
    title: fields.text('title', document.title),
    notes: fields.text('notes', document.notes),
  };
}

/** Of what the team wrote down, what a contact is found by. */
export function wordsOfDetails({ company, title, email }: ContactDetails): string {
  return `${company} ${title} ${email}`;
}

/** What a contact that nobody has met begins with. */
export function firstFields(
  fields: SealedFields,
  whatsappId: WhatsAppId,
): Omit<
  ContactDocument,
  | '_id'
  | 'updatedAt'
  | 'updatedBy'
  | keyof ReturnType<typeof nameFields>
  | 'sessionId'
  | 'whatsappId'
> {
  return {
    schemaVersion: SCHEMA_VERSION,
    whatsappIdSealed: fields.seal('whatsappId', whatsappId),
    isNamed: false,
    isBusiness: false,
    isVerified: false,
    leadIds: [],
    isOnline: false,
    isBlocked: false,
    createdAt: new Date(),
  };
}

/** A contact's conversation. */
export interface Talk {
  conversationId: ConversationId;
  lastMessageAt: Date;
}

export function toContact(
  contact: Pick<
    ContactDocument,
    | '_id'
    | 'isBusiness'
    | 'isBlocked'
    | 'leadIds'
    | 'lastInteractionAt'
    | 'createdAt'
    | 'businessId'
  > & { name: string; pushname: string; phoneNumber: string },
  company: string,
  talk: Talk | null,
): Contact {
  const { lastInteractionAt } = contact;
  return {
    contactId: ContactId.parse(contact._id.toHexString()),
    name: contact.name,
    pushname: contact.pushname || null,
    phoneNumber: contact.phoneNumber ? `+${contact.phoneNumber}` : null,
    company,
    isBusiness: contact.isBusiness,
    isBlocked: contact.isBlocked,
    leadCount: contact.leadIds.length,
    businessId: contact.businessId ? BusinessId.parse(contact.businessId.toHexString()) : null,
    idCount: 1,
    mergedCount: 0,
    lastInteractionAt: lastInteractionAt
      ? Math.max(lastInteractionAt.getTime(), talk?.lastMessageAt.getTime() ?? 0)
      : null,
    createdAt: contact.createdAt.getTime(),
    conversationId: talk?.conversationId ?? null,
  };
}

/** Every stretch of three digits, and the last two: a number is found by any digits that follow each other. */
