import { AppError } from '../common/app-error.ts';
import type { RateLimitStore } from '../store/rate-limit-store.ts';

/** In so many milliseconds so many attempts, right or wrong, on all desktops together. */
const WINDOW_MS = 15 * 60_000;
const AT_MOST = 10;

/**
 * Counts an attempt before it is made. `who` is a person's id for their password, a desktop's for invitations. Rejects
 * with `too_many_attempts`, or as the database does.
 */
export async function takeAttempt(
  rateLimits: RateLimitStore,
  who: string,
  what: 'password' | 'invitation',
): Promise<void> {
  const answer = await rateLimits.take([
    {
      identifier: who,
      identifierType: what === 'password' ? 'user' : 'session',
      endpoint: 'signIn',
      method: what,
      limit: AT_MOST,
      windowMs: WINDOW_MS,
    },
  ]);
  if (answer.outcome === 'refused') {
    throw new AppError('too_many_attempts', `Too many attempts with ${what}`);
  }
}
