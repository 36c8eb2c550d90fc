import { z } from 'zod';
import { startLocalEngines } from '../../../src-main/store/embedded/local-engines.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';

/**
 * A process that starts engines in a folder and then does nothing: made to be killed. Its one argument is the folder
 * and the engines' password, as JSON.
 */
const { folder, password } = z
  .object({ folder: z.string(), password: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''));
const secrets = memorySecretStore();
await secrets.set('local.postgres.password', password);
await secrets.set('local.mongo.password', password);
await startLocalEngines({
  folder,
  cacheFolder: folder,
  secrets,
  onStep: () => {},
  log: recordedLog(),
});
console.log('started');
