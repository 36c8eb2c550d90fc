/**
 * The moment (milliseconds) that stands for a day that was typed (`YYYY-MM-DD`, in the user's time zone): its noon. Null
 * for what is no day since 1970, and for a day that is yet to come.
 */
export function momentOf(day: string, now = Date.now()): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  // A year that is being typed begins with zeros, which would count as one of the last century.
  if (year < 1970) return null;
  const noon = new Date(year, month - 1, date, 12).getTime();
  return Number.isNaN(noon) || noon > now ? null : noon;
}
