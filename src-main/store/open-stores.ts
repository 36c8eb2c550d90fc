import type { StartStep, StoreAddresses, StoreTestResult } from '../../src-preload/contract/app.ts';
import { AppError } from '../common/app-error.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { Log } from '../log/log.ts';
import { startLocalEngines } from './embedded/local-engines.ts';
import { migrateMongo } from './mongo/migrate-mongo.ts';
import { connectMongo, type MongoConnection } from './mongo/mongo-connection.ts';
import { mongoStores } from './mongo/mongo-stores.ts';
import { newObjectId } from './mongo/new-object-id.ts';
import { migratePostgres } from './postgres/migrate-postgres.ts';
import { connectPostgres, type PostgresConnection } from './postgres/postgres-connection.ts';
import { postgresStores } from './postgres/postgres-stores.ts';
import type { Stores } from './stores.ts';

export type StoreLocation =
  | { kind: 'local'; folder: string; cacheFolder: string }
  | { kind: 'servers'; addresses: StoreAddresses };

/**
 * Opens both databases: the team's servers, or engines of the app's own that are started first. Migrations and
 * indexes are brought up to date; when one fails, nothing is opened.
 * Rejects with an AppError whose code says what is wrong (`database_…`, `local_database_…`, `keychain_unavailable`).
 */
export async function openStores(input: {
  location: StoreLocation;
  secrets: SecretStore;
  onStep(step: StartStep): void;
  log: Log;
}): Promise<Stores> {
  const { location, onStep, log } = input;
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    let addresses: StoreAddresses;
    if (location.kind === 'local') {
      const engines = await startLocalEngines({ ...location, secrets: input.secrets, onStep, log });
      closers.push(() => engines.stop());
      addresses = engines;
    } else {
      addresses = location.addresses;
    }

    onStep({ step: 'connecting' });
    const mongo = await connectMongo(addresses.mongodbUrl);
    closers.push(() => mongo.client.close());
    const postgres = await connectPostgres(addresses.postgresUrl, (error) =>
      log.warn('A connection to PostgreSQL broke', { error: error.message }),
    );
    // Not through Kysely, which ends no pool that it has not used yet.
    closers.push(() => postgres.pool.end());

    onStep({ step: 'migrations' });
    const steps = {
      mongo: await migrateMongo(mongo.db),
      postgres: await migratePostgres(postgres.db),
    };
    log.info('The databases are up to date', { steps });
    return {
      ...mongoStores(mongo),
      ...postgresStores(postgres, newObjectId),
      ping: pinger(mongo, postgres),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Tries both addresses, without changing anything there. Never rejects: what is wrong is in the result. */
export async function testStores(addresses: StoreAddresses): Promise<StoreTestResult> {
  const [mongodb, postgres] = await Promise.all([
    tryToConnect(async () => {
      const connection = await connectMongo(addresses.mongodbUrl);
      await connection.client.close();
    }),
    tryToConnect(async () => {
      const connection = await connectPostgres(addresses.postgresUrl, () => {
        // The connection is closed again at once; that it broke meanwhile does not matter.
      });
      await connection.pool.end();
    }),
  ]);
  return { mongodb, postgres };
}

async function tryToConnect(connect: () => Promise<void>): Promise<StoreTestResult['mongodb']> {
  try {
    await connect();
    return { ok: true };
  } catch (error) {
    return { ok: false, code: error instanceof AppError ? error.code : 'internal' };
  }
}

/** Pings that fail in a row before MongoDB's driver is made to begin anew. */
const FAILED_PINGS = 2;

/**
 * Asks both databases whether they are there. The driver of MongoDB finds its server again by itself, except when a
 * connection is accepted and broken at once (as a proxy without its server does it): then its monitor waits for ever.
 * Closing the client ends that; the next call connects anew.
 */
function pinger(
  mongo: MongoConnection,
  postgres: PostgresConnection,
): () => Promise<{ mongo: boolean; postgres: boolean }> {
  const answers = async (question: Promise<unknown>): Promise<boolean> =>
    question.then(
      () => true,
      () => false,
    );
  let failures = 0;
  return async () => {
    const [isMongoUp, isPostgresUp] = await Promise.all([
      answers(mongo.db.command({ ping: 1 }, { timeoutMS: 5_000 })),
      answers(postgres.pool.query('SELECT 1')),
    ]);
    failures = isMongoUp ? 0 : failures + 1;
    if (failures >= FAILED_PINGS) {
      failures = 0;
      await answers(mongo.client.close());
    }
    return { mongo: isMongoUp, postgres: isPostgresUp };
  };
}
