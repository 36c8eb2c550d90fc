/** A stretch of time with both ends in it. Milliseconds. */
export interface Stretch {
  from: number;
  to: number;
}

/** A stretch of a conversation that was compared with WhatsApp: every message of it is stored. */
export interface HistorySpan extends Stretch {
  /** The messages in it. */
  count: number;
}

/** What is known of how complete a conversation is; proved by nothing but the comparison with WhatsApp. */
export interface History {
  /** Oldest first; between two of them there may be messages that nobody has read yet. */
  spans: HistorySpan[];
  /** What WhatsApp could not give when it was asked. */
  gaps: Stretch[];
  /** WhatsApp has nothing from before the first span. */
  fromBeginning: boolean;
}

/** What one look at WhatsApp has proved. */
export interface HistoryReport {
  /** All messages of this stretch were read. */
  stretch?: Stretch | undefined;
  /** WhatsApp was asked for this stretch and could not give it. */
  gap?: Stretch | undefined;
  /** WhatsApp has nothing from before the stretch. */
  reachesBeginning?: boolean | undefined;
}

/** A history whose messages are not counted. */
export type StretchedHistory = Omit<History, 'spans'> & { spans: Stretch[] };

export const NO_HISTORY: History = { spans: [], gaps: [], fromBeginning: false };

/** The stretches and one more, joined where they meet: oldest first, none meets another. */
export function addStretch(stretches: readonly Stretch[], added: Stretch): Stretch[] {
  const joined: Stretch[] = [];
  let current = { from: added.from, to: Math.max(added.from, added.to) };
  for (const each of [...stretches].sort((a, b) => a.from - b.from)) {
    if (each.to < current.from) joined.push({ from: each.from, to: each.to });
    else if (each.from > current.to) {
      joined.push(current);
      current = { from: each.from, to: each.to };
    } else {
      current = { from: Math.min(each.from, current.from), to: Math.max(each.to, current.to) };
    }
  }
  return [...joined, current];
}

/** What of `wanted` none of the stretches covers, oldest first. A place where two of them meet is covered. */
export function missingStretches(stretches: readonly Stretch[], wanted: Stretch): Stretch[] {
  const missing: Stretch[] = [];
  let from = wanted.from;
  for (const each of [...stretches].sort((a, b) => a.from - b.from)) {
    if (each.to < from) continue;
    if (each.from >= wanted.to) break;
    if (each.from > from) missing.push({ from, to: each.from });
    from = each.to;
  }
  if (from < wanted.to) missing.push({ from, to: wanted.to });
  return missing;
}

/** Whether one of the stretches has all of it. */
export function isCovered(stretches: readonly Stretch[], wanted: Stretch): boolean {
  return stretches.some((each) => each.from <= wanted.from && each.to >= wanted.to);
}

/** What is known after one more look. Gaps that were filled are none any more. */
export function withReport(
  history: StretchedHistory,
  { stretch, gap, reachesBeginning }: HistoryReport,
): StretchedHistory {
  const spans = stretch ? addStretch(history.spans, stretch) : withoutCounts(history.spans);
  const gaps = gap ? addStretch(history.gaps, gap) : history.gaps;
  return {
    spans,
    gaps: gaps.flatMap((each) => missingStretches(spans, each)),
    fromBeginning: history.fromBeginning || reachesBeginning === true,
  };
}

function withoutCounts(spans: readonly Stretch[]): Stretch[] {
  return spans.map(({ from, to }) => ({ from, to }));
}

/**
 * What is still to be read of a conversation to have it back to `since`, newest first. `isProven` says that right
 * before it begins something that was read already: then WhatsApp must have it, or there is a gap.
 */
export function stillToRead(
  history: StretchedHistory,
  { since, until }: { since: number; until: number },
): (Stretch & { isProven: boolean })[] {
  const covered = [...history.spans, ...history.gaps];
  const first = history.spans[0];
  const from = history.fromBeginning && first ? Math.max(since, first.from) : since;
  return missingStretches(covered, { from, to: until })
    .map((each) => ({ ...each, isProven: history.spans.some(({ to }) => to === each.from) }))
    .reverse();
}
