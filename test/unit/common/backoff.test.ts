import { describe, expect, it } from 'vitest';
import { backoff } from '../../../src-main/common/backoff.ts';

const steps = { first: 500, longest: 15_000 };

describe('how long an attempt waits', () => {
  it('is at most twice as long each time, up to the longest', () => {
    const most = [1, 2, 3, 4, 5, 6, 7, 1_000].map((attempt) => backoff(attempt, 0.999_999, steps));
    expect(most).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('is spread over all of that time, so that desktops do not come back together', () => {
    expect([0, 0.25, 0.5].map((random) => backoff(3, random, steps))).toEqual([0, 500, 1_000]);
  });
});
