import { describe, expect, it } from 'vitest';
import type { PersonFigures } from '../../../../../src-preload/contract/analytics.ts';
import { changeOf } from '../../../../../src-renderer/features/analytics/change-of.ts';
import { barPath, stepOf } from '../../../../../src-renderer/features/analytics/chart/bar-keys.ts';
import { tableLines } from '../../../../../src-renderer/features/analytics/chart/figure-table.ts';
import { heatStep } from '../../../../../src-renderer/features/analytics/chart/heat-step.ts';
import { sortPeople } from '../../../../../src-renderer/features/analytics/people-order.ts';
import {
  dayIn,
  daysBefore,
  daysOf,
  periodProblem,
} from '../../../../../src-renderer/features/analytics/period.ts';

describe('a period', () => {
  it('has the days that its name says, at the ends of months and years, too', () => {
    expect(daysOf('last7', '2026-03-02')).toEqual({ from: '2026-02-24', to: '2026-03-02' });
    expect(daysOf('thisMonth', '2026-03-02')).toEqual({ from: '2026-03-01', to: '2026-03-02' });
    expect(daysOf('lastMonth', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(daysOf('lastMonth', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(daysOf('thisYear', '2026-11-29')).toEqual({ from: '2026-01-01', to: '2026-11-29' });
  });

  it('is compared with as many days, directly before', () => {
    expect(daysBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({
      from: '2026-01-29',
      to: '2026-02-28',
    });
  });

  it('is none the wrong way round, without an end, or longer than a leap year', () => {
    expect(periodProblem({ from: '2026-03-02', to: '2026-03-01' })).toBe('order');
    expect(periodProblem({ from: '2026-03-02', to: '' })).toBe('missing');
    expect(periodProblem({ from: '2028-01-01', to: '2028-12-31' })).toBeNull();
    expect(periodProblem({ from: '2028-01-01', to: '2029-01-01' })).toBe('long');
  });

  it('has its days in the time zone in which is counted', () => {
    const moment = Date.UTC(2026, 2, 1, 23, 30);
    expect(dayIn('Europe/Madrid', moment)).toBe('2026-03-02');
    expect(dayIn('America/Bogota', moment)).toBe('2026-03-01');
  });
});

describe('the change of a figure', () => {
  it('is a share of what it was, and none where there was nothing', () => {
    expect(changeOf(150, 100)).toBe(0.5);
    expect(changeOf(0, 40)).toBe(-1);
    expect(changeOf(3, 0)).toBeNull();
    expect(changeOf(0, 0)).toBe(0);
  });
});

describe('the keys of a chart', () => {
  const counts = { groups: 3, series: 2 };

  it('lead along the bars and to the other kind, and stop at the ends', () => {
    const at = { group: 1, series: 0 };
    expect(stepOf('ArrowRight', at, counts, false)).toEqual({ group: 2, series: 0 });
    expect(stepOf('ArrowDown', at, counts, false)).toEqual({ group: 1, series: 1 });
    expect(stepOf('ArrowUp', at, counts, false)).toEqual({ group: 1, series: 0 });
    expect(stepOf('End', at, counts, false)).toEqual({ group: 2, series: 0 });
    expect(stepOf('ArrowRight', { group: 2, series: 1 }, counts, false)).toEqual({
      group: 2,
      series: 1,
    });
    expect(stepOf('Tab', at, counts, false)).toBeNull();
  });

  it('follow the axis of bars that lie', () => {
    expect(stepOf('ArrowDown', { group: 0, series: 0 }, counts, true)).toEqual({
      group: 1,
      series: 0,
    });
    expect(stepOf('ArrowRight', { group: 0, series: 0 }, counts, true)).toEqual({
      group: 0,
      series: 1,
    });
  });

  it('lead about the hours of a week', () => {
    const at = { weekday: 0, hour: 23 };
    expect(heatStep('ArrowRight', at)).toEqual(at);
    expect(heatStep('ArrowDown', at)).toEqual({ weekday: 1, hour: 23 });
    expect(heatStep('ArrowUp', at)).toEqual(at);
    expect(heatStep('Home', at)).toEqual({ weekday: 0, hour: 0 });
    expect(heatStep('Enter', at)).toBeNull();
  });
});

describe('what is drawn and written', () => {
  it('has no bar for nothing', () => {
    expect(barPath({ x: 0, y: 10, width: 8, height: 0 }, false)).toBe('');
    expect(barPath({ x: 0, y: 10, width: 8, height: 20 }, false)).toMatch(/^M0,30v/);
  });

  it('writes numbers a spreadsheet can reckon with, and the units of what is a time', () => {
    expect(
      tableLines({
        columns: [
          { id: 'person', name: 'Person' },
          { id: 'median', name: 'Half within', unit: 'seconds', isNumber: true },
        ],
        rows: [
          { id: 'a', cells: [{ text: 'Ana' }, { text: '4 min 7 s', value: 247 }] },
          { id: 'b', cells: [{ text: 'Bilal' }, { text: '–', value: '' }] },
        ],
      }),
    ).toEqual([
      ['Person', 'Half within (seconds)'],
      ['Ana', '247'],
      ['Bilal', ''],
    ]);
  });
});

describe('the table of people', () => {
  const noTimes = { count: 0, wall: null, business: null };
  const person = (senderId: string, median: number | null): PersonFigures => ({
    senderId: senderId as PersonFigures['senderId'],
    outgoingMessages: 0,
    conversations: 0,
    responses:
      median === null
        ? noTimes
        : { count: 1, wall: { mean: median, median, p90: median, classes: [] }, business: null },
    firstResponses: noTimes,
    leads: 0,
    won: 0,
    wonValue: [],
  });
  const people = [person('b', 60), person('phone', null), person('a', 60), person('c', 20)];
  const order = (columnId: string, isDescending: boolean): string[] =>
    sortPeople(people, { columnId, isDescending, clock: 'wall', nameOf: (id) => id }).map(
      ({ senderId }) => senderId,
    );

  it('has those without a figure last, whichever way, and equals by name', () => {
    expect(order('median', true)).toEqual(['a', 'b', 'c', 'phone']);
    expect(order('median', false)).toEqual(['c', 'a', 'b', 'phone']);
    expect(order('person', true)).toEqual(['phone', 'c', 'b', 'a']);
  });
});
