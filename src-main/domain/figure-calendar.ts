import type { BusinessHours } from '../../src-preload/contract/business-hours.ts';
import { BusinessCalendar } from './business-hours.ts';
import { DayClock, type DaySpan, dayAfter } from './day-clock.ts';

/** For how long nothing changes where `BusinessCalendar.nextChange` finds no change, in milliseconds: it looks further. */
const UNCHANGED_MS = 700 * 86_400_000;

/** By which days and hours the figures of a business are counted. */
export class FigureCalendar {
  readonly days: DayClock;
  /** Tells one calendar from another one: JSON of the hours. */
  readonly hours: string;
  readonly #calendar: BusinessCalendar | null;
  readonly #openings = new Map<string, readonly DaySpan[]>();
  /** The last stretch without a change that was found. */
  #stretch = { from: 0, until: 0, isOpen: false };

  /** @param hours without them the business is always open */
  constructor(timeZone: string, hours: BusinessHours | null) {
    this.days = new DayClock(hours?.timeZone ?? timeZone);
    this.hours = JSON.stringify(hours ?? { timeZone });
    this.#calendar = hours && new BusinessCalendar(hours);
  }

  /** How long the business is open between two moments (milliseconds), in milliseconds. */
  openBetween(from: number, to: number): number {
    if (!this.#calendar) return Math.max(0, to - from);
    if (to <= from) return 0;
    const last = this.days.dayOf(to);
    let sum = 0;
    for (let day = this.days.dayOf(from); day <= last; day = dayAfter(day)) {
      for (const opening of this.#openingsOf(day, this.#calendar)) {
        sum += Math.max(0, Math.min(opening.until, to) - Math.max(opening.from, from));
      }
    }
    return sum;
  }

  /** Each day is worked out once. */
  #openingsOf(day: string, calendar: BusinessCalendar): readonly DaySpan[] {
    const known = this.#openings.get(day);
    if (known) return known;
    const openings: DaySpan[] = [];
    const { from, until } = this.days.spanOf(day);
    for (let at = from; at < until;) {
      const stretch = this.#stretchAt(at, calendar);
      const end = Math.min(stretch.until, until);
      if (stretch.isOpen) openings.push({ from: at, until: end });
      at = end;
    }
    this.#openings.set(day, openings);
    return openings;
  }

  #stretchAt(at: number, calendar: BusinessCalendar): DaySpan & { isOpen: boolean } {
    if (at < this.#stretch.from || at >= this.#stretch.until) {
      const until = calendar.nextChange(at) ?? at + UNCHANGED_MS;
      this.#stretch = { from: at, until, isOpen: calendar.isOpenAt(at) };
    }
    return this.#stretch;
  }
}
