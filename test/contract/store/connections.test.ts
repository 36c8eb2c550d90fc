import { MongoClient } from 'mongodb';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../src-main/store/embedded/free-port.ts';
import { connectMongo } from '../../../src-main/store/mongo/mongo-connection.ts';
import { testStores } from '../../../src-main/store/open-stores.ts';
import { storeTestSteps } from '../../../src-preload/contract/store-connection.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import {
  type RunningDocumentDb,
  startDocumentDb,
} from '../../support/documentdb/start-document-db.ts';
import { addressOf } from '../../support/databases/start-mongo.ts';

let databases: Databases;
let standalone: RunningDocumentDb;
let nowhere: number;
/** A login that may look and nothing else. */
let guestUrl: string;

/** What is tested, how it is wrong, and with which code it fails at which step. */
type Wrong = [string, () => Partial<Databases>, string, (typeof storeTestSteps)[number]];

beforeAll(async () => {
  databases = await startDatabases();
  standalone = await startDocumentDb({ replicaSet: null });
  nowhere = await freePort();
  const admin = new pg.Client({ connectionString: databases.postgresUrl });
  await admin.connect();
  await admin.query("CREATE ROLE guest LOGIN PASSWORD 'guest'");
  await admin.end();
  const guest = new URL(databases.postgresUrl);
  guest.username = guest.password = 'guest';
  guestUrl = guest.href;
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
    const { mongodb, postgres } = await testStores(databases);
    for (const { ok, steps } of [mongodb, postgres]) {
      expect(ok).toBe(true);
      expect(steps.map(({ step }) => step)).toEqual(storeTestSteps);
      // To this computer no encryption is needed, and the test says that there is none.
      expect(steps.map(({ state }) => state)).toEqual(
        storeTestSteps.map((step) => (step === 'encryption' ? 'plain' : 'ok')),
      );
    }
    expect(mongodb.steps[6]).toMatchObject({
      version: expect.stringMatching(/^MongoDB \d/) as string,
    });
    expect(postgres.steps[6]).toMatchObject({
      version: expect.stringMatching(/^PostgreSQL \d/) as string,
    });
    const client = await MongoClient.connect(databases.mongodbUrl);
    expect(await client.db('alexia').listCollections().toArray()).toEqual([]);
    await client.close();
  });

  it('says soon that nobody answers', async () => {
    const startedAt = performance.now();
    const result = await testStores({
      mongodbUrl: `mongodb://127.0.0.1:${nowhere}/`,
      postgresUrl: `postgres://a:b@127.0.0.1:${nowhere}/x`,
    });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(result.mongodb.code).toBe('database_unreachable');
    expect(result.postgres.code).toBe('database_unreachable');
  });

  const cases: Wrong[] = [
    [
      'a wrong password of MongoDB',
      () => ({ mongodbUrl: withPassword(databases.mongodbUrl, 'wrong') }),
      'database_refused_login',
      'login',
    ],
    [
      'a MongoDB address without the login that it needs',
      () => ({ mongodbUrl: databases.mongodbUrl.replace(/\/\/[^@]+@/, '//') }),
      'database_refused_login',
      'login',
    ],
    [
      'a wrong password of PostgreSQL',
      () => ({ postgresUrl: withPassword(databases.postgresUrl, 'wrong') }),
      'database_refused_login',
      'login',
    ],
    [
      'a PostgreSQL database that does not exist',
      () => ({ postgresUrl: addressOf(databases.postgresUrl, 'nope') }),
      'database_address_invalid',
      'login',
    ],
    [
      'a PostgreSQL without the encryption that the address asks for',
      () => ({ postgresUrl: `${databases.postgresUrl}?sslmode=verify-full` }),
      'database_plain_text_refused',
      'encryption',
    ],
    [
      'a MongoDB that is no replica set',
      () => ({ mongodbUrl: standalone.uri }),
      'database_not_replica_set',
      'server',
    ],
    ...['nonsense', 'http://example.com', 'mongodb://', 'mongodb://h/?tls=maybe'].map(
      (mongodbUrl): Wrong => [
        `the MongoDB address ${mongodbUrl}`,
        () => ({ mongodbUrl }),
        'database_address_invalid',
        'address',
      ],
    ),
    ...['nonsense', 'mysql://h/x', 'postgres://h:port/x'].map((postgresUrl): Wrong => [
      `the PostgreSQL address ${postgresUrl}`,
      () => ({ postgresUrl }),
      'database_address_invalid',
      'address',
    ]),
    [
      'a MongoDB whose name nobody knows',
      () => ({ mongodbUrl: 'mongodb+srv://nowhere.invalid/' }),
      'database_unreachable',
      'host',
    ],
    [
      'a MongoDB on another machine in plain text',
      () => ({ mongodbUrl: 'mongodb://db.example.com/' }),
      'database_plain_text_refused',
      'address',
    ],
    [
      'a PostgreSQL on another machine in plain text',
      () => ({ postgresUrl: 'postgres://db.example.com/x' }),
      'database_plain_text_refused',
      'address',
    ],
    [
      'a PostgreSQL login that may make no tables',
      () => ({ postgresUrl: guestUrl }),
      'database_rights_missing',
      'rights',
    ],
  ];
  it.each(cases)('says what is wrong with %s', async (_, wrong, code, step) => {
    const change = wrong();
    const { mongodb, postgres } = await testStores({ ...databases, ...change });
    const [judged, other] = 'mongodbUrl' in change ? [mongodb, postgres] : [postgres, mongodb];
    expect(judged).toMatchObject({ ok: false, code });
    // Up to the step that failed all is well, and no further one is tried.
    const failedAt = judged.steps.findIndex(({ state }) => state === 'failed');
    expect(judged.steps[failedAt]?.step).toBe(step);
    const states = judged.steps.map(({ state }) => state);
    expect(states.slice(0, failedAt)).not.toContain('not_reached');
    expect(new Set(states.slice(failedAt + 1))).toEqual(new Set(['not_reached']));
    // The other one is judged on its own.
    expect(other.ok).toBe(true);
  });
});

describe('the rights that a login needs in PostgreSQL', () => {
  it('are those on the rows, once the tables are there', async () => {
    const admin = new pg.Client({ connectionString: databases.postgresUrl });
    await admin.connect();
    await admin.query('CREATE DATABASE with_tables');
    await admin.end();
    const owner = new pg.Client({
      connectionString: addressOf(databases.postgresUrl, 'with_tables'),
    });
    await owner.connect();
    await owner.query('CREATE TABLE users (); CREATE TABLE leads ()');
    const guest = { ...databases, postgresUrl: addressOf(guestUrl, 'with_tables') };
    expect((await testStores(guest)).postgres.code).toBe('database_rights_missing');
    await owner.query('GRANT SELECT, INSERT, UPDATE ON users TO guest');
    expect((await testStores(guest)).postgres.code).toBe('database_rights_missing');
    await owner.query('GRANT SELECT, INSERT, UPDATE ON leads TO guest');
    expect((await testStores(guest)).postgres).toMatchObject({ ok: true });
    await owner.end();
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
