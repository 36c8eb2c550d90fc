import { randomUUID } from 'node:crypto';
import { type Document, MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { UpdatePoller } from '../../../src-main/store/mongo/update-poller.ts';
import type {
  ConversationFilter,
  ConversationSort,
} from '../../../src-preload/contract/conversation-filter.ts';
import {
  type ConversationId,
  MessageId,
  SessionId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import type { NoteId } from '../../../src-preload/contract/note.ts';
import { type CommandTap, commandTap } from '../../support/databases/command-tap.ts';
import { startStoreDatabases } from '../../support/databases/start-databases.ts';
import { ACCOUNT, newChatId } from './open-databases.ts';
import { type MongoStores, openMongoStores } from './open-mongo-stores.ts';

/** Enough that reading all of them costs an engine more than its index. */
const CONVERSATIONS = 600;
const MESSAGES = 600;
const SESSIONS = 60;
/** DocumentDB plans by statistics that it takes every three seconds. Milliseconds. */
const PLANNING = { timeout: 20_000, interval: 500 };
const PARTITION = 'messages_2030_01';
const ID = new ObjectId('e'.repeat(24));
const CHAT = '34699000000@c.us';

let open: MongoStores;
let raw: MongoClient;
let tap: CommandTap;
let stop: () => Promise<void>;
let conversationId: ConversationId;
let messageId: MessageId;
let noteId: NoteId;
/** Whether a sort alone makes the engine take an index; DocumentDB's plain indexes find, and what they find is sorted. */
let sortsByIndex: boolean;
const sessionId = SessionId.parse(randomUUID());
const userId = UserId.parse(ID.toHexString());

beforeAll(async () => {
  const databases = await startStoreDatabases();
  tap = await commandTap(databases.mongodbUrl);
  open = await openMongoStores({ mongodbUrl: tap.url });
  raw = await MongoClient.connect(databases.mongodbUrl);
  stop = async () => {
    await open.close();
    await raw.close();
    await tap.stop();
    await databases.stop();
  };
  await fill();
  sortsByIndex = await findsOrderInIndex();
}, 120_000);

afterAll(() => stop());

/** What the stores ask. */
const calls = {
  'messages.find': () => open.messages.find(conversationId, messageId),
  'messages.page': () => open.messages.page({ conversationId, limit: 20 }),
  'messages.page, a later one': () =>
    open.messages.page({
      conversationId,
      before: { timestamp: Date.parse('2030-01-20'), sequence: 0 },
      limit: 20,
    }),
  'messages.page, from a day on': () =>
    open.messages.page({
      conversationId,
      after: { timestamp: Date.parse('2030-01-20'), sequence: 0 },
      limit: 20,
    }),
  'messages.page, its pictures': () =>
    open.messages.page({ conversationId, limit: 20, only: { kind: 'pictures' } }),
  'messages.page, its links': () =>
    open.messages.page({ conversationId, limit: 20, only: { kind: 'links' } }),
  'messages.page, what is tagged': () =>
    open.messages.page({ conversationId, limit: 20, only: { kind: 'tagged' } }),
  'messages.page, with one tag': () =>
    open.messages.page({ conversationId, limit: 20, only: { kind: 'tagged', tag: 'deposit' } }),
  'messageMedia.waiting': () => open.messageMedia.waiting(sessionId, 20),
  'search.search': () => open.search.search({ query: 'delivery', limit: 20 }),
  'search.search, with a tag': () => open.search.search({ query: '', tag: 'deposit', limit: 20 }),
  'conversations.summary': () => open.conversations.summary(conversationId),
  'conversations.findOrCreate': () =>
    open.conversations.findOrCreate([
      {
        accountId: ACCOUNT,
        chatId: newChatId(),
        sessionId: SessionId.parse(randomUUID()),
        userId,
        name: 'Ana',
        at: 0,
      },
    ]),
  'conversations.countByCampaign': () => open.conversations.countByCampaign(),
  'conversations.page': () => open.conversations.page({ limit: 50 }),
  'conversations.page, pinned first': () => open.conversations.page({ limit: 50 }),
  'conversations.page, a later one': () =>
    open.conversations.page({ after: { lastMessageAt: 5_000, conversationId }, limit: 50 }),
  'conversations.page, resolved': () => asked({ filter: { status: 'resolved' }, sort: 'newest' }),
  'conversations.page, snoozed': () => asked({ filter: { status: 'snoozed' }, sort: 'newest' }),
  'conversations.page, of a colleague': () =>
    asked({ filter: { assignee: userId }, sort: 'newest' }),
  'conversations.page, unread': () => asked({ filter: { isUnread: true }, sort: 'newest' }),
  'conversations.page, mentions': () => asked({ filter: { mentionsMe: true }, sort: 'mentions' }),
  'conversations.page, with a label': () => asked({ filter: { label: 'wedding' }, sort: 'newest' }),
  'conversations.page, archived': () => asked({ filter: { isArchived: true }, sort: 'newest' }),
  'conversations.page, waiting': () => asked({ filter: { isWaiting: true }, sort: 'longestWait' }),
  'conversations.relabel': () => open.conversations.relabel('wedding', null),
  'messages.retag': () => open.messages.retag('deposit', null),
  'conversations.search': () => open.conversations.search({ query: 'Customer 599', limit: 6 }),
  'conversations.indexNames': () => open.conversations.indexNames(AbortSignal.any([])),
  'notes.list': () => open.notes.list(conversationId),
  'notes.find': () => open.notes.find(noteId),
  'archive.archiveIdle': () => open.archive.archiveIdle(0),
  'sessions.ofUser': () => open.sessions.ofUser(userId),
  'sessions.refreshStatistics': () => open.sessions.refreshStatistics(sessionId),
  'contacts.names': () => open.contacts.names(sessionId, [CHAT]),
  'contacts.page': () => open.contacts.page({ limit: 20 }),
  'contacts.page, by the last message': () =>
    open.contacts.page({ sort: { by: 'lastInteraction', isDescending: true }, limit: 20 }),
  'contacts.setBlocked': () => open.contacts.setBlocked(sessionId, [CHAT], true),
  'contacts.isBlocked': () => open.contacts.isBlocked(sessionId, [CHAT]),
  'contacts.page, searched': () => open.contacts.page({ search: 'customer', limit: 20 }),
  'presences.list': () => open.presences.list(),
  'contactMerges.unfinished': () => open.contactMerges.unfinished(),
  'what changed lately': async () => {
    await new UpdatePoller(open.context.db, null).poll();
  },
} satisfies Record<string, () => Promise<unknown>>;

function asked(question: { filter: ConversationFilter; sort: ConversationSort }): Promise<unknown> {
  const viewer = { userId, now: Date.now() };
  return open.conversations.page({ question: { ...question, viewer }, limit: 50 });
}

/** A question of a store, or one that an index of the schema is there for and no store asks yet. */
type Question = keyof typeof calls | Document;

const expected: [collection: string, index: string, questions: Question[]][] = [
  [PARTITION, 'conversationId_1_messageId_1', ['messages.find']],
  [
    PARTITION,
    'conversationId_1_timestamp_-1_sequence_-1',
    ['messages.page', 'messages.page, a later one'],
  ],
  [PARTITION, 'conversationId_1_type_1_timestamp_-1', ['messages.page, its pictures']],
  [PARTITION, 'conversationId_1_timestamp_-1', ['messages.page, its links']],
  [
    PARTITION,
    'conversationId_1_tags_1_timestamp_-1',
    ['messages.page, what is tagged', 'messages.page, with one tag'],
  ],
  [PARTITION, 'tags_1_timestamp_-1__id_-1', ['messages.retag', 'search.search, with a tag']],
  [PARTITION, 'from_1_timestamp_-1', [{ filter: { from: 'x' }, sort: { timestamp: -1 } }]],
  [PARTITION, 'businessId_1_timestamp_-1', [{ filter: { businessId: ID } }]],
  [PARTITION, 'status_1', [{ filter: { status: 'failed' } }]],
  [PARTITION, 'leadGenerated_1', [{ filter: { leadGenerated: true } }]],
  [PARTITION, 'searchTokens_1_timestamp_-1__id_-1', ['search.search']],
  [PARTITION, 'timestamp_1', [{ filter: { timestamp: { $gte: new Date(0) } } }]],
  [PARTITION, 'media.state_1_timestamp_-1', ['messageMedia.waiting']],
  [PARTITION, 'updatedAt_1', ['what changed lately']],
  ['conversations', 'conversationId_1', ['conversations.summary']],
  ['conversations', 'accountId_1_whatsappId_1', ['conversations.findOrCreate']],
  ['conversations', 'sessionId_1', ['sessions.refreshStatistics']],
  ['conversations', 'participants.whatsappId_1', [{ filter: { 'participants.whatsappId': 'x' } }]],
  ['conversations', 'participants.businessId_1', [{ filter: { 'participants.businessId': ID } }]],
  [
    'conversations',
    'lastMessageAt_-1_conversationId_1',
    ['conversations.page', 'conversations.page, a later one', 'archive.archiveIdle'],
  ],
  ['conversations', 'leadId_1', [{ filter: { leadId: ID } }]],
  ['conversations', 'campaignId_1', ['conversations.countByCampaign']],
  ['conversations', 'whatsappId_1', ['contacts.page']],
  ['conversations', 'archivedAt_1', ['archive.archiveIdle']],
  // Which conversations are joined, and those that are to be taken apart.
  [
    'conversations',
    'joinedInto_1',
    [{ filter: { joinedInto: { $exists: true } } }, { filter: { joinedInto: 'x' } }],
  ],
  ['conversations', 'updatedAt_1', ['what changed lately', 'contacts.page, by the last message']],
  ['conversations', 'status_1_lastMessageAt_-1_conversationId_1', ['conversations.page, resolved']],
  ['conversations', 'snoozedUntil_1', ['conversations.page, snoozed']],
  ['conversations', 'assigneeId_1_lastMessageAt_-1', ['conversations.page, of a colleague']],
  // Empty since step 16.
  ['conversations', 'isUnread_1_lastMessageAt_-1', [{ filter: { isUnread: true } }]],
  [
    'conversations',
    'unread.userId_1_lastMessageAt_-1_conversationId_1',
    ['conversations.page, unread'],
  ],
  [
    'conversations',
    'mentions.userId_1_lastMessageAt_-1_conversationId_1',
    ['conversations.page, mentions'],
  ],
  [
    'conversations',
    'isPinned_1_lastMessageAt_-1_conversationId_1',
    ['conversations.page, pinned first'],
  ],
  [
    'conversations',
    'isArchived_1_lastMessageAt_-1_conversationId_1',
    ['conversations.page, archived'],
  ],
  [
    'conversations',
    'labels_1_lastMessageAt_-1',
    ['conversations.page, with a label', 'conversations.relabel'],
  ],
  ['conversations', 'searchTokens_1', ['conversations.search', 'conversations.indexNames']],
  [
    'conversations',
    'turns.waiting_1_lastMessageAt_-1_conversationId_1',
    ['conversations.page, waiting'],
  ],
  ['conversation_notes', 'noteId_1', ['notes.find']],
  ['conversation_notes', 'conversationId_1_timestamp_-1', ['notes.list']],
  ['conversation_notes', 'updatedAt_1', ['what changed lately']],
  ['whatsapp_contacts', 'sessionId_1_whatsappId_1', ['contacts.names', 'contacts.setBlocked']],
  ['whatsapp_contacts', 'whatsappId_1', [{ filter: { whatsappId: 'x' } }]],
  ['whatsapp_contacts', 'businessId_1', [{ filter: { businessId: ID } }]],
  ['whatsapp_contacts', 'phoneNumber_1', [{ filter: { phoneNumber: 'x' } }]],
  ['whatsapp_contacts', 'searchTokens_1', ['contacts.page, searched']],
  [
    'whatsapp_contacts',
    'joinedInto_1',
    [{ filter: { joinedInto: ID } }, { filter: { joinedInto: { $exists: true } } }],
  ],
  ['whatsapp_contacts', 'updatedAt_1', ['contacts.page', 'what changed lately']],
  ['contact_merges', 'keptId_1', [{ filter: { keptId: { $in: [ID] } } }]],
  ['contact_merges', 'isFinished_1', ['contactMerges.unfinished']],
  ['contacts_told_apart', 'one_1_other_1', [{ filter: { one: ID, other: ID } }]],
  ['whatsapp_sessions', 'sessionId_1', ['conversations.findOrCreate']],
  ['whatsapp_sessions', 'userId_1_deskId_1_createdAt_1', ['sessions.ofUser']],
  ['whatsapp_sessions', 'status_1', [{ filter: { status: 'banned' } }]],
  ['whatsapp_sessions', 'lastActivity_-1', [{ filter: { lastActivity: { $gt: new Date() } } }]],
  // What the server itself asks once a minute.
  [
    'whatsapp_sessions',
    'unlinkedSince_1',
    [{ filter: { unlinkedSince: { $lt: new Date('2020-01-01') } } }],
  ],
  ['whatsapp_sessions', 'updatedAt_1', ['what changed lately']],
  ['presences', 'updatedAt_1', ['presences.list', 'what changed lately']],
];

/** Every document of the list or of the thread would do: only the order speaks for the index. */
const ONLY_ORDER: ReadonlySet<Question> = new Set(['messages.page', 'conversations.page']);

describe('the indexes of MongoDB', () => {
  it.for(
    expected.flatMap(([collection, index, questions]) =>
      questions.map((question) => ({ collection, index, question })),
    ),
  )('$collection has $index for $question', async ({ collection, index, question }, { skip }) => {
    skip(ONLY_ORDER.has(question) && !sortsByIndex, 'This engine sorts by no index');
    const commands = await commandsOf(collection, question);
    await vi.waitFor(async () => {
      const used = await Promise.all(commands.map(indexesOf));
      expect(used.flat()).toContain(index);
    }, PLANNING);
  });

  it.each([...new Set(expected.map(([collection]) => collection))])(
    'of %s are all there for one of these questions',
    async (collection) => {
      const indexes = await open.context.db.collection(collection).indexes();
      const questioned = expected.filter(([name]) => name === collection);
      expect(indexes.map(({ name }) => name).sort()).toEqual(
        ['_id_', ...questioned.map(([, index]) => index)].sort(),
      );
    },
  );
});

/** The reading commands that a question sends to a collection. */
async function commandsOf(collection: string, question: Question): Promise<Document[]> {
  if (typeof question !== 'string') return [{ find: collection, ...question }];
  const before = tap.commands.length;
  await calls[question]();
  const sent = tap.commands
    .slice(before)
    .filter((command) =>
      ['find', 'aggregate', 'distinct'].some((kind) => command[kind] === collection),
    );
  expect(sent).not.toEqual([]);
  const asked = ['find', 'filter', 'sort', 'limit', 'aggregate', 'pipeline'];
  const ofDistinct = ['distinct', 'key', 'query'];
  return sent.map((command) => ({
    ...Object.fromEntries(
      Object.entries(command).filter(([field]) => [...asked, ...ofDistinct].includes(field)),
    ),
    ...(command.aggregate !== undefined && { cursor: {} }),
  }));
}

/** The names of all indexes in the plan that the engine chose. */
async function indexesOf(command: Document): Promise<string[]> {
  const { databaseName } = open.context.db;
  return namesIn(await raw.db(databaseName).command({ explain: command }));
}

/** Asks the engine about a collection of no importance. */
async function findsOrderInIndex(): Promise<boolean> {
  const probe = open.context.db.collection('probe');
  await probe.createIndexes([{ key: { place: -1 }, name: 'place' }]);
  await probe.insertMany(Array.from({ length: CONVERSATIONS }, (_, place) => ({ place })));
  const used = vi.waitFor(async () => {
    expect(await indexesOf({ find: 'probe', sort: { place: -1 }, limit: 20 })).toContain('place');
  }, PLANNING);
  return used.then(
    () => true,
    () => false,
  );
}

function namesIn(plan: unknown): string[] {
  if (typeof plan !== 'object' || plan === null) return [];
  return Object.entries(plan).flatMap(([field, value]): string[] => {
    if (field === 'rejectedPlans') return [];
    if (field === 'indexName' && typeof value === 'string') return [value];
    if (field === 'indexNames' && Array.isArray(value)) return value.map(String);
    return namesIn(value);
  });
}

async function fill(): Promise<void> {
  const people = Array.from({ length: CONVERSATIONS }, (_, index) => ({
    chatId: index === 0 ? CHAT : newChatId(),
    name: `Customer ${index}`,
  }));
  await Promise.all(
    Array.from({ length: SESSIONS }, (_, index) =>
      open.sessions.recordChange({
        sessionId: index === 0 ? sessionId : SessionId.parse(randomUUID()),
        userId: index === 0 ? userId : UserId.parse(new ObjectId().toHexString()),
        at: index,
        status: 'connected',
      }),
    ),
  );
  await open.context.db.collection<{ _id: string } & Document>('presences').insertMany(
    Array.from({ length: CONVERSATIONS }, (_, index) => ({
      ...{ _id: `desk ${index}`, userId: ID, isTyping: false, schemaVersion: 1 },
      // All but some have told nothing for half an hour.
      updatedAt: new Date(Date.now() - (index < 3 ? 0 : 1_800_000)),
      ...{ createdAt: new Date(), toldAt: new Date(), updatedBy: `desk ${index}` },
    })),
  );
  const found = await open.conversations.findOrCreate(
    people.map((person, index) => ({
      ...person,
      accountId: ACCOUNT,
      sessionId: index === 0 ? sessionId : SessionId.parse(randomUUID()),
      userId,
      at: index * 1_000,
    })),
  );
  await open.contacts.sync(
    sessionId,
    people.map(({ chatId, name }) => ({
      whatsappId: chatId,
      name,
      phoneNumber: chatId.slice(0, 11),
      isBusiness: false,
      isVerified: false,
      isBlocked: false,
    })),
  );
  const [first, second] = found.map(({ conversation }) => conversation.conversationId);
  if (!first || !second) throw new Error('Some were asked for');
  conversationId = first;
  await Promise.all(
    [first, second].map((id) =>
      open.write(
        id,
        Array.from({ length: MESSAGES / 2 }, (_, index) => ({
          content: index % 100 === 0 ? 'When is the delivery?' : `Nothing ${index}`,
          at: `2030-01-${String(1 + (index % 28)).padStart(2, '0')}`,
        })),
      ),
    ),
  );
  const notes = await Promise.all(
    found.map(({ conversation }, index) =>
      open.notes.write(conversation.conversationId, userId, {
        body: 'They pay in cash',
        mentions: [],
        at: index * 1_000,
      }),
    ),
  );
  if (!notes[0]) throw new Error('It was written');
  noteId = notes[0].noteId;
  const { items } = await open.messages.page({ conversationId, limit: 1 });
  messageId = MessageId.parse(items[0]?.messageId);
}
