import type { UserId } from '../../src-preload/contract/ids.ts';
import type { RecordOf } from '../data-export/records.ts';
import type { RecordScope, WriteOutcome } from './document-records.ts';

/** What PostgreSQL holds of somebody. */
export type RowKind =
  | 'lead'
  | 'lead_change'
  | 'lead_message'
  | 'lead_judgement'
  | 'consent'
  | 'hold'
  | 'answer'
  | 'day';

/** What others name. */
export type NamedKind = 'business' | 'colleague' | 'label' | 'campaign';

/** What is imported: figures are made anew. */
export type WrittenRowKind = Exclude<RowKind, 'answer' | 'day'> | Exclude<NamedKind, 'colleague'>;

/** What the records that were read so far name: ids of people, businesses and campaigns, names of labels. */
export interface Named {
  readonly userIds: ReadonlySet<string>;
  readonly businessIds: ReadonlySet<string>;
  readonly campaignIds: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

/** All that PostgreSQL holds of somebody, as records of an archive, and back. Iterating rejects as a store does. */
export interface RowRecords {
  read<K extends RowKind>(kind: K, scope: RecordScope): Promise<AsyncIterable<RecordOf<K>>>;
  readNamed<K extends NamedKind>(kind: K, named: Named, scope: RecordScope): Promise<RecordOf<K>[]>;
  /** Whether there is a lead that none of these ids is. */
  hasOtherLeads(leadIds: ReadonlySet<string>): Promise<boolean>;
  /** Seals and stores each unless it is there. People who are not known here are nobody. */
  write<K extends WrittenRowKind>(
    kind: K,
    records: readonly RecordOf<K>[],
  ): Promise<WriteOutcome[]>;
  /**
   * Who the people of the archive are here: whoever has the same e-mail, else somebody who works here no longer, under the
   * id of the archive. Those without an e-mail are not made.
   */
  knowColleagues(
    colleagues: readonly RecordOf<'colleague'>[],
  ): Promise<{ ids: Map<string, UserId>; outcomes: WriteOutcome[] }>;
}
