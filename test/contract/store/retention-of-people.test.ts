import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runRetention } from '../../../src-main/retention/run-retention.ts';
import { unansweredPeople } from '../../../src-main/retention/unanswered-people.ts';
import type { RunProgress } from '../../../src-main/store/retention-store.ts';
import {
  type ContactId,
  type ConversationId,
  type LeadId,
  MessageId,
} from '../../../src-preload/contract/ids.ts';
import type { RetentionKind } from '../../../src-preload/contract/retention.ts';
import { message, newChatId, openDatabases, type OpenDatabases } from './open-databases.ts';

const NOW = Date.parse('2026-07-15T12:00:00Z');
const DAY = 86_400_000;

let open: OpenDatabases;
beforeEach(async () => {
  open = await openDatabases();
});
afterEach(() => open.close());

interface Talk {
  conversationId: ConversationId;
  contactId: ContactId;
}

/** A conversation of messages on these days; those with a `>` are ours. */
async function talk(...days: string[]): Promise<Talk> {
  const chatId = newChatId();
  await open.meet({ sessionId: open.sessionId, whatsappId: chatId, at: NOW });
  const { conversationId } = await open.newConversation(chatId);
  await open.store(
    conversationId,
    days.map((day) =>
      message({
        ...{ chatId, from: chatId, fromMe: day.startsWith('>'), content: 'Two chairs' },
        timestamp: Date.parse(day.replace('>', '')),
      }),
    ),
  );
  await open.raw.mongo
    .collection('conversations')
    .updateOne({ conversationId }, { $set: { createdAt: new Date('2026-01-10') } });
  const contactId = await open.stores.contacts.idOf(open.sessionId, [chatId]);
  if (contactId === null) throw new Error('They were met');
  return { conversationId, contactId };
}

function policy(kind: RetentionKind, days: number | null): Promise<void> {
  const { userId, stores } = open;
  return stores.retention.setPolicy({ businessId: null, kind, days, userId });
}

function run(now = NOW): Promise<RunProgress> {
  const { stores } = open;
  const { signal } = new AbortController();
  return runRetention({ stores, now, signal, onProgress: async () => {} });
}

function hold({ contactId }: Talk): Promise<void> {
  return open.stores.retention.placeHold({ contactId, reason: 'A court', userId: open.userId });
}

async function subjects(): Promise<string[]> {
  const keys = await open.raw.mongo.collection<{ _id: string }>('data_keys').find().toArray();
  return keys.map(({ _id }) => _id);
}

describe('lost leads', () => {
  async function lead(closed: string, of?: Talk, number = '+34611999888'): Promise<LeadId> {
    const { leads } = open.stores;
    const fields = { contactName: 'Ana', stage: 'lost', lostReason: 'Too dear' } as const;
    const rest = {
      ...{ value: null, expectedClose: null, nextStep: null, notes: 'Asked twice' },
      ...{ ownerId: open.userId, businessId: null, campaignId: null, phoneNumber: number },
    };
    const { lead: made } = await leads.create(
      { ...fields, ...rest, conversationId: of?.conversationId ?? null },
      open.userId,
      Date.parse('2026-01-01'),
    );
    await open.raw.postgres.query('UPDATE leads SET closed_at = $2 WHERE object_id = $1', [
      made.leadId,
      closed,
    ]);
    return made.leadId;
  }
  const left = async (): Promise<LeadId[]> =>
    (await open.stores.leads.page({ limit: 20 })).items.map(({ leadId }) => leadId).sort();

  it('go with their history and their keys, and nothing names them any more', async () => {
    const ana = await talk('2026-07-01');
    const luis = await talk('2026-07-01');
    const [old, young, alone] = [
      await lead('2026-03-01', ana),
      await lead('2026-07-01', luis),
      await lead('2026-03-02'),
    ];
    const { stores } = open;
    await stores.conversations.linkLeads([
      { conversationId: ana.conversationId, leadId: old },
      { conversationId: luis.conversationId, leadId: young },
    ]);
    await open.raw.mongo
      .collection('whatsapp_contacts')
      .updateMany({}, [
        { $set: { leadIds: { $map: { input: [old, young], in: { $toObjectId: '$$this' } } } } },
      ]);
    expect(await subjects()).toContain(`lead:${alone}`);
    await policy('leads_lost', 90);
    const cutoffs = { others: NOW - 90 * DAY, businesses: new Map() };
    const nobody = { conversations: new Set<ConversationId>(), numbers: [] };
    expect(await stores.retention.countLostLeads(cutoffs, nobody)).toEqual({
      ...{ count: 2, oldest: Date.parse('2026-03-01') },
    });
    expect((await run()).counts).toMatchObject({ leads: 2, messages: 0, people: 0 });
    expect(await left()).toEqual([young]);
    expect(await subjects()).not.toContain(`lead:${alone}`);
    const { rows } = await open.raw.postgres.query(
      `SELECT (SELECT count(*)::int FROM lead_changes WHERE lead_id NOT IN (SELECT id FROM leads)) AS orphans`,
    );
    expect(rows).toEqual([{ orphans: 0 }]);
    expect(await stores.conversations.summary(ana.conversationId)).toMatchObject({ leadId: null });
    expect(await stores.conversations.summary(luis.conversationId)).toMatchObject({
      leadId: young,
    });
    const contacts = await open.raw.mongo.collection('whatsapp_contacts').find().toArray();
    expect(contacts.map(({ leadIds }) => String(leadIds))).toEqual([young, young]);
    expect((await run()).counts).toMatchObject({ leads: 0 });
  });

  it('of whom is held stay, also those that have only a number', async () => {
    const ana = await talk('2026-07-01');
    const { phoneNumber } = await open.stores.contacts.card(ana.contactId);
    const kept = [
      await lead('2026-03-01', ana, '+34611000001'),
      await lead('2026-03-01', undefined, `+${(phoneNumber ?? '').replace(/\D/g, '')}`),
    ];
    await lead('2026-03-01', undefined, '+34611777666');
    await hold(ana);
    await policy('leads_lost', 90);
    expect((await run()).counts.leads).toBe(1);
    expect(await left()).toEqual(kept.sort());
  });

  it('of a business go by its own policy, and open ones never', async () => {
    const { business } = await open.stores.businesses.create({ name: 'Sillas' });
    const own = await lead('2026-03-01');
    await open.raw.postgres.query(
      'UPDATE leads SET business_id = (SELECT id FROM businesses) WHERE object_id = $1',
      [own],
    );
    const kept = await lead('2026-03-01');
    const { lead: stillOpen } = await open.stores.leads.open({
      ...{ conversationId: (await talk('2026-01-01')).conversationId, contactName: 'Eva' },
      ...{ messageId: MessageId.parse('3EB0AA'), reasons: [], excerpt: '', createdAt: 1_000 },
    });
    const { userId, stores } = open;
    await stores.retention.setPolicy({
      ...{ businessId: business.businessId, kind: 'leads_lost', days: 30, userId },
    });
    expect((await run()).counts.leads).toBe(1);
    expect(await left()).toEqual([kept, stillOpen.leadId].sort());
  });
});

describe('people who never answered', () => {
  it('go with the conversation, their keys and what is known of them', async () => {
    const never = await talk('>2026-01-10', '>2026-02-10');
    const wrote = await talk('>2026-01-10', '2026-01-11');
    const lately = await talk('>2026-01-10', '>2026-07-10');
    const { stores } = open;
    await policy('unanswered_contacts', 90);
    const found: unknown[] = [];
    const cutoffs = { others: NOW - 90 * DAY, businesses: new Map() };
    for await (const each of unansweredPeople(stores, cutoffs, NOW)) found.push(each);
    expect(found).toEqual([
      {
        ...{ contactIds: [never.contactId], conversationIds: [never.conversationId] },
        lastAt: Date.parse('2026-02-10'),
      },
    ]);
    const before = await subjects();
    expect((await run()).counts).toMatchObject({ people: 1, conversations: 1, messages: 2 });
    const gone = before.filter((each) => each.includes(never.conversationId));
    expect(gone).toHaveLength(1);
    const after = await subjects();
    expect(after).not.toContain(gone[0]);
    // The conversation's and the contact's.
    expect(after).toHaveLength(before.length - 2);
    expect(await stores.contacts.details([never.contactId])).toEqual(new Map());
    expect(await stores.conversations.summary(never.conversationId)).toBeNull();
    for (const each of [wrote, lately]) {
      expect(await stores.conversations.summary(each.conversationId)).not.toBeNull();
      expect((await stores.contacts.details([each.contactId])).size).toBe(1);
    }
    expect((await run()).counts).toMatchObject({ people: 0, messages: 0 });
  });

  it('stay while they are held, or a lead came of them, or they wrote what is gone by now', async () => {
    const held = await talk('>2026-01-10');
    const lead = await talk('>2026-01-10');
    const wrote = await talk('2026-01-09', '>2026-01-10');
    await hold(held);
    await open.stores.leads.open({
      ...{ conversationId: lead.conversationId, messageId: MessageId.parse('3EB0AA') },
      ...{ contactName: 'Luis', reasons: [], excerpt: '', createdAt: NOW },
    });
    // What they wrote is past, and what we wrote is not.
    const messages = NOW - Date.parse('2026-01-09T12:00:00Z');
    await policy('messages', Math.floor(messages / DAY));
    await run();
    await policy('messages', null);
    await policy('unanswered_contacts', 90);
    expect((await run()).counts).toMatchObject({ people: 0 });
    for (const { conversationId, contactId } of [held, lead, wrote]) {
      expect(await open.stores.conversations.summary(conversationId)).not.toBeNull();
      expect((await open.stores.contacts.details([contactId])).size).toBe(1);
    }
  });

  it('known under two ids are one, and go as one', async () => {
    const { stores } = open;
    const [one, other] = [await talk('>2026-01-10'), await talk('>2026-02-10')];
    await stores.contactMerges.merge({
      ...{ kept: one.contactId, merged: [other.contactId], userId: open.userId },
      choices: {},
    });
    await policy('unanswered_contacts', 90);
    expect((await run()).counts).toMatchObject({ people: 1, messages: 2, conversations: 2 });
    expect(await stores.contacts.details([one.contactId, other.contactId])).toEqual(new Map());
    expect(await open.raw.mongo.collection('conversations').countDocuments()).toBe(0);
    expect(await open.raw.mongo.collection('contact_merges').countDocuments()).toBe(0);
  });
});

describe('who waits for an answer', () => {
  const waitingSince = async ({ conversationId }: Talk) =>
    (await open.stores.conversations.summary(conversationId))?.waitingSince;

  it('waits no more for one to what is gone, and on for one to what is left', async () => {
    const [ana, luis] = [await talk('2026-03-01', '2026-03-30'), await talk('2026-01-01')];
    // A lead keeps a conversation of which nothing else is left.
    await open.stores.leads.open({
      ...{ conversationId: luis.conversationId, messageId: MessageId.parse('3EB0AA') },
      ...{ contactName: 'Luis', reasons: [], excerpt: '', createdAt: NOW },
    });
    expect(await waitingSince(ana)).toBe(Date.parse('2026-03-01'));
    // Until the 22nd of March.
    await policy('messages', 115);
    await run();
    expect(await waitingSince(ana)).toBe(Date.parse('2026-03-30'));
    expect(await waitingSince(luis)).toBeNull();
  });

  it('also when a whole month has gone', async () => {
    const ana = await talk('2026-01-01', '2026-07-10');
    await policy('messages', 90);
    expect((await run()).counts.months).toBe(1);
    expect(await waitingSince(ana)).toBe(Date.parse('2026-07-10'));
  });
});
