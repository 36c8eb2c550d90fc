import { describe, expect, it } from 'vitest';
import {
  cutoffsOf,
  cutoffsOfChange,
  isAnyCutoff,
} from '../../../src-main/domain/retention-cutoffs.ts';
import { BusinessId } from '../../../src-preload/contract/ids.ts';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;
const bakery = BusinessId.parse('b'.repeat(24));
const florist = BusinessId.parse('f'.repeat(24));
const policies = [
  { businessId: null, kind: 'messages' as const, days: 90 },
  { businessId: bakery, kind: 'messages' as const, days: 365 },
  { businessId: null, kind: 'media' as const, days: 30 },
];

describe('what goes by the policies', () => {
  it('is of its kind alone, by the business’s own policy where it has one', () => {
    expect(cutoffsOf(policies, 'messages', NOW)).toEqual({
      others: NOW - 90 * DAY,
      businesses: new Map([[bakery, NOW - 365 * DAY]]),
    });
    expect(isAnyCutoff(cutoffsOf(policies, 'session_logs', NOW))).toBe(false);
  });
});

describe('what goes by one policy that is changed', () => {
  const of = (businessId: BusinessId | null, days: number | null | undefined) =>
    cutoffsOfChange(policies, { businessId, kind: 'messages', days }, NOW);

  it('is of all others, without the businesses that have their own', () => {
    expect(of(null, 10)).toEqual({
      others: NOW - 10 * DAY,
      businesses: new Map([[bakery, null]]),
    });
  });

  it('is of one business, without all others', () => {
    expect(of(florist, 20)).toEqual({
      others: null,
      businesses: new Map([[florist, NOW - 20 * DAY]]),
    });
  });

  it('goes by what holds for all others, once a business has none of its own any more', () => {
    expect(of(bakery, undefined)).toEqual({
      others: null,
      businesses: new Map([[bakery, NOW - 90 * DAY]]),
    });
  });

  it('is nothing where everything is kept', () => {
    expect(isAnyCutoff(of(bakery, null))).toBe(false);
    expect(isAnyCutoff(of(null, null))).toBe(false);
    expect(isAnyCutoff(of(null, undefined))).toBe(false);
  });
});
