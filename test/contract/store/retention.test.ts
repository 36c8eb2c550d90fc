import { randomBytes, randomUUID } from 'node:crypto';
import { EJSON } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RetentionJob } from '../../../src-main/app/retention-job.ts';
import { runRetention } from '../../../src-main/retention/run-retention.ts';
import type { RunProgress } from '../../../src-main/store/retention-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import {
  type ContactId,
  type ConversationId,
  MessageId,
} from '../../../src-preload/contract/ids.ts';
import { NOTHING_GONE, type RetentionKind } from '../../../src-preload/contract/retention.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock } from '../../unit/whatsapp/support/manual-clock.ts';
import {
  message,
  newChatId,
  openAll,
  openDatabases,
  type OpenDatabases,
} from './open-databases.ts';

const NOW = Date.parse('2026-07-15T12:00:00Z');
const DAY = 86_400_000;
const media = { fileSize: 70_000, mimeType: 'image/jpeg', isGif: false, isViewOnce: false };

/** Somebody who wrote in January and February 2026, and on the first of July. */
interface Talk {
  conversationId: ConversationId;
  contactId: ContactId;
}

let open: OpenDatabases;
beforeEach(async () => {
  open = await openDatabases();
});
afterEach(() => open.close());

async function talk(word: string, at = ['2026-01-10', '2026-01-20', '2026-02-05', '2026-07-01']) {
  const chatId = newChatId();
  await open.meet({ sessionId: open.sessionId, whatsappId: chatId, at: NOW });
  const { conversationId } = await open.newConversation(chatId);
  await open.store(
    conversationId,
    at.map((day, index) =>
      message({
        ...{ chatId, from: chatId, content: `${'abcd'.charAt(index)}${word} number${index}` },
        timestamp: Date.parse(day),
        ...(index === 0 && { type: 'image', media }),
        messageId: `${word}${index}`,
      }),
    ),
  );
  const { fileId } = await open.stores.media.put(conversationId, bytes());
  await open.stores.messageMedia.record(conversationId, MessageId.parse(`${word}0`), {
    ...{ state: 'stored', fileId, fileSize: 70_000 },
  });
  const contactId = await open.stores.contacts.idOf(open.sessionId, [chatId]);
  if (contactId === null) throw new Error('They were met');
  return { conversationId, contactId };
}

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield randomBytes(70_000);
}

function policy(kind: RetentionKind, days: number | null) {
  const { userId, stores } = open;
  return stores.retention.setPolicy({ businessId: null, kind, days, userId });
}

function run(
  stores: Stores = open.stores,
  onProgress: (progress: RunProgress) => Promise<void> = async () => {},
): Promise<RunProgress> {
  return runRetention({ stores, now: NOW, signal: new AbortController().signal, onProgress });
}

async function texts({ conversationId }: Talk): Promise<string[]> {
  const { items } = await open.stores.messages.page({ conversationId, limit: 20 });
  return items.map(({ content }) => content.split(' ')[1] ?? '');
}

async function collections(): Promise<string[]> {
  const found = await open.raw.mongo.listCollections({ name: /^messages_/ }).toArray();
  return found.map(({ name }) => name).sort();
}

/** All of MongoDB as text, to look for bytes and tokens in. */
async function everything(): Promise<string> {
  const parts: string[] = [];
  for (const { name } of await open.raw.mongo.listCollections().toArray()) {
    for (const document of await open.raw.mongo.collection(name).find().toArray()) {
      parts.push(EJSON.stringify(document, { relaxed: false }));
    }
  }
  return parts.join('\n');
}

/** What stands raw in the database of some of a conversation's messages: ciphertexts, and tokens of their words. */
async function tracesOf(pattern: RegExp): Promise<string[]> {
  const traces: string[] = [];
  for (const name of await collections()) {
    const documents = await open.raw.mongo.collection(name).find({ messageId: pattern }).toArray();
    for (const { _id, content, searchTokens } of documents) {
      traces.push(_id.toHexString(), EJSON.stringify(content, { relaxed: false }));
      // Of its first word, which no other message has; the other one they share.
      for (const token of (searchTokens as unknown[]).slice(0, 3)) {
        traces.push(EJSON.stringify(token, { relaxed: false }));
      }
    }
  }
  expect(traces.length).toBeGreaterThan(0);
  return traces;
}

async function expectConsistent({ conversationId }: Talk): Promise<void> {
  const document = await open.raw.mongo.collection('conversations').findOne({ conversationId });
  let count = 0;
  for (const name of await collections()) {
    const here = await open.raw.mongo
      .collection(name)
      .countDocuments({ conversationId: document?._id });
    count += here;
    const partitions = (document?.partitions ?? []) as string[];
    expect([name, partitions.includes(name.slice('messages_'.length))]).toEqual([name, here > 0]);
  }
  expect(document?.messageCount).toBe(count);
}

describe('messages', () => {
  it('that are past go, whole months as their collection, and what they said is nowhere', async () => {
    const ana = await talk('zanahoria');
    const luis = await talk('berenjena', ['2026-01-15', '2026-07-10', '2026-07-12', '2026-07-14']);
    const traces = await tracesOf(/^(zanahoria[012]|berenjena0)$/);
    const kept = await tracesOf(/^zanahoria3$/);
    await policy('messages', 90);
    const { counts, held } = await run();
    expect(counts).toEqual({ ...NOTHING_GONE, messages: 4, months: 2, files: 2 });
    expect(held).toBe(0);
    expect(await texts(ana)).toEqual(['number3']);
    expect(await texts(luis)).toEqual(['number1', 'number2', 'number3']);
    expect(await collections()).toEqual(['messages_2026_07']);
    const all = await everything();
    for (const trace of traces) expect(all).not.toContain(trace);
    for (const trace of kept) expect(all).toContain(trace);
    expect(await open.raw.mongo.collection('media.chunks').countDocuments()).toBe(0);
    expect(await open.raw.mongo.collection('media.files').countDocuments()).toBe(0);
    await expectConsistent(ana);
    await expectConsistent(luis);
    // There is nothing more to do.
    expect((await run()).counts).toMatchObject({ messages: 0, months: 0, files: 0 });
    // A month that was dropped is made anew, with its indexes, by a desktop that had known it.
    await open.store(ana.conversationId, [message({ timestamp: Date.parse('2026-01-11') })]);
    const indexes = await open.raw.mongo.collection('messages_2026_01').indexes();
    expect(indexes.some(({ unique }) => unique)).toBe(true);
    expect((await texts(ana)).length).toBe(2);
  });

  it('that another desktop dropped are made anew with their indexes, once that was told', async () => {
    const { conversationId } = await talk('calabaza');
    await policy('messages', 90);
    const colleague = await openAll(open);
    await run(colleague);
    expect(await collections()).toEqual(['messages_2026_07']);
    await open.stores.forgetOutdated({ kind: 'partitions' });
    await open.store(conversationId, [message({ timestamp: Date.parse('2026-01-11') })]);
    const indexes = await open.raw.mongo.collection('messages_2026_01').indexes();
    expect(indexes.some(({ unique }) => unique)).toBe(true);
    await colleague.close();
  });

  it('within a month go one by one, and so do those in the archive', async () => {
    const ana = await talk('zanahoria', ['2026-03-01', '2026-03-02', '2026-03-30', '2026-03-31']);
    const luis = await talk('berenjena', ['2026-03-01', '2026-03-30', '2026-07-01', '2026-07-02']);
    await open.stores.archive.archiveIdle(Date.parse('2026-06-01'));
    expect(await collections()).toContain('messages_archive');
    const traces = await tracesOf(/^(zanahoria[01]|berenjena0)$/);
    // Until the 22nd of March.
    await policy('messages', 115);
    expect((await run()).counts).toMatchObject({ messages: 3, months: 0, files: 2 });
    expect(await texts(ana)).toEqual(['number2', 'number3']);
    expect(await texts(luis)).toEqual(['number1', 'number2', 'number3']);
    const all = await everything();
    for (const trace of traces) expect(all).not.toContain(trace);
    await expectConsistent(ana);
    await expectConsistent(luis);
  });

  it('of which none is left take the key of their conversation along, unless there is a lead', async () => {
    const old = ['2026-01-10', '2026-01-11'];
    const [ana, luis] = [await talk('zanahoria', old), await talk('berenjena', old)];
    await open.stores.leads.open({
      ...{ conversationId: luis.conversationId, messageId: MessageId.parse('berenjena0') },
      ...{ contactName: 'Luis', reasons: [], excerpt: 'Two chairs', createdAt: NOW },
    });
    await open.raw.mongo
      .collection('conversations')
      .updateMany({}, { $set: { createdAt: new Date('2026-01-10') } });
    await policy('messages', 90);
    expect((await run()).counts).toMatchObject({ messages: 4, conversations: 1 });
    const keys = await open.raw.mongo.collection<{ _id: string }>('data_keys').find().toArray();
    const subjects = keys.map(({ _id }) => _id);
    expect(subjects).not.toContain(`conversation:${ana.conversationId}`);
    expect(subjects).toContain(`conversation:${luis.conversationId}`);
    expect(await open.stores.conversations.summary(ana.conversationId)).toBeNull();
    // Nothing is shown of what has gone, and nobody waits for an answer to it.
    expect(await open.stores.conversations.summary(luis.conversationId)).toMatchObject({
      ...{ lastMessage: null, messageCount: 0, waitingSince: null },
    });
    const [lead] = await open.stores.leads.ofConversations([luis.conversationId], 1);
    expect(lead).toMatchObject({ contactName: 'Luis', excerpt: 'Two chairs' });
  });

  it('of a business go by its own policy', async () => {
    const ana = await talk('zanahoria');
    const luis = await talk('berenjena');
    const business = await open.stores.businesses.create({ name: 'Sillas' });
    const { businessId } = business.business;
    await open.stores.contacts.setBusiness(luis.contactId, businessId);
    const { ObjectId } = await import('mongodb');
    await open.raw.mongo
      .collection('conversations')
      .updateOne(
        { conversationId: luis.conversationId },
        { $set: { businessId: new ObjectId(businessId) } },
      );
    await policy('messages', 90);
    const { userId, stores } = open;
    await stores.retention.setPolicy({ businessId, kind: 'messages', days: null, userId });
    const cutoffs = { others: NOW - 90 * DAY, businesses: new Map([[businessId, null]]) };
    expect(await stores.expiry.count('messages', cutoffs, new Set())).toEqual({
      ...{ count: 3, oldest: Date.parse('2026-01-10') },
    });
    expect((await run()).counts).toMatchObject({ messages: 3, months: 0 });
    expect(await texts(ana)).toHaveLength(1);
    expect(await texts(luis)).toHaveLength(4);
    // Taken away again, it goes like everybody's.
    await stores.retention.setPolicy({ businessId, kind: 'messages', days: undefined, userId });
    expect((await run()).counts).toMatchObject({ messages: 3, months: 2 });
    expect(await texts(luis)).toHaveLength(1);
  });
});

it('files go by their own policy, and the messages that carried them stay', async () => {
  const ana = await talk('zanahoria');
  await policy('media', 90);
  expect(await open.raw.mongo.collection('media.chunks').countDocuments()).toBe(1);
  expect((await run()).counts).toMatchObject({ messages: 0, files: 1 });
  expect(await open.raw.mongo.collection('media.chunks').countDocuments()).toBe(0);
  expect(await open.raw.mongo.collection('media.files').countDocuments()).toBe(0);
  expect(await texts(ana)).toHaveLength(4);
  const { items } = await open.stores.messages.page({ ...ana, limit: 10 });
  expect(items[0]?.media).toMatchObject({ state: 'expired', url: null, thumbnailUrl: null });
});

describe('a hold', () => {
  it('keeps everything of one person, within a month that goes for the others', async () => {
    const [ana, luis] = [await talk('zanahoria'), await talk('berenjena')];
    const traces = await tracesOf(/^berenjena[012]$/);
    await policy('messages', 90);
    await policy('media', 30);
    const { retention } = open.stores;
    await retention.placeHold({ ...ana, reason: 'A court asks', userId: open.userId });
    await retention.placeHold({ ...ana, reason: 'Once more', userId: open.userId });
    expect(await retention.holds()).toMatchObject([{ reason: 'A court asks', placedBy: 'Ana' }]);
    const { counts, held } = await run();
    expect(counts).toMatchObject({ messages: 3, months: 0, files: 1 });
    expect(held).toBe(1);
    expect(await texts(ana)).toHaveLength(4);
    expect(await texts(luis)).toHaveLength(1);
    expect(await open.raw.mongo.collection('media.files').countDocuments()).toBe(1);
    const all = await everything();
    for (const trace of traces) expect(all).not.toContain(trace);
    await expectConsistent(ana);
    await expectConsistent(luis);

    await retention.liftHolds([ana.contactId], open.userId);
    expect(await retention.holds()).toEqual([]);
    expect((await run()).counts).toMatchObject({ messages: 3, months: 2, files: 1 });
    // Who lifted it stays to be seen.
    const { rows } = await open.raw.postgres.query('SELECT lifted_by, lifted_at FROM legal_holds');
    expect(rows).toMatchObject([{ lifted_by: 1, lifted_at: expect.any(Date) as Date }]);
  });

  it('that is placed while it runs keeps all that is still there then', async () => {
    const talks = [await talk('zanahoria'), await talk('berenjena'), await talk('calabaza')];
    await policy('messages', 90);
    const counts = new Map<Talk, number>();
    await run(open.stores, async () => {
      if (counts.size > 0) return;
      for (const each of talks) {
        const { contactId } = each;
        await open.stores.retention.placeHold({ contactId, reason: 'Now', userId: open.userId });
        counts.set(each, (await texts(each)).length);
      }
    });
    expect([...counts.values()].some((count) => count < 4)).toBe(true);
    for (const each of talks) expect(await texts(each)).toHaveLength(counts.get(each) ?? 0);
  });

  it('waits for what is being deleted, and then stands for all that follows', async () => {
    const { retention } = open.stores;
    const ana = await talk('zanahoria');
    const order: string[] = [];
    let placed: Promise<void> | undefined;
    await retention.whileHoldsStand(async (held) => {
      expect(held).toEqual([]);
      placed = retention
        .placeHold({ ...ana, reason: 'Now', userId: open.userId })
        .then(() => void order.push('placed'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      order.push('deleted');
    });
    await placed;
    expect(order).toEqual(['deleted', 'placed']);
    await retention.whileHoldsStand(async (held) => expect(held).toEqual([ana.contactId]));
  });
});

it('killed after any step, it goes on from there, and nothing is counted wrongly', async () => {
  const talks = [await talk('zanahoria'), await talk('berenjena')];
  await policy('messages', 90);
  for (let steps = 0; ; steps++) {
    let left = steps % 3;
    const died = await run(open.stores, () =>
      left-- > 0 ? Promise.resolve() : Promise.reject(new Error('killed')),
    ).then(
      () => false,
      () => true,
    );
    for (const each of talks) await expectCountsRight(each);
    if (!died || steps > 20) break;
  }
  await run();
  expect(await collections()).toEqual(['messages_2026_07']);
  for (const each of talks) {
    expect(await texts(each)).toEqual(['number3']);
    await expectConsistent(each);
  }
});

/** A conversation that has left a month does not count what lies there until it is dropped. */
async function expectCountsRight(each: Talk): Promise<void> {
  const { conversationId } = each;
  const summary = await open.stores.conversations.summary(conversationId);
  expect(summary?.messageCount).toBe((await texts(each)).length);
}

it('of two desktops one does it, six hours after the last time, and says what went', async () => {
  const ana = await talk('zanahoria');
  await policy('messages', 90);
  const other = await openAll(open);
  const clocks = [new ManualClock(Date.now()), new ManualClock(Date.now())] as const;
  const jobs = [open.stores, other].map(
    (stores, index) =>
      new RetentionJob({
        stores,
        deskId: randomUUID(),
        onChanged: () => {},
        clock: clocks[index] ?? clocks[0],
        log: recordedLog(),
      }),
  );
  const { retention } = open.stores;
  const ended = async (count: number) => {
    await expect
      .poll(async () => (await retention.runs(9)).filter(({ endedAt }) => endedAt), {
        timeout: 60_000,
      })
      .toHaveLength(count);
  };
  for (const job of jobs) job.start();
  await Promise.all(clocks.map((clock) => clock.advance(3 * 60_000)));
  await ended(1);
  // Both look again, and it is not due.
  await Promise.all(clocks.map((clock) => clock.advance(30 * 60_000)));
  expect(await retention.runs(9)).toHaveLength(1);
  await Promise.all(jobs.map((job) => job.stop()));
  await other.close();
  expect(await retention.runs(9)).toMatchObject([{ outcome: 'done', counts: { months: 3 } }]);
  expect((await texts(ana)).length).toBeLessThan(4);
});

it('a run that was killed is known as such, and another desktop takes over', async () => {
  const { retention } = open.stores;
  const [one, two] = [randomUUID(), randomUUID()];
  const due = { notSince: Date.now() - DAY, ttl: 60_000 };
  const first = await retention.beginRun({ ...due, deskId: one });
  expect(first).not.toBeNull();
  expect(await retention.beginRun({ ...due, deskId: two })).toBeNull();
  const second = await retention.beginRun({ ...due, deskId: two, ttl: -1_000 });
  expect(second).not.toBeNull();
  const progress = {
    counts: { ...NOTHING_GONE, messages: 1 },
    held: 2,
  };
  expect(await retention.noteProgress(first ?? 0, progress)).toBe(false);
  expect(await retention.noteProgress(second ?? 0, progress)).toBe(true);
  await retention.endRun(second ?? 0, 'done', progress);
  expect(await retention.beginRun({ ...due, deskId: one })).toBeNull();
  expect(await retention.runs(9)).toMatchObject([
    { outcome: 'done', held: 2, counts: { messages: 1 } },
    { outcome: 'interrupted', endedAt: null },
  ]);
});

it('session logs go by months and by days', async () => {
  const { postgres } = open.raw;
  for (const at of ['2024-01-15', '2024-02-15']) {
    await postgres.query(`SELECT ensure_session_log_partition($1)`, [at]);
  }
  await postgres.query(
    `INSERT INTO whatsapp_session_logs (event_id, session_id, event_type, created_at)
     SELECT gen_random_uuid(), 'x', 'connected', at FROM unnest(ARRAY['2024-01-20', '2024-02-20',
       (now() - interval '11 days')::text, now()::text]::timestamptz[]) AS at`,
  );
  const { retention } = open.stores;
  expect(await retention.expireSessionLogs()).toBe(0);
  await policy('session_logs', 10);
  expect(await retention.countSessionLogs(Date.now() - 10 * DAY)).toEqual({
    ...{ count: 3, oldest: Date.parse('2024-01-20') },
  });
  expect(await retention.expireSessionLogs()).toBe(3);
  const { rows } = await postgres.query(
    `SELECT to_regclass('whatsapp_session_logs_2024_01') AS month,
       (SELECT count(*)::int FROM whatsapp_session_logs) AS count`,
  );
  expect(rows).toEqual([{ month: null, count: 1 }]);
});
