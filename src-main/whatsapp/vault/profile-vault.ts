import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Clock } from '../../common/clock.ts';
import type { SecretStore } from '../../config/secret-store.ts';
import type { Log } from '../../log/log.ts';
import type { BrowserProfile } from './browser-profile.ts';
import { SealedProfile, type SealedState } from './sealed-profile.ts';

/** How long after the linking a profile is sealed: Chromium writes local storage a few seconds late. Milliseconds. */
const FIRST_SEAL_AFTER = 15_000;
/** Milliseconds. */
const SEAL_EVERY = 10 * 60_000;

export interface ProfileVaultSettings {
  /** Where the sealed archives are kept. */
  readonly sealedFolder: string;
  /** Where profiles lie in the plain while their browsers run: see `choosePlainFolder`. */
  readonly plainFolder: string;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly firstSealAfter?: number;
  readonly sealEvery?: number;
  /** Hears of every profile that was sealed. */
  readonly onSealed?: (sealed: SealedState) => void;
}

/** The browser profiles of all accounts of this desktop. */
export class ProfileVault {
  readonly #settings: ProfileVaultSettings;
  readonly #profiles = new Map<SessionId, SealedProfile>();

  constructor(settings: ProfileVaultSettings) {
    this.#settings = settings;
  }

  /** Whether a profile can be kept at all: nothing is linked without a keychain. */
  isAvailable(): Promise<boolean> {
    return this.#settings.secrets.isAvailable();
  }

  /** The same object for the same account each time. */
  profile(sessionId: SessionId): BrowserProfile {
    return this.#sealedProfile(sessionId);
  }

  /** Whether there is a linked account to restore. */
  isLinked(sessionId: SessionId): Promise<boolean> {
    return this.#sealedProfile(sessionId).isLinked();
  }

  /**
   * Seals and wipes what a crash left behind, of every account, also of those that will not be started. Called once,
   * before any browser runs. Rejects with `keychain_unavailable`; everything stays as it is then.
   */
  async recover(): Promise<void> {
    for (const name of await namesIn(this.#settings.plainFolder)) {
      const sessionId = SessionId.safeParse(name);
      if (sessionId.success) await this.#sealedProfile(sessionId.data).recover();
      else await rm(join(this.#settings.plainFolder, name), { recursive: true, force: true });
    }
  }

  /** Removes the profile and its key for good. The account's browser has ended. */
  wipe(sessionId: SessionId): Promise<void> {
    return this.#sealedProfile(sessionId).wipe();
  }

  #sealedProfile(sessionId: SessionId): SealedProfile {
    const known = this.#profiles.get(sessionId);
    if (known !== undefined) return known;
    const { sealedFolder, plainFolder, secrets, clock, log } = this.#settings;
    const profile = new SealedProfile({
      sessionId,
      archiveFile: join(sealedFolder, `${sessionId}.sealed`),
      plainFolder: join(plainFolder, sessionId),
      secrets,
      clock,
      log,
      firstSealAfter: this.#settings.firstSealAfter ?? FIRST_SEAL_AFTER,
      sealEvery: this.#settings.sealEvery ?? SEAL_EVERY,
      onSealed: this.#settings.onSealed ?? (() => undefined),
    });
    this.#profiles.set(sessionId, profile);
    return profile;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
