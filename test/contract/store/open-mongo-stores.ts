import { randomUUID } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { MessagePartitions } from '../../../src-main/store/mongo/message-partitions.ts';
import type { MongoContext } from '../../../src-main/store/mongo/mongo-context.ts';
import { mongoStores } from '../../../src-main/store/mongo/mongo-stores.ts';
import { TransactionSessions } from '../../../src-main/store/mongo/transaction-sessions.ts';
import type { NewMessage } from '../../../src-main/store/message-store.ts';
import type { DocumentStores } from '../../../src-main/store/stores.ts';
import { type ConversationId, SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Databases } from '../../support/databases/start-databases.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { ACCOUNT, message, mongoDatabase, newChatId } from './open-databases.ts';

/** The document stores alone, in a database of their own. */
export interface MongoStores extends DocumentStores {
  context: MongoContext;
  /** Businesses that have collections of their own, by id. */
  highVolume: Set<string>;
  /** A conversation of an account that belongs to this business, or to none. */
  conversation(businessId?: ObjectId): Promise<ConversationId>;
  /** Stores messages, each with a text and a time, of one conversation. */
  write(
    conversationId: ConversationId,
    messages: readonly (Partial<NewMessage> & { content: string; at: string })[],
  ): Promise<void>;
  close(): Promise<void>;
}

export async function openMongoStores(
  databases: Pick<Databases, 'mongodbUrl'>,
): Promise<MongoStores> {
  const connection = await mongoDatabase(databases, { isMigrated: true });
  const highVolume = new Set<string>();
  const context: MongoContext = {
    ...connection,
    keys: testKeyRing(),
    cache: memoryCache({ maxBytes: 1_000_000, clock: systemClock }),
    deskId: randomUUID(),
    reader: () => null,
    transactions: new TransactionSessions(),
    partitions: new MessagePartitions(connection.db, (businessId) => highVolume.has(businessId)),
  };
  const stores = mongoStores(context);
  const userId = UserId.parse(new ObjectId().toHexString());
  return {
    ...stores,
    context,
    highVolume,
    conversation: async (businessId) => {
      const sessionId = SessionId.parse(randomUUID());
      if (businessId) {
        const change = { sessionId, userId, at: 1, status: 'connected' } as const;
        await stores.sessions.recordChange(change);
        await connection.sessions.updateOne({ sessionId }, { $set: { businessId } });
      }
      const chatId = newChatId();
      const [found] = await stores.conversations.findOrCreate([
        { accountId: ACCOUNT, chatId, sessionId, userId, name: 'Customer', at: 0 },
      ]);
      if (!found) throw new Error('One was asked for');
      return found.conversation.conversationId;
    },
    write: async (conversationId, messages) => {
      const ordered = messages.map(({ at, ...change }) =>
        message({ ...change, timestamp: Date.parse(at) }),
      );
      await stores.messages.store([{ conversationId, ordered, source: 'history' }]);
    },
    close: () => connection.client.close(),
  };
}
