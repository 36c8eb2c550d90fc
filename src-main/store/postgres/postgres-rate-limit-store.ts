import { sql } from 'kysely';
import { AppError } from '../../common/app-error.ts';
import type { RateLimitStore } from '../rate-limit-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';

export function postgresRateLimitStore({ db, retry }: PostgresConnection): RateLimitStore {
  return {
    async take({ identifier, identifierType, endpoint, method, limit, windowMs }) {
      // One statement, so that two desktops never count from the same number: whoever comes second waits for the row
      // of the first. Above the limit nothing is written. What ended a day ago goes at the same time, without waiting
      // for another desktop that does the same.
      const { rows } = await retry(
        () =>
          sql<{ request_count: number | null; window_end: Date }>`
          WITH present AS (
            SELECT to_timestamp(floor(extract(epoch FROM now()) * 1000 / ${windowMs}) * ${windowMs} / 1000)
              AS window_start
          ), taken AS (
            INSERT INTO rate_limiting AS present_row
              (identifier, identifier_type, endpoint, method, request_count, window_start, window_end)
            SELECT ${identifier}, ${identifierType}, ${endpoint}, ${method}, 1,
              window_start, window_start + ${windowMs} * interval '1 millisecond'
            FROM present WHERE ${limit} >= 1
            ON CONFLICT (identifier, identifier_type, endpoint, method, window_start)
              DO UPDATE SET request_count = present_row.request_count + 1
              WHERE present_row.request_count < ${limit}
            RETURNING request_count
          ), ended AS (
            SELECT id FROM rate_limiting
            WHERE identifier = ${identifier} AND identifier_type = ${identifierType}
              AND window_end < now() - interval '1 day'
            FOR UPDATE SKIP LOCKED
          ), forgotten AS (
            DELETE FROM rate_limiting WHERE id IN (SELECT id FROM ended)
          )
          SELECT taken.request_count, window_start + ${windowMs} * interval '1 millisecond' AS window_end
          FROM present LEFT JOIN taken ON true`.execute(db),
        'oncePerCall',
      );
      const row = rows[0];
      if (!row) throw new AppError('internal', 'The rate limit gave no answer');
      return {
        outcome: row.request_count === null ? 'refused' : 'allowed',
        remaining: row.request_count === null ? 0 : limit - row.request_count,
        windowEndsAt: row.window_end.getTime(),
      };
    },
  };
}
