import type { ContactId } from '../../src-preload/contract/ids.ts';
import type { ErasureCounts } from '../../src-preload/contract/erasure.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';
import type { ErasurePlan } from './erasure-plan.ts';

/** Some of what an erasure counts. */
export type SomeCounts = Partial<ErasureCounts>;

/** What was looked through, and where something of the person was found. */
export interface Looked {
  places: number;
  records: number;
  left: number;
}

/**
 * What the documents have of one person. Every step can be repeated, and killed at any point; `onCounted` gets what has gone since
 * the last time, and whatever it rejects with ends the step.
 */
export interface PersonStore {
  /** The person of a contact, under all their ids; null without such a contact. */
  find(contactId: ContactId): Promise<{ plan: ErasurePlan; name: string } | null>;
  /** Those of these chats of an account that have a conversation. */
  withConversation(accountId: WhatsAppId, chatIds: readonly WhatsAppId[]): Promise<Set<WhatsAppId>>;
  /** Those of these ids or numbers that any account has a contact for. */
  withContact(idsOrNumbers: readonly string[]): Promise<Set<string>>;
  /** What would go; the oldest message in milliseconds. */
  count(plan: ErasurePlan): Promise<{ counts: SomeCounts; oldest: number | null }>;
  /** What was sealed for the person cannot be read any more, in backups either. */
  destroyKeys(plan: ErasurePlan): Promise<void>;
  eraseConversations(plan: ErasurePlan, onCounted: OnCounted): Promise<void>;
  /** What they wrote in groups, and what names them there and in the conversations of others. */
  eraseElsewhere(plan: ErasurePlan, onCounted: OnCounted): Promise<void>;
  eraseContacts(plan: ErasurePlan, onCounted: OnCounted): Promise<void>;
  /** Goes through every collection. */
  look(plan: ErasurePlan): Promise<Looked & { keysLeft: number; keys: number }>;
}

export type OnCounted = (counts: SomeCounts) => Promise<void>;
