import { randomUUID } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';
import { startDocumentDb } from '../documentdb/start-document-db.ts';

/**
 * A MongoDB that the suites of the stores run against instead of this project's engine, when it is given. Its login must
 * be allowed to make and drop databases; none but those of the tests are touched. One host in plain text, for some tests
 * listen in on the line.
 */
export const givenMongodbUri = process.env.MONGODB_URI;

export interface TestMongo {
  /** Names an empty database that was made for the test. */
  url: string;
  /** Another empty one. */
  newDatabase(): Db;
  /** Stops what was started, and drops what was made. */
  stop(): Promise<void>;
}

/** The given MongoDB, else an engine of this project; the databases are the test's own. */
export async function startMongo(): Promise<TestMongo> {
  const engine = givenMongodbUri === undefined ? await startDocumentDb() : null;
  const uri = engine?.uri ?? givenMongodbUri ?? '';
  const name = `alexia_test_${randomUUID().slice(0, 8)}`;
  const client = await MongoClient.connect(uri);
  return {
    url: addressOf(uri, name),
    newDatabase: () => client.db(`${name}_${randomUUID().slice(0, 8)}`),
    stop: async () => {
      if (!engine) await dropAll(client, name);
      await client.close();
      await engine?.stop();
    },
  };
}

/** The same server's address, naming another database. Not with `URL`, which knows no address with several hosts. */
export function addressOf(url: string, database: string): string {
  const [, server = url, named = '', options = ''] =
    /^([a-z+]+:\/\/[^/?]+)\/?([^?]*)(\?.*)?$/i.exec(url) ?? [];
  const address = `${server}/${database}${options}`;
  const hasLogin = /^mongodb.*@/.test(server);
  // Unless the address says otherwise, a login is one of the database that it names.
  if (!hasLogin || /[?&](authSource|authMechanism)=/i.test(options)) return address;
  return `${address}${options === '' ? '?' : '&'}authSource=${named || 'admin'}`;
}

async function dropAll(client: MongoClient, prefix: string): Promise<void> {
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  for (const { name } of databases) {
    if (name.startsWith(prefix)) await client.db(name).dropDatabase();
  }
}
