import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { type KeyRing } from '../../../src-main/crypto/key-ring.ts';
import type { NewLead } from '../../../src-main/store/lead-store.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import {
  type BusinessId,
  ConversationId,
  LeadId,
  MessageId,
  type UserId,
} from '../../../src-preload/contract/ids.ts';
import type { LeadCursor } from '../../../src-preload/contract/lead.ts';
import { memoryKeyStore } from '../../support/databases/memory-key-store.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { walk } from './open-databases.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

export function postgresLeadTests(databases: () => OpenPostgres): void {
  let open: OpenPostgres;

  beforeAll(() => {
    open = databases();
  });

  const newLead = (change: Partial<NewLead> = {}): NewLead => ({
    conversationId: ConversationId.parse(randomUUID()),
    messageId: MessageId.parse('3EB0AA'),
    contactName: 'Ángela Núñez',
    reasons: ['how much is', 'price'],
    excerpt: 'How much is the velvet armchair?\0',
    createdAt: 1000,
    ...change,
  });
  const storesWith = (keys: KeyRing) =>
    postgresStores(open.connection, { keys, deskId: open.deskId, newObjectId });

  it('one is opened when ten find it at once on two desktops, and all are told of the same', async () => {
    const other = await open.otherDesktop();
    const lead = newLead();
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? open : other).stores.leads.open(lead)),
    );
    await other.close();
    expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1);
    expect(new Set(all.map((each) => each.lead.leadId)).size).toBe(1);
    expect(all[0]?.lead).toMatchObject({ contactName: 'Ángela Núñez', stage: 'new' });
  });

  it('all of some conversations are told, newest first, and no more than are asked for', async () => {
    const { leads } = open.stores;
    const [one, other] = [newLead(), newLead({ createdAt: 3_000 })];
    const first = await leads.open(one);
    await open.raw.query(`UPDATE leads SET stage = 'lost' WHERE object_id = $1`, [
      first.lead.leadId,
    ]);
    const again = await leads.open({ ...one, createdAt: 2_000 });
    const elsewhere = await leads.open(other);
    const both = [one.conversationId, other.conversationId];
    const ids = (found: readonly { leadId: LeadId }[]): LeadId[] =>
      found.map(({ leadId }) => leadId);
    expect(ids(await leads.ofConversations(both, 10))).toEqual(
      [elsewhere, again, first].map(({ lead }) => lead.leadId),
    );
    expect(ids(await leads.ofConversations([one.conversationId], 1))).toEqual([again.lead.leadId]);
  });

  it('a new one is opened once the last was won', async () => {
    const { leads } = open.stores;
    const lead = newLead();
    const first = await leads.open(lead);
    await open.raw.query(`UPDATE leads SET stage = 'won' WHERE object_id = $1`, [
      first.lead.leadId,
    ]);
    const next = await leads.open(lead);
    expect(next.outcome).toBe('opened');
    expect(next.lead.leadId).not.toBe(first.lead.leadId);
  });

  it('is opened, not met, by a desktop that lost the first answer and asks again', async () => {
    const connection = { ...open.connection, retry: afterLostAnswer };
    const context = { keys: testKeyRing(open.keyStore), deskId: open.deskId, newObjectId };
    const { leads } = postgresStores(connection, context);
    const lead = newLead();
    expect((await leads.open(lead)).outcome).toBe('opened');
    expect((await leads.open(lead)).outcome).toBe('alreadyOpen');
  });

  it('several are opened together, and those that are open already are answered', async () => {
    const { leads } = open.stores;
    const [first, met, won] = [newLead(), newLead(), newLead()];
    const known = await leads.open(met);
    const closed = await leads.open(won);
    await open.raw.query(`UPDATE leads SET stage = 'won' WHERE object_id = $1`, [
      closed.lead.leadId,
    ]);
    const answers = await leads.openMany([first, { ...met, excerpt: 'Another' }, won]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['opened', 'alreadyOpen', 'opened']);
    expect(answers[1]?.lead).toEqual(known.lead);
    expect(answers.map(({ lead }) => lead.conversationId)).toEqual(
      [first, met, won].map(({ conversationId }) => conversationId),
    );
  });

  it('many are opened by two desktops at once, each conversation once', async () => {
    const other = await open.otherDesktop();
    const wanted = Array.from({ length: 30 }, () => newLead());
    const [ours, theirs] = await Promise.all([
      open.stores.leads.openMany(wanted),
      other.stores.leads.openMany(wanted.toReversed()),
    ]);
    await other.close();
    expect([...ours, ...theirs].filter(({ outcome }) => outcome === 'opened')).toHaveLength(30);
    expect(ours.map(({ lead }) => lead.leadId)).toEqual(
      theirs.map(({ lead }) => lead.leadId).reverse(),
    );
  });

  it('is found by its id, as it was opened', async () => {
    const { lead } = await open.stores.leads.open(newLead());
    expect(await open.stores.leads.find(lead.leadId)).toEqual(lead);
    expect(lead).toMatchObject({ reasons: ['how much is', 'price'], createdAt: 1000 });
    expect(await open.stores.leads.find(LeadId.parse('f'.repeat(24)))).toBeNull();
  });

  it('belongs to the person and the business that the customer wrote to', async () => {
    const { users, businesses, leads } = open.stores;
    const { userId } = await users.signIn({ name: 'Ana', email: 'ana@example.com' });
    const { business } = await businesses.create({ name: 'Sillas' });
    const { businessId } = business;
    const links: { userId: UserId; businessId: BusinessId } = { userId, businessId };
    const { lead } = await leads.open(newLead(links));
    const { rows } = await open.raw.query(
      `SELECT users.object_id AS user_id, businesses.object_id AS business_id, updated_by
       FROM leads JOIN users ON users.id = user_id JOIN businesses ON businesses.id = business_id
       WHERE leads.object_id = $1`,
      [lead.leadId],
    );
    expect(rows).toEqual([{ user_id: userId, business_id: businessId, updated_by: open.deskId }]);
  });

  it('come in pages, newest first, each once, also where many are equally new', async () => {
    for (let index = 0; index < 11; index++) {
      await open.stores.leads.open(newLead({ createdAt: 5000 + (index % 2) }));
    }
    const pages = await walk((after: LeadCursor | undefined) =>
      open.stores.leads.page({ after, limit: 3 }),
    );
    const items = pages.flat();
    const { rows } = await open.raw.query<{ count: string }>('SELECT count(*) FROM leads');
    expect(new Set(items.map((each) => each.leadId)).size).toBe(Number(rows[0]?.count));
    expect(items).toHaveLength(Number(rows[0]?.count));
    const times = items.map((each) => each.createdAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('have nothing in the database that a customer is called or wrote', async () => {
    await open.stores.leads.open(newLead());
    const { rows } = await open.raw.query<{ row: string }>(
      `SELECT row_to_json(leads)::text || encode(contact_name, 'escape') || encode(reasons, 'escape')
         || encode(excerpt, 'escape') AS row FROM leads`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) {
      expect(row).toContain('conversation_id');
      expect(row).not.toMatch(/ngela|velvet|how much|price/i);
    }
  });

  it('are read with one question for the keys of a page', async () => {
    const store = memoryKeyStore();
    const writer = storesWith(testKeyRing(store)).leads;
    for (let index = 0; index < 5; index++) {
      await writer.open(newLead({ createdAt: 9_000_000_000_000 + index }));
    }
    const asked: (readonly string[])[] = [];
    const reader = testKeyRing({
      ...store,
      dataKeys: (subjects) => {
        asked.push(subjects);
        return store.dataKeys(subjects);
      },
    });
    const { items } = await storesWith(reader).leads.page({ limit: 5 });
    expect(items.map((each) => each.contactName)).toEqual(Array(5).fill('Ángela Núñez'));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toHaveLength(5);
  });

  it('of a customer whose key is gone are still there, without name, reasons and excerpt', async () => {
    const { lead } = await open.stores.leads.open(newLead());
    const erased = storesWith(testKeyRing(memoryKeyStore())).leads;
    expect(await erased.find(lead.leadId)).toEqual({
      ...lead,
      contactName: '',
      reasons: [],
      excerpt: '',
    });
  });

  it('do not open when a column was put into the place of another lead’s', async () => {
    const { conversationId } = newLead();
    const one = await open.stores.leads.open(newLead({ conversationId }));
    await open.raw.query(`UPDATE leads SET stage = 'lost' WHERE object_id = $1`, [one.lead.leadId]);
    const two = await open.stores.leads.open(newLead({ conversationId }));
    await open.raw.query(
      `UPDATE leads SET excerpt = (SELECT excerpt FROM leads WHERE object_id = $1) WHERE object_id = $2`,
      [one.lead.leadId, two.lead.leadId],
    );
    await expect(open.stores.leads.find(two.lead.leadId)).rejects.toMatchObject({
      code: 'data_unreadable',
    });
    // The same key, the same column, its own place.
    expect(await open.stores.leads.find(one.lead.leadId)).toMatchObject({
      excerpt: one.lead.excerpt,
    });
    await open.raw.query('DELETE FROM leads WHERE object_id = $1', [two.lead.leadId]);
  });
}
