import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { AppError } from '../common/app-error.ts';
import type { KeyStore, WrappedDataKey } from '../store/key-store.ts';
import type { DataKey } from './field-cipher.ts';
import { Lookup } from './lookup.ts';
import { KEY_BYTES } from './sealed-box.ts';
import type { WorkspaceKeys } from './workspace-keys.ts';

/** Opened keys that are kept in memory. */
const CACHED_KEYS = 20_000;

/** Of a key that does not open. */
const NO_BYTES = Buffer.alloc(0);

/** The subject of the key that pseudonyms and the blind index are made with. */
export const INDEX_SUBJECT = 'index';

/**
 * The data keys of an open workspace: one for each subject (`conversation:<uuid>`, `contact:<id>`,
 * `session:<uuid>`, `lead:<id>`), random, wrapped by the workspace key in the database. Whoever destroys a data key has erased
 * what is sealed with it, in backups too.
 *
 * What reads or makes keys rejects with an AppError: `database_unreachable`; `data_unreadable` when a key was
 * altered; `workspace_locked` when the workspace key was changed in a way that takes the passphrase.
 */
export class KeyRing {
  readonly lookup: Lookup;
  readonly #store: KeyStore;
  readonly #workspace: WorkspaceKeys;
  readonly #keys = new LRUCache<string, DataKey>({ max: CACHED_KEYS });
  /** Keys that are being read or made, so that many who ask at once ask the database once. */
  readonly #pending = new Map<string, Promise<DataKey>>();
  /** What the next round trip asks for. */
  #batch: Batch | null = null;

  constructor(input: { store: KeyStore; workspace: WorkspaceKeys; index: DataKey }) {
    this.#store = input.store;
    this.#workspace = input.workspace;
    this.lookup = new Lookup(input.index);
  }

  /** The ring of a workspace whose key is open. */
  static async of(store: KeyStore, workspace: WorkspaceKeys): Promise<KeyRing> {
    const made = await findOrMakeKeys(store, workspace, [INDEX_SUBJECT]);
    return new KeyRing({ store, workspace, index: keyOf(made, INDEX_SUBJECT) });
  }

  /**
   * The key of this subject; it is made when there is none. All desktops that ask at once get the same. Keys that are
   * asked for at once take three round trips together, one when they all exist, and none when they are in memory. Of a
   * subject that `isNew`, with an id that was made just now, nobody looks for a key first.
   */
  async keyFor(subject: string, isNew = false): Promise<DataKey> {
    const cached = this.#keys.get(subject);
    if (cached) return cached;
    let pending = this.#pending.get(subject);
    if (!pending) {
      this.#batch ??= this.#collect();
      (isNew ? this.#batch.fresh : this.#batch.subjects).push(subject);
      pending = this.#take(subject, this.#batch.keys);
      this.#pending.set(subject, pending);
    }
    return pending;
  }

  /**
   * The keys of those subjects that have one, by subject; one round trip for all that are not in memory. A key that
   * was damaged is there without bytes: what it sealed is `data_unreadable`, and nothing can be sealed with it.
   */
  async keysFor(subjects: readonly string[]): Promise<ReadonlyMap<string, DataKey>> {
    const keys = new Map<string, DataKey>();
    const unknown: string[] = [];
    for (const subject of new Set(subjects)) {
      const key = this.#keys.get(subject);
      if (key) keys.set(subject, key);
      else unknown.push(subject);
    }
    if (unknown.length === 0) return keys;
    const found = await openKeys(this.#workspace, await this.#store.dataKeys(unknown));
    for (const [subject, key] of found) {
      if (key instanceof AppError) {
        keys.set(subject, { subject, bytes: NO_BYTES });
      } else {
        this.#keys.set(subject, key);
        keys.set(subject, key);
      }
    }
    return keys;
  }

  /** Call when keys were destroyed: what is in memory seals nothing that anybody could open. */
  forget(): void {
    this.#keys.clear();
  }

  /** Whatever is asked for until everything else that waits has had its turn. */
  #collect(): Batch {
    const subjects: string[] = [];
    const fresh: string[] = [];
    const keys = setImmediate().then(() => {
      this.#batch = null;
      return findOrMakeKeys(this.#store, this.#workspace, subjects, fresh);
    });
    return { subjects, fresh, keys };
  }

  async #take(subject: string, keys: Batch['keys']): Promise<DataKey> {
    try {
      const key = keyOf(await keys, subject);
      this.#keys.set(subject, key);
      return key;
    } finally {
      this.#pending.delete(subject);
    }
  }
}

/** What came of each subject: its key, or why it could not be opened. */
type Found = ReadonlyMap<string, DataKey | AppError>;

interface Batch {
  readonly subjects: string[];
  /** Those that have no key yet. */
  readonly fresh: string[];
  readonly keys: Promise<Found>;
}

function keyOf(found: Found, subject: string): DataKey {
  const key = found.get(subject);
  if (!key) throw new Error('A key that was asked for was neither found nor made');
  if (key instanceof AppError) throw key;
  return key;
}

async function findOrMakeKeys(
  store: KeyStore,
  workspace: WorkspaceKeys,
  subjects: readonly string[],
  fresh: readonly string[] = [],
): Promise<Found> {
  const known = subjects.length === 0 ? [] : await store.dataKeys(subjects);
  const found = await openKeys(workspace, known);
  const missing = [...fresh, ...subjects.filter((subject) => !found.has(subject))];
  if (missing.length === 0) return found;
  const made = missing.map((subject) => workspace.wrap(subject, randomBytes(KEY_BYTES)));
  const { standing, newestVersion } = await store.addDataKeys(made);
  const opened = await openKeys(workspace, standing);
  await followRotation(store, workspace, { made, standing, opened, newestVersion });
  return new Map([...found, ...opened]);
}

/**
 * A rotation that began since the keys were wrapped may not have seen them: they move on before anything is sealed
 * with them. When it cannot be followed, they are taken away again: nobody could open them.
 */
async function followRotation(
  store: KeyStore,
  workspace: WorkspaceKeys,
  added: {
    made: readonly WrappedDataKey[];
    standing: readonly WrappedDataKey[];
    opened: Found;
    newestVersion: number;
  },
): Promise<void> {
  const behind = added.standing.filter(({ keyVersion }) => keyVersion < added.newestVersion);
  if (behind.length === 0) return;
  try {
    await workspace.follow();
  } catch (error) {
    const mine = new Map(added.made.map((key) => [key.subject, key.wrapped]));
    for (const key of behind) {
      if (mine.get(key.subject)?.equals(key.wrapped)) await store.removeDataKey(key);
    }
    throw error;
  }
  const changes = behind.flatMap((from) => {
    const key = added.opened.get(from.subject);
    return key && !(key instanceof AppError)
      ? [{ from, to: workspace.wrap(from.subject, key.bytes) }]
      : [];
  });
  await store.rewrapDataKeys(changes);
}

async function openKeys(
  workspace: WorkspaceKeys,
  keys: readonly WrappedDataKey[],
): Promise<Map<string, DataKey | AppError>> {
  const opened = new Map<string, DataKey | AppError>();
  for (const key of keys) {
    try {
      opened.set(key.subject, { subject: key.subject, bytes: await workspace.unwrap(key) });
    } catch (error) {
      // One that was damaged must not keep the others away.
      if (!(error instanceof AppError && error.code === 'data_unreadable')) throw error;
      opened.set(key.subject, error);
    }
  }
  return opened;
}
