import type { AccessLogReport, ChainBreak } from '../../src-preload/contract/access-log.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import type { ChainHead } from './access-entry.ts';
import { type SealedEntry, sealOf } from './chain.ts';

/** A row that somebody remembers of a chain. */
export interface RememberedHead extends ChainHead {
  chainId: string;
}

/** Up to where a chain was dropped on purpose, by whom and when (milliseconds, by the clock of their desktop). */
export interface DroppedHead extends RememberedHead {
  userId: UserId | null;
  at: number;
}

/** What is checked: all of it is read, in parts. */
export interface ChainSource {
  /** Every chain of which there is a row, or a head. `head` is what the database itself takes for its last row. */
  chains(): Promise<{ chainId: string; deviceId: string; head: ChainHead | null }[]>;
  /**
   * The rows of a chain in the order of their places, from that of `after` on, which itself is left out; where several
   * stand in one place, all of them. Fewer than `limit`: there are no more.
   */
  rows(chainId: string, after: ChainHead | null, limit: number): Promise<SealedEntry[]>;
  /** What the log says of rows that were dropped: the highest place of each chain. */
  dropped(): Promise<DroppedHead[]>;
  /** The seals of these rows, in their order; null where there is none. */
  seals(places: readonly { chainId: string; seq: number }[]): Promise<(string | null)[]>;
}

/** How many rows are read at a time. */
const PAGE = 2_000;

type ChainReport = AccessLogReport['chains'][number];

/**
 * Checks every link of every chain, and that each chain still has what others remember of it: their anchors, the
 * database's head, and `remembered` by this device. Names the first break of each chain. The memory that it takes
 * does not grow with the rows.
 */
export async function verifyChains(
  source: ChainSource,
  key: Uint8Array,
  remembered: readonly RememberedHead[],
): Promise<Omit<AccessLogReport, 'checkedAt'>> {
  const reports = new Map<string, ChainReport>();
  /** The lowest place of each chain at which it is not what somebody remembers. */
  const contradicted = new Map<string, ChainBreak>();
  const dropped = await begunLater(source);
  const compare = async (heads: readonly RememberedHead[]): Promise<void> => {
    const seals = heads.length === 0 ? [] : await source.seals(heads);
    for (const [index, { chainId, seq, seal }] of heads.entries()) {
      const there = seals[index] ?? null;
      const known = contradicted.get(chainId);
      if (there === seal || (known && known.seq <= seq)) continue;
      // It went on purpose, and what follows it was checked to follow it.
      if (seq <= (dropped.get(chainId)?.seq ?? 0)) continue;
      contradicted.set(chainId, { kind: there === null ? 'cutOff' : 'rewritten', seq });
    }
  };
  for (const { chainId, deviceId, head } of await source.chains()) {
    const gone = dropped.get(chainId);
    const report: ChainReport = {
      ...{ chainId, deviceId, rows: 0, break: null },
      ...(gone && { dropped: { seq: gone.seq, userId: gone.userId, userName: null, at: gone.at } }),
    };
    reports.set(chainId, report);
    let last: ChainHead | null = gone ?? null;
    while (report.break === null) {
      const rows: SealedEntry[] = await source.rows(chainId, last, PAGE);
      const checked = checkLinks(rows, key, last);
      const whole = rows.slice(0, checked.count);
      report.rows += whole.length;
      report.break = checked.break;
      const end: SealedEntry | undefined = whole.at(-1);
      if (end) last = { seq: end.seq, seal: end.seal };
      await compare(whole.flatMap(anchorOf));
      if (rows.length < PAGE) break;
    }
    if (head) await compare([{ ...head, chainId }]);
  }
  await compare(remembered);
  for (const [chainId, found] of contradicted) {
    const report = reports.get(chainId) ?? { chainId, deviceId: null, rows: 0, break: null };
    reports.set(chainId, report);
    // A chain that is whole up to its end was cut off behind that; where it is broken, the first break is told.
    const end = (report.dropped?.seq ?? 0) + report.rows;
    const first = found.kind === 'cutOff' ? Math.min(found.seq, end + 1) : found.seq;
    if (report.break === null || first < report.break.seq) {
      report.break = { kind: found.kind, seq: first };
    }
  }
  const chains = [...reports.values()];
  return { rows: chains.reduce((sum, each) => sum + each.rows, 0), chains };
}

/**
 * The chains of which the log says that they begin later, where they do: with the row that follows, or with none. One
 * that still has all its rows, because its month did not go after all, is as any other.
 */
async function begunLater(source: ChainSource): Promise<Map<string, DroppedHead>> {
  const later = new Map<string, DroppedHead>();
  for (const head of await source.dropped()) {
    const [first] = await source.rows(head.chainId, null, 1);
    if (!first || first.seq === head.seq + 1) later.set(head.chainId, head);
  }
  return later;
}

/** How many of these rows are right, from the first on, and what is wrong with the next. */
function checkLinks(
  rows: readonly SealedEntry[],
  key: Uint8Array,
  previous: ChainHead | null,
): { count: number; break: ChainBreak | null } {
  let before = previous;
  for (const [index, row] of rows.entries()) {
    const seq = (before?.seq ?? 0) + 1;
    if (row.seq > seq) return { count: index, break: { kind: 'missing', seq } };
    if (row.seq < seq) return { count: index, break: { kind: 'inserted', seq: row.seq } };
    if (sealOf(key, row, before?.seal ?? null) !== row.seal) {
      // Of two rows in one place one is the right one.
      const isDoubled = rows[index + 1]?.seq === seq;
      return { count: index, break: { kind: isDoubled ? 'inserted' : 'altered', seq } };
    }
    before = { seq, seal: row.seal };
  }
  return { count: rows.length, break: null };
}

function anchorOf({ entry }: SealedEntry): RememberedHead[] {
  const { action, subjectId, count, mark } = entry;
  if (action !== 'anchored' || subjectId === null || mark === null) return [];
  return [{ chainId: subjectId, seq: count, seal: mark }];
}
