import { startLocalEngines } from '../../../src-main/store/embedded/local-engines.ts';
import { dataFolder } from '../data-folder.ts';
import { memorySecretStore } from './memory-secret-store.ts';
import { startOwnPostgres } from './postgres-servers.ts';
import { recordedLog } from './recorded-log.ts';
import { givenMongodbUri, startMongo } from './start-mongo.ts';

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
