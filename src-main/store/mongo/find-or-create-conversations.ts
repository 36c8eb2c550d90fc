import { randomUUID } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import { NO_TURNS } from '../../domain/turns.ts';
import { isGroupId } from '../../domain/whatsapp-id.ts';
import type {
  ConversationStore,
  NewConversation,
  StoredConversation,
} from '../conversation-store.ts';
import { type CachedConversations, nameOfPair, type Pair } from './cached-conversations.ts';
import { conversationFields, toStored } from './conversation-document.ts';
import { DocumentCache } from './document-cache.ts';
import { type ConversationDocument, SCHEMA_VERSION } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';
import type { KnownConversations } from './known-conversations.ts';
import { nameTokens } from './name-tokens.ts';
import { insertUnlessThere } from './repeat-upsert.ts';

/** See `ConversationStore.findOrCreate`. */
export async function findOrCreateConversations(
  context: MongoContext,
  cached: CachedConversations,
  known: KnownConversations,
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
  const made = new Set<string>();
  if (missing.length > 0) {
    const businesses = await businessesOf(
      context,
      missing.map(({ chat }) => chat.sessionId),
    );
    const created = await Promise.all(
      missing.map(({ chat, pair }) =>
        newConversation(context, chat, pair, businesses.get(chat.sessionId)),
      ),
    );
    const taken = await insertUnlessThere(
      context.conversations,
      created.map(({ document, chat }) => ({
        ...document,
        searchTokens: nameTokens(lookup, { names: [chat.name] }),
      })),
    );
    const inserted = created.filter((_, index) => !taken.has(index));
    await cached.remember(inserted.map(({ document }) => document));
    for (const { document, conversation } of inserted) {
      made.add(conversation.conversationId);
      known.remember(conversation.conversationId, document);
      found.set(nameOfPair(document), conversation);
    }
    // Another desktop was quicker.
    const others = missing.filter((_, index) => taken.has(index));
    for (const [name, conversation] of await cached.byPair(others.map(({ pair }) => pair))) {
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

async function newConversation(
  { keys, deskId }: MongoContext,
  chat: NewConversation,
  pair: Pair,
  businessId: ObjectId | undefined,
): Promise<{
  document: ConversationDocument;
  conversation: StoredConversation;
  chat: NewConversation;
}> {
  const { accountId, chatId, sessionId, userId, name, at } = chat;
  const conversationId = ConversationId.parse(randomUUID());
  const key = await keys.keyFor(conversationSubject(conversationId), true);
  const fields = conversationFields(key, conversationId);
  const owner = new ObjectId(userId);
  const isGroup = isGroupId(chatId);
  const now = new Date();
  const document: ConversationDocument = {
    _id: new ObjectId(),
    ...pair,
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
    status: 'open',
    arrival: 0,
    unread: [],
    mentions: [],
    turns: { ...NO_TURNS },
    priority: 'medium',
    labels: [],
    createdAt: now,
    updatedAt: now,
    updatedBy: deskId,
  };
  return { document, conversation: toStored(document, fields), chat };
}
