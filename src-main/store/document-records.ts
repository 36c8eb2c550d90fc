import type { BusinessId, ContactId, ConversationId } from '../../src-preload/contract/ids.ts';
import type { RecordOf } from '../data-export/records.ts';

/** Whose data: the ids are all that there are. */
export interface RecordScope {
  readonly of: 'person' | 'business';
  /** Of a business; null for what belongs to none. */
  readonly businessId: BusinessId | null;
  readonly contactIds: readonly ContactId[];
  readonly conversationIds: readonly ConversationId[];
  /** Of a person: the leads that their contacts name, and their numbers (`+34…`), by which others are found. */
  readonly leadIds: readonly string[];
  readonly phoneNumbers: readonly string[];
}

/** What MongoDB holds, but for messages and files. */
export type DocumentKind =
  'account' | 'contact' | 'picture' | 'identity' | 'merge' | 'told_apart' | 'conversation' | 'note';

/** Messages of one conversation, oldest first. A conversation may come in several pages, which follow each other. */
export interface MessagePage {
  readonly conversationId: ConversationId;
  readonly messages: readonly RecordOf<'message'>[];
}

/** Opens everything of a scope, little of it in memory at a time. Iterating rejects as a store does. */
export interface DocumentReader {
  read<K extends DocumentKind>(kind: K): AsyncIterable<RecordOf<K>>;
  messages(): AsyncIterable<MessagePage>;
  /** Of a person: what they wrote in groups, and what they did there to what others wrote. */
  inGroups(): AsyncIterable<RecordOf<'mark'>>;
  /** How many there are to come, for the progress. */
  messageCount(): Promise<number>;
}

export type WriteOutcome = 'new' | 'there';

/** All that MongoDB holds of somebody, as records of an archive, and back. */
export interface DocumentRecords {
  /** Under every id, with the conversations through every account. Rejects with `not_found`. */
  scopeOfPerson(contactId: ContactId): Promise<RecordScope>;
  scopeOfBusiness(businessId: BusinessId | null): Promise<RecordScope>;
  reader(scope: RecordScope): Promise<DocumentReader>;
  /** The customers that there are, by id. */
  customers(): Promise<{ contactIds: ContactId[]; conversationIds: ConversationId[] }>;
  /** Seals and stores each unless it is there. `deskId` becomes the owner of accounts. */
  write<K extends DocumentKind>(kind: K, records: readonly RecordOf<K>[]): Promise<WriteOutcome[]>;
  /** The same of messages of one conversation, which is there; with their files taken. */
  writeMessages(
    conversationId: ConversationId,
    records: readonly RecordOf<'message'>[],
  ): Promise<WriteOutcome[]>;
}
