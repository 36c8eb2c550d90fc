import type {
  AccessCursor,
  AccessFilter,
  AccessLogReport,
  SubjectKind,
} from '../../src-preload/contract/access-log.ts';
import type { AccessEntry, ChainHead } from '../access-log/access-entry.ts';
import type { SealedEntry } from '../access-log/chain.ts';
import type { RememberedHead } from '../access-log/verify-chains.ts';

export interface AccessAppend {
  chainId: string;
  deviceId: string;
  /** The last row that is certainly there; null for none. */
  previous: ChainHead | null;
  /** What follows it, in order. */
  entries: readonly AccessEntry[];
}

/** One subject, or the list of a kind. */
export interface AccessSubject {
  subjectKind: SubjectKind;
  subjectId: string;
}

/** Who did what (`access_log`): chains of rows that are added to and never changed, one for each device. */
export interface AccessLogStore {
  /**
   * Writes the rows that follow `previous`, once, also when they are there already because an answer was lost. Answers
   * what is certainly there now and how many of the entries that are, or `broken` when the chain there does not end
   * with `previous`, and not with these entries after it either: nothing is written then.
   */
  append(input: AccessAppend): Promise<{ head: ChainHead | null; stored: number } | 'broken'>;
  /** The last row of every chain that wrote since then (milliseconds, by the database's clock). */
  heads(since: number): Promise<RememberedHead[]>;
  /** Newest first. With `subjects`: of those alone. */
  page(input: {
    filter?: AccessFilter | undefined;
    subjects?: readonly AccessSubject[] | undefined;
    after?: AccessCursor | undefined;
    limit: number;
  }): Promise<{ items: SealedEntry[]; next: AccessCursor | null }>;
  /** The desktop that wrote last first. Milliseconds. */
  devices(): Promise<{ deviceId: string; lastAt: number }[]>;
  /** The months that are over and can be dropped (`2026-03`), the oldest first. */
  months(): Promise<string[]>;
  /** Up to where each chain goes that has rows of this month or of one before, dropped ones among them. */
  endsOf(month: string): Promise<RememberedHead[]>;
  /**
   * Drops the oldest month as a whole. Answers how many rows went; 0 where it is gone already. Rejects with `not_allowed`
   * where the log does not say so yet (`drop-months.ts`), or this login may not.
   */
  dropMonth(month: string): Promise<number>;
  /** See `verifyChains`. */
  verify(remembered: readonly RememberedHead[]): Promise<Omit<AccessLogReport, 'checkedAt'>>;
}
