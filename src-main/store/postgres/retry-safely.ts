import { backoff } from '../../common/backoff.ts';

/** How often a call is made in all. */
const ATTEMPTS = 4;
const PAUSES = { first: 50, longest: 200 };

/** Serialization failure, deadlock, too many connections, starting up: the server says that nothing was done. */
const NOTHING_DONE: ReadonlySet<string> = new Set(['40001', '40P01', '53300', '57P03']);
/** The line broke, or the server ended it: what was under way may have been done. */
const LINE_LOST = /^(08|57P0[12]|ECONNRESET|EPIPE)/;

/**
 * Runs a call and, when it fails in passing, again, at most four times within half a second. `repeatable` says that
 * running it twice is as good as once (reading, writing what is there already): only such a call is repeated when the
 * line broke under it. A server that nobody can reach is not asked again: whoever waits is told. Rejects with what
 * the last attempt rejected with.
 */
export type Retry = <T>(
  call: () => Promise<T>,
  nature?: 'repeatable' | 'oncePerCall',
) => Promise<T>;

/** @param random a number from 0 up to 1 */
export function retrySafely(
  random: () => number,
  pause: (milliseconds: number) => Promise<void>,
): Retry {
  return async (call, nature = 'repeatable') => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call();
      } catch (error) {
        const passing = meaningOf(error);
        const isSafe =
          passing === 'nothingDone' || (passing === 'lineLost' && nature === 'repeatable');
        if (!isSafe || attempt === ATTEMPTS) throw error;
        await pause(backoff(attempt, random(), PAUSES));
      }
    }
  };
}

function meaningOf(error: unknown): 'nothingDone' | 'lineLost' | 'other' {
  if (!(error instanceof Error)) return 'other';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (NOTHING_DONE.has(code)) return 'nothingDone';
  if (LINE_LOST.test(code)) return 'lineLost';
  return code === '' && /Connection (terminated unexpectedly|ended)/.test(error.message)
    ? 'lineLost'
    : 'other';
}
