import { describe, expect, it } from 'vitest';
import { estimateRowHeight } from '../../../../src-renderer/features/inbox/estimate-row-height.ts';
import {
  countNewSince,
  lastSettledId,
} from '../../../../src-renderer/features/inbox/thread-news.ts';
import { toThreadRows } from '../../../../src-renderer/features/inbox/thread-rows.ts';
import { message, queuedOutbox } from '../samples.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const layout = {
  dayOf: (timestamp: number) => String(Math.floor(timestamp / day)),
  beginsHistory: true,
};

describe('toThreadRows', () => {
  it('puts a separator before each day', () => {
    const rows = toThreadRows(
      [message('a', 0), message('b', minute), message('c', day + minute)],
      layout,
    );
    expect(rows.map((row) => (row.kind === 'day' ? 'day' : row.key))).toEqual([
      'day',
      'a',
      'b',
      'day',
      'c',
    ]);
  });

  it('does not claim that the first message begins a day while older ones are not fetched', () => {
    const rows = toThreadRows([message('a', 0)], { ...layout, beginsHistory: false });
    expect(rows.map((row) => row.kind)).toEqual(['message']);
  });

  it('tells of a gap right before the first message after it, once', () => {
    const gap = { from: minute, to: 2 * minute };
    const messages = [message('a', 0), message('b', 2 * minute), message('c', 3 * minute)];
    const rows = toThreadRows(messages, { ...layout, gaps: [gap] });
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'message', 'gap', 'message', 'message']);
  });

  it('does not tell of a gap before the oldest message while older ones are not fetched', () => {
    const gaps = [{ from: 0, to: minute }];
    const rows = toThreadRows([message('a', minute)], { ...layout, beginsHistory: false, gaps });
    expect(rows.map(({ kind }) => kind)).toEqual(['message']);
  });

  it('joins messages of one sender into runs, broken by the other side, a pause and a new sender', () => {
    const rows = toThreadRows(
      [
        message('a', 0),
        message('b', minute),
        message('c', 2 * minute, { direction: 'outgoing' }),
        message('d', 20 * minute, { direction: 'outgoing' }),
        message('e', 21 * minute, { senderName: 'Ana' }),
        message('f', 22 * minute, { senderName: 'Luis' }),
      ],
      layout,
    );
    const runs = rows.flatMap((row) =>
      row.kind === 'message' ? [[row.key, row.startsRun, row.endsRun]] : [],
    );
    expect(runs).toEqual([
      ['a', true, false],
      ['b', false, true],
      ['c', true, true],
      ['d', true, true],
      ['e', true, true],
      ['f', true, true],
    ]);
  });

  it('gives every row its own key, also when the same day comes twice', () => {
    const waiting = message('w', minute, { direction: 'outgoing', outbox: queuedOutbox });
    const rows = toThreadRows([message('a', 0), message('b', day), waiting], layout);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });
});

describe('estimateRowHeight', () => {
  it('grows with the text and with the root font size', () => {
    const [, short, long] = toThreadRows(
      [message('a', 0, { content: 'ok' }), message('b', minute, { content: 'word '.repeat(60) })],
      layout,
    );
    expect(estimateRowHeight(long, 16, 'comfortable')).toBeGreaterThan(
      estimateRowHeight(short, 16, 'comfortable'),
    );
    expect(estimateRowHeight(long, 16, 'compact')).toBeLessThan(
      estimateRowHeight(long, 16, 'comfortable'),
    );
    expect(estimateRowHeight(short, 32, 'comfortable')).toBe(
      2 * estimateRowHeight(short, 16, 'comfortable'),
    );
  });
});

describe('news below what was seen', () => {
  const waiting = message('w', 9, { direction: 'outgoing', outbox: queuedOutbox });
  const messages = [
    message('a', 1),
    message('b', 2),
    message('c', 3, { direction: 'outgoing' }),
    message('d', 4),
    waiting,
  ];

  it('counts the messages of others after the one that was seen last', () => {
    const [, seen] = messages;
    expect(countNewSince(messages, seen?.messageId)).toBe(1);
    expect(countNewSince(messages, undefined)).toBe(0);
  });

  it('takes the last message that WhatsApp has as the one that was seen', () => {
    expect(lastSettledId(messages)).toBe('d');
    expect(lastSettledId([])).toBeUndefined();
  });
});
