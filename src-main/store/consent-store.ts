import type { ConsentRecord } from '../../src-preload/contract/consent.ts';
import type { ContactId, UserId } from '../../src-preload/contract/ids.ts';

export interface NewConsentRecord extends Omit<ConsentRecord, 'recordedAt' | 'recordedBy'> {
  contactId: ContactId;
  /** The colleague who notes it; null for a keyword. */
  userId: UserId | null;
}

/** What people have said about the use of their data (`contact_consents`): added to, never changed. */
export interface ConsentStore {
  /** Of a keyword each message counts once. */
  record(record: NewConsentRecord): Promise<void>;
  /** Of all these contacts, the newest word first; of one moment what was noted last. At most `limit`. */
  list(contactIds: readonly ContactId[], limit: number): Promise<ConsentRecord[]>;
}
