import pg from 'pg';
import type { ConnectionSecurity } from '../../../src-preload/contract/store-connection.ts';
import { connectionLimits, identityCheck, postgresTarget } from '../connection-options.ts';

/** What every connection to PostgreSQL is made with. Throws a StoreProblemError when the address must not be used. */
export function postgresOptions(url: string, security?: ConnectionSecurity): pg.ClientConfig {
  const { url: plainUrl, hosts, tls } = postgresTarget(url, security);
  const host = hosts === 'socket' ? 'localhost' : (hosts[0]?.host ?? '');
  return {
    connectionString: plainUrl,
    connectionTimeoutMillis: connectionLimits.connect,
    statement_timeout: connectionLimits.statement,
    // A server that hangs keeps no promise about its statements.
    query_timeout: connectionLimits.statement + connectionLimits.connect,
    keepAlive: true,
    application_name: 'Alexia Desk',
    // `false`, not absent: the driver would look into the environment for another answer.
    ssl: tls ? { ...tls, checkServerIdentity: identityCheck(host) } : false,
  };
}

/** A pool of connections, none of which is open yet. `onIdleError` hears of those that break while nobody uses them. */
export function createPostgresPool(
  url: string,
  onIdleError: (error: Error) => void,
  security?: ConnectionSecurity,
): pg.Pool {
  const pool = new pg.Pool({
    ...postgresOptions(url, security),
    max: connectionLimits.postgresPool,
    idleTimeoutMillis: connectionLimits.idle,
  });
  pool.on('error', onIdleError);
  // One that breaks while it is lent out says so to whoever waits for the answer; without a listener it would also
  // end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
