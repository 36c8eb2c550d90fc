import type { BusinessHours } from '../../src-preload/contract/business-hours.ts';
import { calendarDay } from './calendar-day.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How far ahead is looked for the next opening, in days: past every list of holidays. */
const LOOKED_AHEAD = 800;

/** Moments in milliseconds; `until` is not in it any more. */
interface Opening {
  from: number;
  until: number;
}

/**
 * What a business's hours mean in moments (milliseconds since 1970). By the clock on the wall: on the day on which it
 * jumps from two to three, what would open at half past two opens at three; where an hour comes twice, what begins or
 * ends in it does so the first time, and what goes on past it is an hour longer.
 */
export class BusinessCalendar {
  readonly #hours: BusinessHours;
  readonly #closed: ReadonlySet<string>;
  readonly #wall: Intl.DateTimeFormat;

  constructor(hours: BusinessHours) {
    this.#hours = hours;
    this.#closed = new Set(hours.holidays);
    this.#wall = new Intl.DateTimeFormat('en-US', {
      timeZone: hours.timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  }

  isOpenAt(at: number): boolean {
    return this.#openingsOf(this.#day(at)).some(({ from, until }) => from <= at && at < until);
  }

  /** How long it is open between two moments, in milliseconds; 0 where the second is not the later one. */
  openBetween(from: number, to: number): number {
    if (to <= from) return 0;
    const last = this.#day(to);
    let sum = 0;
    for (let day = this.#day(from); day <= last; day = dayAfter(day)) {
      for (const opening of this.#openingsOf(day)) {
        sum += Math.max(0, Math.min(opening.until, to) - Math.max(opening.from, from));
      }
    }
    return sum;
  }

  /** When it closes, if it is open, else when it opens; null where that is not within two years. */
  nextChange(at: number): number | null {
    let closes: number | null = null;
    let day = this.#day(at);
    for (let count = 0; count < LOOKED_AHEAD; count++, day = dayAfter(day)) {
      for (const { from, until } of this.#openingsOf(day)) {
        if (until <= at) continue;
        // Closed at the moment, or closed again before this one.
        if (closes === null && from > at) return from;
        if (closes !== null && from > closes) return closes;
        closes = until;
      }
      if (closes !== null && closes < this.#momentOf(day, DAY / MINUTE)) return closes;
    }
    return null;
  }

  #day(at: number): string {
    return calendarDay(at, this.#hours.timeZone);
  }

  /** In order; those that the clock leaves out have no length. */
  #openingsOf(day: string): Opening[] {
    if (this.#closed.has(day)) return [];
    // Sunday is 0 there, and last here.
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
    return [...(this.#hours.week[weekday] ?? [])]
      .sort((one, other) => one.begin - other.begin)
      .map(({ begin, end }) => ({
        from: this.#momentOf(day, begin),
        until: this.#momentOf(day, end),
      }))
      .filter(({ from, until }) => from < until);
  }

  /** The first moment at which the clock shows this, or, where it leaves that out, has passed it. */
  #momentOf(day: string, minutes: number): number {
    const wall = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
    const candidates = [wall - DAY, wall + DAY].map((near) => wall - this.#offsetAt(near));
    const shown = candidates.filter((each) => each + this.#offsetAt(each) === wall);
    if (shown.length > 0) return Math.min(...shown);
    let before = Math.min(...candidates);
    let after = Math.max(...candidates);
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (middle + this.#offsetAt(middle) < wall) before = middle;
      else after = middle;
    }
    return after;
  }

  /** How far the clock of the zone is ahead of UTC, in milliseconds. */
  #offsetAt(at: number): number {
    const parts = this.#wall.formatToParts(at);
    const part = (type: string): number =>
      Number(parts.find((each) => each.type === type)?.value ?? 0);
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return wall - Math.floor(at / 1_000) * 1_000;
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}
