import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { ThreadRow } from './thread-rows.ts';

/**
 * Where a thread is scrolled to when it is first drawn, in pixels: to its end, or to where the message that is looked for
 * stands in the middle. Otherwise the first messages would be drawn, only to be thrown away.
 */
export function startOffset(
  rows: readonly ThreadRow[],
  heightOf: (row: ThreadRow) => number,
  { soughtId, room }: { readonly soughtId: MessageId | null; readonly room: number },
): number {
  const sought = soughtId === null ? -1 : rows.findIndex((row) => row.key === soughtId);
  const above = sought < 0 ? rows : rows.slice(0, sought);
  const height = above.reduce((sum, row) => sum + heightOf(row), 0);
  // Never above the first: where all of them have room nothing scrolls, and nothing would put it right.
  return Math.max(0, height - (sought < 0 ? room : room / 2));
}
