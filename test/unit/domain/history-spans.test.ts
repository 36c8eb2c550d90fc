import { describe, expect, it } from 'vitest';
import {
  addStretch,
  isCovered,
  missingStretches,
  NO_HISTORY,
  stillToRead,
  type Stretch,
  withReport,
} from '../../../src-main/domain/history-spans.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';

const LAST = 60;

/** Many cases, each with the random numbers that made it. */
function cases(count: number, judge: (stretches: Stretch[], whole: () => number) => void): void {
  for (let seed = 1; seed <= count; seed++) {
    const random = seededRandom(seed);
    const whole = (): number => Math.floor(random() * LAST);
    const stretches = Array.from({ length: Math.floor(random() * 8) }, () => {
      const from = whole();
      return { from, to: from + Math.floor(random() * 12) };
    });
    judge(stretches, whole);
  }
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  return stretches.reduce<Stretch[]>((all, each) => addStretch(all, each), []);
}

function isIn(stretches: readonly Stretch[], moment: number): boolean {
  return stretches.some(({ from, to }) => from <= moment && moment <= to);
}

describe('stretches of time that are joined', () => {
  it('cover exactly the moments that one of them covers', () => {
    cases(500, (stretches) => {
      const all = joined(stretches);
      for (let moment = 0; moment <= 2 * LAST; moment++) {
        expect(isIn(all, moment)).toBe(isIn(stretches, moment));
      }
    });
  });

  it('are in order, and none meets another', () => {
    cases(500, (stretches) => {
      const all = joined(stretches);
      for (const [index, each] of all.entries()) {
        expect(each.from).toBeLessThanOrEqual(each.to);
        const next = all[index + 1];
        if (next) expect(each.to).toBeLessThan(next.from);
      }
    });
  });

  it('are the same in whatever order they come, and however often', () => {
    cases(300, (stretches) => {
      const all = joined(stretches);
      expect(joined([...stretches].reverse())).toEqual(all);
      expect(joined([...stretches, ...stretches])).toEqual(all);
      expect(joined(all)).toEqual(all);
    });
  });
});

describe('what is missing', () => {
  it('and what is there make up what is wanted, and have nothing but their ends in common', () => {
    cases(500, (stretches, whole) => {
      const [one, other] = [whole(), whole()];
      const wanted = { from: Math.min(one, other), to: Math.max(one, other) + 1 };
      const missing = missingStretches(joined(stretches), wanted);
      for (let moment = wanted.from + 0.5; moment < wanted.to; moment++) {
        expect(isIn(missing, moment)).toBe(!isIn(stretches, moment));
      }
      for (const each of missing) {
        expect(each.from).toBeGreaterThanOrEqual(wanted.from);
        expect(each.to).toBeLessThanOrEqual(wanted.to);
      }
    });
  });

  it('is nothing once it was added', () => {
    cases(300, (stretches) => {
      const wanted = { from: 0, to: 2 * LAST };
      const spans = joined(stretches);
      const filled = missingStretches(spans, wanted).reduce<Stretch[]>(addStretch, spans);
      expect(missingStretches(filled, wanted)).toEqual([]);
      expect(isCovered(filled, wanted)).toBe(true);
    });
  });
});

describe('the history of a conversation', () => {
  it('keeps a gap until it was read, and what of it was not', () => {
    const gap = { from: 10, to: 30 };
    const known = withReport({ ...NO_HISTORY, spans: [{ from: 0, to: 10 }] }, { gap });
    expect(known.gaps).toEqual([gap]);
    const half = withReport(known, { stretch: { from: 20, to: 40 } });
    expect(half).toEqual({
      spans: [
        { from: 0, to: 10 },
        { from: 20, to: 40 },
      ],
      gaps: [{ from: 10, to: 20 }],
      fromBeginning: false,
    });
    expect(withReport(half, { stretch: { from: 10, to: 20 } })).toEqual({
      spans: [{ from: 0, to: 40 }],
      gaps: [],
      fromBeginning: false,
    });
  });

  it('is read from the newest on, without what WhatsApp could not give', () => {
    const history = {
      spans: [
        { from: 20, to: 30, count: 3 },
        { from: 40, to: 50, count: 2 },
        { from: 60, to: 70, count: 1 },
      ],
      gaps: [{ from: 30, to: 40 }],
      fromBeginning: false,
    };
    expect(stillToRead(history, { since: 5, until: 100 })).toEqual([
      { from: 70, to: 100, isProven: true },
      { from: 50, to: 60, isProven: true },
      { from: 5, to: 20, isProven: false },
    ]);
  });

  it('is not looked for before its beginning, nor before what is wanted', () => {
    const spans = [{ from: 20, to: 30, count: 3 }];
    const begun = { spans, gaps: [], fromBeginning: true };
    expect(stillToRead(begun, { since: 5, until: 30 })).toEqual([]);
    expect(stillToRead({ ...begun, fromBeginning: false }, { since: 25, until: 30 })).toEqual([]);
    expect(stillToRead(NO_HISTORY, { since: 5, until: 30 })).toEqual([
      { from: 5, to: 30, isProven: false },
    ]);
  });
});
