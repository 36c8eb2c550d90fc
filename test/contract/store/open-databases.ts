import { randomUUID } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';
import pg from 'pg';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { migrateMongo } from '../../../src-main/store/mongo/migrate-mongo.ts';
import {
  connectMongo,
  databaseOf,
  type MongoConnection,
} from '../../../src-main/store/mongo/mongo-connection.ts';
import { openStores } from '../../../src-main/store/open-stores.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { Interaction } from '../../../src-main/store/contact-store.ts';
import type { NewMessage, StoreOutcome } from '../../../src-main/store/message-store.ts';
import type { StoredConversation } from '../../../src-main/store/conversation-store.ts';
import { type ConversationId, SessionId, type UserId } from '../../../src-preload/contract/ids.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { addressOf } from '../../support/databases/start-mongo.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';

export const ACCOUNT = '34600000001@c.us';

/** The stores on real engines, with connections of the test's own beside them. */
export interface OpenDatabases extends Databases {
  stores: Stores;
  raw: { mongo: Db; postgres: pg.Client };
  userId: UserId;
  sessionId: SessionId;
  /** A conversation with a customer who is met for the first time. */
  newConversation(chatId?: string): Promise<StoredConversation>;
  /** Stores messages of one conversation. */
  store(
    conversationId: ConversationId,
    ordered: readonly NewMessage[],
    unreadFor?: UserId,
  ): Promise<StoreOutcome[]>;
  /** Notes that one contact wrote. */
  meet(interaction: Interaction): ReturnType<Stores['contacts']['recordInteractions']>;
  close(): Promise<void>;
}

/** `through` may put something between the stores and MongoDB; it answers the address to use. */
export async function openDatabases(
  through: (mongodbUrl: string) => Promise<string> = (url) => Promise.resolve(url),
): Promise<OpenDatabases> {
  const databases = await startStoreDatabases();
  const mongodbUrl = await through(databases.mongodbUrl);
  const stores = await openAll({ ...databases, mongodbUrl });
  const client = await MongoClient.connect(databases.mongodbUrl);
  const mongo = databaseOf(client, databases.mongodbUrl);
  const postgres = new pg.Client({ connectionString: databases.postgresUrl });
  await postgres.connect();
  const { userId } = await stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
  const sessionId = SessionId.parse(randomUUID());
  return {
    ...databases,
    stores,
    raw: { mongo, postgres },
    userId,
    sessionId,
    newConversation: async (chatId = newChatId()) => {
      const [found] = await stores.conversations.findOrCreate([
        { accountId: ACCOUNT, chatId, sessionId, userId, name: 'Customer', at: 0 },
      ]);
      if (!found) throw new Error('One was asked for');
      return found.conversation;
    },
    store: async (conversationId, ordered, unreadFor) => {
      const source = unreadFor === undefined ? 'history' : 'live';
      const [outcomes = []] = await stores.messages.store([
        {
          ...{ conversationId, ordered, source, unreadFor },
          ...(unreadFor && { arrivals: { readers: [{ userId: unreadFor, since: 0 }], from: 0 } }),
        },
      ]);
      return outcomes;
    },
    meet: (interaction) => stores.contacts.recordInteractions([interaction]),
    close: async () => {
      await client.close();
      await postgres.end();
      await stores.close();
      await databases.stop();
    },
  };
}

/** Another desktop each time, with the keys of the same workspace. */
export function openAll(
  addresses: Pick<Databases, 'mongodbUrl' | 'postgresUrl'>,
  reader: UserId | null = null,
): Promise<Stores> {
  return openStores({
    location: { kind: 'servers', addresses },
    secrets: memorySecretStore(),
    deskId: randomUUID(),
    reader: () => reader,
    cache: memoryCache({ maxBytes: 1_000_000, clock: systemClock }),
    openKeys: (store) => Promise.resolve(testKeyRing(store)),
    onStep: () => {},
    log: recordedLog(),
  });
}

/** A database of its own on the same MongoDB, brought up to date or empty. */
export async function mongoDatabase(
  { mongodbUrl }: Pick<Databases, 'mongodbUrl'>,
  { isMigrated }: { isMigrated: boolean },
): Promise<MongoConnection> {
  const [, base = 'test'] = /^[a-z+]+:\/\/[^/?]+\/([^?]+)/i.exec(mongodbUrl) ?? [];
  const name = `${base}_${randomUUID().slice(0, 8)}`;
  const connection = await connectMongo(addressOf(mongodbUrl, name));
  if (isMigrated) await migrateMongo(connection.db);
  return connection;
}

let chats = 0;
export function newChatId(): string {
  return `34611${String(chats++).padStart(6, '0')}@c.us`;
}

let messages = 0;
/** An incoming text; ids count up. */
export function message(change: Partial<NewMessage> = {}): NewMessage {
  return {
    kind: 'message',
    messageId: `3EB0${String(messages++).padStart(18, '0')}`,
    chatId: '34611000000@c.us',
    fromMe: change.fromMe ?? false,
    from: '34611000000@c.us',
    to: ACCOUNT,
    type: 'text',
    whatsappType: 'chat',
    content: 'Hello',
    status: 'delivered',
    timestamp: 1_760_000_000_000,
    isForwarded: false,
    ...change,
  };
}

/** Everything that a cursor walks over, page by page. */
export async function walk<Item, Cursor>(
  page: (cursor: Cursor | undefined) => Promise<{ items: Item[]; next: Cursor | null }>,
): Promise<Item[][]> {
  const pages: Item[][] = [];
  for (let cursor: Cursor | undefined; ;) {
    const { items, next } = await page(cursor);
    pages.push(items);
    if (next === null) return pages;
    cursor = next;
  }
}
