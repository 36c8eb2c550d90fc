import { AppError } from '../common/app-error.ts';
import type { KeyStore, WrappedDataKey } from '../store/key-store.ts';
import { seal, unseal } from './sealed-box.ts';
import { followKey, previousKey, type WorkspaceKey } from './workspace-key.ts';

/**
 * The versions of the workspace key that this desktop has opened: the newest, and the one before for data keys that
 * it still wraps. When another desktop makes a newer one, it is followed.
 */
export class WorkspaceKeys {
  readonly #store: KeyStore;
  readonly #remember: (key: WorkspaceKey) => Promise<void>;
  readonly #onLocked: () => void;
  #isLocked = false;
  readonly #versions = new Map<number, Buffer>();
  #newest: WorkspaceKey;
  #following: Promise<void> | null = null;

  /** `remember` keeps a newer key for the next start; `onLocked` is told once that the newest cannot be followed. */
  constructor(input: {
    store: KeyStore;
    newest: WorkspaceKey;
    remember(key: WorkspaceKey): Promise<void>;
    onLocked?: (() => void) | undefined;
  }) {
    this.#store = input.store;
    this.#remember = input.remember;
    this.#onLocked = input.onLocked ?? (() => {});
    this.#newest = input.newest;
    this.#versions.set(input.newest.version, input.newest.bytes);
  }

  get newest(): WorkspaceKey {
    return this.#newest;
  }

  wrap(subject: string, key: Buffer): WrappedDataKey {
    const { version, bytes } = this.#newest;
    return {
      subject,
      keyVersion: version,
      wrapped: seal(bytes, key, this.#placeOf(subject, version)),
    };
  }

  /**
   * Rejects with an AppError: `data_unreadable` when it was altered or moved, or the version that wraps it is gone;
   * `workspace_locked` when there is a newer version that this desktop cannot follow without the passphrase.
   */
  async unwrap({ subject, keyVersion, wrapped }: WrappedDataKey): Promise<Buffer> {
    if (!this.#versions.has(keyVersion)) await this.follow();
    const bytes = this.#versions.get(keyVersion);
    if (bytes === undefined) {
      throw new AppError('data_unreadable', 'The version that wraps a data key is gone');
    }
    try {
      return unseal(bytes, wrapped, this.#placeOf(subject, keyVersion));
    } catch (error) {
      throw new AppError('data_unreadable', 'A data key does not open', { cause: error });
    }
  }

  /** This desktop has made it: it need not be followed. */
  async adopt(newest: WorkspaceKey): Promise<void> {
    this.#versions.set(newest.version, newest.bytes);
    this.#newest = newest;
    await this.#remember(newest);
  }

  /** Opens what another desktop has made. Rejects with `workspace_locked` when that takes the passphrase. */
  follow(): Promise<void> {
    this.#following ??= this.#follow().finally(() => {
      this.#following = null;
    });
    return this.#following;
  }

  async #follow(): Promise<void> {
    const record = await this.#store.workspace();
    const newest = record && followKey(this.#newest, record);
    if (!newest) {
      if (!this.#isLocked) this.#onLocked();
      this.#isLocked = true;
      throw new AppError('workspace_locked', 'The workspace key cannot be followed by itself');
    }
    const previous = previousKey(newest, record);
    for (const key of [newest, previous]) {
      if (key) this.#versions.set(key.version, key.bytes);
    }
    if (newest.version > this.#newest.version) {
      this.#newest = newest;
      await this.#remember(newest);
    }
  }

  #placeOf(subject: string, version: number): string {
    return `data_keys/${this.#newest.workspaceId}/${version}/${subject}`;
  }
}
