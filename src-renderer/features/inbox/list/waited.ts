const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long somebody has waited in the largest whole unit, `moment` below a minute; both times in milliseconds. */
export function waited(
  since: number,
  now: number,
): { readonly unit: 'moment' | 'minutes' | 'hours' | 'days'; readonly count: number } {
  const time = Math.max(0, now - since);
  if (time < MINUTE) return { unit: 'moment', count: 0 };
  if (time < HOUR) return { unit: 'minutes', count: Math.floor(time / MINUTE) };
  if (time < DAY) return { unit: 'hours', count: Math.floor(time / HOUR) };
  return { unit: 'days', count: Math.floor(time / DAY) };
}
