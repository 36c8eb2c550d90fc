import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { scoreOfEvidence, evidenceOf } from '../../../src-main/domain/leads/lead-strength.ts';
import type { RelationalStores } from '../../../src-main/store/stores.ts';
import { ConversationId, MessageId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadOfConversation } from '../../../src-preload/contract/lead.ts';
import type { OpenPostgres } from './open-postgres.ts';

/** What people say of leads and messages, and what is applied of what was learned from it. */
export function postgresLeadJudgementTests(databases: () => OpenPostgres): void {
  let open: OpenPostgres;
  let stores: RelationalStores;
  let ana: UserId;
  const messageId = MessageId.parse('3EB0AA');
  const at = Date.UTC(2026, 0, 5);

  beforeAll(async () => {
    open = databases();
    ({ stores } = open);
    const { users } = stores;
    ana = (await users.signIn({ name: 'Ana', email: `${randomUUID()}@example.com` })).userId;
  });

  const opened = async (): Promise<LeadOfConversation> => {
    const { lead } = await stores.leads.open({
      ...{ conversationId: ConversationId.parse(randomUUID()), messageId },
      ...{ contactName: 'Ángela', reasons: [], excerpt: 'How much?', createdAt: at },
    });
    return lead;
  };
  const dismiss = async (lead: Lead, isDismissed = true): Promise<Lead> => {
    const { leadId, version } = lead;
    const update = await stores.leads.dismiss({ leadId, version, isDismissed, by: ana });
    if (update.outcome !== 'saved') throw new Error(`It was ${update.outcome}`);
    return update.lead;
  };

  it('a lead that is none is lost, counts nowhere, and does not stand in the way of another', async () => {
    const lead = await opened();
    const before = await stores.leads.totals({});
    const dismissed = await dismiss(lead);
    expect(dismissed).toMatchObject({ stage: 'lost', isDismissed: true, version: 2 });
    const count = (totals: typeof before): number =>
      totals.reduce((sum, total) => sum + total.count, 0);
    expect(count(await stores.leads.totals({}))).toBe(count(before) - 1);
    const { items } = await stores.leads.page({ filter: { stages: ['lost'] }, limit: 200 });
    expect(items.map(({ leadId }) => leadId)).not.toContain(lead.leadId);
    expect(await stores.leads.ofConversations([lead.conversationId], 5)).toEqual([dismissed]);
    const { conversationId } = lead;
    const again = await stores.leads.open({
      ...{ conversationId, messageId, contactName: 'Ángela', reasons: [], excerpt: '' },
      createdAt: Date.now(),
    });
    expect(again.outcome).toBe('opened');
    expect(await stores.leads.dismiss({ ...ids(dismissed), isDismissed: false, by: ana })).toEqual({
      outcome: 'anotherOpen',
    });
  });

  it('is in its stage again when it is one after all, and its history says who said what', async () => {
    const lead = await opened();
    const moved = await stores.leads.update({
      ...{ ...ids(lead), change: { stage: 'proposal' }, by: ana },
    });
    if (moved.outcome !== 'saved') throw new Error('Nobody else changed it');
    const restored = await dismiss(await dismiss(moved.lead), false);
    expect(restored).toMatchObject({ stage: 'proposal', isDismissed: false, version: 4 });
    const [last, first] = await stores.leads.history(lead.leadId, 10);
    expect(last).toMatchObject({
      by: ana,
      before: { isDismissed: true, stage: 'lost' },
      after: { isDismissed: false, stage: 'proposal' },
    });
    expect(first).toMatchObject({ after: { isDismissed: true } });
    // Moved out of the lost ones it is one, too.
    const other = await dismiss(await opened());
    const contacted = await stores.leads.update({
      ...{ ...ids(other), change: { stage: 'contacted' }, by: ana },
    });
    expect(contacted).toMatchObject({ outcome: 'saved', lead: { isDismissed: false } });
  });

  it('is told what it is now where somebody changed it meanwhile', async () => {
    const lead = await opened();
    const moved = await stores.leads.update({ ...ids(lead), change: { stage: 'won' }, by: ana });
    expect(await stores.leads.dismiss({ ...ids(lead), isDismissed: true, by: ana })).toEqual({
      ...moved,
      outcome: 'conflict',
    });
  });

  it('a message that is no buying one opens no lead again, and the last word on it counts', async () => {
    const { leadJudgements, leadEvidence } = stores;
    const conversationId = ConversationId.parse(randomUUID());
    const said = { conversationId, messageId, saidAt: at, leadId: null };
    await leadJudgements.judge([{ conversationId, messageId, isLead: false }], ana);
    expect(await leadEvidence.look([said])).toEqual([{ counted: false, open: null, isPast: true }]);
    const other = { ...said, messageId: MessageId.parse('3EB0BB') };
    expect(await leadEvidence.look([other])).toMatchObject([{ isPast: false }]);
    await leadJudgements.judge([{ conversationId, messageId, isLead: true }], ana);
    expect(await leadEvidence.look([said])).toMatchObject([{ isPast: false }]);
    // Only what was against it is withdrawn.
    await leadJudgements.withdraw([{ conversationId, messageId }]);
    expect(await leadJudgements.newest(1)).toEqual([{ conversationId, messageId, isLead: true }]);
    const before = await leadJudgements.count();
    await leadJudgements.judge([{ conversationId, messageId, isLead: false }], ana);
    expect(await leadJudgements.count()).toEqual({
      ...{ leads: before.leads - 1, others: before.others + 1 },
    });
    await leadJudgements.withdraw([{ conversationId, messageId }]);
    expect(await leadEvidence.look([said])).toMatchObject([{ isPast: false }]);
    await leadJudgements.judge([], ana);
    await leadJudgements.withdraw([]);
  });

  it('a message that a person confirms counts as they say, once, and goes to its new lead', async () => {
    const { leadEvidence, leads } = stores;
    const [one, two] = [await opened(), await opened()];
    const scoreOf = async ({ leadId }: Lead) => (await leads.find(leadId))?.score;
    const { conversationId, leadId } = one;
    const weak = { conversationId, messageId, saidAt: at, leadId, score: 55, reasons: [] };
    await leadEvidence.add([weak, { ...weak, messageId: MessageId.parse('3EB0BB'), score: 60 }]);
    const sure = {
      ...{ ...weak, score: 100 },
      reasons: [{ kind: 'judged' as const, words: null, points: 100 }],
    };
    expect(await leadEvidence.confirm(sure)).toEqual([leadId]);
    const both = scoreOfEvidence(evidenceOf(100) + evidenceOf(60));
    expect(await scoreOf(one)).toBe(both);
    await leadEvidence.confirm(sure);
    expect(await scoreOf(one)).toBe(both);
    expect((await leadEvidence.of(leadId, 5))[0]).toMatchObject({
      score: 100,
      reasons: sure.reasons,
    });
    const moved = await leadEvidence.confirm({ ...sure, leadId: two.leadId });
    expect(moved.toSorted()).toEqual([leadId, two.leadId].toSorted());
    expect(await scoreOf(one)).toBe(60);
    expect(await scoreOf(two)).toBe(99);
  });

  it('what was learned counts from the last one that was applied, and stands sealed', async () => {
    const { leadCorrections } = stores;
    await open.raw.query('DELETE FROM lead_corrections');
    expect(await leadCorrections.current()).toBeNull();
    const correction = {
      bias: -0.25,
      weights: new Map([
        [7, 0.5],
        [1_048_575, -1],
      ]),
    };
    const learned = { modelVersion: 3, correction, judgements: 12 };
    expect(await leadCorrections.apply(learned, { after: 0, by: ana })).toBe('applied');
    expect(await leadCorrections.current()).toEqual({
      ...{ ...learned, version: 1, appliedBy: 'Ana' },
      appliedAt: expect.any(Number) as number,
    });
    const other = await open.otherDesktop();
    const model = { modelVersion: 3, correction: null, judgements: 0 };
    const outcomes = await Promise.all([
      leadCorrections.apply(model, { after: 1, by: ana }),
      other.stores.leadCorrections.apply(model, { after: 1, by: ana }),
    ]);
    expect(outcomes.toSorted()).toEqual(['applied', 'outdated']);
    expect(await other.stores.leadCorrections.current()).toMatchObject({
      ...{ version: 2, correction: null },
    });
    await other.close();
    const { rows } = await open.raw.query<{ weights: Buffer }>(
      'SELECT weights FROM lead_corrections WHERE version = 1',
    );
    expect(rows[0]?.weights.toString()).not.toContain('1048575');
  });

  function ids({ leadId, version }: Lead) {
    return { leadId, version };
  }
}
