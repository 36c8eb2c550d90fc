import type { KeyRing } from '../../crypto/key-ring.ts';

/** What the stores of PostgreSQL need beside the connection. */
export interface PostgresContext {
  keys: KeyRing;
  /** A UUID, one for each installation: signs what this desktop writes. */
  deskId: string;
  /** An id as MongoDB's documents refer to it: 24 hexadecimal digits. */
  newObjectId(): string;
}
