import { type SelectQueryBuilder, type Selectable, sql } from 'kysely';
import type { AccessCursor, AccessFilter } from '../../../src-preload/contract/access-log.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import type { ChainHead } from '../../access-log/access-entry.ts';
import {
  ACCESS_LOG_SUBJECT,
  linkEntries,
  type SealedEntry,
  sealOf,
} from '../../access-log/chain.ts';
import { DROPPED } from '../../access-log/drop-months.ts';
import { type ChainSource, verifyChains } from '../../access-log/verify-chains.ts';
import { AppError } from '../../common/app-error.ts';
import type { AccessAppend, AccessLogStore } from '../access-log-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import type { Tables } from './tables.ts';

/** What `append_access_log` raises where the chain does not end with what we take for its end. */
const CHAIN_MOVED = 'AL001';
/** What `drop_access_log_month` raises where it would leave a hole that nobody explains. */
const MONTH_STAYS = 'AL003';
const NO_RIGHT = '42501';

export function postgresAccessLogStore(
  connection: PostgresConnection,
  { keys }: Pick<PostgresContext, 'keys'>,
): AccessLogStore {
  const { db, retry } = connection;
  const source = chainSource(connection);
  const keyBytes = async (): Promise<Uint8Array> => (await keys.keyFor(ACCESS_LOG_SUBJECT)).bytes;

  /** How many of the entries stand there already: an answer was lost. Null where something else does. */
  const confirm = async (
    input: AccessAppend,
  ): Promise<{ head: ChainHead; stored: number } | null> => {
    const { chainId, deviceId, previous, entries } = input;
    const key = await keyBytes();
    const rows = await source.rows(chainId, previous, entries.length);
    let head = previous;
    for (const [index, row] of rows.entries()) {
      const entry = entries[index];
      if (!entry || row.seq !== (head?.seq ?? 0) + 1) return null;
      const { recordedAt } = row;
      const seal = sealOf(
        key,
        { chainId, deviceId, seq: row.seq, recordedAt, entry },
        head?.seal ?? null,
      );
      if (seal !== row.seal) return null;
      head = { seq: row.seq, seal };
    }
    return head === null || rows.length === 0 ? null : { head, stored: rows.length };
  };

  const write = async (input: AccessAppend, recordedAt: number): Promise<ChainHead> => {
    const { chainId, deviceId, previous, entries } = input;
    const rows = linkEntries(await keyBytes(), entries, {
      chainId,
      deviceId,
      recordedAt,
      previous,
    });
    const given = JSON.stringify(rows.map(({ entry, seal }) => ({ ...entry, seal })));
    await retry(() =>
      sql`SELECT append_access_log(
        ${chainId}, ${deviceId}, ${previous?.seq ?? 0}, ${bytesOf(previous?.seal)},
        ${new Date(recordedAt)}, ${given}::jsonb)`.execute(db),
    );
    const last = rows.at(-1);
    if (!last) throw new Error('Nothing was to be written into the access log');
    return { seq: last.seq, seal: last.seal };
  };

  return {
    async append(input) {
      const { chainId, previous, entries } = input;
      if (entries.length === 0) return { head: previous, stored: 0 };
      const position = async (): Promise<{ now: number; head: ChainHead | null }> => {
        const { rows } = await retry(() =>
          sql<{ now: Date; seq: string | null; seal: Buffer | null }>`
            SELECT date_trunc('milliseconds', clock_timestamp()) AS now, seq, seal
            FROM (SELECT) AS one LEFT JOIN access_log_chains ON chain_id = ${chainId}`.execute(db),
        );
        const [row] = rows;
        if (!row) throw new Error('PostgreSQL did not say what time it is');
        return { now: row.now.getTime(), head: headOf(row) };
      };
      const { now, head } = await position();
      if (isSame(head, previous)) {
        try {
          return { head: await write(input, now), stored: entries.length };
        } catch (error) {
          if (!hasCode(error, CHAIN_MOVED)) throw error;
        }
      }
      return (await confirm(input)) ?? 'broken';
    },

    async heads(since) {
      const rows = await retry(() =>
        db
          .selectFrom('access_log_chains')
          .select(['chain_id', 'seq', 'seal'])
          .where('recorded_at', '>=', new Date(since))
          .orderBy('recorded_at', 'desc')
          .execute(),
      );
      return rows.flatMap((row) => {
        const head = headOf(row);
        return head ? [{ ...head, chainId: row.chain_id }] : [];
      });
    },

    async page({ filter = {}, subjects, after, limit }) {
      if (subjects?.length === 0) return { items: [], next: null };
      let query = filtered(db.selectFrom('access_log').selectAll(), filter);
      if (subjects) {
        // One look at the index of the ids; the kinds are looked at afterwards.
        query = query
          .where('subject_id', 'in', [...new Set(subjects.map(({ subjectId }) => subjectId))])
          .where((row) =>
            row.or(
              subjects.map(({ subjectKind, subjectId }) =>
                row.and({ subject_kind: subjectKind, subject_id: subjectId }),
              ),
            ),
          );
      }
      if (after) {
        query = query.where(
          sql<boolean>`(at, chain_id, seq) < (${new Date(after.at)}, ${after.chainId}::uuid, ${after.seq}::bigint)`,
        );
      }
      const rows = await retry(() =>
        query
          .orderBy('at', 'desc')
          .orderBy('chain_id', 'desc')
          .orderBy('seq', 'desc')
          .limit(limit + 1)
          .execute(),
      );
      const items = rows.slice(0, limit).map(toEntry);
      const last = items.at(-1);
      return { items, next: rows.length > limit && last ? cursorOf(last) : null };
    },

    async devices() {
      const rows = await retry(() =>
        db
          .selectFrom('access_log_chains')
          .select(['device_id', sql<Date>`max(recorded_at)`.as('last_at')])
          .groupBy('device_id')
          .orderBy('last_at', 'desc')
          .execute(),
      );
      return rows.map((row) => ({ deviceId: row.device_id, lastAt: row.last_at.getTime() }));
    },

    async months() {
      const { rows } = await retry(() =>
        sql<{ name: string }>`
          SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
          WHERE inhparent = 'access_log'::regclass AND relname ~ '^access_log_[0-9]{4}_[0-9]{2}$'
            AND (to_date(right(relname, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC' <= now()
          ORDER BY relname`.execute(db),
      );
      return rows.map(({ name }) => name.slice(-7).replace('_', '-'));
    },

    async endsOf(month) {
      const { rows } = await retry(() =>
        sql<{ chain_id: string; seq: string; seal: Buffer }>`
          SELECT DISTINCT ON (chain_id) chain_id, seq, seal FROM (
            SELECT chain_id, seq, seal FROM access_log
              WHERE recorded_at < (to_date(${month}, 'YYYY-MM') + interval '1 month') AT TIME ZONE 'UTC'
            -- What says so of months before may go with this one.
            UNION ALL SELECT subject_id::uuid, count, mark FROM access_log
              WHERE command = ${DROPPED} AND action = 'anchored'
          ) AS known ORDER BY chain_id, seq DESC`.execute(db),
      );
      return rows.map((row) => ({
        chainId: row.chain_id,
        seq: Number(row.seq),
        seal: row.seal.toString('base64'),
      }));
    },

    async dropMonth(month) {
      try {
        const { rows } = await retry(() =>
          sql<{ gone: string }>`
            SELECT drop_access_log_month(${month.replace('-', '_')}) AS gone`.execute(db),
        );
        return Number(rows[0]?.gone ?? 0);
      } catch (error) {
        if (!hasCode(error, MONTH_STAYS) && !hasCode(error, NO_RIGHT)) throw error;
        throw new AppError('not_allowed', 'The month of the access log was not dropped', {
          cause: error,
        });
      }
    },

    verify: async (remembered) => verifyChains(source, await keyBytes(), remembered),
  };
}

/** What is read to check the chains. */
function chainSource({ db, retry }: PostgresConnection): ChainSource {
  return {
    async chains() {
      // Whatever the heads say: a chain whose head was taken away is still one. One look at the index for each chain.
      const { rows } = await retry(() =>
        sql<{ chain_id: string; device_id: string; seq: string | null; seal: Buffer | null }>`
          WITH RECURSIVE written AS (
            (SELECT chain_id FROM access_log ORDER BY chain_id LIMIT 1)
            UNION ALL
            SELECT (SELECT chain_id FROM access_log WHERE chain_id > written.chain_id ORDER BY chain_id LIMIT 1)
            FROM written WHERE written.chain_id IS NOT NULL
          ), known AS (
            SELECT chain_id FROM written WHERE chain_id IS NOT NULL
            UNION SELECT chain_id FROM access_log_chains
          )
          SELECT known.chain_id, head.seq, head.seal, COALESCE(head.device_id, (
            SELECT device_id FROM access_log WHERE chain_id = known.chain_id LIMIT 1)) AS device_id
          FROM known LEFT JOIN access_log_chains AS head USING (chain_id) ORDER BY known.chain_id
        `.execute(db),
      );
      return rows.map((row) => ({
        chainId: row.chain_id,
        deviceId: row.device_id,
        head: headOf(row),
      }));
    },

    async rows(chainId, after, limit) {
      const rows = await retry(() =>
        db
          .selectFrom('access_log')
          .selectAll()
          .where('chain_id', '=', chainId)
          .where('seq', '>=', String(after?.seq ?? 0))
          .orderBy('seq')
          .orderBy('recorded_at')
          .limit(limit + 1)
          .execute(),
      );
      const found = rows.map(toEntry);
      const own = found.findIndex(({ seq, seal }) => seq === after?.seq && seal === after.seal);
      if (own >= 0) found.splice(own, 1);
      return found.slice(0, limit);
    },

    async dropped() {
      const { rows } = await retry(() =>
        sql<{ chain_id: string; seq: string; seal: Buffer; user_id: string | null; at: Date }>`
          SELECT DISTINCT ON (subject_id) subject_id AS chain_id, count AS seq, mark AS seal, user_id, at
          FROM access_log WHERE command = ${DROPPED} AND action = 'anchored'
          ORDER BY subject_id, count DESC, at`.execute(db),
      );
      return rows.map((row) => ({
        chainId: row.chain_id,
        seq: Number(row.seq),
        seal: row.seal.toString('base64'),
        userId: row.user_id === null ? null : UserId.parse(row.user_id),
        at: row.at.getTime(),
      }));
    },

    async seals(places) {
      const { rows } = await retry(() =>
        sql<{ seal: Buffer | null }>`
          SELECT (
            SELECT seal FROM access_log
            WHERE access_log.chain_id = place.chain_id AND access_log.seq = place.seq LIMIT 1) AS seal
          FROM unnest(
            ${places.map(({ chainId }) => chainId)}::uuid[], ${places.map(({ seq }) => seq)}::bigint[]
          ) WITH ORDINALITY AS place(chain_id, seq, number) ORDER BY number`.execute(db),
      );
      return rows.map(({ seal }) => seal?.toString('base64') ?? null);
    },
  };
}

function filtered<Row>(
  query: SelectQueryBuilder<Tables, 'access_log', Row>,
  filter: AccessFilter,
): SelectQueryBuilder<Tables, 'access_log', Row> {
  const equal = [
    ['user_id', filter.userId],
    ['device_id', filter.deviceId],
    ['action', filter.action],
    ['outcome', filter.outcome],
    ['subject_kind', filter.subjectKind],
    ['subject_id', filter.subjectId],
  ] as const;
  let narrowed = query;
  for (const [column, value] of equal) {
    if (value !== undefined) narrowed = narrowed.where(column, '=', value);
  }
  const { from, until } = filter;
  if (from !== undefined) narrowed = narrowed.where('at', '>=', new Date(from));
  if (until !== undefined) narrowed = narrowed.where('at', '<', new Date(until));
  return narrowed;
}

function toEntry(row: Selectable<Tables['access_log']>): SealedEntry {
  return {
    chainId: row.chain_id,
    seq: Number(row.seq),
    deviceId: row.device_id,
    recordedAt: row.recorded_at.getTime(),
    entry: {
      at: row.at.getTime(),
      userId: row.user_id === null ? null : UserId.parse(row.user_id),
      action: row.action,
      command: row.command,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      outcome: row.outcome,
      count: Number(row.count),
      mark: row.mark?.toString('base64') ?? null,
    },
    seal: row.seal.toString('base64'),
  };
}

function cursorOf({ chainId, seq, entry: { at } }: SealedEntry): AccessCursor {
  return { at, chainId, seq };
}

function headOf({ seq, seal }: { seq: string | null; seal: Buffer | null }): ChainHead | null {
  return seq === null || seal === null ? null : { seq: Number(seq), seal: seal.toString('base64') };
}

function isSame(one: ChainHead | null, other: ChainHead | null): boolean {
  return one?.seq === other?.seq && one?.seal === other?.seal;
}

function bytesOf(seal: string | undefined): Buffer | null {
  return seal === undefined ? null : Buffer.from(seal, 'base64');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
