import { type RawBuilder, sql, type Transaction } from 'kysely';
import { AppError } from '../../common/app-error.ts';
import {
  PARTS_OF_WINDOW,
  type RateLimit,
  type RateLimitKey,
  type RateLimitStore,
  type TakeAnswer,
} from '../rate-limit-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { Tables } from './tables.ts';

/** The moment by the database's clock, as an SQL expression that is evaluated when the locks are held. */
export type DatabaseTime = () => RawBuilder<Date>;
const serverTime: DatabaseTime = () => sql<Date>`clock_timestamp()`;

/** How many parts before the present one still count: a whole window, and one for the time until it is done. */
const PARTS_BEFORE = PARTS_OF_WINDOW + 1;
/** Longer than the longest window, which is a day, is looked back upon. */
const KEPT_MS = 2 * 24 * 60 * 60 * 1000;

/**
 * Counts in parts of a window, one row each. The parts of any stretch as long as the window are among those that were
 * added up when the last of them was counted, so the limit holds for every stretch and not only for those that begin
 * at a full hour. Whoever counts holds a lock on each key: two desktops never add up the same rows at once.
 *
 * @param time another clock than the server's, for tests
 */
export function postgresRateLimitStore(
  { db, retry }: PostgresConnection,
  time: DatabaseTime = serverTime,
): RateLimitStore {
  return {
    take: (limits, instead) =>
      retry(
        () =>
          db.transaction().execute(async (transaction): Promise<TakeAnswer> => {
            await lock(transaction, limits);
            const at = await readTime(transaction, time);
            const refusals: { by: number; freeAt: number[] }[] = [];
            for (const [by, limit] of limits.entries()) {
              const parts = await readParts(transaction, limit, at);
              const freeAt = whenFree(limit, without(parts, limit, instead));
              if (freeAt !== null) refusals.push({ by, freeAt });
            }
            const [longest] = refusals.sort((a, b) => firstOf(b.freeAt) - firstOf(a.freeAt));
            if (longest) return { outcome: 'refused', at, ...longest };
            for (const limit of limits) {
              if (instead !== undefined) await giveBack(transaction, limit, instead);
              await count(transaction, limit, at);
            }
            return { outcome: 'allowed', at };
          }),
        'oncePerCall',
      ),
  };
}

interface CountedPart {
  part: number;
  count: number;
}

const partLength = ({ windowMs }: RateLimit): number => Math.ceil(windowMs / PARTS_OF_WINDOW);
const partOf = (limit: RateLimit, at: number): number => Math.floor(at / partLength(limit));
const firstOf = (times: readonly number[]): number => times[0] ?? Infinity;

/** Null where there is a place now; else when places become free, one time a place. */
function whenFree(limit: RateLimit, parts: readonly CountedPart[]): number[] | null {
  const counted = parts.reduce((sum, { count }) => sum + count, 0);
  if (counted < limit.limit) return null;
  const times = parts.flatMap(({ part, count }) =>
    Array<number>(count).fill((part + PARTS_BEFORE + 1) * partLength(limit)),
  );
  // After a limit was lowered, the first that become free are of no use to anybody.
  return limit.limit === 0 ? [] : times.slice(counted - limit.limit);
}

/** The parts as they were before a request of this time was counted. */
function without(
  parts: readonly CountedPart[],
  limit: RateLimit,
  instead: number | undefined,
): CountedPart[] {
  if (instead === undefined) return [...parts];
  const taken = partOf(limit, instead);
  return parts.map(({ part, count }) => ({
    part,
    count: part === taken ? Math.max(0, count - 1) : count,
  }));
}

function isOf({ identifier, identifierType, endpoint, method }: RateLimitKey): RawBuilder<boolean> {
  return sql<boolean>`identifier = ${identifier} AND identifier_type = ${identifierType}
    AND endpoint = ${endpoint} AND method = ${method}`;
}

/** In one order for everybody, so that two desktops never wait for each other. */
async function lock(
  transaction: Transaction<Tables>,
  keys: readonly RateLimitKey[],
): Promise<void> {
  const names = keys.map(({ identifier, identifierType, endpoint, method }) =>
    [identifierType, identifier, method, endpoint].join(' '),
  );
  for (const name of [...new Set(names)].sort()) {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
  }
}

async function readTime(transaction: Transaction<Tables>, time: DatabaseTime): Promise<number> {
  const { rows } = await sql<{ at: Date }>`SELECT ${time()} AS at`.execute(transaction);
  const [row] = rows;
  if (!row) throw new AppError('internal', 'PostgreSQL does not say what time it is');
  return row.at.getTime();
}

async function readParts(
  transaction: Transaction<Tables>,
  limit: RateLimit,
  at: number,
): Promise<CountedPart[]> {
  const length = partLength(limit);
  const first = new Date((partOf(limit, at) - PARTS_BEFORE) * length);
  const { rows } = await sql<{ window_start: Date; request_count: number }>`
    SELECT window_start, request_count FROM rate_limiting
    WHERE ${isOf(limit)} AND window_start >= ${first} ORDER BY window_start`.execute(transaction);
  return rows.map(({ window_start, request_count }) => ({
    part: Math.round(window_start.getTime() / length),
    count: request_count,
  }));
}

/** What ended two days ago goes at the same time, without waiting for another desktop that does the same. */
async function count(
  transaction: Transaction<Tables>,
  limit: RateLimit,
  at: number,
): Promise<void> {
  const { identifier, identifierType, endpoint, method } = limit;
  const length = partLength(limit);
  const start = partOf(limit, at) * length;
  await sql`
    WITH ended AS (
      SELECT id FROM rate_limiting
      WHERE identifier = ${identifier} AND identifier_type = ${identifierType}
        AND window_end < ${new Date(at - KEPT_MS)}
      FOR UPDATE SKIP LOCKED
    ), forgotten AS (
      DELETE FROM rate_limiting WHERE id IN (SELECT id FROM ended)
    )
    INSERT INTO rate_limiting AS part
      (identifier, identifier_type, endpoint, method, request_count, window_start, window_end)
    VALUES (${identifier}, ${identifierType}, ${endpoint}, ${method}, 1,
      ${new Date(start)}, ${new Date(start + length)})
    ON CONFLICT (identifier, identifier_type, endpoint, method, window_start)
      DO UPDATE SET request_count = part.request_count + 1`.execute(transaction);
}

async function giveBack(
  transaction: Transaction<Tables>,
  limit: RateLimit,
  at: number,
): Promise<void> {
  const start = new Date(partOf(limit, at) * partLength(limit));
  await sql`
    UPDATE rate_limiting SET request_count = request_count - 1
    WHERE ${isOf(limit)} AND window_start = ${start} AND request_count > 0`.execute(transaction);
}
