import { describe, expect, it } from 'vitest';
import { BusinessCalendar } from '../../../src-main/domain/business-hours.ts';
import { DayClock, dayAfter } from '../../../src-main/domain/day-clock.ts';
import { calendarDay } from '../../../src-main/domain/calendar-day.ts';
import { FigureCalendar } from '../../../src-main/domain/figure-calendar.ts';
import { BusinessHours } from '../../../src-preload/contract/business-hours.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';

const HOUR = 3_600_000;
const at = (moment: string): number => Date.parse(moment);
const zones = [
  'Europe/Madrid',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];

describe('the days of a time zone', () => {
  it.each(zones)('are those of the calendar of %s, over every change of the clock', (timeZone) => {
    const clock = new DayClock(timeZone);
    const random = seededRandom(1);
    for (let turn = 0; turn < 120; turn++) {
      // From before Samoa left out a day.
      const moment =
        at('2011-12-28T00:00:00Z') + Math.floor(random() * (turn < 40 ? 5 : 5_500) * 24 * HOUR);
      const day = clock.dayOf(moment);
      expect(day).toBe(calendarDay(moment, timeZone));
      const { from, until } = clock.spanOf(day);
      expect(from <= moment && moment < until).toBe(true);
      expect(calendarDay(until - 1, timeZone)).toBe(day);
    }
  });

  it('have 23 and 25 hours where the clock is changed', () => {
    const clock = new DayClock('Europe/Madrid');
    const hours = (day: string): number =>
      (clock.spanOf(day).until - clock.spanOf(day).from) / HOUR;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(hours)).toEqual([24, 23, 25]);
  });

  it('follow each other', () => {
    expect(dayAfter('2026-02-28')).toBe('2026-03-01');
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
  });
});

describe('the open time of a business', () => {
  const week = [
    [
      { begin: 540, end: 840 },
      { begin: 960, end: 1_140 },
    ],
    [{ begin: 0, end: 1_440 }],
    [
      { begin: 0, end: 90 },
      { begin: 90, end: 600 },
    ],
    [],
    [{ begin: 1_380, end: 1_440 }],
    [{ begin: 0, end: 150 }],
    [{ begin: 150, end: 300 }],
  ];

  it.each(zones)('is the same as that of its calendar, in %s', (timeZone) => {
    const hours = BusinessHours.parse({ timeZone, week, holidays: ['2026-10-25', '2026-03-30'] });
    const [figures, calendar] = [new FigureCalendar('UTC', hours), new BusinessCalendar(hours)];
    const random = seededRandom(2);
    for (let turn = 0; turn < 60; turn++) {
      const start = at(turn % 2 === 0 ? '2026-03-27T00:00:00Z' : '2026-10-23T00:00:00Z');
      const from = start + Math.floor(random() * 96) * HOUR + Math.floor(random() * 3_600) * 1_000;
      const to = from + Math.floor(random() * 200_000) * 1_000;
      expect(figures.openBetween(from, to)).toBe(calendar.openBetween(from, to));
    }
  });

  it('is all the time where nobody has said, and where it never closes', () => {
    const never = BusinessHours.parse({
      timeZone: 'Europe/Madrid',
      week: week.map(() => [{ begin: 0, end: 1_440 }]),
      holidays: [],
    });
    for (const hours of [null, never]) {
      const calendar = new FigureCalendar('Europe/Madrid', hours);
      expect(calendar.openBetween(at('2026-03-28T10:00:00Z'), at('2026-04-02T11:00:00Z'))).toBe(
        121 * HOUR,
      );
      expect(calendar.openBetween(5, 5)).toBe(0);
      expect(calendar.openBetween(5, 4)).toBe(0);
    }
  });
});
