import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { KeyRing } from '../../../src-main/crypto/key-ring.ts';
import type { KeyStore } from '../../../src-main/store/key-store.ts';
import { migratePostgres } from '../../../src-main/store/postgres/migrate-postgres.ts';
import {
  connectPostgres,
  type PostgresConnection,
} from '../../../src-main/store/postgres/postgres-connection.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { Retry } from '../../../src-main/store/postgres/retry-safely.ts';
import { ensureComingLogMonths } from '../../../src-main/store/postgres/session-log-partitions.ts';
import type { RelationalStores } from '../../../src-main/store/stores.ts';
import { memoryKeyStore } from '../../support/databases/memory-key-store.ts';
import type { PostgresServer } from '../../support/databases/postgres-servers.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';

/** PostgreSQL's stores on a real server, with a connection of the test's own beside them. */
export interface OpenPostgres {
  url: string;
  connection: PostgresConnection;
  stores: RelationalStores;
  keyStore: KeyStore;
  deskId: string;
  raw: pg.Client;
  /** The stores of another desktop of the same team. */
  otherDesktop(): Promise<{ stores: RelationalStores; close(): Promise<void> }>;
  close(): Promise<void>;
}

export async function openPostgres(server: PostgresServer): Promise<OpenPostgres> {
  const connection = await connectPostgres(server.url, () => {});
  await migratePostgres(connection.db);
  await ensureComingLogMonths(connection.db);
  const raw = new pg.Client({ connectionString: server.url });
  // A test may kill the server.
  raw.on('error', () => {});
  await raw.connect();
  const keyStore = memoryKeyStore();
  const deskId = randomUUID();
  return {
    url: server.url,
    connection,
    stores: storesOf(connection, testKeyRing(keyStore), deskId),
    keyStore,
    deskId,
    raw,
    otherDesktop: async () => {
      const other = await connectPostgres(server.url, () => {});
      return {
        stores: storesOf(other, testKeyRing(keyStore), randomUUID()),
        close: () => other.pool.end(),
      };
    },
    close: async () => {
      await raw.end();
      await connection.pool.end();
      await server.stop();
    },
  };
}

export function newObjectId(): string {
  return randomBytes(12).toString('hex');
}

/** As if the line broke after the first attempt was done and before its answer came. */
export const afterLostAnswer: Retry = async (call) => {
  await call();
  return call();
};

function storesOf(connection: PostgresConnection, keys: KeyRing, deskId: string): RelationalStores {
  return postgresStores(connection, { keys, deskId, newObjectId });
}
