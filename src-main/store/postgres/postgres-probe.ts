import { once } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';
import type { ConnectionSecurity } from '../../../src-preload/contract/store-connection.ts';
import { AppError } from '../../common/app-error.ts';
import { connectionLimits, postgresTarget } from '../connection-options.ts';
import { StoreProblemError } from '../store-problem-error.ts';
import type { ConnectionProbe } from '../test-connection.ts';
import { classifyPostgresError, OLDEST_POSTGRES } from './postgres-connection.ts';
import { postgresOptions } from './postgres-pool.ts';

/** `SSLRequest` of the protocol: its length, and a number where other packets have a version. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const YES = 'S'.charCodeAt(0);

/** How an address of PostgreSQL is tested. */
export function postgresProbe(url: string, security?: ConnectionSecurity): ConnectionProbe {
  return {
    target: () => postgresTarget(url, security),
    beforeTls: askForTls,
    logIn: async () => {
      const client = new pg.Client(postgresOptions(url, security));
      client.on('error', () => {
        // Whatever breaks fails the question that is under way; between two there is nobody to tell.
      });
      const ask = async <T extends pg.QueryResultRow>(text: string): Promise<T | undefined> => {
        try {
          return (await client.query<T>(text)).rows[0];
        } catch (error) {
          throw toProblem(error);
        }
      };
      try {
        await client.connect();
      } catch (error) {
        await client.end();
        throw toProblem(error);
      }
      return {
        checkRights: async () => {
          const rights = await ask<{ may_create: boolean | null; may_write: boolean | null }>(
            RIGHTS,
          );
          if ((rights?.may_write ?? rights?.may_create) !== true) {
            throw new StoreProblemError('rights', 'The login may not do what the app has to');
          }
        },
        server: async () => {
          const row = await ask<{ number: string; version: string }>(VERSION);
          if (Number(row?.number) < OLDEST_POSTGRES) {
            throw new StoreProblemError('too_old', 'PostgreSQL 15 or newer is needed');
          }
          return `PostgreSQL ${row?.version.split(' ')[0] ?? ''}`;
        },
        ping: async () => {
          await ask('SELECT 1');
        },
        close: () => client.end(),
      };
    },
  };
}

/**
 * Whether the app's tables can be read and written, as a login of the role alexia_desk can; where there are none yet
 * (null), whether they can be made.
 */
const RIGHTS = `
  SELECT has_schema_privilege(current_schema(), 'CREATE') AS may_create,
    bool_and(has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
      AND has_table_privilege(c.oid, 'UPDATE')) AS may_write
  FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace
    AND c.relname IN ('businesses', 'leads')`;

const VERSION = `
  SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version`;

async function askForTls(socket: Socket): Promise<void> {
  socket.write(SSL_REQUEST);
  const answer: unknown[] = await once(socket, 'data', {
    signal: AbortSignal.timeout(connectionLimits.connect),
  });
  const [first] = answer;
  // More than one byte would be somebody else, who puts in plain text what TLS is to protect.
  if (!Buffer.isBuffer(first) || first.length !== 1 || first[0] !== YES) {
    throw new StoreProblemError('no_tls', 'PostgreSQL has no TLS');
  }
}

function toProblem(error: unknown): unknown {
  const classified = classifyPostgresError(error);
  if (classified instanceof StoreProblemError || !(classified instanceof AppError)) {
    return classified;
  }
  const meaning = meanings.find(({ code }) => code === classified.code);
  return meaning
    ? new StoreProblemError(meaning.problem, meaning.message, { cause: error })
    : classified;
}

/** What the error of a login that failed means for the person who tests it. */
const meanings = [
  { code: 'database_refused_login', problem: 'login', message: 'PostgreSQL refused the login' },
  {
    code: 'database_address_invalid',
    problem: 'no_database',
    message: 'There is no such database',
  },
  { code: 'database_unreachable', problem: 'lost', message: 'PostgreSQL went away' },
] as const;
