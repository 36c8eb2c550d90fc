import { randomBytes } from 'node:crypto';
import { EJSON } from 'bson';
import { Binary } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runErasure } from '../../../src-main/erasure/run-erasure.ts';
import type { TakenErasure } from '../../../src-main/store/erasure-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { ErasureId, ErasureVerification } from '../../../src-preload/contract/erasure.ts';
import {
  type ContactId,
  type ConversationId,
  MessageId,
} from '../../../src-preload/contract/ids.ts';
import { ACCOUNT, message, openAll, openDatabases, type OpenDatabases } from './open-databases.ts';

const EVA = '34699123456@c.us';
const EVA_LID = '987654321098765@lid';
const LUIS = '34699777888@c.us';
const GROUP = '120363000000000001@g.us';
const NOW = Date.parse('2026-07-15T12:00:00Z');

let open: OpenDatabases;
let evaId: ContactId;
let talks: {
  eva: ConversationId;
  lid: ConversationId;
  luis: ConversationId;
  group: ConversationId;
};

beforeEach(async () => {
  open = await openDatabases();
  const { stores, sessionId } = open;
  const talk = async (chatId: string) => {
    if (chatId !== GROUP) await open.meet({ sessionId, whatsappId: chatId, at: NOW });
    return (await open.newConversation(chatId)).conversationId;
  };
  talks = {
    eva: await talk(EVA),
    lid: await talk(EVA_LID),
    luis: await talk(LUIS),
    group: await talk(GROUP),
  };
  await stores.contacts.sync(sessionId, [
    {
      ...{ whatsappId: EVA, name: 'Eva Zanahoria', pushname: 'Evita', phoneNumber: '34699123456' },
      ...{ isBusiness: false, isVerified: false, isBlocked: false },
    },
  ]);
  await stores.identities.record([
    { accountId: ACCOUNT, ids: [EVA, EVA_LID], source: 'contact', at: NOW },
  ]);
  await stores.conversations.join(ACCOUNT, [[EVA, EVA_LID]]);
  await stores.contacts.join(sessionId, [[EVA, EVA_LID]]);
  const contactId = await stores.contacts.idOf(sessionId, [EVA]);
  if (contactId === null) throw new Error('She was met');
  evaId = contactId;
  await write();
});
afterEach(() => open.close());

/** Everything that the team may have of Eva, and what it has of Luis. */
async function write(): Promise<void> {
  const { stores, userId, sessionId } = open;
  const picture = { fileSize: 70_000, mimeType: 'image/jpeg', isGif: false, isViewOnce: false };
  await open.store(talks.eva, [
    said('eva1', EVA, 'berenjena kabanossi'),
    {
      ...said('eva2', EVA, 'pimiento'),
      type: 'image',
      media: { ...picture, fileName: 'apio.jpg' },
    },
  ]);
  await open.store(talks.lid, [said('lid1', EVA_LID, 'puerro')]);
  const { fileId } = await stores.media.put(talks.eva, bytes());
  await stores.messageMedia.record(talks.eva, MessageId.parse('eva2'), {
    ...{ state: 'stored', fileId, fileSize: 70_000 },
  });
  await open.store(talks.luis, [
    said('luis1', LUIS, 'calabaza'),
    said('luis2', LUIS, 'Ask her: 34699123456, she knows'),
  ]);
  await open.store(talks.group, [
    { ...said('group1', GROUP, 'remolacha'), author: EVA, pushname: 'Evita' },
    {
      ...{ ...said('group2', GROUP, 'Thanks @34699123456 and all'), author: LUIS },
      mentions: [EVA, LUIS],
      reactions: [{ from: EVA, fromMe: false, emoji: '👍', at: NOW }],
    },
  ]);
  await stores.notes.write(talks.eva, userId, { body: 'nabo', mentions: [], at: NOW });
  const { lead } = await stores.leads.open({
    ...{ conversationId: talks.eva, messageId: MessageId.parse('eva1'), userId },
    ...{
      contactName: 'Eva Zanahoria',
      reasons: ['berenjena'],
      excerpt: 'berenjena',
      createdAt: NOW,
    },
  });
  await stores.leads.update({
    ...{ leadId: lead.leadId, version: 1, by: userId },
    change: { notes: 'rábano', value: { minor: 12_000, currency: 'EUR' }, stage: 'qualified' },
  });
  await stores.contacts.addLeads([{ sessionId, whatsappId: EVA, leadId: lead.leadId }]);
  await stores.consents.record({
    ...{ contactId: evaId, purpose: 'marketing', state: 'given', method: 'message', at: NOW },
    ...{ message: { conversationId: talks.eva, messageId: MessageId.parse('eva1') }, userId },
  });
}

function said(messageId: string, chatId: string, content: string) {
  return message({ messageId, chatId, from: chatId, content, timestamp: NOW });
}

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield randomBytes(70_000);
}

/** All of both databases as text. */
async function everything(): Promise<string> {
  const parts: string[] = [];
  for (const { name } of await open.raw.mongo.listCollections().toArray()) {
    for (const document of await open.raw.mongo.collection(name).find().toArray()) {
      parts.push(EJSON.stringify(document, { relaxed: false }));
    }
  }
  for (const table of await tables()) {
    const { rows } = await open.raw.postgres.query<{ text: string }>(
      `SELECT row::text AS text FROM "${table}" AS row`,
    );
    parts.push(...rows.map(({ text }) => `${table} ${text}`));
  }
  return parts.join('\n');
}

async function tables(): Promise<string[]> {
  const { rows } = await open.raw.postgres.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  return rows.map(({ name }) => name);
}

/** Ciphertexts, pseudonyms and ids in documents that are Eva's, as they stand raw. */
async function traces(): Promise<string[]> {
  const { mongo } = open.raw;
  const found: string[] = [];
  const take = (value: unknown): void => {
    if (value instanceof Binary) found.push(value.toString('base64'));
    else if (Array.isArray(value)) value.forEach(take);
    else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      if (value.constructor === Object) Object.values(value).forEach(take);
    }
  };
  const own = await mongo
    .collection('conversations')
    .find({ conversationId: { $in: [talks.eva, talks.lid] } })
    .toArray();
  const ids = own.map(({ _id }) => _id);
  found.push(...own.map(({ whatsappId }) => String(whatsappId)));
  own.forEach(take);
  for (const { name } of await mongo.listCollections({ name: /^messages_/ }).toArray()) {
    const filter = { $or: [{ conversationId: { $in: ids } }, { messageId: 'group1' }] };
    (await mongo.collection(name).find(filter).toArray()).forEach(take);
    // What others said with her in it.
    const named = await mongo
      .collection(name)
      .find({ messageId: { $in: ['group2', 'luis2'] } })
      .toArray();
    for (const { content, mentions, reactions } of named) take([content, mentions, reactions]);
  }
  const people = await mongo
    .collection('whatsapp_contacts')
    .find({ whatsappId: { $in: own.map(({ whatsappId }) => String(whatsappId)) } })
    .toArray();
  people.forEach(take);
  found.push(...people.map(({ phoneNumber }) => String(phoneNumber)));
  (await mongo.collection('media.chunks').find().toArray()).forEach(take);
  (await mongo.collection('conversation_notes').find().toArray()).forEach(take);
  const { rows } = await open.raw.postgres.query<{ text: string }>(
    `SELECT encode(unnest(ARRAY[contact_name, reasons, excerpt, notes]), 'hex') AS text FROM leads
     UNION SELECT encode(changes, 'hex') FROM lead_changes`,
  );
  found.push(...rows.map(({ text }) => text));
  return [...new Set(found)].filter((each) => each.length > 8);
}

async function begin(stores: Stores = open.stores): Promise<ErasureId> {
  const found = await stores.persons.find(evaId);
  if (!found) throw new Error('She is there');
  const plan = { ...found.plan, leads: await stores.erasures.leadsOf(found.plan) };
  return stores.erasures.begin({
    contactId: evaId,
    plan,
    reason: 'objection',
    userId: open.userId,
  });
}

async function take(stores: Stores = open.stores, ttl = 60_000): Promise<TakenErasure> {
  const taken = await stores.erasures.take(ttl);
  if (!taken) throw new Error('There is one');
  return taken;
}

async function run(stores: Stores, taken: TakenErasure): Promise<ErasureVerification> {
  const found = await runErasure({
    ...{ stores, taken, now: () => NOW, signal: new AbortController().signal },
    clearDevice: () => Promise.resolve({}),
  });
  await stores.erasures.end(taken.erasureId, found.left === 0 ? 'done' : 'failed', found);
  return found;
}

async function texts(conversationId: ConversationId): Promise<string[]> {
  const { items } = await open.stores.messages.page({ conversationId, limit: 20 });
  return items.map(({ content }) => content);
}

describe('a person', () => {
  it('is found under all ids, and what would go is counted', async () => {
    const found = await open.stores.persons.find(evaId);
    expect(found?.name).toBe('Eva Zanahoria');
    expect(found?.plan.contacts).toHaveLength(2);
    expect(found?.plan.conversations.map(({ conversationId }) => conversationId).sort()).toEqual(
      [talks.eva, talks.lid].sort(),
    );
    if (!found) return;
    const { counts, oldest } = await open.stores.persons.count(found.plan);
    expect(counts).toMatchObject({
      ...{ contacts: 2, conversations: 2, messages: 3, groupMessages: 1, files: 1, notes: 1 },
    });
    expect(oldest).toBe(NOW);
    expect(await open.stores.erasures.countRows(found.plan)).toMatchObject({
      ...{ leads: 1, consents: 1 },
    });
  });

  it('goes with everything that the databases have, and others keep what is theirs', async () => {
    const gone = await traces();
    expect(gone.length).toBeGreaterThan(20);
    const before = await everything();
    for (const trace of gone) expect(before).toContain(trace);
    const erasureId = await begin();
    const verification = await run(open.stores, await take());
    expect(verification).toMatchObject({ left: 0 });
    expect(verification.places).toBeGreaterThan(30);
    expect(verification.keysDestroyed).toBeGreaterThan(3);
    const after = await everything();
    for (const trace of gone) expect(after).not.toContain(trace);
    for (const word of ['34699123456', '987654321098765', 'Zanahoria', evaId, 'eva1']) {
      const places = after
        .split('\n')
        .filter((line) => line.includes(word))
        .map((line) => line.slice(0, 30));
      // Its id stays where it is said that there was an erasure, and message ids in the facts of the figures.
      expect(
        places.filter((each) => !/^(erasures|message_facts|response_waits) /.test(each)),
      ).toEqual([]);
    }
    expect(await texts(talks.luis)).toEqual(['calabaza', 'Ask her: …, she knows']);
    const { items } = await open.stores.messages.page({ conversationId: talks.group, limit: 9 });
    expect(items).toMatchObject([
      { type: 'revoked', content: '' },
      { type: 'text', content: 'Thanks @… and all', reactions: [] },
    ]);
    expect(await open.stores.conversations.summary(talks.eva)).toBeNull();
    const [erasure] = await open.stores.erasures.list();
    expect(erasure).toMatchObject({
      ...{ erasureId, state: 'done', step: null, reason: 'objection', startedBy: 'Ana' },
      counts: {
        ...{ contacts: 2, conversations: 2, messages: 3, files: 1, notes: 1, leads: 1 },
        consents: 1,
      },
    });
  });

  it('leaves leads with their numbers, which can be worked with on', async () => {
    const [before] = (await open.stores.leads.page({ limit: 5 })).items;
    await begin();
    await run(open.stores, await take());
    const [lead] = (await open.stores.leads.page({ limit: 5 })).items;
    expect(lead).toMatchObject({
      ...{ leadId: before?.leadId, stage: 'qualified', value: { minor: 12_000, currency: 'EUR' } },
      ...{ createdAt: NOW, contactName: '', excerpt: '', reasons: [], notes: '', messageId: null },
    });
    if (!lead) return;
    expect(await open.stores.leads.history(lead.leadId, 9)).toMatchObject([
      { before: { stage: 'new' }, after: { stage: 'qualified' } },
    ]);
    // Whoever goes on with it seals with a key of its own.
    const { leadId, version } = lead;
    const wanted = { leadId, version, change: { notes: 'Closed by us' }, by: open.userId };
    expect(await open.stores.leads.update(wanted)).toMatchObject({ outcome: 'saved' });
    const [again] = (await open.stores.leads.page({ limit: 5 })).items;
    expect(again).toMatchObject({ notes: 'Closed by us', contactName: '', excerpt: '' });
    expect(await open.stores.leads.history(leadId, 9)).toHaveLength(2);
  });

  it('is known again by a keyed hash alone, under each of the ids', async () => {
    await begin();
    await run(open.stores, await take());
    const { erasures } = open.stores;
    const erased = await erasures.erasedAt([EVA, EVA_LID, '+34699123456', LUIS, '34699777888']);
    expect([...erased.keys()].sort()).toEqual([EVA, EVA_LID, '+34699123456'].sort());
  });
});

it('killed after any step, it is gone on with by another desktop, and ends the same', async () => {
  const gone = await traces();
  await begin();
  const colleague = await openAll(open);
  const desktops = [open.stores, colleague];
  for (let steps = 1; ; steps++) {
    const stores = desktops[steps % 2] ?? open.stores;
    const taken = await take(stores, -1_000);
    let left = steps;
    const dying: Stores = {
      ...stores,
      erasures: {
        ...withMethods(stores.erasures),
        note: (...input) =>
          left-- > 0 ? stores.erasures.note(...input) : Promise.reject(new Error('killed')),
      },
    };
    const isDone = await run(dying, taken).then(
      ({ left: found }) => found === 0,
      (error: unknown) => {
        expect(error).toMatchObject({ message: 'killed' });
        return false;
      },
    );
    if (isDone) break;
    expect(steps).toBeLessThan(60);
  }
  const after = await everything();
  for (const trace of gone) expect(after).not.toContain(trace);
  expect(await open.stores.erasures.list()).toMatchObject([
    { state: 'done', verification: { left: 0 } },
  ]);
  expect(await texts(talks.luis)).toHaveLength(2);
  await colleague.close();
});

/** The stores are behind a proxy. */
function withMethods<Store extends object>(store: Store): Store {
  return Object.fromEntries(
    Object.keys(store).map((name) => [name, Reflect.get(store, name) as unknown]),
  ) as Store;
}

it('another desktop that is taken for dead ends without a word', async () => {
  await begin();
  const colleague = await openAll(open);
  const first = await take();
  expect(await colleague.erasures.take(60_000)).toBeNull();
  await take(colleague, -1_000);
  expect(await open.stores.erasures.note(first.erasureId, 'keys', {})).toBe(false);
  await expect(run(open.stores, first)).rejects.toThrow();
  await colleague.close();
});
