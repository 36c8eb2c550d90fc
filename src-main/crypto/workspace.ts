import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../common/app-error.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { KeyStore, WorkspaceRecord } from '../store/key-store.ts';
import { KeyRing } from './key-ring.ts';
import { newPassphraseParameters, passphraseKey } from './passphrase.ts';
import { KEY_BYTES, seal, unseal } from './sealed-box.ts';
import {
  followKey,
  isNewestKey,
  placeOf,
  sealedParts,
  type WorkspaceKey,
} from './workspace-key.ts';
import { WorkspaceKeys } from './workspace-keys.ts';
import { keepWorkspaceSecret, readWorkspaceSecret } from './workspace-secret.ts';

export interface WorkspaceInput {
  store: KeyStore;
  secrets: SecretStore;
  /** scrypt's N for what is wrapped anew. */
  passphraseCost: number;
  /** The key was changed elsewhere beyond what this desktop can follow: nothing can be opened any more. */
  onLocked?: () => void;
}

/**
 * An open workspace: its key, which the passphrase and this desktop's keychain open, and the key ring. All that
 * opens or changes it rejects with an AppError:
 *
 * - `workspace_locked`: the keychain has no key, or one that is too old; it takes the passphrase;
 * - `workspace_key_missing`: the keychain has a key and the database has none, or another workspace's;
 * - `passphrase_wrong`;
 * - `data_unreadable`: what the database has was altered;
 * - `keychain_unavailable`, `database_unreachable`.
 */
export class Workspace {
  readonly keys: KeyRing;
  readonly versions: WorkspaceKeys;
  readonly store: KeyStore;
  readonly #passphraseCost: number;

  private constructor(input: WorkspaceInput, versions: WorkspaceKeys, keys: KeyRing) {
    this.store = input.store;
    this.#passphraseCost = input.passphraseCost;
    this.versions = versions;
    this.keys = keys;
  }

  /** With the keychain alone. */
  static async open(input: WorkspaceInput): Promise<Workspace> {
    const key = await readWorkspaceSecret(input.secrets);
    const record = await input.store.workspace();
    if (!record) {
      throw new AppError('workspace_key_missing', 'The database has no workspace key');
    }
    if (key && key.workspaceId !== record.workspaceId) {
      throw new AppError('workspace_key_missing', 'The database has the key of another workspace');
    }
    const newest = key && followKey(key, record);
    if (!newest) throw new AppError('workspace_locked', 'The keychain has not the workspace key');
    return Workspace.#opened(input, newest);
  }

  /** With the passphrase, which the keychain need not know afterwards. */
  static async unlock(input: WorkspaceInput, passphrase: string): Promise<Workspace> {
    const record = await input.store.workspace();
    if (!record) {
      throw new AppError('workspace_key_missing', 'The database has no workspace key');
    }
    return Workspace.#opened(input, await openRecord(record, passphrase));
  }

  /** Makes the workspace, or enters the one that is there already. */
  static async enter(input: WorkspaceInput, passphrase: string): Promise<Workspace> {
    if (await input.store.workspace()) return Workspace.unlock(input, passphrase);
    const first: WorkspaceKey = {
      workspaceId: randomUUID(),
      version: 1,
      bytes: randomBytes(KEY_BYTES),
    };
    const outcome = await input.store.changeWorkspace({
      workspaceId: first.workspaceId,
      version: first.version,
      revision: 1,
      ...(await sealedByPassphrase(first, passphrase, input.passphraseCost)),
      ...sealedParts(first, null),
    });
    // Another desktop made it in the same moment: its passphrase counts.
    if (outcome === 'superseded') return Workspace.unlock(input, passphrase);
    return Workspace.#opened(input, first);
  }

  static async #opened(input: WorkspaceInput, newest: WorkspaceKey): Promise<Workspace> {
    const { store, secrets } = input;
    // Kept first: what is sealed must be readable at the next start.
    await keepWorkspaceSecret(secrets, newest);
    const versions = new WorkspaceKeys({
      store,
      newest,
      remember: (key) =>
        keepWorkspaceSecret(secrets, key).catch(() => {
          // The keychain is away for the moment: the next start follows once more, or asks for the passphrase.
        }),
      onLocked: input.onLocked,
    });
    return new Workspace(input, versions, await KeyRing.of(store, versions));
  }

  /** `passphrase_wrong` when `current` is not the workspace's. Desktops that are open notice nothing. */
  async changePassphrase(current: string, next: string): Promise<void> {
    await this.#change(async (record) => {
      const key = await openRecord(record, current);
      return { ...record, ...(await sealedByPassphrase(key, next, this.#passphraseCost)) };
    });
  }

  /**
   * Makes the next version of the workspace key; data keys keep being wrapped by the one before until they are
   * rewrapped. `underWay` when more than `damaged` of them are wrapped by one older still: that rotation ends first.
   * With `isCut` other desktops cannot follow by what they have: each asks for the passphrase.
   */
  async makeNextVersion(
    passphrase: string,
    damaged: number,
    isCut = false,
  ): Promise<'made' | 'underWay'> {
    let outcome: 'made' | 'underWay' = 'made';
    let seen: number | null = null;
    const made: WorkspaceKey[] = [];
    await this.#change(async (record) => {
      const current = await openRecord(record, passphrase);
      seen ??= current.version;
      const { before } = await this.store.countDataKeys(current.version);
      // The other desktop that was quicker may have made the very same.
      if (before > damaged || (current.version > seen && !isCut)) {
        outcome = 'underWay';
        made.pop();
        return null;
      }
      const next = { ...current, version: current.version + 1, bytes: randomBytes(KEY_BYTES) };
      made[0] = next;
      return {
        ...record,
        version: next.version,
        ...(await sealedByPassphrase(next, passphrase, this.#passphraseCost)),
        ...sealedParts(next, current, isCut),
      };
    });
    if (made[0]) await this.versions.adopt(made[0]);
    await this.versions.follow();
    return outcome;
  }

  /** Changes the record as it stands, unless `change` answers null; again when another desktop was quicker. */
  async #change(
    change: (record: WorkspaceRecord) => Promise<WorkspaceRecord | null>,
  ): Promise<void> {
    for (;;) {
      const record = await this.store.workspace();
      if (!record) throw new AppError('workspace_key_missing', 'The workspace key is gone');
      const changed = await change(record);
      if (!changed) return;
      const outcome = await this.store.changeWorkspace({
        ...changed,
        revision: record.revision + 1,
      });
      if (outcome === 'changed') return;
    }
  }
}

async function openRecord(record: WorkspaceRecord, passphrase: string): Promise<WorkspaceKey> {
  const { workspaceId, version, byPassphrase } = record;
  const wrapping = await passphraseKey(passphrase, record.passphrase);
  let bytes: Buffer;
  try {
    bytes = unseal(wrapping, byPassphrase, placeOf(record, 'byPassphrase'));
  } catch (error) {
    throw new AppError('passphrase_wrong', 'The passphrase is not the workspace’s', {
      cause: error,
    });
  }
  const key = { workspaceId, version, bytes };
  if (isNewestKey(key, record)) return key;
  throw new AppError('data_unreadable', 'The workspace key was altered');
}

async function sealedByPassphrase(
  key: WorkspaceKey,
  passphrase: string,
  cost: number,
): Promise<Pick<WorkspaceRecord, 'passphrase' | 'byPassphrase'>> {
  const parameters = newPassphraseParameters(cost);
  const wrapping = await passphraseKey(passphrase, parameters);
  return {
    passphrase: parameters,
    byPassphrase: seal(wrapping, key.bytes, placeOf(key, 'byPassphrase')),
  };
}
