import type { EncryptionStatus, RotationProgress } from '../../src-preload/contract/workspace.ts';
import { AppError } from '../common/app-error.ts';
import { assertNever } from '../common/assert-never.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { KeyRotation } from '../crypto/key-rotation.ts';
import { Workspace, type WorkspaceInput } from '../crypto/workspace.ts';
import type { Log } from '../log/log.ts';
import type { KeyStore } from '../store/key-store.ts';
import type { Stores } from '../store/stores.ts';

/** What the workspace is opened with. */
export type WorkspaceEntry =
  /** What the keychain knows, at every start. */
  | { kind: 'keychain' }
  /** The passphrase, when the keychain does not know enough. */
  | { kind: 'unlock'; passphrase: string }
  /** The passphrase in the first run: the workspace is made when there is none. */
  | { kind: 'enter'; passphrase: string };

export interface WorkspaceAccessInput {
  secrets: SecretStore;
  /** scrypt's N for what is wrapped anew. */
  passphraseCost: number;
  onProgress(progress: RotationProgress): void;
  /** The key was changed elsewhere beyond what this desktop can follow; told once. */
  onLocked(): void;
  log: Log;
}

interface OpenWorkspace {
  workspace: Workspace;
  rotation: KeyRotation;
}

/** The open workspace, and what people do with it. It is open exactly as long as the stores are. */
export class WorkspaceAccess {
  readonly #input: WorkspaceAccessInput;
  #open: OpenWorkspace | null = null;

  constructor(input: WorkspaceAccessInput) {
    this.#input = input;
  }

  /**
   * Opens stores, and the workspace in the moment when they need its keys. A rotation that was cut short goes on.
   * Rejects like `Workspace` and like `open` itself; then neither is open.
   */
  async openStores(
    entry: WorkspaceEntry,
    open: (openKeys: (store: KeyStore) => Promise<KeyRing>) => Promise<Stores>,
  ): Promise<Stores> {
    let workspace: Workspace | null = null;
    const stores = await open(async (store) => {
      workspace = await this.#enter(store, entry);
      return workspace.keys;
    });
    const opened = this.#begin(workspace);
    return {
      ...stores,
      close: async () => {
        if (this.#open === opened) this.#open = null;
        await opened.rotation.stop();
        await stores.close();
      },
    };
  }

  /** Rejects with `not_ready` while the databases are away or not open; so do the others. */
  status = async (): Promise<EncryptionStatus> => {
    const { workspace, rotation } = this.#opened();
    return { keyVersion: workspace.versions.newest.version, rotation: rotation.progress };
  };

  rotateKey = async (passphrase: string): Promise<EncryptionStatus> => {
    await this.#opened().rotation.rotate(passphrase);
    return this.status();
  };

  /** As `rotateKey`, and every other desktop asks for the passphrase. */
  cutOff = (passphrase: string): Promise<void> => this.#opened().rotation.cutOff(passphrase);

  changePassphrase = (current: string, next: string): Promise<void> =>
    this.#opened().workspace.changePassphrase(current, next);

  #enter(store: KeyStore, entry: WorkspaceEntry): Promise<Workspace> {
    const { secrets, passphraseCost, onLocked } = this.#input;
    const input: WorkspaceInput = { store, secrets, passphraseCost, onLocked };
    switch (entry.kind) {
      case 'keychain':
        return Workspace.open(input);
      case 'unlock':
        return Workspace.unlock(input, entry.passphrase);
      case 'enter':
        return Workspace.enter(input, entry.passphrase);
      default:
        return assertNever(entry);
    }
  }

  #begin(workspace: Workspace | null): OpenWorkspace {
    if (!workspace) throw new Error('Stores were opened without their keys');
    const { onProgress, log } = this.#input;
    const rotation = new KeyRotation({ workspace, onProgress, log });
    rotation.resume();
    this.#open = { workspace, rotation };
    return this.#open;
  }

  #opened(): OpenWorkspace {
    if (!this.#open) throw new AppError('not_ready', 'The workspace is not open');
    return this.#open;
  }
}
