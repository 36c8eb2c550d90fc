import { describe, expect, it } from 'vitest';
import { RESPONSE_CLASSES } from '../../../src-preload/contract/response-classes.ts';
import { timesOf } from '../../../src-main/domain/response-times.ts';

describe('what is told of response times', () => {
  it('is nothing of none', () => {
    expect(timesOf([])).toEqual({ count: 0, wall: null, business: null });
  });

  it('comes from how often each number of seconds was there, in lists that are taken together', () => {
    const told = timesOf([
      {
        wall: [
          [700_000, 1],
          [60, 2],
        ],
        business: [[0, 3]],
      },
      { wall: [[14, 1]], business: [[15, 1]] },
    ]);
    expect(told.count).toBe(4);
    expect(told.wall).toMatchObject({ mean: 175_033.5, median: 60, p90: 700_000 });
    expect(told.business).toMatchObject({ mean: 3.75, median: 0, p90: 15 });
    const classes = Array<number>(RESPONSE_CLASSES).fill(0);
    classes[0] = 1;
    // A time belongs to the first class whose end it does not reach.
    classes[3] = 2;
    classes[RESPONSE_CLASSES - 1] = 1;
    expect(told.wall?.classes).toEqual(classes);
  });

  it('takes the smallest time that half, and nine tenths, do not exceed', () => {
    const wall = Array.from({ length: 10 }, (_, place) => [place + 1, 1] as const);
    expect(timesOf([{ wall, business: wall }]).wall).toMatchObject({ median: 5, p90: 9 });
  });
});
