/** A data key as it stands in the database, sealed with a version of the workspace key. */
export interface WrappedDataKey {
  /** What it is the key of, such as `conversation:<uuid>`; there is one key for each. */
  readonly subject: string;
  /** The version of the workspace key that opens it. */
  readonly keyVersion: number;
  readonly wrapped: Buffer;
}

/** How the passphrase becomes the key that wraps the workspace key. */
export interface PassphraseParameters {
  readonly algorithm: 'scrypt';
  /** scrypt's N, r and p. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
  readonly salt: Buffer;
}

/** The workspace key as the desktops share it. Of no use without the passphrase or a key that a desktop has. */
export interface WorkspaceRecord {
  /** Made with the workspace, and never another. */
  readonly workspaceId: string;
  /** Counts the changes of this record, from 1. */
  readonly revision: number;
  /** The newest version of the workspace key, from 1. */
  readonly version: number;
  readonly passphrase: PassphraseParameters;
  /** The newest version, sealed with the passphrase. */
  readonly byPassphrase: Buffer;
  /** Nothing, sealed with the newest version: tells whether a key is it. */
  readonly proof: Buffer;
  /**
   * The version before: with it a desktop opens the newest, and with the newest the data keys that it still wraps.
   * It stays until the next rotation, which begins when nothing is wrapped by it. Null for the first version.
   */
  readonly previous: { readonly newestSealed: Buffer; readonly sealedByNewest: Buffer } | null;
}

/**
 * The workspace's keys, which all desktops share. Nothing in it can be read without the passphrase. Every method
 * rejects with an AppError `database_unreachable` when the database is away.
 */
export interface KeyStore {
  /** Null where there is no workspace yet. */
  workspace(): Promise<WorkspaceRecord | null>;
  /**
   * Puts `record` in the place of the one whose `revision` is one less, or where there is none when it is the first.
   * `superseded` when another desktop was quicker: nothing is changed then.
   */
  changeWorkspace(record: WorkspaceRecord): Promise<'changed' | 'superseded'>;

  /** Those that exist, in one round trip, in any order. */
  dataKeys(subjects: readonly string[]): Promise<WrappedDataKey[]>;
  /**
   * Stores each key unless its subject has one. Answers what stands then for each subject, in any order, and the newest
   * version of the workspace key as it is after that.
   */
  addDataKeys(
    keys: readonly WrappedDataKey[],
  ): Promise<{ standing: WrappedDataKey[]; newestVersion: number }>;
  /** Takes away this key, unless it was changed meanwhile. */
  removeDataKey(key: WrappedDataKey): Promise<void>;
  /** Data keys that a version before `version` wraps: the first `limit` by subject, after this one. */
  dataKeysBefore(
    version: number,
    page: { after: string; limit: number },
  ): Promise<WrappedDataKey[]>;
  /** How many data keys there are, and how many of them a version before `version` wraps. */
  countDataKeys(version: number): Promise<{ all: number; before: number }>;
  /** Puts `to` where `from` stands; a key that was changed or destroyed meanwhile is left as it is. */
  rewrapDataKeys(changes: readonly { from: WrappedDataKey; to: WrappedDataKey }[]): Promise<void>;
}
