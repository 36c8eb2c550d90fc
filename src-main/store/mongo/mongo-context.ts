import type { UserId } from '../../../src-preload/contract/ids.ts';
import type { Cache } from '../../cache/cache.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import type { MessagePartitions } from './message-partitions.ts';
import type { MongoConnection } from './mongo-connection.ts';
import type { TransactionSessions } from './transaction-sessions.ts';

/** What the stores of MongoDB work with. */
export interface MongoContext extends MongoConnection {
  keys: KeyRing;
  /** What was read lately. Every store forgets what it changes there. */
  cache: Cache;
  partitions: MessagePartitions;
  transactions: TransactionSessions;
  /** This desktop: what it writes bears its name (`updatedBy`). */
  deskId: string;
  /** Who works at this desktop, and so whose reading counts here; null before that is known. */
  reader: () => UserId | null;
}
