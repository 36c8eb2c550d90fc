import { randomUUID } from 'node:crypto';
import { type AnyBulkWriteOperation, ObjectId } from 'mongodb';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import { isGroupId } from '../../domain/whatsapp-id.ts';
import type { ConversationStore, NewConversation } from '../conversation-store.ts';
import { type CachedConversations, nameOfPair, type Pair } from './cached-conversations.ts';
import { conversationFields } from './conversation-document.ts';
import { DocumentCache } from './document-cache.ts';
import { type ConversationDocument, SCHEMA_VERSION } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';
import { repeatUpsert } from './repeat-upsert.ts';

/** See `ConversationStore.findOrCreate`. */
export async function findOrCreateConversations(
  context: MongoContext,
  cached: CachedConversations,
  chats: readonly NewConversation[],
): ReturnType<ConversationStore['findOrCreate']> {
  const { lookup } = context.keys;
  const pairs = chats.map(({ accountId, chatId }) => ({
    accountId: lookup.pseudonym(accountId),
    whatsappId: lookup.pseudonym(chatId),
  }));
  const found = await cached.byPair(pairs);
  const missing = chats.flatMap((chat, index) => {
    const pair = pairs[index];
    return pair && !found.has(nameOfPair(pair)) ? [{ chat, pair }] : [];
  });
  const made = new Set<ConversationId>();
  if (missing.length > 0) {
    const businesses = await businessesOf(
      context,
      missing.map(({ chat }) => chat.sessionId),
    );
    const operations = await Promise.all(
      missing.map(async ({ chat, pair }) => {
        const conversationId = ConversationId.parse(randomUUID());
        made.add(conversationId);
        const business = businesses.get(chat.sessionId);
        return insertion(context, conversationId, chat, pair, business);
      }),
    );
    await repeatUpsert(() => context.conversations.bulkWrite(operations, { ordered: false }));
    for (const [name, conversation] of await cached.byPair(missing.map(({ pair }) => pair))) {
      found.set(name, conversation);
    }
  }
  return pairs.map((pair) => {
    const conversation = found.get(nameOfPair(pair));
    if (!conversation) throw new Error('A conversation that was just made is not there');
    const isNew = made.has(conversation.conversationId);
    return { outcome: isNew ? 'created' : 'alreadyKnown', conversation };
  });
}

async function businessesOf(
  { sessions, cache }: MongoContext,
  sessionIds: readonly string[],
): Promise<Map<string, ObjectId>> {
  interface Row {
    sessionId: string;
    businessId?: ObjectId;
  }
  const cached = new DocumentCache<Row>(cache, 'sessions');
  const rows = await cached.many([...new Set(sessionIds)], async (missing) => {
    const found = await sessions
      .find({ sessionId: { $in: [...missing] } })
      .project<Row>({ _id: 0, sessionId: 1, businessId: 1 })
      .toArray();
    return new Map(found.map((row) => [row.sessionId, row]));
  });
  return new Map(
    [...rows.values()].flatMap(({ sessionId, businessId }): [string, ObjectId][] =>
      businessId ? [[sessionId, businessId]] : [],
    ),
  );
}

async function insertion(
  { keys, deskId }: MongoContext,
  conversationId: ConversationId,
  { accountId, chatId, sessionId, userId, name, at }: NewConversation,
  pair: Pair,
  businessId: ObjectId | undefined,
): Promise<AnyBulkWriteOperation<ConversationDocument>> {
  const key = await keys.keyFor(conversationSubject(conversationId));
  const fields = conversationFields(key, conversationId);
  const owner = new ObjectId(userId);
  const isGroup = isGroupId(chatId);
  const now = new Date();
  return {
    updateOne: {
      filter: pair,
      update: {
        $setOnInsert: {
          schemaVersion: SCHEMA_VERSION,
          conversationId,
          sessionId,
          accountIdSealed: fields.seal('accountId', accountId),
          whatsappIdSealed: fields.seal('whatsappId', chatId),
          ownerId: owner,
          ...(businessId && { businessId }),
          name: fields.seal('name', name),
          participants: [
            {
              whatsappId: pair.whatsappId,
              name: fields.seal('name', name),
              type: isGroup ? 'group' : 'user',
            },
            {
              userId: owner,
              ...(businessId && { businessId }),
              whatsappId: pair.accountId,
              name: fields.seal('name', ''),
              type: businessId ? 'business' : 'user',
            },
          ],
          isGroup,
          ...(isGroup && { groupName: fields.seal('name', name) }),
          lastMessageAt: new Date(at),
          messageCount: 0,
          partitions: [],
          unreadCount: { [owner.toHexString()]: 0 },
          isArchived: false,
          isPinned: false,
          priority: 'medium',
          labels: [],
          createdAt: now,
          updatedAt: now,
          updatedBy: deskId,
        },
      },
      upsert: true,
    },
  };
}
