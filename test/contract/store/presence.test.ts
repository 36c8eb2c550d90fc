import { randomUUID } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src-main/common/clock.ts';
import type { Change } from '../../../src-main/store/change-feed.ts';
import { mongoChangeFeed } from '../../../src-main/store/mongo/mongo-change-feed.ts';
import { mongoPresenceStore } from '../../../src-main/store/mongo/mongo-presence-store.ts';
import { PRESENCE_LASTS_MS, type PresenceStore } from '../../../src-main/store/presence-store.ts';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { type MongoStores, openMongoStores } from './open-mongo-stores.ts';

const ana = UserId.parse('a'.repeat(24));
const bilal = UserId.parse('b'.repeat(24));
const conversationId = ConversationId.parse(randomUUID());

let databases: Databases;
let open: MongoStores;

beforeAll(async () => {
  databases = await startStoreDatabases();
  open = await openMongoStores(databases);
});

afterEach(async () => {
  await presences().deleteMany({});
});

afterAll(async () => {
  await open.close();
  await databases.stop();
});

const presences = () => open.context.db.collection<{ _id: string }>('presences');
const seenFrom = async (deskId: string) =>
  (await desk(deskId).list()).map(({ presence }) => presence);
const desk = (deskId: string): PresenceStore => mongoPresenceStore({ ...open.context, deskId });

it('is what each of the other desktops told last', async () => {
  await desk('a').tell({ userId: ana, conversationId, isTyping: false });
  await desk('b').tell({ userId: bilal, conversationId, isTyping: false });
  await desk('b').tell({ userId: bilal, conversationId, isTyping: true });
  expect(await seenFrom('a')).toEqual([
    { deskId: 'b', userId: bilal, conversationId, isTyping: true },
  ]);
  expect(await seenFrom('b')).toEqual([
    { deskId: 'a', userId: ana, conversationId, isTyping: false },
  ]);
});

it('is nothing of a desktop that has left the conversation', async () => {
  await desk('a').tell({ userId: ana, conversationId, isTyping: true });
  await desk('a').tell({ userId: ana, conversationId: null, isTyping: false });
  expect(await seenFrom('b')).toEqual([]);
});

it('does not hold for longer than it may unless it is prolonged', async () => {
  await desk('a').tell({ userId: ana, conversationId, isTyping: false });
  const [written] = await presences().find().toArray();
  const at = written && 'updatedAt' in written && (written.updatedAt as Date).getTime();
  await presences().updateOne(
    { _id: 'a' },
    { $set: { updatedAt: new Date(Number(at) - PRESENCE_LASTS_MS) } },
  );
  expect(await seenFrom('b')).toEqual([]);
  expect(await desk('a').prolong()).toBe('prolonged');
  const [found] = await desk('b').list();
  expect(found?.lastsMs).toBeGreaterThan(PRESENCE_LASTS_MS / 2);
  expect(found?.lastsMs).toBeLessThanOrEqual(PRESENCE_LASTS_MS);
});

it('cannot be prolonged where nothing was told', async () => {
  expect(await desk('a').prolong()).toBe('notTold');
});

it('is one small document a desktop, with ids and times alone, that the database throws away by itself', async () => {
  await desk('a').tell({ userId: ana, conversationId, isTyping: true });
  await desk('a').tell({ userId: ana, conversationId, isTyping: false });
  expect(await presences().find().toArray()).toEqual([
    {
      _id: 'a',
      userId: new ObjectId(ana),
      conversationId,
      isTyping: false,
      schemaVersion: 1,
      createdAt: expect.any(Date) as Date,
      updatedAt: expect.any(Date) as Date,
      updatedBy: 'a',
      toldAt: expect.any(Date) as Date,
    },
  ]);
  expect(await presences().indexes()).toContainEqual(
    expect.objectContaining({ key: { updatedAt: 1 }, expireAfterSeconds: 3_600 }),
  );
});

it('reaches other desktops by the feed of changes, and not the one that told it', async () => {
  const changes: Change[] = [];
  let missed = 0;
  const feed = mongoChangeFeed({
    db: open.context.db,
    clock: systemClock,
    random: () => 0.5,
    log: recordedLog(),
  });
  const stop = await feed.subscribe(
    { onChanges: (told) => changes.push(...told), onMissed: () => (missed += 1) },
    { read: async () => null, write: async () => {} },
    'a',
  );
  try {
    await vi.waitFor(() => expect(missed).toBe(1), 10_000);
    await desk('a').tell({ userId: ana, conversationId, isTyping: false });
    const presence = { deskId: 'b', userId: bilal, conversationId, isTyping: true };
    await desk('b').tell(presence);
    await vi.waitFor(() => expect(changes).toHaveLength(1), 10_000);
    // Of this nobody needs to hear.
    await desk('b').prolong();
    await desk('b').tell({ userId: bilal, conversationId: null, isTyping: false });
    await vi.waitFor(() => expect(changes.length).toBeGreaterThan(1), 10_000);
    expect(changes).toEqual([
      { kind: 'presence', presence, by: 'b' },
      {
        kind: 'presence',
        presence: { ...presence, conversationId: null, isTyping: false },
        by: 'b',
      },
    ]);
  } finally {
    await stop();
  }
});
