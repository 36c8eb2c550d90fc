/** Tells the calendar day of a moment (milliseconds) in a time zone, as `YYYY-MM-DD`; for many moments. */
export function calendarDays(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
    return `${part('year')}-${part('month')}-${part('day')}`;
  };
}

/** The calendar day of a moment (milliseconds) in a time zone, as `YYYY-MM-DD`. */
export function calendarDay(at: number, timeZone: string): string {
  return calendarDays(timeZone)(at);
}

/** When a calendar day begins in a time zone, in milliseconds; where midnight is skipped, the first moment after it. */
export function startOfDay(date: string, timeZone: string): number {
  // No zone is more than 14 hours ahead or 12 behind; the day begins within that span, found by halving it.
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const dayOf = calendarDays(timeZone);
  let before = midnight - 15 * 3_600_000;
  let after = midnight + 13 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle) < date) before = middle;
    else after = middle;
  }
  return after;
}
