import { calendarDays, startOfDay } from './calendar-day.ts';

/** Days that are remembered: years of them. */
const REMEMBERED = 20_000;
const HALF_DAY_MS = 43_200_000;
const DAY_MS = 86_400_000;

/** Moments in milliseconds; `until` is not in it any more. */
export interface DaySpan {
  from: number;
  until: number;
}

/**
 * The calendar days of a time zone, for very many moments: each day is worked out once, and a moment then costs two
 * comparisons. Days have 23 or 25 hours where the clock is changed.
 */
export class DayClock {
  readonly timeZone: string;
  readonly #day: (at: number) => string;
  readonly #spans = new Map<string, DaySpan>();
  /** Days of UTC, by their number since 1970, with the days of the zone that they touch. */
  readonly #days = new Map<number, readonly string[]>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#day = calendarDays(timeZone);
  }

  /** `YYYY-MM-DD`. */
  dayOf(at: number): string {
    const number = Math.floor(at / DAY_MS);
    let days = this.#days.get(number);
    if (!days) {
      const begin = number * DAY_MS;
      days = [
        ...new Set(
          // Where a zone leaves out a whole day there are two of them all the same: its first and its last moment.
          [begin, begin + HALF_DAY_MS, begin + DAY_MS - 1].map((each) => this.#day(each)),
        ),
      ];
      if (this.#days.size >= REMEMBERED) this.#days.clear();
      this.#days.set(number, days);
    }
    const found = days.find((day) => {
      const { from, until } = this.spanOf(day);
      return from <= at && at < until;
    });
    return found ?? this.#day(at);
  }

  spanOf(day: string): DaySpan {
    let span = this.#spans.get(day);
    if (!span) {
      span = {
        from: startOfDay(day, this.timeZone),
        until: startOfDay(dayAfter(day), this.timeZone),
      };
      if (this.#spans.size >= REMEMBERED) this.#spans.clear();
      this.#spans.set(day, span);
    }
    return span;
  }
}

/** The next calendar day, `YYYY-MM-DD`, or the one so many days after. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
