import type {
  Contact,
  ContactCard,
  ContactChange,
  ContactCursor,
  ContactDetails,
  ContactSort,
  ImportedContact,
  ImportOutcome,
} from '../../src-preload/contract/contact.ts';
import type { BusinessId, ContactId, LeadId, SessionId } from '../../src-preload/contract/ids.ts';
import type { ContactSnapshot, WhatsAppId } from '../domain/whatsapp-event.ts';

export interface Interaction {
  sessionId: SessionId;
  whatsappId: WhatsAppId;
  /** The name the contact chose, when it came along. */
  pushname?: string | undefined;
  /** Milliseconds. */
  at: number;
}

export interface KnownPerson {
  name: string;
  /** Digits; empty where it is not known. */
  phoneNumber: string;
}

/** WhatsApp contacts (`whatsapp_contacts`), unique by `(sessionId, whatsappId)`. */
export interface ContactStore {
  /** Notes that contacts wrote or were written to, each at most once in the list; makes those that are new. */
  recordInteractions(interactions: readonly Interaction[]): Promise<
    {
      outcome: 'created' | 'alreadyKnown';
      displayName: string;
      /** They have WhatsApp for businesses, as far as WhatsApp has said so. */
      isBusiness: boolean;
    }[]
  >;
  /** Brings contacts up to date with what WhatsApp says of them. */
  sync(sessionId: SessionId, contacts: readonly ContactSnapshot[]): Promise<void>;
  /** Those of these contacts of whom it is news that the account's owner has blocked them, or no longer does. */
  setBlocked(
    sessionId: SessionId,
    whatsappIds: readonly WhatsAppId[],
    isBlocked: boolean,
  ): Promise<{ whatsappId: WhatsAppId; contactId: ContactId }[]>;
  /** Whether the account's owner has blocked who is known to it under one of these ids. */
  isBlocked(sessionId: SessionId, whatsappIds: readonly WhatsAppId[]): Promise<boolean>;
  /** Under which id which account knows this person, through all accounts. Rejects with `not_found`. */
  accounts(
    contactId: ContactId,
  ): Promise<{ sessionId: SessionId; whatsappId: WhatsAppId; isBlocked: boolean }[]>;
  /** Shows the contacts of each pair of ids as one, where there are both. Answers how many were joined just now. */
  join(
    sessionId: SessionId,
    pairs: readonly (readonly [WhatsAppId, WhatsAppId])[],
  ): Promise<number>;
  /** Shows those of these ids that were joined each on its own again. */
  split(sessionId: SessionId, whatsappIds: readonly WhatsAppId[]): Promise<void>;
  /** The business that a contact belongs to, or none, because a person says so. Rejects with `not_found`. */
  setBusiness(contactId: ContactId, businessId: BusinessId | null): Promise<void>;
  /** The account speaks for this business from now on: so do its contacts, but those that a person decided on. */
  setBusinessOfSession(sessionId: SessionId, businessId: BusinessId | null): Promise<void>;
  /** Notes that leads are of these contacts; once, however often it is told. */
  addLeads(
    leads: readonly { sessionId: SessionId; whatsappId: WhatsAppId; leadId: LeadId }[],
  ): Promise<void>;
  /** The contrary, for leads that are none. */
  removeLeads(
    leads: readonly { sessionId: SessionId; whatsappId: WhatsAppId; leadId: LeadId }[],
  ): Promise<void>;
  /** By name, A to Z, unless another order is asked for; `businessNames` (by id) goes with that by businesses. */
  page(input: {
    search?: string | undefined;
    sort?: ContactSort | undefined;
    businessNames?: ReadonlyMap<string, string> | undefined;
    after?: ContactCursor | undefined;
    limit: number;
  }): Promise<{ items: Contact[]; next: ContactCursor | null }>;
  /** The contact of an account that has one of these ids, in their order; null where there is none. */
  idOf(sessionId: SessionId, whatsappIds: readonly WhatsAppId[]): Promise<ContactId | null>;
  /** This contact and all that are the same person: joined into it, or with its number through another account. */
  samePerson(contactId: ContactId): Promise<ContactId[]>;
  /** Rejects with `not_found`. */
  card(contactId: ContactId): Promise<ContactCard>;
  /** Those of them that there are; one question for all. */
  details(contactIds: readonly ContactId[]): Promise<Map<ContactId, ContactDetails>>;
  /** What those of them that there are are called; one question for all. */
  called(contactIds: readonly ContactId[]): Promise<Map<ContactId, string>>;
  /** Rejects with `not_found`. */
  update(contactId: ContactId, change: ContactChange): Promise<void>;
  /** See `contact.import`. */
  import(
    sessionId: SessionId,
    contacts: readonly ImportedContact[],
    overwrites: boolean,
  ): Promise<ImportOutcome[]>;
  /** Display names and numbers by WhatsApp id, for those that are known. */
  people(
    sessionId: SessionId,
    whatsappIds: readonly WhatsAppId[],
  ): Promise<Map<WhatsAppId, KnownPerson>>;
  /** Display names by WhatsApp id, for those that are known. */
  names(sessionId: SessionId, whatsappIds: readonly WhatsAppId[]): Promise<Map<WhatsAppId, string>>;
}
