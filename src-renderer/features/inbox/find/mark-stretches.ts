import type { Mention } from '../../../../src-preload/contract/message-content.ts';
import type { Highlight } from '../../../../src-preload/contract/search.ts';

/** A stretch of a text or a person named in it, and whether it is what was looked for. */
export interface MarkedStretch {
  readonly part: string | Mention;
  readonly isHit: boolean;
}

/**
 * Cuts the stretches of a text where what was found begins and ends. `highlights` count in the whole text, in order
 * and never overlapping; of one that reaches over a person's name, the whole name is marked.
 */
export function markStretches(
  parts: readonly (string | Mention)[],
  highlights: readonly Highlight[],
): MarkedStretch[] {
  const marked: MarkedStretch[] = [];
  let start = 0;
  for (const part of parts) {
    const length = typeof part === 'string' ? part.length : part.token.length;
    const end = start + length;
    const here = highlights.filter((each) => each.start < end && each.end > start);
    if (typeof part === 'string') {
      let shown = 0;
      for (const each of here) {
        const from = Math.max(0, each.start - start);
        const to = Math.min(length, each.end - start);
        if (from > shown) marked.push({ part: part.slice(shown, from), isHit: false });
        marked.push({ part: part.slice(from, to), isHit: true });
        shown = to;
      }
      if (shown < length) marked.push({ part: part.slice(shown), isHit: false });
    } else {
      marked.push({ part, isHit: here.length > 0 });
    }
    start = end;
  }
  return marked;
}
