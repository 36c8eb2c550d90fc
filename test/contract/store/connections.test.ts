import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../src-main/store/embedded/free-port.ts';
import { connectMongo } from '../../../src-main/store/mongo/mongo-connection.ts';
import { testStores } from '../../../src-main/store/open-stores.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import {
  type RunningDocumentDb,
  startDocumentDb,
} from '../../support/documentdb/start-document-db.ts';
import { addressOf } from './open-databases.ts';

let databases: Databases;
let standalone: RunningDocumentDb;
let nowhere: number;

beforeAll(async () => {
  databases = await startDatabases();
  standalone = await startDocumentDb({ replicaSet: null });
  nowhere = await freePort();
});

afterAll(async () => {
  await standalone.stop();
  await databases.stop();
});

const withPassword = (url: string, password: string): string => {
  const address = new URL(url);
  address.password = password;
  return address.toString();
};

describe('testing the addresses of the databases', () => {
  it('says that both are right, and leaves nothing behind', async () => {
    expect(await testStores(databases)).toEqual({ mongodb: { ok: true }, postgres: { ok: true } });
    const client = await MongoClient.connect(databases.mongodbUrl);
    expect(await client.db('alexia').listCollections().toArray()).toEqual([]);
    await client.close();
  });

  it('says within six seconds that nobody answers', async () => {
    const startedAt = performance.now();
    const result = await testStores({
      mongodbUrl: `mongodb://127.0.0.1:${nowhere}/`,
      postgresUrl: `postgres://a:b@127.0.0.1:${nowhere}/x`,
    });
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    expect(result.mongodb.code).toBe('database_unreachable');
    expect(result.postgres.code).toBe('database_unreachable');
  });

  const cases: [string, () => Partial<Databases>, string][] = [
    [
      'a wrong password of MongoDB',
      () => ({ mongodbUrl: withPassword(databases.mongodbUrl, 'wrong') }),
      'database_refused_login',
    ],
    [
      'a MongoDB address without the login that it needs',
      () => ({ mongodbUrl: databases.mongodbUrl.replace(/\/\/[^@]+@/, '//') }),
      'database_refused_login',
    ],
    [
      'a wrong password of PostgreSQL',
      () => ({ postgresUrl: withPassword(databases.postgresUrl, 'wrong') }),
      'database_refused_login',
    ],
    [
      'a PostgreSQL database that does not exist',
      () => ({ postgresUrl: addressOf(databases.postgresUrl, 'nope') }),
      'database_address_invalid',
    ],
    [
      'a PostgreSQL without the encryption that the address asks for',
      () => ({ postgresUrl: `${databases.postgresUrl}?sslmode=verify-full` }),
      'database_unreachable',
    ],
    [
      'a MongoDB that is no replica set',
      () => ({ mongodbUrl: standalone.uri }),
      'database_not_replica_set',
    ],
    ...['nonsense', 'http://example.com', 'mongodb://', 'mongodb://h/?tls=maybe'].map(
      (mongodbUrl): [string, () => Partial<Databases>, string] => [
        `the MongoDB address ${mongodbUrl}`,
        () => ({ mongodbUrl }),
        'database_address_invalid',
      ],
    ),
    ...['nonsense', 'mysql://h/x', 'postgres://h:port/x'].map(
      (postgresUrl): [string, () => Partial<Databases>, string] => [
        `the PostgreSQL address ${postgresUrl}`,
        () => ({ postgresUrl }),
        'database_address_invalid',
      ],
    ),
    [
      'a MongoDB whose name nobody knows',
      () => ({ mongodbUrl: 'mongodb+srv://nowhere.invalid/' }),
      'database_unreachable',
    ],
  ];
  it.each(cases)('says what is wrong with %s', async (_, wrong, code) => {
    const change = wrong();
    const { mongodb, postgres } = await testStores({ ...databases, ...change });
    expect('mongodbUrl' in change ? mongodb : postgres).toEqual({ ok: false, code });
    // The other one is judged on its own.
    expect('mongodbUrl' in change ? postgres : mongodb).toEqual({ ok: true });
  });
});

describe('an address of MongoDB', () => {
  it('may name several hosts, of which one is away', async () => {
    const { username, password, port } = new URL(databases.mongodbUrl);
    const hosts = `127.0.0.1:${nowhere},127.0.0.1:${port}`;
    const options = '?authSource=admin&replicaSet=alexia';
    const named = await connectMongo(`mongodb://${username}:${password}@${hosts}/team${options}`);
    expect(named.db.databaseName).toBe('team');
    await named.client.close();
    const plain = await connectMongo(`mongodb://${username}:${password}@${hosts}/${options}`);
    expect(plain.db.databaseName).toBe('alexia');
    await plain.client.close();
  });
});
