import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { conversationSubject } from '../../../src-main/crypto/key-subjects.ts';
import { Workspace } from '../../../src-main/crypto/workspace.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import { mongoMigrations } from '../../../src-main/store/mongo/migrate-mongo.ts';
import { mongoKeyStore } from '../../../src-main/store/mongo/mongo-key-store.ts';
import { postgresMigrations } from '../../../src-main/store/postgres/migrate-postgres.ts';
import { ConversationId, SessionId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { MessageCursor } from '../../../src-preload/contract/message.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { ownDatabase } from '../../support/databases/postgres-servers.ts';
import { countMessages } from '../../support/databases/sealed-workspace.ts';
import { addressOf } from '../../support/databases/start-mongo.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import { PASSPHRASE, QUICK_COST } from '../../support/databases/test-workspace.ts';
import type { AppWork } from '../../support/faults/app-process.ts';
import { dialogueStream } from '../../support/faults/dialogue-stream.ts';
import { killApp, runApp } from '../../support/faults/killed-app.ts';
import { openDesk, type OpenDesk } from '../../support/faults/open-desk.ts';
import { whatStands } from '../../support/faults/what-stands.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import { ACCOUNT, message, newChatId, walk } from '../store/open-databases.ts';

const KILLS = 3;
/** From the moment that was chosen by what is done to the kill, in milliseconds at most. */
const DELAY = 40;

// Many processes, one after the other: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000 });

let databases: Databases;
let desk: OpenDesk;
let client: MongoClient;
let db: Db;
let userId: UserId;

beforeAll(async () => {
  databases = await startDatabases();
  desk = await openDesk(databases);
  client = await MongoClient.connect(databases.mongodbUrl);
  db = client.db('alexia');
  ({ userId } = await desk.stores.users.signIn({ name: 'Ana', email: 'ana@example.com' }));
});

afterAll(async () => {
  await client.close();
  await desk.stores.close();
  await databases.stop();
});

/**
 * Kills the app some times at random points of its work, which a seed chooses, each time further on, and lets it come
 * to its end then. `done` counts what is done, up to about `all`; `afterKill` looks at what a kill has left.
 */
async function finishAfterKills(input: {
  seed: number;
  work: () => Promise<AppWork>;
  done: () => Promise<number>;
  all: number;
  afterKill: () => Promise<void>;
}): Promise<void> {
  const random = seededRandom(input.seed);
  // Never the very end: what is done cannot be killed any more.
  const points = Array.from({ length: KILLS }, () => Math.floor(random() * input.all * 0.8));
  let kills = 0;
  for (const point of points.sort((one, other) => one - other)) {
    const wasKilled = await killApp(await input.work(), {
      isTime: async () => (await input.done()) >= point,
      delay: random() * DELAY,
    });
    if (wasKilled) kills++;
    // As if the minute were over after which MongoDB itself ends a transaction whose client is gone.
    await client.db('admin').command({ killAllSessions: [] });
    await input.afterKill();
  }
  // Otherwise nothing was tried.
  expect(kills).toBeGreaterThanOrEqual(KILLS - 1);
  await runApp(await input.work());
}

it('an app that is killed while it migrates finishes at its next start, and has done it once', async () => {
  const reference = await emptyDatabases();
  const victim = await emptyDatabases();
  const work = ({ mongodbUrl, postgresUrl }: Addresses): AppWork => ({
    ...{ mongodbUrl, postgresUrl },
    work: { kind: 'migrate' },
  });
  await (await openDesk(reference)).stores.close();
  await finishAfterKills({
    seed: 1,
    work: async () => work(victim),
    done: () => countMade(victim),
    all: await countMade(reference),
    // As if the half minute were over that a lock holds whose holder is gone.
    afterKill: async () => {
      await victim.mongo
        .collection('schema_migrations_lock')
        .updateMany({}, { $set: { until: new Date(0) } });
    },
  });
  expect(await made(victim)).toEqual(await made(reference));
  await reference.close();
  await victim.close();
});

it('an app that is killed while it changes the workspace key loses no data key', async () => {
  const subjects = Array.from({ length: 800 }, () =>
    conversationSubject(ConversationId.parse(randomUUID())),
  );
  await Promise.all(subjects.map((subject) => desk.workspace.keys.keyFor(subject)));
  const store = mongoKeyStore({ db, deskId: 'test' });
  /** The keys as a desktop has them that opens the workspace with the passphrase. */
  const bytes = async (): Promise<Map<string, string>> => {
    const { keys } = await Workspace.unlock(
      { store, secrets: memorySecretStore(), passphraseCost: QUICK_COST },
      PASSPHRASE,
    );
    const found = await keys.keysFor(subjects);
    return new Map([...found].map(([subject, key]) => [subject, key.bytes.toString('hex')]));
  };
  const before = await bytes();
  expect(before.size).toBe(subjects.length);
  await finishAfterKills({
    seed: 2,
    // A rotation is begun once, by a person; an app that starts goes on with it.
    work: async () => ({
      ...databases,
      work: { kind: (await store.workspace())?.version === 1 ? 'rotate' : 'resumeRotation' },
    }),
    done: () => db.collection('data_keys').countDocuments({ keyVersion: 2 }),
    all: subjects.length,
    afterKill: async () => expect(await bytes()).toEqual(before),
  });
  expect((await store.workspace())?.version).toBe(2);
  expect(await store.countDataKeys(2)).toMatchObject({ before: 0 });
  expect(await bytes()).toEqual(before);
});

it('an app that is killed while it archives loses no message and doubles none', async () => {
  const conversations = await storeIdleConversations();
  const stored = await countMessages(db);
  const archived = (): Promise<number> => db.collection('messages_archive').countDocuments();
  const expectAllThere = async (): Promise<void> => {
    expect(await countMessages(db)).toBe(stored);
    const reader = await openDesk(databases);
    try {
      for (const [conversationId, contents] of conversations) {
        const pages = await walk((before: MessageCursor | undefined) =>
          reader.stores.messages.page({ conversationId, before, limit: 50 }),
        );
        expect(pages.reverse().flatMap((page) => page.map(({ content }) => content))).toEqual(
          contents,
        );
        expect(await reader.stores.conversations.summary(conversationId)).toMatchObject({
          messageCount: contents.length,
        });
      }
    } finally {
      await reader.stores.close();
    }
  };
  const all = [...conversations.values()].flat().length;
  await finishAfterKills({
    seed: 3,
    work: async () => ({
      ...databases,
      work: { kind: 'archive', idleSince: Date.parse('2025-06-01') },
    }),
    done: archived,
    all,
    afterKill: expectAllThere,
  });
  await expectAllThere();
  expect(await archived()).toBe(all);
});

it('an app that is killed while it stores what came in stores all of it once, in order', async () => {
  const stream = await dialogueStream({ userId, account: 1, dialogues: 60 });
  const folder = await dataFolder();
  const device = join(folder.path, 'device');
  const database = await DeviceDatabase.open(device, Buffer.alloc(32, 1));
  const journal = await Journal.open(database, () => {});
  await Promise.all(stream.entries.map((entry) => journal.append(entry)));
  await database.close();
  const before = await countMessages(db);
  await finishAfterKills({
    seed: 4,
    work: async () => ({ ...databases, work: { kind: 'ingest', device } }),
    done: async () => (await countMessages(db)) - before,
    all: stream.book.session.messageCount,
    afterKill: async () => {},
  });
  await desk.stores.sessions.refreshStatistics(stream.sessionId);
  expect(await whatStands(databases, stream.sessionId)).toEqual(stream.book);
  await folder.remove();
});

/** Eight conversations that ended in March 2025, with what is said in each. */
async function storeIdleConversations(): Promise<Map<ConversationId, string[]>> {
  const { stores } = desk;
  const sessionId = SessionId.parse(randomUUID());
  const stored = new Map<ConversationId, string[]>();
  for (let index = 0; index < 8; index++) {
    const [found] = await stores.conversations.findOrCreate([
      { accountId: ACCOUNT, chatId: newChatId(), sessionId, userId, name: 'Customer', at: 0 },
    ]);
    if (!found) throw new Error('One was asked for');
    const { conversationId } = found.conversation;
    const ordered = Array.from({ length: 30 }, (_, turn) =>
      message({
        content: `c${index} m${turn}`,
        timestamp: Date.UTC(2025, Math.floor(turn / 10), 1 + index, turn),
      }),
    );
    await stores.messages.store([{ conversationId, ordered, source: 'history' }]);
    stored.set(
      conversationId,
      ordered.map(({ content }) => content),
    );
  }
  return stored;
}

interface Addresses {
  mongodbUrl: string;
  postgresUrl: string;
}

/** Databases of their own on the same servers, with nothing in them, and looked at from beside. */
interface EmptyDatabases extends Addresses {
  mongo: Db;
  postgres: pg.Client;
  close(): Promise<void>;
}

async function emptyDatabases(): Promise<EmptyDatabases> {
  const name = `fault_${randomUUID().slice(0, 8)}`;
  const own = await ownDatabase(databases.postgresUrl);
  const postgres = new pg.Client({ connectionString: own.url });
  await postgres.connect();
  return {
    mongodbUrl: addressOf(databases.mongodbUrl, name),
    postgresUrl: own.url,
    mongo: client.db(name),
    postgres,
    close: async () => {
      await postgres.end();
      await own.stop();
    },
  };
}

/** Counts what the migrations have made so far. */
async function countMade({ mongo, postgres }: EmptyDatabases): Promise<number> {
  const collections = await mongo.listCollections({}, { nameOnly: true }).toArray();
  const { rows } = await postgres.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_tables WHERE schemaname = 'public'`,
  );
  return collections.length + (rows[0]?.count ?? 0);
}

/** All that the migrations make, and what they note of themselves. */
async function made({ mongo, postgres }: EmptyDatabases): Promise<object> {
  const collections = await mongo.listCollections().toArray();
  const inMongo = await Promise.all(
    collections.map(async ({ name, options }: { name: string; options?: unknown }) => ({
      name,
      options,
      indexes: (await mongo.collection(name).indexes())
        .map((index) => JSON.stringify(index))
        .sort(),
    })),
  );
  const lines = async (sql: string): Promise<string[]> =>
    (await postgres.query<{ line: string }>(sql)).rows.map(({ line }) => line).sort();
  const steps = await mongo.collection('schema_migrations').find().sort({ _id: 1 }).toArray();
  const stepsInPostgres = await lines('SELECT name AS line FROM schema_migrations');
  expect(steps.map(({ _id }) => Number(_id))).toEqual(mongoMigrations.map(({ number }) => number));
  expect(stepsInPostgres).toEqual(Object.keys(postgresMigrations).sort());
  expect(await mongo.collection('workspace_keys').countDocuments()).toBe(1);
  return {
    inMongo: inMongo.sort((one, other) => (one.name < other.name ? -1 : 1)),
    columns: await lines(
      `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) AS line
       FROM information_schema.columns WHERE table_schema = 'public'`,
    ),
    indexes: await lines(`SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public'`),
    constraints: await lines(
      `SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace`,
    ),
    triggers: await lines(
      `SELECT pg_get_triggerdef(oid) AS line FROM pg_trigger WHERE NOT tgisinternal`,
    ),
  };
}
