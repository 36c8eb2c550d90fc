import { ObjectId } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Stores } from '../../../src-main/store/stores.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import {
  ACCOUNT,
  message,
  newChatId,
  openAll,
  openDatabases,
  type OpenDatabases,
} from './open-databases.ts';

let open: OpenDatabases;
let ours: Stores;
let theirs: Stores;

beforeAll(async () => {
  open = await openDatabases();
  ours = open.stores;
  theirs = await openAll(open);
});

afterAll(async () => {
  await theirs.close();
  await open.close();
});

const names = async (stores: Stores): Promise<string[]> =>
  (await stores.businesses.list()).map(({ name }) => name);

it('businesses are read once, until this desktop changes one', async () => {
  await ours.businesses.create({ name: 'Bakery' });
  expect(await names(ours)).toEqual(['Bakery']);
  await open.raw.postgres.query(`UPDATE businesses SET name = 'Bakehouse'`);
  expect(await names(ours)).toEqual(['Bakery']);
  const { business } = await ours.businesses.create({ name: 'Florist' });
  expect(await names(ours)).toEqual(['Bakehouse', 'Florist']);
  await ours.businesses.setHighVolume(business.businessId, true);
  expect(await ours.businesses.find(business.businessId)).toMatchObject({ isHighVolume: true });
});

it('one that another desktop has just made is found, though the list does not have it yet', async () => {
  await names(ours);
  const { business } = await theirs.businesses.create({ name: 'Greengrocer' });
  expect(await ours.businesses.find(business.businessId)).toEqual(business);
  expect(await names(ours)).not.toContain('Greengrocer');
});

it('what another desktop changes is heard of: the list is read anew, and its messages go where they belong', async () => {
  const { business } = await ours.businesses.create({ name: 'Hardware' });
  await names(theirs);
  const stop = await theirs.rowChanges.subscribe((change) => {
    if (change.kind === 'business') void theirs.forgetOutdated(change);
  });
  await ours.businesses.setHighVolume(business.businessId, true);
  await expect
    .poll(async () => (await theirs.businesses.find(business.businessId))?.isHighVolume, {
      timeout: 10_000,
    })
    .toBe(true);

  const sessionId = SessionId.parse(randomUUID());
  const { userId } = open;
  await theirs.sessions.recordChange({ sessionId, userId, at: 1, status: 'connected' });
  await theirs.sessions.setBusiness(sessionId, business.businessId);
  const [found] = await theirs.conversations.findOrCreate([
    { accountId: ACCOUNT, chatId: newChatId(), sessionId, userId, name: 'Customer', at: 0 },
  ]);
  if (!found) throw new Error('One was asked for');
  const { conversationId } = found.conversation;
  const timestamp = Date.parse('2031-07-02');
  await theirs.messages.store([
    { conversationId, ordered: [message({ timestamp })], source: 'live' },
  ]);
  const own = open.raw.mongo.collection(`messages_2031_07_b${business.businessId}`);
  expect(await own.countDocuments({ businessId: new ObjectId(business.businessId) })).toBe(1);
  await stop();
});
