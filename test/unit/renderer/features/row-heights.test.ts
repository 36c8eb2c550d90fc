import { describe, expect, it } from 'vitest';
import { RowHeights } from '../../../../src-renderer/features/inbox/row-heights.ts';

describe('the heights of rows', () => {
  it('are kept by thread, those of rows that were not drawn the last time as well', () => {
    const heights = new RowHeights();
    heights.keep('one', [
      ['M1', 40],
      ['M2', 60],
    ]);
    heights.keep('other', [['M1', 90]]);
    heights.keep('one', [['M2', 80]]);
    expect([...heights.of('one')]).toEqual([
      ['M1', 40],
      ['M2', 80],
    ]);
    expect([...heights.of('other')]).toEqual([['M1', 90]]);
    expect(heights.of('never shown').size).toBe(0);
  });

  it('are forgotten of threads that were left long ago', () => {
    const heights = new RowHeights();
    for (let thread = 0; thread < 21; thread += 1) heights.keep(`T${thread}`, [['M', thread]]);
    expect(heights.of('T0').size).toBe(0);
    expect(heights.of('T1').get('M')).toBe(1);
  });
});
