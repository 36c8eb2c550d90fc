import { MongoClient } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { startLocalEngines } from '../../../src-main/store/embedded/local-engines.ts';
import { dataFolder } from '../data-folder.ts';
import { memorySecretStore } from './memory-secret-store.ts';
import { ownDatabase, startOwnPostgres } from './postgres-servers.ts';
import { recordedLog } from './recorded-log.ts';
import { addressOf, givenMongodbUri, startMongo } from './start-mongo.ts';

export interface Databases {
  mongodbUrl: string;
  postgresUrl: string;
  /** Stops both and removes their data. */
  stop(): Promise<void>;
}

export interface OwnDatabases extends Databases {
  /** Where their data lies, and which processes serve it (`faults/engine-processes.ts`). */
  folder: string;
}

/** A real PostgreSQL and a real MongoDB-compatible engine, empty, as the app itself starts them. */
export async function startDatabases(): Promise<OwnDatabases> {
  const folder = await dataFolder();
  const engines = await startLocalEngines({
    folder: folder.path,
    cacheFolder: folder.path,
    secrets: memorySecretStore(),
    onStep: () => {},
    log: recordedLog(),
  });
  return {
    mongodbUrl: engines.mongodbUrl,
    postgresUrl: engines.postgresUrl,
    folder: folder.path,
    stop: async () => {
      await engines.stop();
      await folder.remove();
    },
  };
}

/** Databases of a test's own on servers that several have, one after the other. */
export async function newDatabases(servers: Databases): Promise<Databases> {
  const mongodbUrl = addressOf(servers.mongodbUrl, `alexia_test_${randomUUID().slice(0, 8)}`);
  const postgres = await ownDatabase(servers.postgresUrl);
  return {
    mongodbUrl,
    postgresUrl: postgres.url,
    stop: async () => {
      const client = await MongoClient.connect(mongodbUrl);
      await client.db().dropDatabase();
      await client.close();
      await postgres.stop();
    },
  };
}

/** The same for the suites of the stores: where a MongoDB is given, a database of the test's own on that one. */
export async function startStoreDatabases(): Promise<Databases> {
  if (givenMongodbUri === undefined) return startDatabases();
  const [mongo, postgres] = await Promise.all([startMongo(), startOwnPostgres()]);
  return {
    mongodbUrl: mongo.url,
    postgresUrl: postgres.url,
    stop: async () => {
      await mongo.stop();
      await postgres.stop();
    },
  };
}
