import { randomUUID } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewMessage } from '../../../src-main/store/message-store.ts';
import { readAndMentioned } from '../../../src-main/store/mongo/migrations/016-read-and-mentioned.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { Reader } from '../../../src-main/store/user-store.ts';
import { fixedViews } from '../../../src-preload/contract/conversation-filter.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { ACCOUNT, message, newChatId, openAll, openDatabases } from './open-databases.ts';

type Open = Awaited<ReturnType<typeof openDatabases>>;

const START = 1_760_000_000_000;

let open: Open;
/** Two desktops of Ana, whose account it is, and one of Luis. */
let anas: Stores;
let anasOther: Stores;
let luiss: Stores;
let ana: Reader;
let luis: Reader;

beforeAll(async () => {
  open = await openDatabases();
  const { userId } = await open.stores.users.signIn({ name: 'Luis', email: 'luis@example.com' });
  ana = { userId: open.userId, since: 0 };
  luis = { userId, since: 0 };
  anas = await openAll(open, ana.userId);
  anasOther = await openAll(open, ana.userId);
  luiss = await openAll(open, luis.userId);
}, 120_000);

afterAll(async () => {
  for (const stores of [anas, anasOther, luiss]) await stores.close();
  await open.close();
});

/** At so many seconds after the start. */
function said(second: number, change: Partial<NewMessage> = {}): NewMessage {
  return message({ timestamp: START + second * 1000, ...change });
}

async function arrive(
  conversationId: ConversationId,
  messages: readonly NewMessage[],
  { readers = [ana, luis], from = START }: { readers?: readonly Reader[]; from?: number } = {},
): Promise<void> {
  await anas.messages.store([
    { conversationId, ordered: messages, source: 'live', arrivals: { readers, from } },
  ]);
}

async function summaryFor(
  stores: Stores,
  conversationId: ConversationId,
): Promise<ConversationSummary> {
  const summary = await stores.conversations.summary(conversationId);
  if (!summary) throw new Error('It is there');
  return summary;
}

/** What Ana's two desktops and Luis's say. */
async function unreadOf(conversationId: ConversationId): Promise<number[]> {
  const all = await Promise.all(
    [anas, anasOther, luiss].map((stores) => summaryFor(stores, conversationId)),
  );
  return all.map(({ unreadCount }) => unreadCount);
}

describe('what somebody has not read', () => {
  it('is theirs alone: on all of their desktops, and on none of a colleague', async () => {
    const { conversationId } = await open.newConversation();
    await arrive(conversationId, [said(1), said(2)]);
    expect(await unreadOf(conversationId)).toEqual([2, 2, 2]);
    expect(await anas.conversations.markRead(conversationId, ana.userId, null)).toBe('changed');
    expect(await anas.conversations.markRead(conversationId, ana.userId, null)).toBe('unchanged');
    expect(await unreadOf(conversationId)).toEqual([0, 0, 2]);
    await arrive(conversationId, [said(3)]);
    expect(await unreadOf(conversationId)).toEqual([1, 1, 3]);
  });

  it('is only what comes from the other side, and once, however often it is told', async () => {
    const { conversationId } = await open.newConversation();
    const messages = [
      said(1),
      said(2, { fromMe: true }),
      said(3, { type: 'sticker', fromMe: true }),
    ];
    await arrive(conversationId, messages);
    await arrive(conversationId, messages);
    expect(await unreadOf(conversationId)).toEqual([1, 1, 1]);
  });

  it('stays unread beyond what was shown when it was read', async () => {
    const { conversationId } = await open.newConversation();
    await arrive(conversationId, [said(1)]);
    const seen = { timestamp: START + 1000, sequence: 0 };
    await arrive(conversationId, [said(2)]);
    expect(await luiss.conversations.markRead(conversationId, luis.userId, seen)).toBe('unchanged');
    expect(await unreadOf(conversationId)).toEqual([2, 2, 2]);
    const later = { timestamp: START + 2000, sequence: 0 };
    expect(await luiss.conversations.markRead(conversationId, luis.userId, later)).toBe('changed');
    expect(await unreadOf(conversationId)).toEqual([2, 2, 0]);
  });

  it('counts what came late, unless it was read beyond that', async () => {
    const { conversationId } = await open.newConversation();
    await arrive(conversationId, [said(1)]);
    await luiss.conversations.markRead(conversationId, luis.userId, null);
    await arrive(conversationId, [said(9)]);
    await anas.conversations.markRead(conversationId, ana.userId, null);
    await arrive(conversationId, [said(5), said(6)]);
    expect(await unreadOf(conversationId)).toEqual([0, 0, 3]);
  });

  it('begins with the first sign-in, and with the linking of the account', async () => {
    const { conversationId } = await open.newConversation();
    const newcomer = { ...luis, since: START + 10_500 };
    await arrive(conversationId, [said(1), said(2)], { from: START + 60_000 });
    expect(await unreadOf(conversationId)).toEqual([0, 0, 0]);
    await arrive(conversationId, [said(3), said(4)], { readers: [ana, newcomer] });
    expect(await unreadOf(conversationId)).toEqual([2, 2, 0]);
    // Within the second of the sign-in, as WhatsApp counts.
    await arrive(conversationId, [said(10), said(11)], { readers: [ana, newcomer] });
    expect(await unreadOf(conversationId)).toEqual([4, 4, 2]);
  });

  it('is for the owner what WhatsApp counts, when that becomes another number', async () => {
    const { conversationId } = await open.newConversation();
    const whatsAppCounts = (count: number): Promise<void> =>
      anas.conversations.record([{ conversationId, unread: { userId: ana.userId, count } }]);
    await arrive(conversationId, [said(1), said(2), said(3)], { readers: [luis] });
    await whatsAppCounts(2);
    expect(await unreadOf(conversationId)).toEqual([2, 2, 3]);
    // Read on the phone.
    await whatsAppCounts(0);
    expect(await unreadOf(conversationId)).toEqual([0, 0, 3]);
    await anas.conversations.markUnread(conversationId, ana.userId);
    await whatsAppCounts(0);
    expect(await unreadOf(conversationId)).toEqual([1, 1, 3]);
    // The schema's own figure is WhatsApp's.
    expect(await summaryFor(luiss, conversationId)).toMatchObject({ whatsAppUnread: 0 });
    await whatsAppCounts(4);
    expect(await summaryFor(luiss, conversationId)).toMatchObject({
      unreadCount: 3,
      whatsAppUnread: 4,
    });
  });

  it('is the last message again when somebody says so, for them alone', async () => {
    const { conversationId } = await open.newConversation();
    await arrive(conversationId, [said(1), said(2)]);
    await luiss.conversations.markRead(conversationId, luis.userId, null);
    expect(await luiss.conversations.markUnread(conversationId, luis.userId)).toBe('changed');
    expect(await luiss.conversations.markUnread(conversationId, luis.userId)).toBe('unchanged');
    expect(await unreadOf(conversationId)).toEqual([2, 2, 1]);
    await expect(
      luiss.conversations.markUnread(ConversationId.parse(randomUUID()), luis.userId),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is the filter, the view and its count as well, resolved or not, but not from the archive', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => open.newConversation()));
    const ids = made.map(({ conversationId }) => conversationId);
    const [read, resolved, archived] = ids;
    if (!read || !resolved || !archived) throw new Error('Four were made');
    const newcomer: Reader = { userId: UserId.parse(new ObjectId().toHexString()), since: 0 };
    const theirs = await openAll(open, newcomer.userId);
    for (const id of ids) await arrive(id, [said(1)], { readers: [newcomer] });
    const viewer = { userId: newcomer.userId, now: START };
    await theirs.conversations.markRead(read, newcomer.userId, null);
    await theirs.conversations.setStatus(resolved, 'resolved', null);
    const place = { isArchived: true, isPinned: false };
    await theirs.conversations.record([{ conversationId: archived, place }]);
    const question = { ...fixedViews.unread, viewer };
    const { items } = await theirs.conversations.page({ question, limit: 50 });
    expect(items.map(({ conversationId }) => conversationId).sort()).toEqual(
      [resolved, ids[3]].sort(),
    );
    expect(await theirs.conversations.counts(viewer)).toMatchObject({ unread: 2 });
    expect(await theirs.conversations.count([{ isUnread: true }], viewer)).toEqual([3]);
    await theirs.close();
  });

  it('is one of conversations that are shown as one', async () => {
    const pair = [newChatId(), newChatId().replace('@c.us', '@lid')] as const;
    const [one, other] = await Promise.all(pair.map((chatId) => open.newConversation(chatId)));
    if (!one || !other) throw new Error('Two were made');
    await arrive(one.conversationId, [said(1, { chatId: pair[0] })]);
    await arrive(other.conversationId, [said(2, { chatId: pair[1] }), said(3)]);
    for (const stores of [anas, anasOther, luiss]) await stores.conversations.join(ACCOUNT, [pair]);
    for (const stores of [anas, anasOther, luiss]) await stores.forgetOutdated(null);
    const shown = (await anas.conversations.find(one.conversationId))?.conversationId;
    if (!shown) throw new Error('They are shown as one');
    expect(await unreadOf(shown)).toEqual([3, 3, 3]);
    await luiss.conversations.markRead(shown, luis.userId, null);
    expect(await unreadOf(shown)).toEqual([3, 3, 0]);
    await luiss.conversations.markUnread(shown, luis.userId);
    expect(await unreadOf(shown)).toEqual([3, 3, 1]);
  });

  it('is what the migration finds: the owner’s own figure, and mentions that were seen', async () => {
    const { conversationId } = await open.newConversation();
    await open.store(conversationId, [said(1), said(2)], ana.userId);
    const note = { body: 'x', mentions: [luis.userId], at: 1 };
    await anas.notes.write(conversationId, ana.userId, note);
    await open.raw.mongo.command({ collMod: 'conversations', validator: {} });
    const unset = { arrival: '', unread: '', mentions: '' };
    const conversations = open.raw.mongo.collection('conversations');
    await conversations.updateMany({}, { $unset: unset, $set: { isUnread: true } });
    const rules = { required: ['conversationId', 'isUnread'], properties: {} };
    await open.raw.mongo.command({
      collMod: 'conversations',
      validator: { $jsonSchema: { bsonType: 'object', ...rules } },
    });
    await readAndMentioned.up(open.raw.mongo);
    expect(await unreadOf(conversationId)).toEqual([2, 2, 0]);
    expect(await summaryFor(luiss, conversationId)).toMatchObject({ mention: 'seen' });
    expect(await conversations.countDocuments({ isUnread: { $exists: true } })).toBe(0);
    await arrive(conversationId, [said(3)]);
    expect(await unreadOf(conversationId)).toEqual([3, 3, 1]);
  });

  it('of everybody who ever signed in is known with the time of that', async () => {
    const readers = await open.stores.users.readers();
    const mine = readers.find(({ userId }) => userId === ana.userId);
    expect(Math.abs((mine?.since ?? 0) - Date.now())).toBeLessThan(3_600_000);
    expect(readers).toHaveLength((await open.stores.users.list()).length);
  });
});
