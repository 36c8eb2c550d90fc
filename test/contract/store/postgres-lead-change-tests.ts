import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NewLead } from '../../../src-main/store/lead-store.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { RelationalStores } from '../../../src-main/store/stores.ts';
import {
  BusinessId,
  ConversationId,
  LeadId,
  MessageId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadCursor, LeadSort } from '../../../src-preload/contract/lead.ts';
import type { ImportedLead, LeadChange } from '../../../src-preload/contract/lead-change.ts';
import { memoryKeyStore } from '../../support/databases/memory-key-store.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { walk } from './open-databases.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

/** What people do with leads: changes, their history, conflicts, questions, stages and reminders. */
export function postgresLeadChangeTests(databases: () => OpenPostgres): void {
  let open: OpenPostgres;
  let leads: RelationalStores['leads'];
  let ana: UserId;
  let bilal: UserId;
  let businessId: BusinessId;

  beforeAll(async () => {
    open = databases();
    ({ leads } = open.stores);
    const { users, businesses } = open.stores;
    ana = (await users.signIn({ name: 'Ana', email: `${randomUUID()}@example.com` })).userId;
    bilal = (await users.signIn({ name: 'Bilal', email: `${randomUUID()}@example.com` })).userId;
    businessId = (await businesses.create({ name: randomUUID() })).business.businessId;
  });

  const opened = async (change: Partial<NewLead> = {}): Promise<Lead> => {
    const { lead } = await leads.open({
      conversationId: ConversationId.parse(randomUUID()),
      messageId: MessageId.parse('3EB0AA'),
      contactName: 'Ángela Núñez',
      reasons: ['price'],
      excerpt: 'How much is it?',
      createdAt: 1000,
      ...change,
    });
    return lead;
  };
  const change = (lead: Lead, wanted: LeadChange, by = ana) =>
    leads.update({ leadId: lead.leadId, version: lead.version, change: wanted, by });
  const changed = async (lead: Lead, wanted: LeadChange, by = ana): Promise<Lead> => {
    const update = await change(lead, wanted, by);
    if (update.outcome !== 'saved') throw new Error(`It was ${update.outcome}`);
    return update.lead;
  };

  const everything: LeadChange = {
    contactName: 'Ángela N.',
    stage: 'proposal',
    value: { minor: 125_050, currency: 'EUR' },
    expectedClose: '2026-12-24',
    nextStep: { text: 'Send the quotation', at: 1_800_000_000_000 },
    notes: 'Wants velvet\n\0',
  };

  it('are kept with all that a person sets, and found again as they were set', async () => {
    const lead = await opened();
    const saved = await changed(lead, { ...everything, ownerId: bilal, businessId });
    expect(saved).toMatchObject({ ...everything, ownerId: bilal, businessId, version: 2 });
    expect(saved.stageSince).toBeGreaterThan(lead.stageSince);
    expect(await leads.find(lead.leadId)).toEqual(saved);
    const emptied = {
      ...{ value: null, expectedClose: null, nextStep: null, notes: '' },
      ...{ ownerId: null, businessId: null },
    };
    expect(await changed(saved, emptied)).toMatchObject({ ...emptied, stage: 'proposal' });
  });

  it('of two who change the same version, the second is told what the first set, and changes nothing', async () => {
    const lead = await opened();
    const other = await open.otherDesktop();
    const first = await changed(lead, { stage: 'contacted' }, bilal);
    const second = await other.stores.leads.update({
      ...{ leadId: lead.leadId, version: lead.version, by: ana },
      change: { stage: 'qualified' },
    });
    await other.close();
    expect(second).toEqual({ outcome: 'conflict', lead: first });
    expect(await leads.find(lead.leadId)).toEqual(first);
  });

  it('of ten who change it at once, one does, and the others meet what they set', async () => {
    const lead = await opened();
    const updates = await Promise.all(
      Array.from({ length: 10 }, (_, index) => change(lead, { notes: `note ${index}` })),
    );
    expect(updates.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1);
    expect(updates.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(9);
    expect(await leads.history(lead.leadId, 20)).toHaveLength(1);
  });

  it('are changed once by whoever lost the first answer and asks again', async () => {
    const connection = { ...open.connection, retry: afterLostAnswer };
    const context = { keys: testKeyRing(open.keyStore), deskId: open.deskId, newObjectId };
    const again = postgresStores(connection, context).leads;
    const lead = await opened();
    const update = await again.update({
      ...{ leadId: lead.leadId, version: 1, by: ana },
      change: { notes: 'Once' },
    });
    expect(update).toMatchObject({ outcome: 'saved', lead: { notes: 'Once', version: 2 } });
    expect(await leads.history(lead.leadId, 20)).toHaveLength(1);
    const made = await again.import(line({ contactName: 'Once' }), ana, 5);
    expect(made.outcome).toBe('created');
    expect(await leads.history(made.lead?.leadId ?? LeadId.parse('f'.repeat(24)), 5)).toHaveLength(
      1,
    );
  });

  it('that are set to what they were stay as they are, without a line in their history', async () => {
    const lead = await changed(await opened(), everything);
    expect(await change(lead, everything)).toEqual({ outcome: 'unchanged', lead });
    expect(await leads.history(lead.leadId, 20)).toHaveLength(1);
  });

  it('have a history of who changed what and when, newest first', async () => {
    const before = Date.now() - 60_000;
    const lead = await opened({ userId: ana });
    const won = await changed(await changed(lead, { ownerId: bilal, notes: 'Mine' }), {
      stage: 'won',
    });
    const history = await leads.history(won.leadId, 20);
    expect(history).toMatchObject([
      { version: 3, by: ana, before: { stage: 'new' }, after: { stage: 'won' } },
      {
        version: 2,
        by: ana,
        before: { ownerId: ana, notes: '' },
        after: { ownerId: bilal, notes: 'Mine' },
      },
    ]);
    for (const { at } of history) expect(at).toBeGreaterThan(before);
    expect(await leads.history(won.leadId, 1)).toHaveLength(1);
    await expect(open.raw.query(`UPDATE lead_changes SET changed_by = NULL`)).rejects.toThrow(
      /never changed/,
    );
  });

  it('lose the reason for which they were lost when they are open again', async () => {
    const lost = await changed(await opened(), { stage: 'lost', lostReason: 'Too dear' });
    expect(lost.lostReason).toBe('Too dear');
    expect((await changed(lost, { stage: 'qualified' })).lostReason).toBe('');
  });

  it('stay closed where the conversation has another open one', async () => {
    const lead = await opened();
    const won = await changed(lead, { stage: 'won' });
    await opened({ conversationId: ConversationId.parse(lead.conversationId) });
    expect(await change(won, { stage: 'proposal' })).toEqual({ outcome: 'anotherOpen' });
    expect(await leads.find(won.leadId)).toEqual(won);
  });

  it('are not changed where there is no such lead, owner or business', async () => {
    const lead = await opened();
    const nobody = { leadId: LeadId.parse('f'.repeat(24)), version: 1, by: ana };
    expect(await leads.update({ ...nobody, change: { notes: 'x' } })).toEqual({
      outcome: 'notFound',
    });
    for (const wanted of [
      { ownerId: UserId.parse('f'.repeat(24)) },
      { businessId: BusinessId.parse('f'.repeat(24)) },
    ]) {
      await expect(change(lead, wanted)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await leads.find(lead.leadId)).toEqual(lead);
  });

  it('have nothing in the database that people wrote', async () => {
    await changed(await opened(), { ...everything, stage: 'lost', lostReason: 'Too dear' });
    const { rows } = await open.raw.query<{ row: string }>(
      `SELECT row_to_json(leads)::text || coalesce(encode(next_step || notes || lost_reason, 'escape'), '') AS row
         FROM leads
       UNION ALL SELECT row_to_json(lead_changes)::text || encode(changes, 'escape') FROM lead_changes`,
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { row } of rows) expect(row).not.toMatch(/velvet|quotation|too dear|ngela/i);
  });

  it('of a customer whose key is gone keep stage and worth, and of their history the stages', async () => {
    const lead = await changed(await opened(), everything);
    const keys = testKeyRing(memoryKeyStore());
    const erased = postgresStores(open.connection, {
      keys,
      deskId: open.deskId,
      newObjectId,
    }).leads;
    expect(await erased.find(lead.leadId)).toMatchObject({
      ...{ stage: 'proposal', value: everything.value, contactName: '', notes: '', nextStep: null },
    });
    expect(await erased.history(lead.leadId, 5)).toMatchObject([
      { by: ana, before: { stage: 'new' }, after: { stage: 'proposal' } },
    ]);
  });

  describe('asked for by what they are', () => {
    let mine: Lead[];

    beforeAll(async () => {
      const owner = (
        await open.stores.users.signIn({ name: 'Carla', email: `${randomUUID()}@example.com` })
      ).userId;
      const own = { ownerId: owner };
      mine = [
        await changed(await opened({ createdAt: 1 }), {
          ...{ ...own, businessId, value: { minor: 500, currency: 'EUR' } },
          ...{ expectedClose: '2027-01-01', nextStep: { text: 'Call', at: 5_000 } },
        }),
        await changed(await opened({ createdAt: 2 }), {
          ...{ ...own, value: { minor: 90_000, currency: 'EUR' }, stage: 'proposal' },
        }),
        await changed(await opened({ createdAt: 3 }), {
          ...{ ...own, value: { minor: 7, currency: 'JPY' }, expectedClose: '2026-01-01' },
        }),
        await changed(await opened({ createdAt: 4 }), {
          ...{ ...own, stage: 'won', nextStep: { text: 'Thank', at: 4_000 } },
        }),
      ];
    });

    const owner = () => ({ ownerId: mine[0]?.ownerId ?? ana });
    const placesOf = (found: readonly Lead[]): number[] =>
      found.map(({ leadId }) => mine.findIndex((each) => each.leadId === leadId));

    it.each([
      ['all of a person', {}, [3, 2, 1, 0]],
      ['of stages', { stages: ['won', 'proposal'] }, [3, 1]],
      ['of a business', { businessId: 'business' }, [0]],
      ['of no business', { businessId: null }, [3, 2, 1]],
      ['worth so much', { worth: { minor: 500, currency: 'EUR' } }, [1, 0]],
      ['worth more', { worth: { minor: 501, currency: 'EUR' } }, [1]],
      ['of a source', { source: 'whatsapp' }, [3, 2, 1, 0]],
      ['of another source', { source: 'import' }, []],
      ['overdue and open', { overdueAt: 5_001 }, [0]],
      ['not yet overdue', { overdueAt: 5_000 }, []],
    ] as const)('%s', async (_, wanted, expected) => {
      const filter = {
        ...owner(),
        ...wanted,
        ...('stages' in wanted && { stages: [...wanted.stages] }),
        ...('businessId' in wanted && wanted.businessId !== null && { businessId }),
      } as Parameters<typeof leads.totals>[0];
      const { items } = await leads.page({ filter, limit: 20 });
      expect(placesOf(items)).toEqual(expected);
      const totals = await leads.totals(filter);
      expect(totals.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
    });

    it('of nobody are those without an owner', async () => {
      const lead = await opened();
      const { items } = await leads.page({ filter: { ownerId: null }, limit: 200 });
      expect(items.map(({ leadId }) => leadId)).toContain(lead.leadId);
      expect(items.every(({ ownerId }) => ownerId === null)).toBe(true);
    });

    const sorts: [sort: LeadSort, expected: number[]][] = [
      [{ by: 'created', isDescending: false }, [0, 1, 2, 3]],
      [{ by: 'stageSince', isDescending: true }, [3, 1, 2, 0]],
      // Those without one are last, both ways.
      [{ by: 'value', isDescending: true }, [1, 0, 2, 3]],
      [{ by: 'value', isDescending: false }, [2, 0, 1, 3]],
      [{ by: 'nextStep', isDescending: false }, [3, 0]],
      [{ by: 'expectedClose', isDescending: false }, [2, 0]],
      [{ by: 'expectedClose', isDescending: true }, [0, 2]],
    ];

    it.each(sorts)('in the order of $by, in pages, each once', async (sort, expected) => {
      const pages = await walk((after: LeadCursor | undefined) =>
        leads.page({ filter: owner(), sort, after, limit: 1 }),
      );
      const places = placesOf(pages.flat());
      expect(places.slice(0, expected.length)).toEqual(expected);
      expect([...places].sort()).toEqual([0, 1, 2, 3]);
    });

    it('are counted and summed by stage and currency, to the last cent', async () => {
      expect(await leads.totals(owner())).toEqual([
        {
          ...{ stage: 'new', count: 2 },
          sums: [
            { currency: 'EUR', minor: '500' },
            { currency: 'JPY', minor: '7' },
          ],
        },
        { stage: 'proposal', count: 1, sums: [{ currency: 'EUR', minor: '90000' }] },
        { stage: 'won', count: 1, sums: [] },
      ]);
    });
  });

  const line = (wanted: Partial<ImportedLead>): ImportedLead => ({
    ...{ leadId: null, contactName: 'Eva', stage: 'new', lostReason: '', ownerId: null },
    ...{ businessId: null, value: null, expectedClose: null, nextStep: null, notes: '' },
    source: 'import',
    ...wanted,
  });

  it('of a file are made, without a conversation, and changed when the file names them', async () => {
    const made = await leads.import(line({ ...everything, ownerId: bilal }), ana, 77);
    expect(made).toMatchObject({
      outcome: 'created',
      lead: { ...everything, ownerId: bilal, conversationId: null, createdAt: 77, version: 1 },
    });
    const { leadId } = made.lead ?? { leadId: LeadId.parse('f'.repeat(24)) };
    expect(await leads.find(leadId)).toEqual(made.lead);
    expect(await leads.history(leadId, 5)).toMatchObject([
      { version: 1, by: ana, before: {}, after: { contactName: 'Ángela N.' } },
    ]);
    const same = line({ ...everything, ownerId: bilal, leadId });
    expect((await leads.import(same, ana, 88)).outcome).toBe('unchanged');
    const other = await leads.import({ ...same, value: null }, ana, 88);
    expect(other).toMatchObject({ outcome: 'updated', lead: { value: null, version: 2 } });
    const unknown = line({ leadId: LeadId.parse('f'.repeat(24)) });
    expect(await leads.import(unknown, ana, 88)).toEqual({ outcome: 'not_found', lead: null });
  });

  it('have stages that the team calls and orders as it likes', async () => {
    const before = await leads.stages();
    expect(before.map(({ stage }) => stage)).toEqual([
      ...['new', 'contacted', 'qualified', 'proposal', 'won', 'lost'],
    ]);
    const [first, second, ...others] = before.map((each) => ({
      ...each,
      name: each.stage === 'proposal' ? 'Quotation sent' : null,
    }));
    if (!first || !second) throw new Error('There are six');
    const wanted = [second, first, ...others];
    await leads.setStages(wanted);
    expect(await leads.stages()).toEqual(wanted);
    await leads.setStages(before);
  });

  it('are due for a reminder once for all desktops, while they are open and their owner’s', async () => {
    const step = (at: number) => ({ nextStep: { text: 'Call back', at } });
    const now = 2_000_000_000_000;
    const { users } = open.stores;
    const dora = await users.signIn({ name: 'Dora', email: `${randomUUID()}@example.com` });
    const own = { ownerId: dora.userId };
    const due = await changed(await opened(), { ...step(now), ...own });
    const later = await changed(await opened(), { ...step(now + 1), ...own });
    const closed = { stage: 'won', ...step(now), ...own } as const;
    await changed(await opened(), closed);
    await changed(await opened(), { ...step(now), ownerId: ana });
    expect(await leads.dueReminders(dora.userId, now, 10)).toEqual([due]);
    const other = await open.otherDesktop();
    const takes = await Promise.all(
      [leads, other.stores.leads].map((each) => each.takeReminder(due.leadId, now)),
    );
    await other.close();
    expect(takes.sort()).toEqual([false, true]);
    expect(await leads.dueReminders(dora.userId, now, 10)).toEqual([]);
    expect(await leads.dueReminders(dora.userId, now + 1, 10)).toEqual([later]);
    // Put off, it is due anew; what was due before is nobody's any more.
    await changed(due, step(now + 1));
    expect(await leads.takeReminder(due.leadId, now)).toBe(false);
    expect(await leads.takeReminder(due.leadId, now + 1)).toBe(true);
  });
}
