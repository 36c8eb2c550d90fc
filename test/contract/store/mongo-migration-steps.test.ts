import { Binary, type Db, type Document, Long, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { migrateMongo, mongoMigrations } from '../../../src-main/store/mongo/migrate-mongo.ts';
import type { MongoConnection } from '../../../src-main/store/mongo/mongo-connection.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { mongoDatabase } from './open-databases.ts';

const ID = new ObjectId('a'.repeat(24));
const DAY = new Date('2026-01-15');
const SEALED = new Binary(Buffer.alloc(40, 1));
const account = {
  whatsappId: 'a',
  platform: 'smba',
  whatsappIdSealed: SEALED,
  phoneNumber: SEALED,
  pushname: SEALED,
};
const written = (): Document => ({
  schemaVersion: 1,
  createdAt: DAY,
  updatedAt: DAY,
  updatedBy: 'd',
});
const session = (part: Document): Document => ({
  ...written(),
  ...{ userId: ID, deskId: 'd', status: 'disconnected', messageCount: 0, errorCount: 0 },
  ...{ autoReconnect: true, rateLimitPerHour: 60, stateChangedAt: DAY, isActive: true },
  ...part,
});

const Collection = z.object({
  name: z.string(),
  options: z.object({
    validator: z
      .object({ $jsonSchema: z.object({ properties: z.record(z.string(), z.unknown()) }) })
      .optional(),
  }),
});

let databases: Databases;
/** One database that goes through all steps, and has documents of each when the next one comes. */
let stepwise: MongoConnection;

beforeAll(async () => {
  databases = await startStoreDatabases();
  stepwise = await mongoDatabase(databases, { isMigrated: false });
});

afterAll(async () => {
  await stepwise.client.close();
  await databases.stop();
});

/** What each step makes, and documents of the kind that later steps must leave alone; what it changes in those of before. */
const steps: Record<
  number,
  {
    makes: string[];
    documents: Record<string, Document[]>;
    changes?: { collection: string; before: Document; after: Document };
  }
> = {
  1: {
    makes: [
      'whatsapp_sessions',
      'whatsapp_sessions.sessionId_1',
      'conversations',
      'conversations.accountId_1_whatsappId_1',
      'whatsapp_contacts',
      'whatsapp_contacts.searchTokens_1',
    ],
    documents: {
      whatsapp_sessions: [session({ sessionId: 'linked', account }), session({ sessionId: 'new' })],
      conversations: [
        {
          ...written(),
          ...{ conversationId: 'c', sessionId: 'linked', accountId: 'a', whatsappId: 'w' },
          ...{ accountIdSealed: SEALED, whatsappIdSealed: SEALED, name: SEALED },
          ...{ ownerId: ID, participants: [], isGroup: false, lastMessageAt: DAY, messageCount: 0 },
          ...{ partitions: [], unreadCount: {}, isArchived: false, isPinned: false },
          ...{ priority: 'medium', labels: ['wedding'], completeUntil: DAY },
        },
      ],
      whatsapp_contacts: [
        {
          ...written(),
          ...{ whatsappId: 'w', whatsappIdSealed: SEALED, sessionId: 'linked', name: SEALED },
          ...{ isNamed: true, searchTokens: [Long.fromString('123456789012345678')] },
          ...{ isBusiness: false, isVerified: false, isOnline: false, isBlocked: false },
          ...{ phoneNumber: 'p', phoneNumberSealed: SEALED, leadIds: [ID] },
        },
      ],
    },
  },
  2: {
    makes: ['workspace_keys', 'data_keys', 'data_keys.keyVersion_1'],
    documents: {
      data_keys: [{ ...written(), _id: 'conversation/c', keyVersion: 1, wrapped: SEALED }],
    },
  },
  3: {
    makes: ['account_leases'],
    documents: {
      account_leases: [{ ...written(), _id: 'a', fence: 7, holder: 'd', expiresAt: DAY }],
    },
  },
  4: {
    makes: ['whatsapp_sessions.unlinkedSince_1'],
    documents: {
      // A month as an older version has made it.
      messages_2026_01: [
        {
          ...written(),
          ...{ messageId: '3EB0', conversationId: ID, direction: 'incoming', from: 'w', to: 'a' },
          ...{ type: 'text', whatsappType: 'chat', content: SEALED, searchTokens: [] },
          ...{ status: 'delivered', statusUpdates: [], isForwarded: false, leadGenerated: false },
          ...{ tags: [], timestamp: DAY, sequence: 0 },
        },
      ],
    },
    // Sessions that were never linked begin to count.
    changes: {
      collection: 'whatsapp_sessions',
      before: { sessionId: 'new' },
      after: { unlinkedSince: expect.any(Date) as Date },
    },
  },
  5: {
    makes: ['messages_2026_01 accepts reactions', 'messages_2026_01.conversationId_1_messageId_1'],
    documents: {},
  },
  6: {
    makes: ['media.files', 'media.chunks', 'profile_pictures.sessionId_1_whatsappId_1'],
    documents: {
      profile_pictures: [
        { ...written(), sessionId: 'linked', whatsappId: 'w', image: SEALED, checkedAt: DAY },
      ],
    },
  },
  7: {
    makes: ['identities.accountId_1_one_1_other_1', 'conversations.joinedInto_1'],
    documents: {
      identities: [{ ...written(), accountId: 'a', one: 'w', other: 'v', evidence: [] }],
      messages_2026_02: [
        {
          ...written(),
          ...{ messageId: '3EB1', conversationId: ID, direction: 'outgoing', from: 'a', to: 'w' },
          ...{ type: 'text', whatsappType: 'chat', content: SEALED, searchTokens: [] },
          ...{ status: 'sent', statusUpdates: [], isForwarded: false, leadGenerated: false },
          ...{ tags: [], timestamp: DAY, sequence: 0 },
        },
      ],
    },
    // What was called complete was not proved.
    changes: {
      collection: 'conversations',
      before: { conversationId: 'c' },
      after: { completeUntil: undefined },
    },
  },
  8: {
    makes: [
      'whatsapp_sessions accepts unlinkedSince',
      'whatsapp_sessions accepts phoneSeenAt',
      'conversations accepts history',
      'conversations accepts joinedInto',
      'messages_2026_02 accepts scheduledFor',
    ],
    documents: {
      whatsapp_sessions: [session({ sessionId: 'newer', unlinkedSince: new Date() })],
    },
  },
  9: {
    makes: [],
    documents: {
      // Refused until then.
      identities: [
        {
          ...written(),
          ...{ accountId: 'a', one: 'u', other: 'w' },
          evidence: [{ source: 'username', at: DAY }],
        },
      ],
    },
  },
  10: {
    makes: ['whatsapp_contacts accepts notes'],
    documents: {},
  },
  11: {
    makes: [
      'conversations accepts status',
      'conversations accepts turns',
      'conversations.status_1_lastMessageAt_-1_conversationId_1',
      'conversations.turns.waiting_1_lastMessageAt_-1_conversationId_1',
      'conversations.assigneeId_1_lastMessageAt_-1',
      'conversations.isUnread_1_lastMessageAt_-1',
      'conversations.labels_1_lastMessageAt_-1',
      'conversations.snoozedUntil_1',
    ],
    documents: {},
    // What the messages of others become: `inbox-store.test.ts`.
    changes: {
      collection: 'conversations',
      before: { conversationId: 'c' },
      after: {
        status: 'open',
        isUnread: false,
        turns: { incoming: 0, outgoing: 0, waiting: Number.MAX_SAFE_INTEGER },
      },
    },
  },
  12: {
    makes: ['presences', 'presences accepts isTyping', 'presences.updatedAt_1'],
    // One that the server throws away by itself has no place here.
    documents: {},
  },
  13: {
    makes: [
      'whatsapp_contacts accepts whatsappName',
      'whatsapp_contacts accepts mergeId',
      'contact_merges.keptId_1',
      'contact_merges.isFinished_1',
      'contacts_told_apart.one_1_other_1',
    ],
    documents: {},
  },
  14: {
    makes: [
      'conversations.isPinned_1_lastMessageAt_-1_conversationId_1',
      'conversations.isArchived_1_lastMessageAt_-1_conversationId_1',
    ],
    documents: {},
  },
  15: {
    makes: [
      'conversation_notes',
      'conversation_notes accepts mentions',
      'conversation_notes.noteId_1',
      'conversation_notes.conversationId_1_timestamp_-1',
      'conversation_notes.updatedAt_1',
    ],
    // A month whose indexes no step before has brought up to date.
    documents: { messages_2026_03: [{ ...written(), messageId: 'of a later month' }] },
  },
  17: {
    makes: [
      'messages_2026_03.conversationId_1_type_1_timestamp_-1',
      'messages_2026_03.conversationId_1_timestamp_-1',
      'messages_2026_03.conversationId_1_tags_1_timestamp_-1',
    ],
    documents: {},
  },
  18: {
    makes: [
      'conversations accepts searchTokens',
      'conversations.searchTokens_1',
      'messages_2026_03.tags_1_timestamp_-1__id_-1',
    ],
    // How names get into the index: `find-by-name.test.ts`.
    documents: {},
  },
  19: {
    makes: ['conversations accepts campaignSince', 'conversations.campaignId_1'],
    documents: {},
  },
  16: {
    makes: [
      'conversations accepts arrival',
      'conversations accepts unread',
      'conversations accepts mentions',
      'conversations.mentions.userId_1_lastMessageAt_-1_conversationId_1',
      'conversations.unread.userId_1_lastMessageAt_-1_conversationId_1',
    ],
    documents: {},
    // What the owner's own figure becomes: `unread.test.ts`.
    changes: {
      collection: 'conversations',
      before: { conversationId: 'c' },
      after: { arrival: 0, unread: [], mentions: [], isUnread: undefined },
    },
  },
};

describe.each(mongoMigrations)('step $number of MongoDB', ({ number }) => {
  const step = steps[number];
  const upTo = mongoMigrations.filter((each) => each.number <= number);
  let before: Record<string, Document[]>;

  it('migrates', async () => {
    const made = await objectsOf(stepwise.db);
    for (const object of step?.makes ?? []) expect(made).not.toContain(object);
    before = await everythingIn(stepwise.db);
    expect(await migrateMongo(stepwise.db, upTo)).toEqual([number]);
    expect(await objectsOf(stepwise.db)).toEqual(expect.arrayContaining(step?.makes ?? ['?']));
  });

  it('leaves alone what was there', async () => {
    const changed = step?.changes;
    if (changed) {
      const isMeant = (document: Document): boolean =>
        Object.entries(changed.before).every(([field, value]) => document[field] === value);
      expect(before[changed.collection]?.filter(isMeant)).toHaveLength(1);
      before[changed.collection] = (before[changed.collection] ?? []).map((document) =>
        isMeant(document) ? { ...document, ...changed.after } : document,
      );
    }
    // An empty collection that it made is none of what was there.
    expect(await everythingIn(stepwise.db)).toEqual(before);
  });

  it('does nothing the second time, not even when it is run once more', async () => {
    for (const [collection, documents] of Object.entries(step?.documents ?? {})) {
      await stepwise.db.collection(collection).insertMany(documents);
    }
    const there = [await objectsOf(stepwise.db), await everythingIn(stepwise.db)];
    expect(await migrateMongo(stepwise.db, upTo)).toEqual([]);
    // As when a desktop was killed between a step and the note that it was taken.
    await mongoMigrations.find((each) => each.number === number)?.up(stepwise.db);
    expect([await objectsOf(stepwise.db), await everythingIn(stepwise.db)]).toEqual(there);
  });
});

/** Everything that a step can make: collections, the fields that they know, and indexes by their collection's name. */
async function objectsOf(db: Db): Promise<string[]> {
  const collections = z.array(Collection).parse(await db.listCollections().toArray());
  const names = collections.map(({ name }) => name);
  const fields = collections.flatMap(({ name, options }) =>
    Object.keys(options.validator?.$jsonSchema.properties ?? {}).map(
      (field) => `${name} accepts ${field}`,
    ),
  );
  const indexes = await Promise.all(
    names.map(async (name) =>
      (await db.collection(name).indexes()).map((index) => `${name}.${index.name ?? ''}`),
    ),
  );
  return [...names, ...fields, ...indexes.flat()].sort();
}

/** Every document of every collection that has some, but for the notes of what was migrated. */
async function everythingIn(db: Db): Promise<Record<string, Document[]>> {
  const found: Record<string, Document[]> = {};
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (name.startsWith('schema_migrations')) continue;
    const documents = await db.collection(name).find().sort({ _id: 1 }).toArray();
    if (documents.length > 0) found[name] = documents;
  }
  return found;
}
