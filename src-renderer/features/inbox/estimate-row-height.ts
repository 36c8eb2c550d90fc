import type { Density } from '../../../src-preload/contract/appearance.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { collapseText } from './collapse-text.ts';
import { mediaBox } from './media/media-box.ts';
import type { ThreadRow } from './thread-rows.ts';

/** As `message-bubble.module.css` and `message-list.module.css` draw them, in rem. */
const dayRem = 2.5;
const teamNoteRem = 6;
const textRem = {
  comfortable: { bubble: 2.15, line: 1.29, runGap: 0.375, charactersPerLine: 68 },
  compact: { bubble: 1.76, line: 1.15, runGap: 0.25, charactersPerLine: 73 },
} as const satisfies Record<Density, unknown>;
const noteRem = 1.5;
const groupEventRem = 2.2;
const forwardedRem = 1.1;
const quoteRem = 3.2;
const mediaGapRem = 0.375;
const linkRem = 4.2;
const reactionsRem = 1.3;
const callRem = 2.25;
const placeRem = 12.4;
const contactRem = 5.5;
const pollRem = { head: 4.2, option: 2.1 };

/**
 * How high a row will probably be, in pixels, until it is drawn and measured: the nearer, the less the view moves
 * when older messages come in above it.
 */
export function estimateRowHeight(
  row: ThreadRow | undefined,
  rootFontSize: number,
  density: Density,
): number {
  if (row?.kind === 'note') return teamNoteRem * rootFontSize;
  if (row?.kind !== 'message') {
    return dayRem * rootFontSize;
  }
  const { message } = row;
  if (message.type === 'group_event') return groupEventRem * rootFontSize;
  const content = message.details === null ? message.content : '';
  const { bubble, line: lineRem, runGap, charactersPerLine } = textRem[density];
  const lines = (collapseText(content) ?? content)
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charactersPerLine)), 0);
  const rem =
    bubble +
    (lines - 1) * lineRem +
    (row.startsRun ? runGap : 0) +
    (message.outbox === null ? 0 : noteRem) +
    partsRem(message);
  return rem * rootFontSize;
}

/** What stands above and below the text. */
function partsRem({
  type,
  isForwarded,
  replyTo,
  media,
  linkPreview,
  reactions,
  details,
}: Message): number {
  return (
    (isForwarded ? forwardedRem : 0) +
    (replyTo === null ? 0 : quoteRem) +
    (media === null ? 0 : mediaBox(type, media).height + mediaGapRem) +
    (linkPreview === null ? 0 : linkRem) +
    (reactions.length > 0 ? reactionsRem : 0) +
    detailsRem(details)
  );
}

function detailsRem(details: Message['details']): number {
  switch (details?.kind) {
    case 'location':
      return placeRem;
    case 'contact':
      return contactRem * details.cards.length;
    case 'poll':
      return pollRem.head + pollRem.option * details.options.length;
    case 'call':
      return callRem;
    case 'group_event':
    case undefined:
      return 0;
  }
}
