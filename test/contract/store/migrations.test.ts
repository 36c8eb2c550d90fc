import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateMongo, mongoMigrations } from '../../../src-main/store/mongo/migrate-mongo.ts';
import type { MongoMigration } from '../../../src-main/store/mongo/migrations/migration.ts';
import {
  migratePostgres,
  postgresMigrations,
} from '../../../src-main/store/postgres/migrate-postgres.ts';
import type { Tables } from '../../../src-main/store/postgres/tables.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import { addressOf, mongoDatabase, openAll } from './open-databases.ts';

let databases: Databases;

beforeAll(async () => {
  databases = await startDatabases();
});

afterAll(() => databases.stop());

describe('MongoDB', () => {
  const failing: MongoMigration = {
    number: 2,
    intent: 'Make what cannot be made',
    up: () => Promise.reject(new Error('an index that cannot be built')),
  };

  it('runs every step on an empty database, and none of them again', async () => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: false });
    expect(await migrateMongo(db)).toEqual(mongoMigrations.map(({ number }) => number));
    expect(await migrateMongo(db)).toEqual([]);
    await client.close();
  });

  it('is brought up to date by two desktops that start together', async () => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: false });
    await Promise.all([migrateMongo(db), migrateMongo(db)]);
    expect(await migrateMongo(db)).toEqual([]);
    await client.close();
  });

  it('stops at a step that fails, names it, and begins with it the next time', async () => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: true });
    await expect(migrateMongo(db, [...mongoMigrations, failing])).rejects.toMatchObject({
      code: 'database_migration_failed',
      message: 'MongoDB step 2 failed: Make what cannot be made',
    });
    const mended = { ...failing, up: () => Promise.resolve() };
    expect(await migrateMongo(db, [...mongoMigrations, mended])).toEqual([2]);
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
    ['whatsapp_sessions', ['sessionId:1 unique', 'userId:1', 'status:1', 'lastActivity:-1']],
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
      'messages',
      [
        'conversationId:1,messageId:1 unique',
        'conversationId:1,timestamp:-1,sequence:-1',
        'from:1,timestamp:-1',
        'businessId:1,timestamp:-1',
        'status:1',
        'leadGenerated:1',
      ],
    ],
    [
      'whatsapp_contacts',
      ['sessionId:1,whatsappId:1 unique', 'whatsappId:1', 'businessId:1', 'phoneNumber:1'],
    ],
  ])('%s has the indexes of the schema', async (collection, wanted) => {
    const { client, db } = await mongoDatabase(databases, { isMigrated: true });
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

describe('PostgreSQL', () => {
  const open: Kysely<Tables>[] = [];

  async function emptyDatabase(name: string): Promise<Kysely<Tables>> {
    const admin = new pg.Client({ connectionString: databases.postgresUrl });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    const pool = new pg.Pool({ connectionString: addressOf(databases.postgresUrl, name) });
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    open.push(db);
    return db;
  }

  afterAll(() => Promise.all(open.map((db) => db.destroy())));

  it('runs every step on an empty database, and none of them again', async () => {
    const db = await emptyDatabase('fresh');
    expect(await migratePostgres(db)).toEqual(Object.keys(postgresMigrations));
    expect(await migratePostgres(db)).toEqual([]);
  });

  it('is brought up to date once by two desktops that start together', async () => {
    const db = await emptyDatabase('together');
    const both = await Promise.all([migratePostgres(db), migratePostgres(db)]);
    expect(both.flat()).toEqual(Object.keys(postgresMigrations));
  });

  it('takes back what a failing step did, and names the step', async () => {
    const db = await emptyDatabase('failing');
    const broken = {
      ...postgresMigrations,
      '999-broken': {
        up: async (database: Kysely<unknown>) => {
          await sql`CREATE TABLE half_done (id integer)`.execute(database);
          await sql`SELECT no_such_function()`.execute(database);
        },
      },
    };
    await expect(migratePostgres(db, broken)).rejects.toMatchObject({
      code: 'database_migration_failed',
      message: expect.stringContaining('999-broken') as string,
    });
    const { rows } = await sql<{ found: string | null }>`
      SELECT to_regclass('half_done') AS found`.execute(db);
    expect(rows[0]?.found).toBeNull();
  });

  it('leaves a database alone that a newer version has changed', async () => {
    const db = await emptyDatabase('newer');
    await migratePostgres(db, { ...postgresMigrations, '999-newer': { up: async () => {} } });
    await expect(migratePostgres(db)).rejects.toMatchObject({ code: 'database_migration_failed' });
  });

  it('has the tables and indexes of the schema', async () => {
    const db = await emptyDatabase('indexes');
    await migratePostgres(db);
    const { rows } = await sql<{ definition: string }>`
      SELECT regexp_replace(indexdef, '^CREATE (UNIQUE )?INDEX \\S+ ON public\\.', '\\1') AS definition
      FROM pg_indexes WHERE schemaname = 'public'`.execute(db);
    const definitions = rows.map((row) => row.definition);
    for (const wanted of [
      'UNIQUE users USING btree (object_id)',
      'UNIQUE users USING btree (lower((email)::text))',
      'UNIQUE businesses USING btree (object_id)',
      'UNIQUE leads USING btree (object_id)',
      'UNIQUE whatsapp_session_logs USING btree (event_id)',
      'whatsapp_session_logs USING btree (session_id)',
      'whatsapp_session_logs USING btree (created_at)',
      'whatsapp_session_logs USING btree (event_type)',
    ]) {
      expect(definitions).toContain(wanted);
    }
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
    await expect.poll(connections, { timeout: 5_000 }).toBe(0);
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
