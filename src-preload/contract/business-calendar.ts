import type { BusinessHours } from './business-hours.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How far ahead is looked for the next opening, in days: past every list of holidays. */
const LOOKED_AHEAD = 800;
/** Of so many days is remembered when they are open: whoever asks about one asks about it again. */
const REMEMBERED_DAYS = 1_000;

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
  readonly #openings = new Map<string, readonly Opening[]>();

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

  /**
   * The first moment by which it has been open for this long (milliseconds, more than 0) since another; null where that
   * is not within two years.
   */
  openFor(duration: number, since: number): number | null {
    let left = duration;
    let day = this.#day(since);
    for (let count = 0; count < LOOKED_AHEAD; count++, day = dayAfter(day)) {
      for (const opening of this.#openingsOf(day)) {
        const from = Math.max(opening.from, since);
        const length = Math.max(0, opening.until - from);
        if (length >= left) return from + left;
        left -= length;
      }
    }
    return null;
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

  /** `YYYY-MM-DD` by the clock on the wall. */
  #day(at: number): string {
    return new Date(this.#wallAt(at)).toISOString().slice(0, 10);
  }

  /** In order; those that the clock leaves out have no length. */
  #openingsOf(day: string): readonly Opening[] {
    const known = this.#openings.get(day);
    if (known) return known;
    if (this.#openings.size >= REMEMBERED_DAYS) this.#openings.clear();
    const openings = this.#closed.has(day) ? [] : this.#openingsByWeek(day);
    this.#openings.set(day, openings);
    return openings;
  }

  #openingsByWeek(day: string): Opening[] {
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
    return this.#wallAt(at) - Math.floor(at / 1_000) * 1_000;
  }

  /** What the clock on the wall shows, to the second, as if it were UTC. */
  #wallAt(at: number): number {
    const parts = this.#wall.formatToParts(at);
    const part = (type: string): number =>
      Number(parts.find((each) => each.type === type)?.value ?? 0);
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}
