import { SharedByPeople } from './shared-by-people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1970 began on a Thursday. */
const FIRST_MONDAY = 4 * DAY;
/** Between one and five years back, so that a copy never reaches into the future. */
const SHIFT = { from: 52, to: 260 } as const;

export const timeUnits = ['hour', 'day', 'week'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** A time as the copy tells it: the beginning of the hour, the day or the week (Monday), UTC, in ISO 8601. */
export interface KAnonymousTime {
  unit: TimeUnit;
  from: string;
}

const lengths: Record<TimeUnit, number> = { hour: HOUR, day: DAY, week: WEEK };

/** By how much all times of a copy are shifted, in milliseconds: whole weeks, so that days of the week stay. */
export function chooseShift(random: (below: number) => number): number {
  return -(SHIFT.from + random(SHIFT.to - SHIFT.from + 1)) * WEEK;
}

/**
 * The times of one field. Each is told by the hour where at least `k` people have that hour; those that are left, by
 * their day where at least `k` of the people who are left have that day; then by the week likewise; what is left is not
 * told. So every value that is told is told of at least `k` people.
 */
export class KAnonymousTimes {
  readonly #shift: number;
  readonly #shared: Record<TimeUnit, SharedByPeople<number>>;
  #isCounted = false;

  constructor(k: number, shift: number) {
    this.#shift = shift;
    const none = (): SharedByPeople<number> => new SharedByPeople<number>(k);
    this.#shared = { hour: none(), day: none(), week: none() };
  }

  /** Before the first `of`. @param at milliseconds */
  note(at: number, person: string): void {
    this.#shared.hour.note(startOf('hour', at), person);
  }

  /** Null where too few people have it, and for what was not noted. */
  of(at: number): KAnonymousTime | null {
    this.#count();
    const unit = timeUnits.find((each) => this.#shared[each].isShared(startOf(each, at)));
    if (!unit) return null;
    const from = new Date(startOf(unit, at) + this.#shift).toISOString();
    return { unit, from: unit === 'hour' ? `${from.slice(0, 16)}Z` : from.slice(0, 10) };
  }

  #count(): void {
    if (this.#isCounted) return;
    this.#isCounted = true;
    const { hour, day, week } = this.#shared;
    for (const [at, people] of hour.rare()) {
      for (const person of people) day.note(startOf('day', at), person);
    }
    for (const [at, people] of day.rare()) {
      for (const person of people) week.note(startOf('week', at), person);
    }
  }
}

function startOf(unit: TimeUnit, at: number): number {
  const origin = unit === 'week' ? FIRST_MONDAY : 0;
  return Math.floor((at - origin) / lengths[unit]) * lengths[unit] + origin;
}
