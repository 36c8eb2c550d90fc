import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../../src-renderer/ui/time/clock.ts';
import { createTimeFormats, secondsUntil } from '../../../../src-renderer/ui/time/time-formats.ts';

const now = Date.parse('2026-03-12T10:00:00Z');
const formats = createTimeFormats({
  locale: 'en-GB',
  timeZone: 'Europe/Madrid',
  words: { today: 'Today', yesterday: 'Yesterday' },
});
const at = (time: string): string => formats.short(Date.parse(time), now);

describe('a time in a list', () => {
  it('is the clock today, then yesterday, the weekday, the date, the year', () => {
    expect(at('2026-03-12T08:05:00Z')).toBe('09:05');
    expect(at('2026-03-11T12:00:00Z')).toBe('Yesterday');
    expect(at('2026-03-09T12:00:00Z')).toBe('Monday');
    expect(at('2026-03-05T12:00:00Z')).toBe('5 Mar');
    expect(at('2025-12-31T12:00:00Z')).toBe('31/12/2025');
  });

  it('goes by the days of the user’s time zone', () => {
    expect(at('2026-03-11T23:30:00Z')).toBe('00:30');
    expect(at('2026-03-11T22:30:00Z')).toBe('Yesterday');
  });

  it('counts days over the change of the clocks', () => {
    const monday = Date.parse('2026-03-30T06:00:00Z');
    expect(formats.short(Date.parse('2026-03-29T06:00:00Z'), monday)).toBe('Yesterday');
    expect(formats.short(Date.parse('2026-03-28T06:00:00Z'), monday)).toBe('Saturday');
  });

  it('is the clock for a time that lies a little ahead', () => {
    expect(at('2026-03-12T10:01:00Z')).toBe('11:01');
  });
});

describe('a time to come in a list', () => {
  const soon = (time: string): string => formats.soon(Date.parse(time), now);
  it('is the clock today, with the weekday within a week, then with the date', () => {
    expect(soon('2026-03-12T18:30:00Z')).toBe('19:30');
    expect(soon('2026-03-13T08:00:00Z')).toBe('Fri 09:00');
    expect(soon('2026-03-18T08:00:00Z')).toBe('Wed 09:00');
    expect(soon('2026-03-19T08:00:00Z')).toBe('19 Mar, 09:00');
  });
});

describe('the head of a day', () => {
  it('is today, yesterday, the weekday or the date in full', () => {
    expect(formats.day(now, now)).toBe('Today');
    expect(formats.day(Date.parse('2026-03-11T10:00:00Z'), now)).toBe('Yesterday');
    expect(formats.day(Date.parse('2026-03-08T10:00:00Z'), now)).toBe('Sunday');
    expect(formats.day(Date.parse('2026-02-01T10:00:00Z'), now)).toBe('1 February 2026');
  });

  it('names a calendar day whatever the time zone', () => {
    expect(formats.calendarDay('2026-03-12')).toBe('12 Mar');
    expect(formats.dayKey(Date.parse('2026-03-11T23:30:00Z'))).toBe('2026-03-12');
  });

  it('tells days apart to the millisecond, where they begin at an odd hour as well', () => {
    const inNepal = createTimeFormats({
      locale: 'en',
      timeZone: 'Asia/Kathmandu',
      words: { today: 'Today', yesterday: 'Yesterday' },
    });
    const midnight = Date.parse('2026-03-11T18:15:00Z');
    for (let round = 0; round < 2; round += 1) {
      expect(inNepal.dayKey(midnight - 1)).toBe('2026-03-11');
      expect(inNepal.dayKey(midnight)).toBe('2026-03-12');
    }
  });
});

describe('secondsUntil', () => {
  it('counts whole seconds down to zero and not below', () => {
    expect(secondsUntil(2001, 0)).toBe(3);
    expect(secondsUntil(0, 5000)).toBe(0);
  });
});

describe('a clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ticks for everybody with one timer, and not at all while nobody watches', () => {
    const clock = createClock(1000);
    expect(vi.getTimerCount()).toBe(0);
    const seen: number[] = [];
    const stops = [1, 2].map(() => clock.subscribe(() => seen.push(clock.now())));
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(2000);
    expect(seen).toEqual([1000, 1000, 2000, 2000]);
    for (const stop of stops) stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is right at once for who begins to watch later', () => {
    const clock = createClock(1000);
    vi.advanceTimersByTime(90_000);
    clock.subscribe(() => undefined);
    expect(clock.now()).toBe(90_000);
  });
});
