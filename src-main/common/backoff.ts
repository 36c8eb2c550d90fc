/** How long attempts wait for each other, in milliseconds. */
export interface BackoffSteps {
  readonly first: number;
  readonly longest: number;
}

/**
 * How long to wait before the attempt with this number (from 1): a random part of a time that doubles up to the
 * longest. All of it is left to chance, so that a team's desktops do not come back at once when a server does.
 *
 * @param random a number from 0 up to 1
 * @returns whole milliseconds
 */
export function backoff(attempt: number, random: number, { first, longest }: BackoffSteps): number {
  // 2 ** 30 is far beyond any longest, and no number that a timer cannot take.
  const step = Math.min(longest, first * 2 ** Math.min(30, Math.max(0, attempt - 1)));
  return Math.round(step * random);
}
