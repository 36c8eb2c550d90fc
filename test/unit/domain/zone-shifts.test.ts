import { describe, expect, it } from 'vitest';
import { zoneShifts } from '../../../src-main/domain/zone-shifts.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

describe('the stretches of a time zone', () => {
  it('is one where the clock is not changed', () => {
    const [from, until] = [at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z')];
    expect(zoneShifts('Asia/Kathmandu', from, until)).toEqual([
      { from, until, shift: 5.75 * HOUR },
    ]);
  });

  it('ends in the very millisecond in which the clock is changed', () => {
    const [from, until] = [at('2026-01-01T00:00:00Z'), at('2026-12-31T00:00:00Z')];
    const [spring, autumn] = [at('2026-03-29T01:00:00Z'), at('2026-10-25T01:00:00Z')];
    expect(zoneShifts('Europe/Madrid', from, until)).toEqual([
      { from, until: spring, shift: HOUR },
      { from: spring, until: autumn, shift: 2 * HOUR },
      { from: autumn, until, shift: HOUR },
    ]);
  });

  it('knows a clock that is changed by half an hour, and a day that was left out', () => {
    const [from, until] = [at('2026-04-04T00:00:00Z'), at('2026-04-05T00:00:00Z')];
    expect(zoneShifts('Australia/Lord_Howe', from, until).map(({ shift }) => shift)).toEqual([
      11 * HOUR,
      10.5 * HOUR,
    ]);
    const samoa = zoneShifts('Pacific/Apia', at('2011-12-29T00:00Z'), at('2012-01-02T00:00Z'));
    expect(samoa.map(({ shift }) => shift)).toEqual([-10 * HOUR, 14 * HOUR]);
  });

  it('is none of no time at all', () => {
    expect(zoneShifts('Europe/Madrid', 5, 5)).toEqual([]);
  });
});
