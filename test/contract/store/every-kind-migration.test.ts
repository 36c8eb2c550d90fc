import type { Db } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCollection } from '../../../src-main/store/mongo/make-collection.ts';
import { migrateMongo, mongoMigrations } from '../../../src-main/store/mongo/migrate-mongo.ts';
import { everyKind } from '../../../src-main/store/mongo/migrations/005-every-kind-of-message.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import { mongoDatabase } from './open-databases.ts';

let databases: Databases;

beforeAll(async () => {
  databases = await startDatabases();
});

afterAll(() => databases.stop());

const oldTypes = {
  $jsonSchema: { bsonType: 'object', properties: { type: { bsonType: 'string', enum: ['text'] } } },
};

/** As a desktop of before has left it: with two partitions that know texts only. */
async function oldDatabase(): Promise<Awaited<ReturnType<typeof mongoDatabase>>> {
  const connection = await mongoDatabase(databases, { isMigrated: false });
  const { db } = connection;
  await migrateMongo(
    db,
    mongoMigrations.filter(({ number }) => number < everyKind.number),
  );
  for (const name of ['messages_2025_10', 'messages_archive']) {
    await makeCollection(db, name, { validator: oldTypes, indexes: [] });
  }
  return connection;
}

const partitions = ['messages_2025_10', 'messages_archive'];

/** What the database itself demands of a message, as field names. */
async function knownFields(db: Db, name: string): Promise<string[]> {
  const [collection] = await db.listCollections({ name }).toArray();
  return Object.keys(
    (collection as { options?: { validator?: { $jsonSchema?: { properties?: object } } } }).options
      ?.validator?.$jsonSchema?.properties ?? {},
  );
}

it('does nothing to a database without messages', async () => {
  const { client, db } = await mongoDatabase(databases, { isMigrated: true });
  const before = await db.listCollections().toArray();
  await everyKind.up(db);
  expect((await db.listCollections().toArray()).map(({ name }) => name).sort()).toEqual(
    before.map(({ name }) => name).sort(),
  );
  await client.close();
});

it('lets every partition and the archive take the new fields, with their indexes', async () => {
  const { client, db } = await oldDatabase();
  expect(await migrateMongo(db)).toEqual(
    mongoMigrations.map(({ number }) => number).filter((number) => number >= everyKind.number),
  );
  for (const name of partitions) {
    expect(await knownFields(db, name)).toEqual(
      expect.arrayContaining(['details', 'reactions', 'votes', 'media', 'editedAt']),
    );
    // What is readable where only ciphertexts belong is refused.
    await expect(db.collection(name).insertOne({ details: 'in clear' })).rejects.toThrow();
    expect((await db.collection(name).indexes()).length).toBeGreaterThan(5);
  }
  expect(await knownFields(db, 'conversations')).toContain('lastMessage');
  await client.close();
});

it('leaves alone what is stored', async () => {
  const { client, db } = await oldDatabase();
  const document = { messageId: 'OLD', type: 'text', anything: 1 };
  for (const name of partitions) await db.collection(name).insertOne({ ...document });
  await everyKind.up(db);
  await everyKind.up(db);
  for (const name of partitions) {
    expect(await db.collection(name).find().toArray()).toMatchObject([document]);
  }
  await client.close();
});
