import { startLocalEngines } from '../../../src-main/store/embedded/local-engines.ts';
import { dataFolder } from '../data-folder.ts';
import { memorySecretStore } from './memory-secret-store.ts';
import { recordedLog } from './recorded-log.ts';

export interface Databases {
  mongodbUrl: string;
  postgresUrl: string;
  /** Where their data lies, and which processes serve it (`faults/engine-processes.ts`). */
  folder: string;
  /** Stops both and removes their data. */
  stop(): Promise<void>;
}

/** A real PostgreSQL and a real MongoDB-compatible engine, empty, as the app itself starts them. */
export async function startDatabases(): Promise<Databases> {
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
