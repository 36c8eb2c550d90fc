import { collapseText } from './collapse-text.ts';
import type { ThreadRow } from './thread-rows.ts';

/** As `message-bubble.module.css` and `message-list.module.css` draw them, in rem. */
const dayRem = 2.5;
const bubbleRem = 2.15;
const lineRem = 1.29;
const runGapRem = 0.375;
const noteRem = 1.5;
const charactersPerLine = 68;

/**
 * How high a row will probably be, in pixels, until it is drawn and measured: the nearer, the less the view moves
 * when older messages come in above it.
 */
export function estimateRowHeight(row: ThreadRow | undefined, rootFontSize: number): number {
  if (row?.kind !== 'message') {
    return dayRem * rootFontSize;
  }
  const { content, outbox } = row.message;
  const lines = (collapseText(content) ?? content)
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charactersPerLine)), 0);
  const rem =
    bubbleRem +
    (lines - 1) * lineRem +
    (row.startsRun ? runGapRem : 0) +
    (outbox === null ? 0 : noteRem);
  return rem * rootFontSize;
}
