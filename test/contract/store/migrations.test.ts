import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateMongo, mongoMigrations } from '../../../src-main/store/mongo/migrate-mongo.ts';
import { MessagePartitions } from '../../../src-main/store/mongo/message-partitions.ts';
import type { MongoMigration } from '../../../src-main/store/mongo/migrations/migration.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { addressOf } from '../../support/databases/start-mongo.ts';
import { mongoDatabase, openAll } from './open-databases.ts';

let databases: Databases;

beforeAll(async () => {
  databases = await startStoreDatabases();
});

afterAll(() => databases.stop());

describe('MongoDB', () => {
  const failing: MongoMigration = {
    number: 90,
    intent: 'Make what cannot be made',
    up: () => Promise.reject(new Error('an index that cannot be built')),
  };

  it('runs every step on an empty database, and none of them again', async () => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: false });
    expect(await migrateMongo(db)).toEqual(mongoMigrations.map(({ number }) => number));
    expect(await migrateMongo(db)).toEqual([]);
    await client.close();
  });

  it('is brought up to date once by two desktops that start together', async () => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: false });
    const both = await Promise.all([migrateMongo(db), migrateMongo(db)]);
    expect(both.flat()).toEqual(mongoMigrations.map(({ number }) => number));
    await client.close();
  });

  it('is finished by the next one when a desktop is killed at any step, also while it held the lock', async () => {
    for (const [dies, { number }] of mongoMigrations.entries()) {
      const { client, db } = await mongoDatabase(databases, { isMigrated: false });
      const dying = mongoMigrations.map((migration, index) =>
        index === dies
          ? { ...migration, up: () => Promise.reject(new Error('killed')) }
          : migration,
      );
      await expect(migrateMongo(db, dying)).rejects.toMatchObject({ message: /step/ as never });
      // It could not even give its lock back, some time ago.
      await db
        .collection<{ _id: string }>('schema_migrations_lock')
        .insertOne({ _id: 'lock', holder: 'dead', until: new Date(0) } as never);
      const left = await migrateMongo(db);
      expect(left[0]).toBe(number);
      expect(await migrateMongo(db)).toEqual([]);
      await client.close();
    }
  });

  it('stops at a step that fails, names it, and begins with it the next time', async () => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: true });
    await expect(migrateMongo(db, [...mongoMigrations, failing])).rejects.toMatchObject({
      code: 'database_migration_failed',
      message: 'MongoDB step 90 failed: Make what cannot be made',
    });
    const mended = { ...failing, up: () => Promise.resolve() };
    expect(await migrateMongo(db, [...mongoMigrations, mended])).toEqual([90]);
    await client.close();
  });

  it('leaves a database alone that a newer version has changed', async () => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: true });
    await migrateMongo(db, [...mongoMigrations, { ...failing, number: 99, up: async () => {} }]);
    await expect(migrateMongo(db)).rejects.toMatchObject({
      code: 'database_migration_failed',
      message: expect.stringContaining('step 99') as string,
    });
    await client.close();
  });

  it.each([
    [
      'whatsapp_sessions',
      // The schema's look-up by user is the beginning of ours.
      [
        'sessionId:1 unique',
        'userId:1,deskId:1,createdAt:1',
        'status:1',
        'lastActivity:-1',
        'unlinkedSince:1',
      ],
    ],
    [
      'conversations',
      [
        'conversationId:1 unique',
        'accountId:1,whatsappId:1 unique',
        'participants.whatsappId:1',
        'participants.businessId:1',
        'lastMessageAt:-1,conversationId:1',
        'leadId:1',
      ],
    ],
    [
      'messages_2031_01',
      [
        'conversationId:1,messageId:1 unique',
        'conversationId:1,timestamp:-1,sequence:-1',
        'from:1,timestamp:-1',
        'businessId:1,timestamp:-1',
        'status:1',
        'leadGenerated:1',
        'searchTokens:1,timestamp:-1,_id:-1',
      ],
    ],
    [
      'whatsapp_contacts',
      ['sessionId:1,whatsappId:1 unique', 'whatsappId:1', 'businessId:1', 'phoneNumber:1'],
    ],
  ])('%s has the indexes of the schema', async (collection, wanted) => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: true });
    await new MessagePartitions(db, () => false).ensure('2031_01');
    const indexes = await db.collection(collection).indexes();
    const found = indexes.map(
      ({ key, unique }) =>
        Object.entries(key)
          .map(([field, direction]) => `${field}:${String(direction)}`)
          .join(',') + (unique === true ? ' unique' : ''),
    );
    expect(found).toEqual(expect.arrayContaining(wanted));
    await client.close();
  });
});

describe('opening the stores', () => {
  it('opens nothing when a database was changed by a newer version', async () => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: true });
    await migrateMongo(db, [
      ...mongoMigrations,
      { number: 99, intent: 'Something newer', up: async () => {} },
    ]);
    const addresses = {
      ...databases,
      mongodbUrl: addressOf(databases.mongodbUrl, db.databaseName),
    };
    await expect(openAll(addresses)).rejects.toMatchObject({ code: 'database_migration_failed' });
    // The server takes a moment to notice that a connection was closed.
    const connections = async (): Promise<number> =>
      (await query('SELECT FROM pg_stat_activity WHERE application_name = $1', ['Alexia Desk']))
        .rowCount ?? 0;
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
    await client.close();
  });

  it('opens what is up to date already, twice at the same time', async () => {
    const both = await Promise.all([openAll(databases), openAll(databases)]);
    for (const stores of both) {
      expect(await stores.ping()).toEqual({ mongo: true, postgres: true });
      await stores.close();
    }
  });
});

async function query(text: string, values: unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: databases.postgresUrl });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}
