import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { type EarlyChange, EarlyChanges } from '../../../src-main/journal/early-changes.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { uuid } from '../../support/preview/sample-data.ts';

const one = ConversationId.parse(uuid(1));
const other = ConversationId.parse(uuid(2));

let folder: Awaited<ReturnType<typeof dataFolder>>;
let database: DeviceDatabase;
let early: EarlyChanges;

async function open(key = Buffer.alloc(32, 1)): Promise<void> {
  database = await DeviceDatabase.open(join(folder.path, 'device'), key);
  early = await EarlyChanges.open(database);
}

beforeEach(async () => {
  folder = await dataFolder();
  await open();
});

afterEach(async () => {
  await database.close();
  await folder.remove();
});

const edit = (messageId: string, at: number): EarlyChange => ({
  kind: 'edited',
  messageId,
  chatId: '1@c.us',
  content: `as of ${at}`,
  at,
});

it('keeps what waits for a message, in the order in which it came, over a restart', async () => {
  await early.keep(one, edit('A', 2));
  await early.keep(one, { kind: 'revoked', messageId: 'B', chatId: '1@c.us' });
  await early.keep(one, edit('A', 1));
  await database.close();
  await open();
  expect(early.of(one, 'A')).toEqual([edit('A', 2), edit('A', 1)]);
  expect(early.of(one, 'B')).toHaveLength(1);
  expect(early.of(other, 'A')).toEqual([]);
  await early.keep(one, edit('A', 3));
  expect(early.of(one, 'A')).toHaveLength(3);
});

it('keeps the same change once, however often the journal tells it', async () => {
  await early.keep(one, edit('A', 1));
  await early.keep(one, edit('A', 1));
  expect(early.of(one, 'A')).toHaveLength(1);
});

it('forgets for good what the message has', async () => {
  await early.keep(one, edit('A', 1));
  await early.keep(other, edit('A', 1));
  await early.drop(one, 'A');
  await database.close();
  await open();
  expect(early.of(one, 'A')).toEqual([]);
  expect(early.of(other, 'A')).toHaveLength(1);
});

it('begins anew when the keychain has lost the key', async () => {
  await early.keep(one, edit('A', 1));
  await database.close();
  await open(Buffer.alloc(32, 2));
  expect(early.of(one, 'A')).toEqual([]);
});
