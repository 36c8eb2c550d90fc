import { createHash, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../common/clock.ts';
import type { SecretStore } from '../../config/secret-store.ts';
import type { Log } from '../../log/log.ts';
import type { BrowserProfile } from './browser-profile.ts';
import { listProfileFiles, onlyLogsGrew } from './profile-files.ts';
import { deleteProfileKey, makeProfileKey, readProfileKey } from './profile-key.ts';
import { ProfileUnreadableError } from './profile-unreadable-error.ts';
import { sealFolder, unsealFolder } from './sealed-archive.ts';
import { SealBrokenError } from './sealed-stream.ts';

/** In the plain folder: an account is linked in this profile, so a crash must not lose it. */
const LINKED_MARK = 'linked';
const PROFILE = 'profile';

/** How often a running browser's profile is copied again when it changed meanwhile, and the pause. Milliseconds. */
const LIVE_ATTEMPTS = 6;
const LIVE_PAUSE = 1_000;

export interface SealedProfileSettings {
  readonly sessionId: string;
  /** The sealed archive at rest. */
  readonly archiveFile: string;
  /** This account's own folder for the plain profile. */
  readonly plainFolder: string;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
  /** How long after the linking the profile is sealed for the first time. Milliseconds. */
  readonly firstSealAfter: number;
  /** Milliseconds. */
  readonly sealEvery: number;
  /** Called with what was sealed, after it is on the disk. */
  readonly onSealed: (sealed: SealedState) => void;
}

/** The sealed file as it is now, told without giving anything of it away. */
export interface SealedState {
  readonly sessionId: string;
  /** SHA-256 of the file, as 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds. */
  readonly sealedAt: number;
}

/**
 * One account's browser profile: a sealed file at rest, a private folder while the browser runs.
 *
 * A profile is sealed while its browser runs only when nothing but LevelDB's logs grew during the copy; such a copy
 * is what the browser would find after a power cut. Otherwise the archive stays as it was until the next time.
 */
export class SealedProfile implements BrowserProfile {
  readonly #settings: SealedProfileSettings;
  #key: KeyObject | undefined;
  #linked = false;
  #isOpen = false;
  #cancelSealing: () => void = () => undefined;
  /** What was asked for comes one after the other. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(settings: SealedProfileSettings) {
    this.#settings = settings;
  }

  open(): Promise<string> {
    return this.#inTurn(async () => {
      if (this.#isOpen) return this.#profileFolder;
      const { secrets, sessionId, archiveFile } = this.#settings;
      // The keychain first: without one nothing is written.
      let key = await readProfileKey(secrets, sessionId);
      key = await this.#recover(key);
      const sealed = await exists(archiveFile);
      if (sealed && key === null) await this.#putAside(new Error('Its key is not in the keychain'));
      key ??= await makeProfileKey(secrets, sessionId);

      await this.#makeFolder();
      if (sealed) await this.#unseal(key);
      this.#key = key;
      this.#linked = sealed;
      this.#isOpen = true;
      if (sealed) {
        await this.#markLinked();
        this.#sealAfter(this.#settings.sealEvery);
      }
      return this.#profileFolder;
    });
  }

  keep(): void {
    if (this.#linked || !this.#isOpen) return;
    this.#linked = true;
    this.#inTurn(() => this.#markLinked()).catch((error: unknown) => {
      this.#settings.log.error('A linked profile could not be marked', { error });
    });
    this.#sealAfter(this.#settings.firstSealAfter);
  }

  discard(): void {
    this.#linked = false;
    this.#cancelSealing();
  }

  close(): Promise<void> {
    this.#cancelSealing();
    return this.#inTurn(async () => {
      if (!this.#isOpen) return;
      this.#isOpen = false;
      try {
        if (this.#linked && this.#key !== undefined) await this.#seal(this.#key);
        await this.#wipeFolder();
      } catch (error) {
        // The plain profile stays, so that the next start can seal it: better than to lose the link.
        this.#settings.log.error('A profile could not be sealed', { error });
      }
    });
  }

  /** Whether there is an account to restore: sealed, or left in the plain by a crash. */
  async isLinked(): Promise<boolean> {
    return (await exists(this.#settings.archiveFile)) || (await exists(this.#linkedMark));
  }

  /** Seals and wipes what a crash left behind. Not while the profile is open. */
  recover(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isOpen || !(await exists(this.#settings.plainFolder))) return;
      await this.#recover(await readProfileKey(this.#settings.secrets, this.#settings.sessionId));
    });
  }

  /** Removes everything: the archive, what is in the plain, the key. Not while a browser runs on it. */
  wipe(): Promise<void> {
    this.discard();
    return this.#inTurn(async () => {
      this.#isOpen = false;
      await this.#wipeFolder();
      await rm(this.#settings.archiveFile, { force: true });
      await deleteProfileKey(this.#settings.secrets, this.#settings.sessionId);
    });
  }

  get #profileFolder(): string {
    return join(this.#settings.plainFolder, PROFILE);
  }

  get #linkedMark(): string {
    return join(this.#settings.plainFolder, LINKED_MARK);
  }

  /** A profile left in the plain is newer than the archive. Answers with the key, which may be a new one. */
  async #recover(known: KeyObject | null): Promise<KeyObject | null> {
    const { log, archiveFile, secrets, sessionId } = this.#settings;
    let key = known;
    if (await exists(this.#linkedMark)) {
      key ??= await makeProfileKey(secrets, sessionId);
      await mkdir(dirname(archiveFile), { recursive: true, mode: 0o700 });
      if (await this.#seal(key)) log.info('A profile that a crash had left behind was sealed');
    }
    await this.#wipeFolder();
    return key;
  }

  async #unseal(key: KeyObject): Promise<void> {
    const { archiveFile: file, sessionId: owner } = this.#settings;
    try {
      await unsealFolder({ file, key, owner }, this.#profileFolder);
    } catch (error) {
      await this.#wipeFolder();
      // A full disk, say, is no fault of the archive.
      if (error instanceof SealBrokenError) await this.#putAside(error);
      throw error;
    }
  }

  /** Never deletes what does not open: it may be wanted by somebody who knows more. */
  async #putAside(cause: unknown): Promise<never> {
    const { archiveFile, clock, log } = this.#settings;
    await rename(archiveFile, `${archiveFile}.unreadable-${clock.now()}`);
    log.error('A sealed profile cannot be opened and was put aside', { error: cause });
    throw new ProfileUnreadableError(cause);
  }

  async #makeFolder(): Promise<void> {
    const { plainFolder, archiveFile } = this.#settings;
    await mkdir(dirname(archiveFile), { recursive: true, mode: 0o700 });
    await mkdir(dirname(plainFolder), { recursive: true, mode: 0o700 });
    await assertPrivate(dirname(plainFolder));
    await mkdir(this.#profileFolder, { recursive: true, mode: 0o700 });
  }

  async #wipeFolder(): Promise<void> {
    // Windows keeps files of a process busy for a moment after its end.
    await rm(this.#settings.plainFolder, {
      recursive: true,
      force: true,
      maxRetries: 10,
      retryDelay: 200,
    });
  }

  async #markLinked(): Promise<void> {
    if (this.#isOpen) await writeFile(this.#linkedMark, '', { mode: 0o600 });
  }

  /** Answers with false when there was nothing to seal, or `accept` refused. */
  async #seal(key: KeyObject, accept?: () => Promise<boolean>): Promise<boolean> {
    const { archiveFile: file, sessionId: owner } = this.#settings;
    const files = [...(await listProfileFiles(this.#profileFolder)).keys()];
    if (files.length === 0) return false;
    const isSealed = await sealFolder(
      { file, key, owner },
      { folder: this.#profileFolder, files, ...(accept === undefined ? {} : { accept }) },
    );
    if (isSealed) await this.#tellSealed();
    return isSealed;
  }

  async #tellSealed(): Promise<void> {
    const { archiveFile, sessionId, clock, log, onSealed } = this.#settings;
    try {
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of createReadStream(archiveFile) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        size += chunk.length;
      }
      onSealed({ sessionId, fingerprint: hash.digest('hex'), size, sealedAt: clock.now() });
    } catch (error) {
      // It is sealed all the same.
      log.debug('A sealed profile could not be described', { error });
    }
  }

  #sealAfter(delay: number): void {
    this.#cancelSealing();
    this.#cancelSealing = this.#settings.clock.after(delay, () => {
      this.#inTurn(() => this.#sealLive())
        .catch((error: unknown) => {
          this.#settings.log.warn('A running profile could not be sealed', { error });
        })
        .finally(() => {
          if (this.#isOpen && this.#linked) this.#sealAfter(this.#settings.sealEvery);
        });
    });
  }

  async #sealLive(): Promise<void> {
    const key = this.#key;
    if (key === undefined) return;
    for (let attempt = 1; attempt <= LIVE_ATTEMPTS; attempt += 1) {
      if (!this.#isOpen || !this.#linked) return;
      const before = await listProfileFiles(this.#profileFolder);
      const accept = async (): Promise<boolean> =>
        onlyLogsGrew(before, await listProfileFiles(this.#profileFolder));
      const replaced = await this.#seal(key, accept).catch((error: unknown) => {
        // A file that shrank or vanished while it was read: as good as "it changed".
        this.#settings.log.debug('A running profile changed while it was copied', { error });
        return false;
      });
      if (replaced) return;
      await new Promise<void>((resolve) => void this.#settings.clock.after(LIVE_PAUSE, resolve));
    }
    this.#settings.log.info('A running profile did not stand still; it is sealed later');
  }

  #inTurn<Value>(action: () => Promise<Value>): Promise<Value> {
    const turn = this.#tail.then(action, action);
    this.#tail = turn;
    return turn;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** A folder in a shared place such as /dev/shm may have been made by somebody else, to read along. */
async function assertPrivate(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const found = await stat(folder);
  if (found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) {
    throw new Error('The folder for running profiles is open to other users');
  }
}
