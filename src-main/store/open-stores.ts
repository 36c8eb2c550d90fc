import type { StartStep, StoreAddresses, StoreTestResult } from '../../src-preload/contract/app.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import type { Cache } from '../cache/cache.ts';
import { systemClock } from '../common/clock.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { Log } from '../log/log.ts';
import { databasePinger } from './database-pinger.ts';
import { startLocalEngines } from './embedded/local-engines.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { cachedBusinessStore } from './cached-business-store.ts';
import { HighVolumeBusinesses } from './high-volume-businesses.ts';
import type { KeyStore } from './key-store.ts';
import { MessagePartitions } from './mongo/message-partitions.ts';
import { migrateMongo } from './mongo/migrate-mongo.ts';
import { connectMongo } from './mongo/mongo-connection.ts';
import { mongoChangeFeed } from './mongo/mongo-change-feed.ts';
import { mongoKeyStore } from './mongo/mongo-key-store.ts';
import { mongoProbe } from './mongo/mongo-probe.ts';
import { mongoStores } from './mongo/mongo-stores.ts';
import { readNewestKeys } from './mongo/newest-keys.ts';
import { TransactionSessions } from './mongo/transaction-sessions.ts';
import { newObjectId } from './mongo/new-object-id.ts';
import { migratePostgres } from './postgres/migrate-postgres.ts';
import { connectPostgres } from './postgres/postgres-connection.ts';
import { postgresRowFeed } from './postgres/postgres-row-feed.ts';
import { postgresProbe } from './postgres/postgres-probe.ts';
import { postgresAccessStores, postgresStores } from './postgres/postgres-stores.ts';
import { ensureComingLogMonths } from './postgres/session-log-partitions.ts';
import { leadsFollowNames } from './leads-follow-names.ts';
import { refuseMissingIds } from './refuse-missing-ids.ts';
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
  /** Who works at this desktop; without it, or with null, nobody in particular. */
  reader?: () => UserId | null;
  /** Where this desktop notes the sessions of its transactions (`TransactionSessions`); without it, nowhere. */
  transactionsFile?: string;
  /** What was read lately; closed with the stores. */
  cache: Cache;
  /**
   * Says that this desktop is there, once the databases are up to date, before any key is opened. What it rejects with
   * ends the opening. Without it nobody is asked.
   */
  admit?: (stores: Pick<Stores, 'access' | 'rateLimits'>) => Promise<void>;
  /** Opens the workspace's keys, once the databases are up to date. What it rejects with ends the opening. */
  openKeys(store: KeyStore): Promise<KeyRing>;
  onStep(step: StartStep): void;
  log: Log;
}): Promise<Stores> {
  const { location, onStep, log } = input;
  const closers: (() => Promise<void>)[] = [() => input.cache.close()];
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

    const [mongo, postgres] = await bothSettled(
      connectMongo(addresses.mongodbUrl, addresses.mongodbSecurity).then((connected) => {
        closers.push(() => connected.client.close());
        return connected;
      }),
      connectPostgres(
        addresses.postgresUrl,
        (error) => log.warn('A connection to PostgreSQL broke', { error: error.message }),
        addresses.postgresSecurity,
      ).then((connected) => {
        // Not through Kysely, which ends no pool that it has not used yet.
        closers.push(() => connected.pool.end());
        return connected;
      }),
    );
    const transactions = new TransactionSessions(input.transactionsFile);
    await transactions.endLeft(mongo.client, log);

    onStep({ step: 'migrations' });

    const [mongoSteps, postgresSteps] = await bothSettled(
      migrateMongo(mongo.db),
      migratePostgres(postgres.db).then(async (done) => {
        await ensureComingLogMonths(postgres.db);
        return done;
      }),
    );
    const steps = { mongo: mongoSteps, postgres: postgresSteps };
    log.info('The databases are up to date', { steps });
    await input.admit?.(postgresAccessStores(postgres, { deskId: input.deskId, newObjectId }));
    const keys = await input.openKeys(mongoKeyStore({ db: mongo.db, deskId: input.deskId }));
    const { deskId } = input;
    const relational = postgresStores(postgres, { keys, deskId, newObjectId });
    // MongoDB has nothing to do meanwhile, and the first page of the inbox comes without a second question.
    const [highVolume] = await Promise.all([
      HighVolumeBusinesses.watch(relational.businesses, log),
      readNewestKeys({ ...mongo, keys }).catch((error: unknown) =>
        log.warn('The keys of the newest conversations were not read ahead', { error }),
      ),
    ]);
    closers.push(() => highVolume.stop());
    const partitions = new MessagePartitions(mongo.db, (businessId) => highVolume.has(businessId));
    const feed = { clock: systemClock, random: Math.random, log: log.child('changes') };
    const documents = mongoStores({
      ...mongo,
      keys,
      cache: input.cache,
      deskId,
      reader: input.reader ?? (() => null),
      partitions,
      transactions,
    });
    const businesses = cachedBusinessStore(relational.businesses, input.cache);
    const conversations = leadsFollowNames(documents.conversations, relational.leads);
    return {
      ...withoutMissingIds({ ...documents, ...relational, businesses, conversations }),
      forgetOutdated: async (outdated) => {
        await documents.forgetOutdated(outdated);
        if (outdated !== null && outdated.kind !== 'business') return;
        await input.cache.clear('businesses');
        await highVolume.refresh();
      },
      changes: mongoChangeFeed({ ...feed, db: mongo.db }),
      rowChanges: postgresRowFeed({
        ...feed,
        url: addresses.postgresUrl,
        security: addresses.postgresSecurity,
      }),
      ping: databasePinger(mongo, postgres),
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

/** Waits for the end of both also when one fails: nothing is closed in the middle of the other. */
async function bothSettled<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

/** Each store by its name; what is no store stays what it is. */
function withoutMissingIds<All extends object>(stores: All): All {
  const guarded = Object.entries(stores).map(([name, store]: [string, unknown]) =>
    typeof store === 'object' && store !== null
      ? [name, refuseMissingIds(name, store)]
      : [name, store],
  );
  return Object.fromEntries(guarded) as All;
}
