import type { AccessFilter, AccessRow } from '../../src-preload/contract/access-log.ts';
import { BYTE_ORDER_MARK, csvLines } from '../common/csv-lines.ts';
import type { Stores } from '../store/stores.ts';
import { withNames } from './access-names.ts';

/** Rows read and written at a time. */
const PAGE = 500;

const columns = [
  'When',
  'Written',
  'Person',
  'Person id',
  'Desktop',
  'Action',
  'Command',
  'Subject',
  'Subject id',
  'Subject name',
  'Outcome',
  'Count',
  'Chain',
  'Place',
] as const;

/**
 * The CSV of the rows that a filter leaves, newest first, piece by piece; moments are in UTC.
 * @param onWritten told of how many after each piece
 */
export async function* accessLogFile(
  stores: Pick<Stores, 'accessLog' | 'users' | 'conversations' | 'contacts' | 'leads'>,
  filter: AccessFilter,
  onWritten: (count: number) => void,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${csvLines([[...columns]])}`;
  let after: Parameters<Stores['accessLog']['page']>[0]['after'];
  do {
    const { items, next } = await stores.accessLog.page({ filter, after, limit: PAGE });
    const rows = await withNames(stores, items);
    if (rows.length > 0) yield csvLines(rows.map(lineOf));
    onWritten(rows.length);
    after = next ?? undefined;
  } while (after);
}

function lineOf(row: AccessRow): string[] {
  return [
    new Date(row.at).toISOString(),
    new Date(row.recordedAt).toISOString(),
    row.userName ?? '',
    row.userId ?? '',
    row.deviceId,
    row.action,
    row.command,
    row.subjectKind,
    row.subjectId ?? '',
    row.subjectName ?? '',
    row.outcome,
    String(row.count),
    row.chainId,
    String(row.seq),
  ];
}
