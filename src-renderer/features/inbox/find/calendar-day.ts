/** The calendar day of a moment (milliseconds) in the user's time zone, `YYYY-MM-DD`. */
export function dayOf(timestamp: number): string {
  const date = new Date(timestamp);
  const parts = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return [String(date.getFullYear()).padStart(4, '0'), ...parts].join('-');
}

/** When a calendar day (`YYYY-MM-DD`) begins in the user's time zone, in milliseconds; null for what is no day. */
export function startOfDay(day: string): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const start = new Date(year, month - 1, date).getTime();
  // A year that is being typed begins with the year 2; and nothing comes before 1970.
  return Number.isNaN(start) ? null : Math.max(1, start);
}
