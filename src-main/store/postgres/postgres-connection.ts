import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { ConnectionSecurity } from '../../../src-preload/contract/store-connection.ts';
import { AppError } from '../../common/app-error.ts';
import { StoreProblemError } from '../store-problem-error.ts';
import { tlsProblemOf } from '../tls-problem.ts';
import { createPostgresPool } from './postgres-pool.ts';
import { type Retry, retrySafely } from './retry-safely.ts';
import type { Tables } from './tables.ts';

/** `UNIQUE NULLS NOT DISTINCT`, which the schema needs, came with PostgreSQL 15. */
export const OLDEST_POSTGRES = 150_000;

export interface PostgresConnection {
  db: Kysely<Tables>;
  pool: pg.Pool;
  /** For calls of the stores: repeats what is safe to repeat. */
  retry: Retry;
}

/**
 * Connects and checks the server's version. Rejects with an AppError that says what is wrong with the address,
 * the login or the server. `onIdleError` hears of connections that break while nobody uses them.
 */
export async function connectPostgres(
  url: string,
  onIdleError: (error: Error) => void,
  security?: ConnectionSecurity,
): Promise<PostgresConnection> {
  const pool = createPostgresPool(url, onIdleError, security);
  try {
    const { rows } = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
    if (Number(rows[0]?.server_version_num) < OLDEST_POSTGRES) {
      throw new AppError('database_too_old', 'PostgreSQL 15 or newer is needed');
    }
  } catch (error) {
    await pool.end();
    throw classifyPostgresError(error);
  }
  return {
    pool,
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    retry: retrySafely(Math.random, (milliseconds) => sleep(milliseconds)),
  };
}

/** Turns what the driver throws into an AppError; what is no failure of the connection comes back as it is. */
export function classifyPostgresError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // A statement's error has a class of five characters; of those only a refused login may be about certificates.
  const problem = /^(?!28)[0-9A-Z]{5}$/.test(code) ? null : tlsProblemOf(error);
  if (problem) {
    return new StoreProblemError(problem, 'The TLS of PostgreSQL is not as it should be', {
      cause: error,
    });
  }
  if (code === '28P01' || code === '28000') {
    return new AppError('database_refused_login', 'PostgreSQL refused the login', { cause: error });
  }
  if (code === '3D000') {
    return new AppError('database_address_invalid', 'PostgreSQL has no such database', {
      cause: error,
    });
  }
  const isDown =
    // Connection, resources, roll-backs, locks, operators and the disk: nothing that is wrong with the statement.
    /^(08|25006|40|53|55P03|57|58)/.test(code) ||
    /^E(CONN|NOTFOUND|TIMEDOUT|HOST|NET|AI_AGAIN|PIPE)/.test(code) ||
    /timeout|terminat|Connection ended|not queryable|\bSSL\b/i.test(error.message);
  return isDown
    ? new AppError('database_unreachable', 'PostgreSQL cannot be reached', { cause: error })
    : error;
}

/** PostgreSQL's text cannot hold the NUL character, which a message may contain: it becomes U+FFFD. */
export function postgresText(text: string): string {
  return text.replaceAll('\0', '\u{FFFD}');
}

/** For a column of JSON, which holds neither a NUL nor half a character: both become U+FFFD. */
export function postgresJson(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'string' ? Buffer.from(postgresText(each)).toString() : each,
  );
}

const UNIQUE_VIOLATION = '23505';

/** Whether a statement was refused because another row has what only one may have. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}
