import { z } from 'zod';
import { LockAfter, Role } from '../../src-preload/contract/access.ts';
import { User } from '../../src-preload/contract/app.ts';
import type { SecretStore } from '../config/secret-store.ts';
import { Verifier } from './password.ts';

/** The keychain's entry for who works here. */
const NAME = 'signIn';

/** What this desktop knows of who works here, in its keychain: also while the databases are away. */
export const SignInEntry = z.object({
  user: User,
  role: Role,
  hasPassword: z.boolean(),
  /** 32 bytes that stand for the password at a check-in; null without one. */
  token: z.base64().nullable(),
  /** Null until the password was said here. */
  verifier: Verifier.nullable(),
  /** When the team's database has last let this desktop in, in milliseconds since 1970. */
  seenAt: z.number(),
  lockAfterMinutes: LockAfter,
  asksAtStart: z.boolean(),
  /** Passwords in a row that were wrong while the database could not be asked, and when the last was tried. */
  failures: z.number().int().nonnegative(),
  failedAt: z.number(),
});
export type SignInEntry = z.infer<typeof SignInEntry>;

/** Null when there is none, or none that can be read. */
export async function readSignIn(secrets: SecretStore): Promise<SignInEntry | null> {
  const stored = await secrets.get(NAME);
  if (stored === null) return null;
  try {
    return SignInEntry.parse(JSON.parse(stored));
  } catch {
    // Another version's: it is made anew when the database has let this desktop in.
    return null;
  }
}

export function keepSignIn(secrets: SecretStore, entry: SignInEntry): Promise<void> {
  return secrets.set(NAME, JSON.stringify(entry));
}

/** How many wrong passwords in a row are free, and how long it then waits, doubled each time (milliseconds). */
const FREE_FAILURES = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 60 * 60_000;

/** Until when (milliseconds) no password is tried without the database; a clock that was put back gains nothing. */
export function waitsUntil({ failures, failedAt }: SignInEntry): number {
  if (failures < FREE_FAILURES) return 0;
  return failedAt + Math.min(FIRST_WAIT * 2 ** (failures - FREE_FAILURES), LONGEST_WAIT);
}
