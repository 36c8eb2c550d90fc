const FIRST = 2_000;
const LONGEST = 5 * 60_000;

/**
 * How long to wait before the attempt with this number (from 1): doubling from two seconds up to five minutes, and
 * up to a quarter less at random, so that a team's desktops do not come back all at once. Milliseconds.
 *
 * @param random a number from 0 up to 1
 */
export function reconnectDelay(attempt: number, random: number): number {
  const step = Math.min(LONGEST, FIRST * 2 ** Math.max(0, attempt - 1));
  return Math.max(FIRST, Math.round(step * (1 - random / 4)));
}
