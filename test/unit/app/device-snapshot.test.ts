import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceSnapshot, type SnapshotInput } from '../../../src-main/app/device-snapshot.ts';
import { rememberedUser } from '../../../src-main/app/snapshot-row.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import type { Health } from '../../../src-preload/contract/app.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { ConversationId, SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { uuid } from '../../support/preview/sample-data.ts';
import { conversation, message, queuedOutbox } from '../renderer/samples.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';

const KEY = Buffer.alloc(32, 1);
const first = ConversationId.parse(uuid(1));
const up: Health = { mongo: 'up', postgres: 'up', keychain: 'up', waiting: 0, setAside: 0 };
const user = { userId: UserId.parse('a'.repeat(24)), name: 'Ana', email: 'ana@example.com' };

let folder: Awaited<ReturnType<typeof dataFolder>>;
let database: DeviceDatabase;
let clock: ManualClock;
/** What the team's database holds; null while it is away. */
let stored: { conversations: ConversationSummary[]; messages: Message[] } | null;
let pagesRead: string[];
let snapshot: DeviceSnapshot;

function asked<T>(answer: (there: NonNullable<typeof stored>) => T): Promise<T> {
  return stored
    ? Promise.resolve(answer(stored))
    : Promise.reject(new AppError('database_unreachable', 'x'));
}

// Only what a snapshot asks for; the rest of the stores is not its business.
const stores = {
  conversations: {
    page: ({ limit }: { limit: number }) =>
      asked(({ conversations }) => ({ items: conversations.slice(0, limit), next: null })),
    find: (id: ConversationId) =>
      asked(() => ({ conversationId: id, chatId: `${id.slice(-4)}@c.us` })),
  },
  messages: {
    page: ({ conversationId, limit }: { conversationId: ConversationId; limit: number }) =>
      asked(({ messages }) => {
        pagesRead.push(conversationId);
        const all = messages.filter((each) => each.conversationId === conversationId);
        return { items: all.slice(-limit), next: all.length > limit ? {} : null };
      }),
  },
} as unknown as SnapshotInput['stores'];

async function open(): Promise<void> {
  database = await DeviceDatabase.open(folder.path, KEY);
  snapshot = new DeviceSnapshot({ database, stores, clock, log: recordedLog() });
}

async function reopen(): Promise<void> {
  await snapshot.stop();
  await database.close();
  await open();
}

async function databasesCome(): Promise<void> {
  snapshot.observe('app.healthChanged', { ...up, mongo: 'down' });
  snapshot.observe('app.healthChanged', up);
  // Whoever asks waits until it is read.
  await snapshot.page(1);
  await settle();
  await clock.advance(5_000);
}

beforeEach(async () => {
  folder = await dataFolder();
  clock = new ManualClock();
  pagesRead = [];
  stored = {
    conversations: [conversation(1, 20_000), conversation(2, 10_000)],
    messages: [message('A', 19_000), message('B', 20_000)],
  };
  await open();
});

afterEach(async () => {
  await snapshot.stop();
  await database.close();
  await folder.remove();
});

describe('what this computer remembers', () => {
  it('is nothing at first: it does not pass for an empty inbox', async () => {
    expect(await snapshot.page(50)).toBeNull();
    expect(await snapshot.thread(first, 50)).toBeNull();
    expect(await snapshot.destination(first)).toBeNull();
    expect(await snapshot.sessions()).toEqual([]);
  });

  it('is the beginning of the inbox with its threads, also after a restart', async () => {
    await databasesCome();
    await reopen();
    stored = null;
    expect((await snapshot.page(50))?.items.map(({ name }) => name)).toEqual([
      'Customer 1',
      'Customer 2',
    ]);
    expect((await snapshot.page(50))?.next).toBeNull();
    expect(await snapshot.thread(first, 50)).toMatchObject({
      items: [{ messageId: 'A' }, { messageId: 'B' }],
      next: null,
    });
    expect(await snapshot.destination(first)).toEqual({
      sessionId: uuid(900),
      chatId: '0001@c.us',
    });
  });

  it('follows what is published, in the order of the thread', async () => {
    await databasesCome();
    snapshot.observe('message.changed', message('C', 19_500));
    snapshot.observe('message.changed', message('B', 20_000, { status: 'read' }));
    snapshot.observe('conversation.changed', conversation(2, 30_000));
    await reopen();
    expect((await snapshot.page(1))?.items[0]?.name).toBe('Customer 2');
    expect(await snapshot.thread(first, 2)).toMatchObject({
      items: [{ messageId: 'C' }, { messageId: 'B', status: 'read' }],
      next: { timestamp: 19_500 },
    });
  });

  it('leaves to the outbox what is in the outbox', async () => {
    await databasesCome();
    snapshot.observe('message.changed', message('D', 21_000, { outbox: queuedOutbox }));
    expect((await snapshot.thread(first, 50))?.items).toHaveLength(2);
  });

  it('asks the database for the thread of a conversation that is new', async () => {
    await databasesCome();
    stored?.conversations.unshift(conversation(3, 40_000));
    stored?.messages.push(message('E', 40_000, { conversationId: ConversationId.parse(uuid(3)) }));
    snapshot.observe('conversation.changed', conversation(3, 40_000));
    await clock.advance(3_000);
    await reopen();
    expect((await snapshot.thread(ConversationId.parse(uuid(3)), 50))?.items).toHaveLength(1);
  });

  it('reads no thread again that has not changed', async () => {
    stored = {
      conversations: [conversation(1, 20_000, { lastMessage: lastMessageAt(20_000) })],
      messages: [message('B', 20_000)],
    };
    await databasesCome();
    await reopen();
    await databasesCome();
    expect(pagesRead).toEqual([first]);
  });

  it('forgets what the database has no longer among the newest', async () => {
    await databasesCome();
    stored = { conversations: [conversation(2, 10_000)], messages: [] };
    await databasesCome();
    await reopen();
    expect((await snapshot.page(50))?.items.map(({ name }) => name)).toEqual(['Customer 2']);
  });

  it('is fifty conversations at most, the newest', async () => {
    await databasesCome();
    for (let number = 10; number < 80; number++) {
      snapshot.observe('conversation.changed', conversation(number, 100_000 + number));
    }
    await clock.advance(5_000);
    await reopen();
    const page = await snapshot.page(200);
    expect(page?.items).toHaveLength(50);
    expect(page?.items[0]?.name).toBe('Customer 79');
    // There may be more, where it cannot be asked for.
    expect(page?.next).toMatchObject({ lastMessageAt: 100_030 });
  });

  it('waits with its questions until the stores are open, though MongoDB answers before', async () => {
    snapshot.observe('app.healthChanged', { ...up, postgres: 'down', remembered: true });
    await settle();
    expect(pagesRead).toEqual([]);
    snapshot.observe('app.healthChanged', up);
    await snapshot.page(1);
    await settle();
    expect(pagesRead).not.toEqual([]);
  });

  it('stays as it is when the databases go away in the middle', async () => {
    await databasesCome();
    stored = null;
    await databasesCome();
    expect((await snapshot.page(50))?.items).toHaveLength(2);
    expect((await snapshot.thread(first, 50))?.items).toHaveLength(2);
  });

  it('is who works here, and with which accounts', async () => {
    const account = { whatsappId: '1@c.us', phoneNumber: '1', pushname: 'Shop', platform: 'smba' };
    const session = { sessionId: SessionId.parse(uuid(5)), createdAt: 1, account };
    expect(await rememberedUser(database)).toBeNull();
    await snapshot.rememberUser(user);
    await snapshot.rememberSessions([session]);
    await reopen();
    expect(await snapshot.sessions()).toEqual([session]);
    expect(await rememberedUser(database)).toEqual(user);
  });

  it('cannot be read off the disk', async () => {
    await databasesCome();
    await snapshot.rememberUser(user);
    await reopen();
    const files = await readdir(folder.path);
    const disk = Buffer.concat(
      await Promise.all(files.map((name) => readFile(join(folder.path, name)))),
    ).toString('latin1');
    for (const word of ['Customer 1', 'text of A', '+34600000000', 'ana@example.com', '@c.us']) {
      expect(disk).not.toContain(word);
    }
  });
});

function lastMessageAt(timestamp: number): ConversationSummary['lastMessage'] {
  return { direction: 'incoming', type: 'text', preview: 'x', status: 'delivered', timestamp };
}
