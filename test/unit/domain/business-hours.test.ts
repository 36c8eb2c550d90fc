import { describe, expect, it } from 'vitest';
import { BusinessCalendar } from '../../../src-main/domain/business-hours.ts';
import { Random } from '../../support/preview/random.ts';
import {
  BusinessHours,
  type HoursSpan,
  LONGEST_TARGET_MINUTES,
  ResponseRule,
} from '../../../src-preload/contract/business-hours.ts';

const HOUR = 3_600_000;
const nine = { begin: 9 * 60, end: 18 * 60 };
const at = (moment: string): number => Date.parse(moment);
const week = (spans: HoursSpan[], weekend: HoursSpan[] = []): HoursSpan[][] => [
  ...Array<HoursSpan[]>(5).fill(spans),
  ...Array<HoursSpan[]>(2).fill(weekend),
];
const calendar = (change: Partial<BusinessHours> = {}): BusinessCalendar =>
  new BusinessCalendar(
    BusinessHours.parse({ timeZone: 'Europe/Madrid', week: week([nine]), holidays: [], ...change }),
  );

describe('on usual days', () => {
  it.each([
    ['2026-01-05T07:59:59.999Z', false],
    ['2026-01-05T08:00:00.000Z', true],
    ['2026-01-05T16:59:59.999Z', true],
    ['2026-01-05T17:00:00.000Z', false],
    // Saturday.
    ['2026-01-10T10:00:00.000Z', false],
    // Summer time.
    ['2026-07-06T07:00:00.000Z', true],
    ['2026-07-06T06:59:59.999Z', false],
  ])('at %s it is open: %s', (moment, isOpen) => {
    expect(calendar().isOpenAt(at(moment))).toBe(isOpen);
  });

  it('counts the open time over a night, a weekend and a holiday', () => {
    const open = calendar({ holidays: ['2026-01-06'] });
    const friday = at('2026-01-02T16:30:00Z');
    expect(open.openBetween(friday, at('2026-01-02T20:00:00Z'))).toBe(HOUR / 2);
    expect(open.openBetween(friday, at('2026-01-05T08:15:00Z'))).toBe(0.75 * HOUR);
    // Half an hour on Friday, Monday, no Tuesday, one hour on Wednesday.
    expect(open.openBetween(friday, at('2026-01-07T09:00:00Z'))).toBe(10.5 * HOUR);
    expect(open.openBetween(friday, friday)).toBe(0);
    expect(open.openBetween(friday, friday - 1)).toBe(0);
  });

  it('is closed at lunch, and in the night that a span up to midnight leaves', () => {
    const siesta = [
      { begin: 17 * 60, end: 1_440 },
      { begin: 9 * 60, end: 14 * 60 },
    ];
    const open = calendar({ week: week(siesta) });
    expect(open.isOpenAt(at('2026-01-05T13:30:00Z'))).toBe(false);
    expect(open.isOpenAt(at('2026-01-05T22:59:59Z'))).toBe(true);
    expect(open.isOpenAt(at('2026-01-05T23:00:00Z'))).toBe(false);
    expect(open.openBetween(at('2026-01-04T23:00:00Z'), at('2026-01-05T23:00:00Z'))).toBe(
      12 * HOUR,
    );
  });
});

describe('when the clock changes', () => {
  const allDay = { begin: 0, end: 1_440 };
  const always = (timeZone: string) => calendar({ timeZone, week: week([allDay], [allDay]) });
  const night = (begin: number, end: number) => calendar({ week: week([], [{ begin, end }]) });

  it.each([
    ['Europe/Madrid', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
    ['Europe/Madrid', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
    ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z', 23],
    // By half an hour.
    ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', '2026-04-05T13:30:00Z', 24.5],
    // The day begins at one.
    ['Africa/Cairo', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z', 23],
    ['Asia/Kolkata', '2026-03-28T18:30:00Z', '2026-03-29T18:30:00Z', 24],
  ])('a day of %s from %s is as long as it is', (timeZone, from, to, hours) => {
    const open = always(timeZone);
    expect(open.openBetween(at(from), at(to))).toBe(hours * HOUR);
    expect(open.openBetween(at(from) - HOUR, at(to) + HOUR)).toBe((hours + 2) * HOUR);
    expect(open.isOpenAt(at(from))).toBe(true);
  });

  it('opens at three what would open at an hour that is left out, and never what lies in it', () => {
    const sunday = [at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z')] as const;
    expect(night(150, 240).openBetween(...sunday)).toBe(HOUR);
    expect(night(150, 240).isOpenAt(at('2026-03-29T00:59:59.999Z'))).toBe(false);
    expect(night(150, 240).isOpenAt(at('2026-03-29T01:00:00Z'))).toBe(true);
    expect(night(120, 180).openBetween(...sunday)).toBe(0);
    // From nine on all is as ever.
    expect(calendar({ week: week([], [nine]) }).openBetween(...sunday)).toBe(9 * HOUR);
  });

  it('opens and closes the first time in an hour that comes twice, and goes on through both', () => {
    const sunday = [at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z')] as const;
    expect(night(135, 165).openBetween(...sunday)).toBe(HOUR / 2);
    expect(night(135, 165).isOpenAt(at('2026-10-25T00:15:00Z'))).toBe(true);
    expect(night(135, 165).isOpenAt(at('2026-10-25T01:15:00Z'))).toBe(false);
    expect(night(60, 240).openBetween(...sunday)).toBe(4 * HOUR);
  });
});

describe('having been open for a time', () => {
  const MINUTE = 60_000;
  const after = (open: BusinessCalendar, minutes: number, since: string): string | null => {
    const moment = open.openFor(minutes * MINUTE, at(since));
    return moment === null ? null : new Date(moment).toISOString();
  };

  it.each([
    ['within a day', 30, '2026-01-05T08:10:00Z', '2026-01-05T08:40:00.000Z'],
    ['over a weekend', 30, '2026-01-09T16:50:00Z', '2026-01-12T08:20:00.000Z'],
    ['from a night on', 30, '2026-01-05T22:00:00Z', '2026-01-06T08:30:00.000Z'],
    [
      'at the moment of closing, not of opening again',
      10,
      '2026-01-09T16:50:00Z',
      '2026-01-09T17:00:00.000Z',
    ],
    ['over several days', 20 * 60, '2026-01-05T08:00:00Z', '2026-01-07T10:00:00.000Z'],
  ])('%s', (_, minutes, since, expected) => {
    expect(after(calendar(), minutes, since)).toBe(expected);
  });

  it('passes over holidays, and over the hour that a clock leaves out or shows twice', () => {
    const open = calendar({ holidays: ['2026-01-12'] });
    expect(after(open, 30, '2026-01-09T16:50:00Z')).toBe('2026-01-13T08:20:00.000Z');
    const nights = calendar({ week: week([], [{ begin: 60, end: 240 }]) });
    // Sundays on which there are two hours instead of three, and four; Saturday comes next.
    expect(after(nights, 121, '2026-03-29T00:00:00Z')).toBe('2026-04-03T23:01:00.000Z');
    expect(after(nights, 240, '2026-10-24T23:00:00Z')).toBe('2026-10-25T03:00:00.000Z');
  });

  it('never is where it never opens', () => {
    expect(after(calendar({ week: week([]) }), 1, '2026-01-05T10:00:00Z')).toBeNull();
  });

  it.each([
    'Europe/Madrid',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Kolkata',
  ])(
    'in %s it is the first moment with so much open time before it, whenever one begins',
    (timeZone) => {
      const random = new Random(41);
      const open = calendar({
        timeZone,
        week: [
          [
            { begin: 0, end: 150 },
            { begin: 480, end: 845 },
            { begin: 900, end: 1_440 },
          ],
          [nine],
          [],
          [{ begin: 1_435, end: 1_440 }],
          [{ begin: 30, end: 31 }, nine],
          [{ begin: 60, end: 240 }],
          [{ begin: 0, end: 240 }],
        ],
        holidays: ['2026-03-30', '2026-10-26', '2026-11-02'],
      });
      for (let count = 0; count < 300; count += 1) {
        const since = at('2026-01-01T00:00:00Z') + random.below(365 * 24 * 3_600) * 1_000;
        const duration = (1 + random.below(3_000)) * 20_000;
        const moment = open.openFor(duration, since) ?? Number.NaN;
        expect(open.openBetween(since, moment)).toBe(duration);
        expect(open.openBetween(since, moment - 1)).toBe(duration - 1);
      }
    },
  );
});

describe('the next change', () => {
  const next = (open: BusinessCalendar, moment: string): string | null => {
    const change = open.nextChange(at(moment));
    return change === null ? null : new Date(change).toISOString();
  };

  it.each([
    ['while it is open: when it closes', '2026-01-05T10:00:00Z', '2026-01-05T17:00:00.000Z'],
    ['before it opens: when it does', '2026-01-05T06:00:00Z', '2026-01-05T08:00:00.000Z'],
    ['at the moment of opening', '2026-01-05T08:00:00Z', '2026-01-05T17:00:00.000Z'],
    ['after the weekend', '2026-01-09T17:00:00Z', '2026-01-12T08:00:00.000Z'],
  ])('%s', (_, moment, expected) => {
    expect(next(calendar(), moment)).toBe(expected);
  });

  it('passes over holidays, and over midnight where it stays open', () => {
    expect(next(calendar({ holidays: ['2026-01-06'] }), '2026-01-05T17:00:00Z')).toBe(
      '2026-01-07T08:00:00.000Z',
    );
    const bar = calendar({
      week: [[{ begin: 1_200, end: 1_440 }], [{ begin: 0, end: 120 }], [], [], [], [], []],
    });
    expect(next(bar, '2026-01-05T20:00:00Z')).toBe('2026-01-06T01:00:00.000Z');
  });

  it('is none where it is never open, or always', () => {
    expect(next(calendar({ week: week([]) }), '2026-01-05T10:00:00Z')).toBeNull();
    const allDay = { begin: 0, end: 1_440 };
    expect(next(calendar({ week: week([allDay], [allDay]) }), '2026-01-05T10:00:00Z')).toBeNull();
  });
});

describe('hours that are none are refused', () => {
  it.each([
    ['an end before the beginning', { week: week([{ begin: 600, end: 540 }]) }],
    ['an end at the beginning', { week: week([{ begin: 600, end: 600 }]) }],
    ['spans that overlap', { week: week([nine, { begin: 1_000, end: 1_200 }]) }],
    ['past midnight', { week: week([{ begin: 600, end: 1_441 }]) }],
    ['six days', { week: week([nine]).slice(1) }],
    ['a zone that is none', { timeZone: 'Europe/Atlantis' }],
    ['an offset', { timeZone: '+01:00' }],
    ['a day that is none', { holidays: ['2026-02-30'] }],
    ['a holiday twice', { holidays: ['2026-01-06', '2026-01-06'] }],
  ])('%s', (_, change) => {
    const hours = { timeZone: 'Europe/Madrid', week: week([nine]), holidays: [], ...change };
    expect(BusinessHours.safeParse(hours).success).toBe(false);
  });

  it.each([
    ['a target of nothing', { targetMinutes: 0 }],
    ['half a minute', { targetMinutes: 0.5 }],
    ['more than a week', { targetMinutes: LONGEST_TARGET_MINUTES + 1 }],
    ['a text', { targetMinutes: '30' }],
    ['a business that is none', { businessId: 'x' }],
    ['hours that are none', { hours: { timeZone: 'Europe/Madrid', week: [], holidays: [] } }],
    ['no word about hours', { hours: undefined }],
  ])('in a rule: %s', (_, change) => {
    const rule = { businessId: null, hours: null, targetMinutes: 30 };
    expect(ResponseRule.safeParse(rule).success).toBe(true);
    expect(ResponseRule.safeParse({ ...rule, ...change }).success).toBe(false);
  });

  it('and spans that touch each other are taken', () => {
    const touching = week([nine, { begin: nine.end, end: 1_200 }]);
    expect(calendar({ week: touching }).nextChange(at('2026-01-05T10:00:00Z'))).toBe(
      at('2026-01-05T19:00:00Z'),
    );
  });
});
