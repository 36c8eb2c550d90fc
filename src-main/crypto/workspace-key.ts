import { randomBytes } from 'node:crypto';
import { AppError } from '../common/app-error.ts';
import type { WorkspaceRecord } from '../store/key-store.ts';
import { KEY_BYTES, seal, unseal } from './sealed-box.ts';

/** A version of the workspace key, opened. */
export interface WorkspaceKey {
  readonly workspaceId: string;
  readonly version: number;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

type Sealed = 'byPassphrase' | 'proof' | 'newestSealed' | 'sealedByNewest';

/** What a sealed value of the workspace's record is bound to. */
export function placeOf(
  { workspaceId, version }: Pick<WorkspaceRecord, 'workspaceId' | 'version'>,
  field: Sealed,
): string {
  return `workspace_keys/${workspaceId}/${version}/${field}`;
}

/**
 * The parts of a record that follow from the key alone, and from the one before where there is one. Who has only that one
 * opens the newest with it, unless `isCut`: then it takes the passphrase.
 */
export function sealedParts(
  key: WorkspaceKey,
  previous: WorkspaceKey | null,
  isCut = false,
): Pick<WorkspaceRecord, 'proof' | 'previous'> {
  return {
    proof: seal(key.bytes, Buffer.alloc(0), placeOf(key, 'proof')),
    previous: previous && {
      newestSealed: seal(
        // With a key that nobody has.
        isCut ? randomBytes(KEY_BYTES) : previous.bytes,
        key.bytes,
        placeOf(key, 'newestSealed'),
      ),
      sealedByNewest: seal(key.bytes, previous.bytes, placeOf(key, 'sealedByNewest')),
    },
  };
}

/** Whether this is the newest key of that workspace. */
export function isNewestKey(key: WorkspaceKey, record: WorkspaceRecord): boolean {
  if (key.workspaceId !== record.workspaceId || key.version !== record.version) return false;
  try {
    unseal(key.bytes, record.proof, placeOf(record, 'proof'));
    return true;
  } catch {
    // Nothing else can be wrong with it: this is what the proof is for.
    return false;
  }
}

/** The newest key, for who has that or the one before; null for any other key. */
export function followKey(key: WorkspaceKey, record: WorkspaceRecord): WorkspaceKey | null {
  if (isNewestKey(key, record)) return key;
  if (key.workspaceId !== record.workspaceId || key.version !== record.version - 1) return null;
  if (record.previous === null) return null;
  try {
    const bytes = unseal(key.bytes, record.previous.newestSealed, placeOf(record, 'newestSealed'));
    const newest = { ...key, version: record.version, bytes };
    return isNewestKey(newest, record) ? newest : null;
  } catch {
    // Not the key before, whatever it says of itself.
    return null;
  }
}

/** The key before the newest, or null for the first version. Throws `data_unreadable` when it was altered. */
export function previousKey(newest: WorkspaceKey, record: WorkspaceRecord): WorkspaceKey | null {
  if (record.previous === null) return null;
  const { sealedByNewest } = record.previous;
  try {
    const bytes = unseal(newest.bytes, sealedByNewest, placeOf(record, 'sealedByNewest'));
    return { ...newest, version: newest.version - 1, bytes };
  } catch (error) {
    throw new AppError('data_unreadable', 'The workspace key before does not open', {
      cause: error,
    });
  }
}
