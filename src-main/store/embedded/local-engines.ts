import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { StartStep } from '../../../src-preload/contract/app.ts';
import type { SecretStore } from '../../config/secret-store.ts';
import type { Log } from '../../log/log.ts';
import { findMongod } from './find-mongod.ts';
import { startLocalMongo } from './local-mongo.ts';
import { startLocalPostgres } from './local-postgres.ts';

export interface LocalEngines {
  mongodbUrl: string;
  postgresUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts the app's own PostgreSQL and MongoDB in `folder`. Their passwords are made once and live in the keychain.
 * Rejects with `keychain_unavailable`, `local_database_missing` or `local_database_failed`; nothing runs then.
 */
export async function startLocalEngines(input: {
  folder: string;
  cacheFolder: string;
  secrets: SecretStore;
  onStep(step: StartStep): void;
  log: Log;
}): Promise<LocalEngines> {
  const { folder, secrets, onStep, log } = input;
  onStep({ step: 'local_postgres' });
  const postgres = await startLocalPostgres({
    folder: join(folder, 'postgres'),
    password: await passwordOf(secrets, 'local.postgres.password'),
    log,
  });
  try {
    onStep({ step: 'local_mongo' });
    const mongod = await findMongod({
      cacheFolder: input.cacheFolder,
      onDownload: (percent) => onStep({ step: 'local_mongo_download', percent }),
    });
    onStep({ step: 'local_mongo' });
    const mongo = await startLocalMongo({
      mongod,
      folder: join(folder, 'mongo'),
      password: await passwordOf(secrets, 'local.mongo.password'),
      log,
    });
    return {
      mongodbUrl: mongo.url,
      postgresUrl: postgres.url,
      stop: async () => {
        await Promise.all([mongo.stop(), postgres.stop()]);
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function passwordOf(secrets: SecretStore, name: string): Promise<string> {
  const known = await secrets.get(name);
  if (known !== null) return known;
  const made = randomBytes(24).toString('base64url');
  await secrets.set(name, made);
  return made;
}
