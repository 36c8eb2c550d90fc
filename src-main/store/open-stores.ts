import { setTimeout as sleep } from 'node:timers/promises';
import type { StartStep, StoreAddresses, StoreTestResult } from '../../src-preload/contract/app.ts';
import { systemClock } from '../common/clock.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { Log } from '../log/log.ts';
import { connectionLimits } from './connection-options.ts';
import { startLocalEngines } from './embedded/local-engines.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { HighVolumeBusinesses } from './high-volume-businesses.ts';
import type { KeyStore } from './key-store.ts';
import { MessagePartitions } from './mongo/message-partitions.ts';
import { migrateMongo } from './mongo/migrate-mongo.ts';
import { connectMongo, type MongoConnection } from './mongo/mongo-connection.ts';
import { mongoChangeFeed } from './mongo/mongo-change-feed.ts';
import { mongoKeyStore } from './mongo/mongo-key-store.ts';
import { mongoProbe } from './mongo/mongo-probe.ts';
import { mongoStores } from './mongo/mongo-stores.ts';
import { newObjectId } from './mongo/new-object-id.ts';
import { migratePostgres } from './postgres/migrate-postgres.ts';
import { connectPostgres, type PostgresConnection } from './postgres/postgres-connection.ts';
import { postgresLeadFeed } from './postgres/postgres-lead-feed.ts';
import { postgresProbe } from './postgres/postgres-probe.ts';
import { postgresStores } from './postgres/postgres-stores.ts';
import { ensureComingLogMonths } from './postgres/session-log-partitions.ts';
import type { Stores } from './stores.ts';
import { testConnection } from './test-connection.ts';

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
  /** This installation, a UUID. */
  deskId: string;
  /** Opens the workspace's keys, once the databases are up to date. What it rejects with ends the opening. */
  openKeys(store: KeyStore): Promise<KeyRing>;
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
    const mongo = await connectMongo(addresses.mongodbUrl, addresses.mongodbSecurity);
    closers.push(() => mongo.client.close());
    const postgres = await connectPostgres(
      addresses.postgresUrl,
      (error) => log.warn('A connection to PostgreSQL broke', { error: error.message }),
      addresses.postgresSecurity,
    );
    // Not through Kysely, which ends no pool that it has not used yet.
    closers.push(() => postgres.pool.end());

    onStep({ step: 'migrations' });
    const steps = {
      mongo: await migrateMongo(mongo.db),
      postgres: await migratePostgres(postgres.db),
    };
    await ensureComingLogMonths(postgres.db);
    log.info('The databases are up to date', { steps });
    const keys = await input.openKeys(mongoKeyStore({ db: mongo.db, deskId: input.deskId }));
    const { deskId } = input;
    const relational = postgresStores(postgres, { keys, deskId, newObjectId });
    const highVolume = await HighVolumeBusinesses.watch(relational.businesses, log);
    closers.push(() => highVolume.stop());
    const partitions = new MessagePartitions(mongo.db, (businessId) => highVolume.has(businessId));
    const feed = { clock: systemClock, random: Math.random, log: log.child('changes') };
    return {
      ...mongoStores({ ...mongo, keys, deskId, partitions }),
      ...relational,
      changes: mongoChangeFeed({ ...feed, db: mongo.db }),
      leadChanges: postgresLeadFeed({
        ...feed,
        url: addresses.postgresUrl,
        security: addresses.postgresSecurity,
      }),
      ping: pinger(mongo, postgres),
      test: () => testStores(addresses),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Tries both addresses step by step, without changing anything there. Never rejects: what is wrong is in the result.
 */
export async function testStores(addresses: StoreAddresses): Promise<StoreTestResult> {
  const now = (): number => performance.now();
  const [mongodb, postgres] = await Promise.all([
    testConnection(mongoProbe(addresses.mongodbUrl, addresses.mongodbSecurity), now),
    testConnection(postgresProbe(addresses.postgresUrl, addresses.postgresSecurity), now),
  ]);
  return { mongodb, postgres };
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
    Promise.race([
      question.then(
        () => true,
        () => false,
      ),
      // A server that hangs is down, whatever may become of the question.
      sleep(connectionLimits.ping, false, { ref: false }),
    ]);
  let failures = 0;
  return async () => {
    const [isMongoUp, isPostgresUp] = await Promise.all([
      answers(mongo.db.command({ ping: 1 }, { timeoutMS: connectionLimits.ping })),
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
