import { describe, expect, it } from 'vitest';
import { MessageId } from '../../../../src-preload/contract/ids.ts';
import { startOffset } from '../../../../src-renderer/features/inbox/start-offset.ts';
import type { ThreadRow } from '../../../../src-renderer/features/inbox/thread-rows.ts';

const rows: readonly ThreadRow[] = Array.from({ length: 20 }, (_, index) => ({
  kind: 'day',
  key: `M${index}`,
  timestamp: index,
}));
const offset = (sought: string | null, room: number): number =>
  startOffset(rows, () => 50, { soughtId: sought === null ? null : MessageId.parse(sought), room });

describe('a thread is first drawn', () => {
  it('at its end, and from its beginning where all of it has room', () => {
    expect(offset(null, 300)).toBe(20 * 50 - 300);
    expect(offset(null, 2_000)).toBe(0);
  });

  it('around the message that is looked for; at its end where that is not there', () => {
    expect(offset('M10', 300)).toBe(10 * 50 - 150);
    expect(offset('M1', 300)).toBe(0);
    expect(offset('M99', 300)).toBe(20 * 50 - 300);
  });
});
