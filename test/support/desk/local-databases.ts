import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { z } from 'zod';
import { keychainSecretStore } from '../../../src-main/config/keychain-secret-store.ts';
import { keychainService } from '../../../src-main/config/keychain-service.ts';

const Engine = z.object({ port: z.number() });

export interface RawDatabases {
  mongo: MongoClient;
  postgres: pg.Client;
  close(): Promise<void>;
}

/** The databases that the app with this data folder runs for itself, opened beside it: what is really in them. */
export async function openLocalDatabases(folder: string): Promise<RawDatabases> {
  const secrets = keychainSecretStore(keychainService(folder));
  const address = async (
    engine: 'mongo' | 'postgres',
  ): Promise<{ port: number; password: string }> => {
    const file = await readFile(join(folder, 'local-stores', engine, 'engine.json'), 'utf8');
    const password = await secrets.get(`local.${engine}.password`);
    if (password === null) throw new Error(`The keychain has no password of ${engine}`);
    return { port: Engine.parse(JSON.parse(file)).port, password };
  };
  const mongoAddress = await address('mongo');
  const mongo = await MongoClient.connect(
    `mongodb://127.0.0.1:${mongoAddress.port}/?directConnection=true&authSource=admin`,
    { auth: { username: 'alexia', password: mongoAddress.password } },
  );
  const postgres = new pg.Client({
    host: '127.0.0.1',
    user: 'alexia',
    database: 'postgres',
    ...(await address('postgres')),
  });
  // The app ends its engine when it ends; a connection that breaks by it is no error of the test.
  postgres.on('error', () => {});
  await postgres.connect();
  return {
    mongo,
    postgres,
    close: async () => {
      await mongo.close();
      await postgres.end();
    },
  };
}
