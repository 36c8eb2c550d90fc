/** Times in the words of the user's locale. All timestamps are milliseconds since 1970. */
export interface TimeFormats {
  /** `10:42`. */
  readonly clock: (timestamp: number) => string;
  /** As short as a list allows: the clock today, then yesterday, the weekday, the date. */
  readonly short: (timestamp: number, now: number) => string;
  /** A moment to come, as short as a list allows: the clock today, with the weekday this week, else with the date. */
  readonly soon: (timestamp: number, now: number) => string;
  /** Heads a day of a conversation: today, yesterday, the weekday, the date in full. */
  readonly day: (timestamp: number, now: number) => string;
  /** The date in full. */
  readonly date: (timestamp: number) => string;
  /** Date and time in full, for titles. */
  readonly full: (timestamp: number) => string;
  /** A calendar day `YYYY-MM-DD`, short and without the year. */
  readonly calendarDay: (date: string) => string;
  /** The calendar day of a timestamp, `YYYY-MM-DD`, in the user's time zone. */
  readonly dayKey: (timestamp: number) => string;
  readonly number: (value: number) => string;
}

interface Options {
  /** BCP 47; the system's locale when left out. */
  readonly locale?: string;
  /** IANA name; the system's time zone when left out. */
  readonly timeZone?: string;
  readonly words: { readonly today: string; readonly yesterday: string };
}

const millisecondsPerDay = 86_400_000;
const QUARTER_MS = 900_000;
/** How many days of quarters are remembered: some hundred kilobytes. */
const KEPT_QUARTERS = 10_000;

export function createTimeFormats({ locale, timeZone, words }: Options): TimeFormats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', ...zone });
  const shortDate = new Intl.DateTimeFormat(locale, { dateStyle: 'short', ...zone });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone });
  const longDate = new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...zone });
  const hourAndMinute = { hour: '2-digit', minute: '2-digit' } as const;
  const weekdayClock = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    ...hourAndMinute,
    ...zone,
  });
  const dateClock = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...hourAndMinute,
    ...zone,
  });
  const full = new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'medium',
    ...zone,
  });
  const calendarDay = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  // The Swedish locale writes dates as YYYY-MM-DD.
  const key = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...zone });
  const number = new Intl.NumberFormat(locale);

  const dayKeys = new Map<number, string>();
  // Formatting is slow, and a thread asks for each of its messages. Days begin at a quarter of an hour, in every time zone.
  const dayKey = (timestamp: number): string => {
    const quarter = Math.floor(timestamp / QUARTER_MS);
    const known = dayKeys.get(quarter);
    if (known !== undefined) return known;
    if (dayKeys.size >= KEPT_QUARTERS) dayKeys.clear();
    const day = key.format(timestamp);
    dayKeys.set(quarter, day);
    return day;
  };
  const daysBetween = (timestamp: number, now: number): number =>
    Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(timestamp))) / millisecondsPerDay);
  const sameYear = (timestamp: number, now: number): boolean =>
    dayKey(timestamp).slice(0, 4) === dayKey(now).slice(0, 4);

  return {
    clock: (timestamp) => clock.format(timestamp),
    short(timestamp, now) {
      const days = daysBetween(timestamp, now);
      if (days <= 0) return clock.format(timestamp);
      if (days === 1) return words.yesterday;
      if (days < 7) return weekday.format(timestamp);
      return (sameYear(timestamp, now) ? dayOfYear : shortDate).format(timestamp);
    },
    soon(timestamp, now) {
      const days = -daysBetween(timestamp, now);
      if (days <= 0) return clock.format(timestamp);
      return (days < 7 ? weekdayClock : dateClock).format(timestamp);
    },
    day(timestamp, now) {
      const days = daysBetween(timestamp, now);
      if (days === 0) return words.today;
      if (days === 1) return words.yesterday;
      if (days > 1 && days < 7) return weekday.format(timestamp);
      return longDate.format(timestamp);
    },
    date: (timestamp) => longDate.format(timestamp),
    full: (timestamp) => full.format(timestamp),
    calendarDay: (date) => calendarDay.format(Date.parse(date)),
    dayKey,
    number: (value) => number.format(value),
  };
}

/** Whole seconds until `timestamp`, never negative. */
export function secondsUntil(timestamp: number, now: number): number {
  return Math.max(0, Math.ceil((timestamp - now) / 1000));
}
