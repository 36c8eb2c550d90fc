import { describe, expect, it } from 'vitest';
import { BusinessCalendar } from '../../../src-main/domain/business-hours.ts';
import { BusinessHours, type ResponseRule } from '../../../src-preload/contract/business-hours.ts';
import { BusinessId } from '../../../src-preload/contract/ids.ts';
import {
  Deadlines,
  noticeOf,
  waitStateAt,
} from '../../../src-preload/contract/response-deadline.ts';
import { objectId } from '../../support/preview/sample-data.ts';
import { Random } from '../../support/preview/random.ts';

const MINUTE = 60_000;
const at = (moment: string): number => Date.parse(moment);
const nine = [{ begin: 540, end: 1_080 }];
const hours = BusinessHours.parse({
  timeZone: 'Europe/Madrid',
  week: [nine, nine, nine, nine, nine, [], []],
  holidays: ['2026-12-08'],
});
const rule: ResponseRule = { businessId: null, hours, targetMinutes: 30 };
const waiting = {
  businessId: null,
  status: 'open',
  waitingSince: at('2026-11-27T16:50:00Z'),
} as const;
const deadline = (change: Partial<ResponseRule> = {}, conversation: object = {}) =>
  new Deadlines([{ ...rule, ...change }]).of({ ...waiting, ...conversation });

describe('the notice before a target is broken', () => {
  it.each([
    ['a fifth', 60, 12],
    ['a fifth', 480, 96],
    ['five minutes where a fifth is less', 20, 5],
    ['both', 25, 5],
    ['never more than half', 8, 4],
    ['never more than half', 1, 0.5],
  ])('is %s: of %i minutes %d', (_, target, notice) => {
    expect(noticeOf(target * MINUTE)).toBe(notice * MINUTE);
  });
});

describe('a wait', () => {
  it('is due when its minutes of business hours are over: who writes on Friday, on Monday', () => {
    expect(deadline()).toEqual({
      soonAt: at('2026-11-30T08:14:00Z'),
      dueAt: at('2026-11-30T08:20:00Z'),
    });
  });

  it('passes over a holiday', () => {
    const monday = { waitingSince: at('2026-12-07T16:50:00Z') };
    expect(deadline({}, monday)?.dueAt).toBe(at('2026-12-09T08:20:00Z'));
  });

  it('is due after its minutes by the clock where it is always open', () => {
    expect(deadline({ hours: null })?.dueAt).toBe(waiting.waitingSince + 30 * MINUTE);
  });

  it.each([
    ['nobody waits', {}, { waitingSince: null }],
    ['it was called resolved', {}, { status: 'resolved' }],
    ['nobody can be answered', {}, { isBlocked: true }],
    ['there is no target', { targetMinutes: null }, {}],
    ['the target is that of another business', { businessId: BusinessId.parse(objectId(3)) }, {}],
    ['it never opens', { hours: { ...hours, week: [[], [], [], [], [], [], []] } }, {}],
  ])('is never due where %s', (_, change, conversation) => {
    expect(deadline(change, conversation)).toBeNull();
  });

  it('is in time, then soon due, then overdue from the moment at which it is due', () => {
    const one = { soonAt: 1_000, dueAt: 2_000 };
    expect([999, 1_000, 1_999, 2_000].map((now) => waitStateAt(one, now))).toEqual([
      ...['inTime', 'dueSoon', 'dueSoon', 'overdue'],
    ]);
  });

  it('whenever it opens, is soon due with its notice left of the target, over changes of the clock', () => {
    const random = new Random(5);
    const calendar = new BusinessCalendar(hours);
    for (let count = 0; count < 500; count += 1) {
      const since = at('2026-01-01T00:00:00Z') + random.below(365 * 24 * 3_600) * 1_000;
      const targetMinutes = 1 + random.below(2_000);
      const found = deadline({ targetMinutes }, { waitingSince: since });
      expect(calendar.openBetween(since, found?.dueAt ?? 0)).toBe(targetMinutes * MINUTE);
      expect(calendar.openBetween(found?.soonAt ?? 0, found?.dueAt ?? 0)).toBe(
        noticeOf(targetMinutes * MINUTE),
      );
    }
  });
});
