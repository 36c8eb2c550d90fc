import { randomInt, randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { RelationalStores } from '../../../src-main/store/stores.ts';
import { ConversationId, MessageId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import type { NewLeadDraft } from '../../../src-preload/contract/lead-change.ts';
import type { OpenPostgres } from './open-postgres.ts';

/** Leads that people make by hand, and what links them to the conversation of their number. */
export function postgresWaitingLeadTests(databases: () => OpenPostgres): void {
  let open: OpenPostgres;
  let leads: RelationalStores['leads'];
  let ana: UserId;

  beforeAll(async () => {
    open = databases();
    const { users } = open.stores;
    ({ leads } = open.stores);
    ana = (await users.signIn({ name: 'Ana', email: `${randomUUID()}@example.com` })).userId;
  });

  const newNumber = (): string => `+34600${randomInt(100_000, 999_999)}`;
  const talk = () => ConversationId.parse(randomUUID());
  const draft = (change: Partial<NewLeadDraft> = {}): NewLeadDraft => ({
    ...{ conversationId: null, contactName: 'Eva', phoneNumber: newNumber(), stage: 'new' },
    ...{ lostReason: '', ownerId: ana, businessId: null, value: null, expectedClose: null },
    ...{ nextStep: null, notes: '', campaignId: null },
    ...change,
  });
  const made = async (change: Partial<NewLeadDraft> = {}): Promise<Lead> =>
    (await leads.create(draft(change), ana, 5_000)).lead;

  it('are kept as they were made, with a history that begins with who made them', async () => {
    const wanted = draft({ value: { minor: 500, currency: 'EUR' }, notes: 'Met at the fair' });
    const { outcome, lead } = await leads.create(wanted, ana, 5_000);
    expect(outcome).toBe('created');
    expect(lead).toMatchObject({ ...wanted, source: 'manual', messageId: null, createdAt: 5_000 });
    expect(await leads.find(lead.leadId)).toEqual(lead);
    expect(await leads.history(lead.leadId, 5)).toMatchObject([{ version: 1, by: ana }]);
    const { rows } = await open.raw.query<{ text: string }>(
      `SELECT row_to_json(leads)::text || encode(phone_number, 'escape') AS text
       FROM leads WHERE object_id = $1`,
      [lead.leadId],
    );
    expect(rows[0]?.text).not.toContain(wanted.phoneNumber?.slice(4));
  });

  it('of a conversation are the one that it has open', async () => {
    const conversationId = talk();
    const lead = await made({ conversationId, phoneNumber: null });
    expect(lead.conversationId).toBe(conversationId);
    const again = await leads.create(draft({ conversationId }), ana, 6_000);
    expect(again).toEqual({ outcome: 'anotherOpen', lead });
    const found = await leads.open({
      ...{ conversationId, messageId: MessageId.parse('3EB0'), contactName: 'Eva' },
      ...{ reasons: [], excerpt: '', createdAt: 7_000 },
    });
    expect(found).toMatchObject({ outcome: 'alreadyOpen', lead: { leadId: lead.leadId } });
  });

  it('wait for their number, are linked to its conversation once, and stay readable', async () => {
    const lead = await made({ notes: 'Met at the fair' });
    const number = lead.phoneNumber ?? '';
    const waits = await leads.waitingNumbers();
    expect(waits?.(number)).toBe(true);
    expect(waits?.(newNumber())).toBe(false);
    const conversationId = talk();
    expect(await leads.linkNumber(number, conversationId)).toEqual([lead.leadId]);
    expect(await leads.linkNumber(number, talk())).toEqual([]);
    expect((await leads.waitingNumbers())?.(number) ?? false).toBe(false);
    expect(await leads.find(lead.leadId)).toEqual({ ...lead, conversationId });
    expect(await leads.history(lead.leadId, 5)).toMatchObject([{ after: { contactName: 'Eva' } }]);
    // It is opened by what the pipeline finds, under its own key.
    const found = await leads.open({
      ...{ conversationId, messageId: MessageId.parse('3EB0'), contactName: 'Eva' },
      ...{ reasons: [], excerpt: '', createdAt: 7_000 },
    });
    expect(found.lead).toMatchObject({ leadId: lead.leadId, notes: 'Met at the fair' });
    await leads.rename([{ conversationId, name: 'Eva G.' }]);
    expect(await leads.find(lead.leadId)).toMatchObject({ contactName: 'Eva G.' });
  });

  it('wait on where the conversation has another one open; of several the oldest is linked', async () => {
    const phoneNumber = newNumber();
    const [first, second] = [await made({ phoneNumber }), await made({ phoneNumber })];
    const won = await made({ phoneNumber, stage: 'won' });
    const conversationId = talk();
    const linked = await leads.linkNumber(phoneNumber, conversationId);
    expect(linked.toSorted()).toEqual([first.leadId, won.leadId].toSorted());
    expect(await leads.linkNumber(phoneNumber, conversationId)).toEqual([]);
    const { leadId, version } = first;
    await leads.update({ leadId, version, change: { stage: 'won' }, by: ana });
    expect(await leads.linkNumber(phoneNumber, conversationId)).toEqual([second.leadId]);
  });

  it('get a number from a file or a person later, and lose it again', async () => {
    const { lead } = await leads.import(
      { leadId: null, source: 'import', contactName: 'Luis', phoneNumber: newNumber() },
      ana,
      9_000,
    );
    if (!lead) throw new Error('It was made');
    expect(lead.phoneNumber).toMatch(/^\+34600/);
    const phoneNumber = newNumber();
    const change = async (version: number, wanted: string | null) =>
      leads.update({
        ...{ leadId: lead.leadId, version, change: { phoneNumber: wanted }, by: ana },
      });
    expect(await change(1, phoneNumber)).toMatchObject({ lead: { phoneNumber } });
    expect((await leads.waitingNumbers())?.(phoneNumber)).toBe(true);
    expect(await change(2, null)).toMatchObject({ lead: { phoneNumber: null } });
    expect((await leads.waitingNumbers())?.(phoneNumber) ?? false).toBe(false);
  });
}
