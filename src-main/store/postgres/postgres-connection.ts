import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { AppError } from '../../common/app-error.ts';
import type { Tables } from './tables.ts';

/** How long a call waits for a connection before it says that the database cannot be reached, in milliseconds. */
const CONNECTION_MS = 4_000;
/** `UNIQUE NULLS NOT DISTINCT`, which the schema needs, came with PostgreSQL 15. */
const OLDEST_SERVER = 150_000;

export interface PostgresConnection {
  db: Kysely<Tables>;
  pool: pg.Pool;
}

/**
 * Connects and checks the server's version. Rejects with an AppError that says what is wrong with the address,
 * the login or the server. `onIdleError` hears of connections that break while nobody uses them.
 */
export async function connectPostgres(
  url: string,
  onIdleError: (error: Error) => void,
): Promise<PostgresConnection> {
  const pool = new pg.Pool({
    connectionString: validAddress(url),
    max: 8,
    connectionTimeoutMillis: CONNECTION_MS,
    // A server that hangs is as bad as one that is gone.
    query_timeout: 30_000,
    application_name: 'Alexia Desk',
  });
  pool.on('error', onIdleError);
  try {
    const { rows } = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
    if (Number(rows[0]?.server_version_num) < OLDEST_SERVER) {
      throw new AppError('database_too_old', 'PostgreSQL 15 or newer is needed');
    }
  } catch (error) {
    await pool.end();
    throw classifyPostgresError(error);
  }
  return { pool, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}

function validAddress(url: string): string {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new AppError('database_address_invalid', 'The PostgreSQL address cannot be parsed');
  }
  return url;
}

/** Turns what the driver throws into an AppError; what is no failure of the connection comes back as it is. */
export function classifyPostgresError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
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
    /timeout|terminat|Connection ended|not queryable|\bSSL\b|certificate/i.test(error.message);
  return isDown
    ? new AppError('database_unreachable', 'PostgreSQL cannot be reached', { cause: error })
    : error;
}

/** PostgreSQL's text cannot hold the NUL character, which a message may contain: it becomes U+FFFD. */
export function postgresText(text: string): string {
  return text.replaceAll('\0', '\u{FFFD}');
}
