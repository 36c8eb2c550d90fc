import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KAnonymousAmounts } from '../../../src-main/anonymised-copy/k-anonymous-amounts.ts';
import {
  chooseShift,
  KAnonymousTimes,
} from '../../../src-main/anonymised-copy/k-anonymous-times.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const MONDAY = Date.parse('2026-03-02T00:00:00Z');

/** What somebody has, in hours since a Monday, and cents. */
const records = fc.array(
  fc.record({ person: fc.integer({ min: 0, max: 12 }), value: fc.integer({ min: 0, max: 600 }) }),
  { maxLength: 120 },
);

/** Every value that is told is told of at least k people. */
function expectShared(told: readonly { person: number; told: object | null }[], k: number): void {
  const people = new Map<string, Set<number>>();
  for (const { person, told: value } of told) {
    if (value === null) continue;
    const key = JSON.stringify(value);
    people.set(key, (people.get(key) ?? new Set()).add(person));
  }
  for (const [key, those] of people) expect([key, those.size >= k]).toEqual([key, true]);
}

describe('times', () => {
  it('are told of at least k people each, whoever wrote when', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 2, max: 6 }), (all, k) => {
        const times = new KAnonymousTimes(k, -60 * WEEK);
        const at = (value: number): number => MONDAY + value * HOUR + 1_234;
        for (const { person, value } of all) times.note(at(value), String(person));
        expectShared(
          all.map(({ person, value }) => ({ person, told: times.of(at(value)) })),
          k,
        );
      }),
      { numRuns: 500, seed: 73 },
    );
  });

  it('are told by the hour, the day or the week, as finely as k people allow, and otherwise not', () => {
    const times = new KAnonymousTimes(2, -52 * WEEK);
    const note = (text: string, person: string): number => {
      const at = Date.parse(text);
      times.note(at, person);
      return at;
    };
    const hour = [note('2026-03-03T10:05:00Z', 'a'), note('2026-03-03T10:59:00Z', 'b')];
    const day = [note('2026-03-03T12:00:00Z', 'c'), note('2026-03-03T22:00:00Z', 'd')];
    const week = [note('2026-03-04T12:00:00Z', 'e'), note('2026-03-08T22:00:00Z', 'f')];
    const alone = note('2026-03-09T00:00:00Z', 'g');
    // The same person twice is one.
    note('2026-03-10T00:00:00Z', 'g');
    for (const at of hour)
      expect(times.of(at)).toEqual({ unit: 'hour', from: '2025-03-04T10:00Z' });
    for (const at of day) expect(times.of(at)).toEqual({ unit: 'day', from: '2025-03-04' });
    for (const at of week) expect(times.of(at)).toEqual({ unit: 'week', from: '2025-03-03' });
    expect(times.of(alone)).toBeNull();
    // What came after the counting is told of nobody.
    expect(times.of(Date.parse('2026-05-01T00:00:00Z'))).toBeNull();
  });

  it('are shifted by whole weeks, between one and five years back', () => {
    for (const random of [0, 0.5, 0.999999]) {
      const shift = chooseShift((below) => Math.floor(random * below));
      expect(shift % WEEK === 0 && shift <= -52 * WEEK && shift >= -260 * WEEK).toBe(true);
    }
  });
});

describe('amounts', () => {
  it('are told in classes of at least k people, between round numbers', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 2, max: 6 }), (all, k) => {
        const amounts = new KAnonymousAmounts(k);
        const minor = (value: number): number => value ** 3;
        for (const { person, value } of all) amounts.note(minor(value), 'EUR', String(person));
        const told = all.map(({ person, value }) => ({
          person,
          value: minor(value),
          told: amounts.of(minor(value), 'EUR'),
        }));
        expectShared(told, k);
        const isEnough = new Set(all.map(({ person }) => person)).size >= k;
        for (const { value, told: amount } of told) {
          expect(amount !== null).toBe(isEnough);
          if (amount) expect(amount.from <= value && value < amount.to).toBe(true);
        }
      }),
      { numRuns: 300, seed: 74 },
    );
  });

  it('of a currency that too few have are not told', () => {
    const amounts = new KAnonymousAmounts(2);
    amounts.note(100, 'EUR', 'a');
    amounts.note(150, 'EUR', 'b');
    amounts.note(150, 'JPY', 'b');
    expect(amounts.of(150, 'EUR')).toEqual({ currency: 'EUR', from: 0, to: 500_000_000_000_000 });
    expect(amounts.of(150, 'JPY')).toBeNull();
  });
});
