import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { startLocalPostgres } from '../../../src-main/store/embedded/local-postgres.ts';
import { dataFolder } from '../data-folder.ts';
import { debianPostgresVersion, startDebianPostgres } from './debian-postgres.ts';
import { recordedLog } from './recorded-log.ts';

export interface PostgresServer {
  /** Names an empty database that was made for the test. */
  url: string;
  /** Stops what was started, and removes what was made. */
  stop(): Promise<void>;
}

/**
 * Every PostgreSQL that the tests know: the app's own, the oldest that Debian's packages have installed, and the one
 * of `DATABASE_URL`, whose login must be allowed to create databases.
 */
export const postgresServers: {
  name: string;
  /** Nobody else's: roles may be made and whole servers stopped. */
  isDisposable: boolean;
  start(): Promise<PostgresServer>;
}[] = [{ name: "the app's own PostgreSQL", isDisposable: true, start: startOwnPostgres }];

const debian = debianPostgresVersion();
if (debian !== null) {
  postgresServers.push({
    name: `Debian's PostgreSQL ${debian}`,
    isDisposable: true,
    start: () => startDebianPostgres(debian),
  });
}

const given = process.env.DATABASE_URL;
if (given !== undefined) {
  postgresServers.push({
    name: 'the PostgreSQL of DATABASE_URL',
    isDisposable: false,
    start: () => ownDatabase(given),
  });
}

/** PostgreSQL as the app itself starts it. */
export async function startOwnPostgres(): Promise<PostgresServer> {
  const folder = await dataFolder();
  const engine = await startLocalPostgres({
    folder: join(folder.path, 'postgres'),
    password: randomUUID(),
    log: recordedLog(),
  });
  return {
    url: engine.url,
    stop: async () => {
      await engine.stop();
      await folder.remove();
    },
  };
}

/** A database of its own on a server that exists. */
export async function ownDatabase(url: string): Promise<PostgresServer> {
  const name = `alexia_test_${randomUUID().slice(0, 8)}`;
  await administer(url, `CREATE DATABASE ${name}`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  return {
    url: address.href,
    stop: () => administer(url, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
