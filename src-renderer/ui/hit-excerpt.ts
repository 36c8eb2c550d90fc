import type { Highlight } from '../../src-preload/contract/search.ts';

/** A stretch of an excerpt, and whether it is what was searched for. */
export interface ExcerptPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** How much of the text is shown before the first hit, in UTF-16 code units: it stays on the first line. */
const roomBefore = 48;
/** How long an excerpt is at most: about what two lines hold. */
const maximumLength = 320;

/** The part of a message's text around its first hit, with every hit in it told apart. */
export function hitExcerpt(content: string, highlights: readonly Highlight[]): ExcerptPart[] {
  const start = excerptStart(content, highlights[0]?.start ?? 0);
  const end = withinCharacter(content, start + maximumLength)
    ? start + maximumLength - 1
    : Math.min(content.length, start + maximumLength);
  const parts: ExcerptPart[] = [];
  const add = (text: string, isHit: boolean): void => {
    if (text !== '') parts.push({ text, isHit });
  };
  if (start > 0) add('… ', false);
  let shown = start;
  for (const highlight of highlights) {
    if (highlight.start >= end) break;
    add(content.slice(shown, highlight.start), false);
    shown = Math.min(end, highlight.end);
    add(content.slice(highlight.start, shown), true);
  }
  add(content.slice(shown, end), false);
  if (end < content.length) add('…', false);
  return parts;
}

/** At the beginning of a word, where there is one before the hit. */
function excerptStart(content: string, hit: number): number {
  if (hit <= roomBefore) return 0;
  const earliest = hit - roomBefore;
  const blank = content.slice(earliest - 1, hit).search(/\s\S/u);
  if (blank >= 0) return earliest + blank;
  return withinCharacter(content, earliest) ? earliest + 1 : earliest;
}

/** Whether a cut here would leave half a surrogate pair. */
function withinCharacter(content: string, position: number): boolean {
  return position > 0 && (content.codePointAt(position - 1) ?? 0) > 0xffff;
}
