import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, type Db, ObjectId } from 'mongodb';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src-main/common/clock.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { feedPosition } from '../../../src-main/journal/feed-position.ts';
import type { Change, FeedPosition } from '../../../src-main/store/change-feed.ts';
import { mongoChangeFeed } from '../../../src-main/store/mongo/mongo-change-feed.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { startMongo, type TestMongo } from '../../support/databases/start-mongo.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import {
  type RunningDocumentDb,
  startDocumentDb,
} from '../../support/documentdb/start-document-db.ts';
import { FlakyProxy } from '../../support/flaky-proxy.ts';

const MONTH = new Date().toISOString().slice(0, 7).replace('-', '_');
const MESSAGES = `messages_${MONTH}`;

/** A desktop that follows changes. */
interface Follower {
  changes: Change[];
  missed: number;
  /** Resolves when that many changes were told. */
  told(count: number): Promise<readonly Change[]>;
  /** May be called again. */
  stop(): Promise<void>;
}

const followers: Follower[] = [];
const clients: MongoClient[] = [];

async function follow(
  db: Db,
  position: FeedPosition = memoryPosition(),
  except?: string,
): Promise<Follower> {
  const log = recordedLog();
  const feed = mongoChangeFeed({ db, clock: systemClock, random: () => 0.5, log });
  const follower: Follower = {
    stop: async () => stop(),
    changes: [],
    missed: 0,
    told: async (count) => {
      await vi.waitFor(() => expect(follower.changes.length).toBeGreaterThanOrEqual(count), 10_000);
      return follower.changes;
    },
  };
  const hasPosition = (await position.read()) !== null;
  const stop = await feed.subscribe(
    {
      onChanges: (changes) => follower.changes.push(...changes),
      onMissed: () => (follower.missed += 1),
    },
    position,
    except,
  );
  followers.push(follower);
  // A first start tells so when it stands; one that resumes needs not be waited for.
  if (!hasPosition) await vi.waitFor(() => expect(follower.missed).toBe(1), 10_000);
  return follower;
}

function memoryPosition(kept: string | null = null): FeedPosition & { kept(): string | null } {
  let position = kept;
  return {
    kept: () => position,
    read: () => Promise.resolve(position),
    write: (next) => {
      position = next;
      return Promise.resolve();
    },
  };
}

/** A conversation and what can happen to it, written as the stores write. */
async function newConversation(db: Db, by: string) {
  const _id = new ObjectId();
  const conversationId = randomUUID();
  const written = (): object => ({ updatedAt: new Date(), updatedBy: by });
  await db.collection('conversations').insertOne({ _id, conversationId, ...written() });
  return {
    conversationId,
    label: (label: string) =>
      db
        .collection('conversations')
        .updateOne({ _id }, { $set: { labels: [label], ...written() } }),
    receive: (messageId: string, collection = MESSAGES) =>
      db.collection(collection).insertOne({ conversationId: _id, messageId, ...written() }),
    read: (messageId: string, collection = MESSAGES) =>
      db
        .collection(collection)
        .updateOne({ conversationId: _id, messageId }, { $set: { status: 'read', ...written() } }),
  };
}

afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

describe.each([
  ['change streams', 'rs0'],
  ['polling, on a server without change streams', null],
])('the feed by %s', (_name, replicaSet) => {
  let engine: RunningDocumentDb;
  let client: MongoClient;

  beforeAll(async () => {
    engine = await startDocumentDb({ replicaSet });
    client = await MongoClient.connect(engine.uri, { retryWrites: replicaSet !== null });
  });

  afterAll(async () => {
    await client.close();
    await engine.stop();
  });

  const database = (): Db => client.db(`feed_${randomUUID().slice(0, 8)}`);

  it('leaves out what the desktop that asks has written itself', async () => {
    const db = database();
    const { changes, told } = await follow(db, memoryPosition(), 'desk-a');

    const own = await newConversation(db, 'desk-a');
    await own.label('mine');
    await own.receive('m1');
    const theirs = await newConversation(db, 'desk-b');
    await db
      .collection('conversations')
      .updateOne(
        { conversationId: own.conversationId },
        { $set: { labels: ['theirs'], updatedAt: new Date(), updatedBy: 'desk-b' } },
      );
    await theirs.receive('m2');

    await told(3);
    expect(changes.map(({ by }) => by)).not.toContain('desk-a');
    expect(changes).toContainEqual(expect.objectContaining({ kind: 'message', messageId: 'm2' }));
  });

  it('tells what is written to conversations, messages, contacts and sessions, and by whom', async () => {
    const db = database();
    const { changes, told } = await follow(db);
    const { conversationId, receive, read } = await newConversation(db, 'desk-a');
    await receive('M1');
    await told(2);
    await read('M1');
    const contactId = new ObjectId();
    const sessionId = randomUUID();
    const written = { updatedAt: new Date(), updatedBy: 'desk-b' };
    await db
      .collection('whatsapp_contacts')
      .insertOne({ _id: contactId, isBlocked: true, ...written });
    await db.collection('whatsapp_sessions').insertOne({ sessionId, ...written });
    await told(5);
    expect(changes).toHaveLength(5);
    expect(changes).toEqual(
      expect.arrayContaining([
        { kind: 'conversation', conversationId, by: 'desk-a' },
        { kind: 'message', conversationId, messageId: 'M1', by: 'desk-a' },
        { kind: 'contact', contactId: contactId.toHexString(), isBlocked: true, by: 'desk-b' },
        { kind: 'session', sessionId, by: 'desk-b' },
      ]),
    );
    expect(changes.filter(({ kind }) => kind === 'message')).toHaveLength(2);
  });

  it('tells nothing of collections that are none of the stores’', async () => {
    const db = database();
    const { told } = await follow(db);
    await db.collection('account_leases').insertOne({ updatedAt: new Date(), updatedBy: 'desk-a' });
    await db.collection('data_keys').insertOne({ updatedAt: new Date(), updatedBy: 'desk-a' });
    await newConversation(db, 'desk-a');
    expect(await told(1)).toEqual([expect.objectContaining({ kind: 'conversation' })]);
  });

  it('goes on after a restart where it was, and tells what happened meanwhile', async () => {
    const db = database();
    const position = memoryPosition();
    const first = await follow(db, position);
    const conversation = await newConversation(db, 'desk-a');
    await first.told(1);
    await first.stop();
    await conversation.receive('M-meanwhile');
    const second = await follow(db, position);
    expect(await second.told(1)).toContainEqual({
      kind: 'message',
      conversationId: conversation.conversationId,
      messageId: 'M-meanwhile',
      by: 'desk-a',
    });
    expect(second.missed).toBe(0);
  });

  it('counts everything as missed when its place is no longer known', async () => {
    const db = database();
    const { stop, told } = await follow(db, memoryPosition('no place at all'));
    await vi.waitFor(() => expect(followers.at(-1)?.missed).toBe(1), 10_000);
    const conversation = await newConversation(db, 'desk-a');
    expect(await told(1)).toMatchObject([{ conversationId: conversation.conversationId }]);
    await stop();
  });

  it('follows again when the line was down, and tells what was written meanwhile', async () => {
    const direct = new URL(engine.uri);
    direct.search = 'directConnection=true&serverSelectionTimeoutMS=1000&heartbeatFrequencyMS=500';
    const { proxy, url } = await FlakyProxy.before(direct.href);
    const flaky = await MongoClient.connect(url, { retryWrites: replicaSet !== null });
    clients.push(flaky);
    const name = `feed_${randomUUID().slice(0, 8)}`;
    const { told, stop } = await follow(flaky.db(name));
    const conversation = await newConversation(client.db(name), 'desk-a');
    await told(1);
    proxy.cut();
    await conversation.receive('M-during');
    await sleep(300);
    proxy.mend();
    await conversation.receive('M-after');
    const messages = (await told(3)).flatMap((change) =>
      change.kind === 'message' ? change.messageId : [],
    );
    expect(messages).toEqual(['M-during', 'M-after']);
    await stop();
    await proxy.stop();
  });

  it('stops telling when it is stopped', async () => {
    const db = database();
    const { stop, changes } = await follow(db);
    await stop();
    await newConversation(db, 'desk-a');
    await sleep(replicaSet === null ? 1_200 : 300);
    expect(changes).toEqual([]);
  });
});

describe('the feed by change streams', () => {
  let mongo: TestMongo;

  beforeAll(async () => {
    mongo = await startMongo();
  });

  afterAll(() => mongo.stop());

  it('says who made each change, also when another desktop wrote right after', async () => {
    const db = mongo.newDatabase();
    const { conversationId } = await newConversation(db, 'desk-a');
    const { told } = await follow(db);
    for (const by of ['desk-b', 'desk-c']) {
      await db
        .collection('conversations')
        .updateOne({ conversationId }, { $set: { updatedAt: new Date(), updatedBy: by } });
    }
    expect((await told(2)).map(({ by }) => by)).toEqual(['desk-b', 'desk-c']);
  });

  it('takes what moves into the archive for no news, and what changes there for some', async () => {
    const db = mongo.newDatabase();
    const conversation = await newConversation(db, 'desk-a');
    const { told } = await follow(db);
    await conversation.receive('M-old', 'messages_archive');
    await conversation.receive('M-new', `messages_${MONTH}_b0123456789abcdef01234567`);
    await conversation.read('M-old', 'messages_archive');
    expect((await told(2)).map((change) => 'messageId' in change && change.messageId)).toEqual([
      'M-new',
      'M-old',
    ]);
  });

  it('begins anew when the server does not know its place, and says that something was missed', async () => {
    const db = mongo.newDatabase();
    const ofAnotherServer = memoryPosition(
      JSON.stringify({ token: JSON.stringify({ _data: 'not of this server' }) }),
    );
    const follower = await follow(db, ofAnotherServer);
    await vi.waitFor(() => expect(follower.missed).toBe(1), 10_000);
    await newConversation(db, 'desk-a');
    expect(await follower.told(1)).toHaveLength(1);
  });

  it('keeps its place on the device, across restarts of the app', async () => {
    const db = mongo.newDatabase();
    const folder = await dataFolder();
    const key = Buffer.alloc(32, 7);
    const before = await DeviceDatabase.open(folder.path, key);
    const first = await follow(db, feedPosition(before));
    const conversation = await newConversation(db, 'desk-a');
    await first.told(1);
    await first.stop();
    await before.close();
    await conversation.label('urgent');
    const after = await DeviceDatabase.open(folder.path, key);
    const second = await follow(db, feedPosition(after));
    expect(await second.told(1)).toMatchObject([{ kind: 'conversation' }]);
    expect(second.missed).toBe(0);
    await second.stop();
    await after.close();
    await folder.remove();
  });
});
