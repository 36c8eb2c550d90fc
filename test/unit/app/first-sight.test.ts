import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceOpening } from '../../../src-main/app/device-opening.ts';
import { FirstSight } from '../../../src-main/app/first-sight.ts';
import {
  conversationKey,
  snapshotTable,
  threadKey,
  USER_KEY,
} from '../../../src-main/app/snapshot-row.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { objectId, uuid } from '../../support/preview/sample-data.ts';
import { conversation, message } from '../renderer/samples.ts';

const KEY = Buffer.alloc(32, 1);
const first = ConversationId.parse(uuid(1));
const user = { userId: UserId.parse('a'.repeat(24)), name: 'Ana', email: 'ana@example.com' };
const newest = { filter: {}, sort: 'newest', now: 1_000 } as const;

let folder: Awaited<ReturnType<typeof dataFolder>>;
let device: DeviceOpening;
let firstSight: FirstSight;

/** What the app before left on the device. */
async function remember(): Promise<void> {
  const database = await DeviceDatabase.open(folder.path, KEY);
  await snapshotTable(database).write({
    put: [
      [USER_KEY, { kind: 'user', user }],
      ...[conversation(1, 10_000), conversation(2, 20_000)].map(
        (summary) =>
          [
            conversationKey(summary.conversationId),
            { kind: 'conversation' as const, summary, chatId: null },
          ] as const,
      ),
      [threadKey(first), { kind: 'thread', messages: [message('A', 9_000)], hasOlder: false }],
    ],
  });
  await database.close();
}

beforeEach(async () => {
  folder = await dataFolder();
  device = new DeviceOpening(() => DeviceDatabase.open(folder.path, KEY));
  firstSight = new FirstSight({ peek: () => device.peek(), log: recordedLog() });
});

afterEach(async () => {
  await device.close();
  await folder.remove();
});

describe('the first sight of the inbox', () => {
  it('is what was remembered, and leaves the database to whoever takes it', async () => {
    await remember();
    device.start();
    expect(await firstSight.user(user.userId)).toEqual(user);
    const page = await firstSight.page(50, newest);
    expect(page?.items.map(({ name }) => name)).toEqual(['Customer 2', 'Customer 1']);
    expect(await firstSight.thread(first, 50)).toMatchObject({ items: [{ messageId: 'A' }] });
    const database = await device.take();
    expect(await snapshotTable(database).keys()).toHaveLength(4);
    await database.close();
  });

  it('is nothing for somebody else, in another order, and of what is not remembered', async () => {
    await remember();
    device.start();
    expect(await firstSight.user(UserId.parse(objectId(7)))).toBeNull();
    expect(await firstSight.page(50, { ...newest, sort: 'longestWait' })).toBeNull();
    expect(await firstSight.page(50, { ...newest, filter: { isArchived: true } })).toBeNull();
    expect(await firstSight.thread(ConversationId.parse(uuid(2)), 50)).toBeNull();
  });

  it('is nothing on a new device, or where none is opened', async () => {
    expect(await firstSight.user(user.userId)).toBeNull();
    expect(await firstSight.page(50, newest)).toBeNull();
    expect(await firstSight.thread(first, 50)).toBeNull();
    const fresh = new FirstSight({ peek: () => device.peek(), log: recordedLog() });
    device.start();
    expect(await fresh.user(user.userId)).toBeNull();
  });

  it('has no thread once the database is closed', async () => {
    await remember();
    device.start();
    expect(await firstSight.user(user.userId)).toEqual(user);
    await (await device.take()).close();
    expect(await firstSight.thread(first, 50)).toBeNull();
  });
});
