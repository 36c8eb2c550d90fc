/** The periods that can be chosen by name; `own` is one between two days. */
export const periodNames = [
  'today',
  'last7',
  'last30',
  'last90',
  'thisMonth',
  'lastMonth',
  'thisYear',
  'own',
] as const;
export type PeriodName = (typeof periodNames)[number];

/** Calendar days `YYYY-MM-DD`, both of them included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** What main answers at most: a leap year. */
const MAXIMUM_DAYS = 366;
const DAY_MS = 86_400_000;

/** The calendar day of a moment (milliseconds since 1970) in a time zone (IANA). */
export function dayIn(timeZone: string, moment: number): string {
  // The Swedish locale writes dates as YYYY-MM-DD.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(moment);
}

/** The days of a period that has a name, up to and including `today`. */
export function daysOf(name: Exclude<PeriodName, 'own'>, today: string): Days {
  const [year = 0, month = 1] = today.split('-').map(Number);
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case 'last7':
      return { from: daysAfter(today, -6), to: today };
    case 'last30':
      return { from: daysAfter(today, -29), to: today };
    case 'last90':
      return { from: daysAfter(today, -89), to: today };
    case 'thisMonth':
      return { from: keyOf(Date.UTC(year, month - 1, 1)), to: today };
    case 'lastMonth':
      return { from: keyOf(Date.UTC(year, month - 2, 1)), to: keyOf(Date.UTC(year, month - 1, 0)) };
    case 'thisYear':
      return { from: keyOf(Date.UTC(year, 0, 1)), to: today };
  }
}

/** How many days there are, both ends included; below 1 where they are the wrong way round. */
export function countDays({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** As many days, directly before. */
export function daysBefore(days: Days): Days {
  return { from: daysAfter(days.from, -countDays(days)), to: daysAfter(days.from, -1) };
}

/** Why two days are no period; null when they are one. */
export function periodProblem(days: Days): 'missing' | 'order' | 'long' | null {
  if (days.from === '' || days.to === '') return 'missing';
  const count = countDays(days);
  if (count < 1) return 'order';
  return count > MAXIMUM_DAYS ? 'long' : null;
}

function daysAfter(date: string, count: number): string {
  return keyOf(Date.parse(date) + count * DAY_MS);
}

function keyOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
