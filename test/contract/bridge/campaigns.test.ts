import { beforeAll, describe, expect, it } from 'vitest';
import type { Campaign, CampaignDraft } from '../../../src-preload/contract/campaign.ts';
import type { CampaignId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { bridgeDesk, expectFailure } from './bridge-desk.ts';

const bridge = bridgeDesk();
const ME = '34600000001@c.us';
const NORA = '34600111333@c.us';

beforeAll(() => bridge.setUp());

const draft = (change: Partial<CampaignDraft> = {}): CampaignDraft => ({
  ...{ name: 'Fair', businessId: null, channel: 'event', code: 'FAIR-26', status: 'active' },
  ...{ startsAt: null, endsAt: null, budget: { minor: 5_000, currency: 'EUR' } },
  ...change,
});
const make = async (change?: Partial<CampaignDraft>): Promise<Campaign> => {
  const saved = await bridge.succeed('campaign.create', draft(change));
  if (saved.outcome !== 'saved') throw new Error('The code is taken');
  return saved.campaign;
};
const leadOf = async (campaignId: CampaignId | null): Promise<Lead | undefined> => {
  const { items } = await bridge.succeed('lead.list', { filter: { campaignId }, limit: 5 });
  return items[0];
};

function noraSays(id: string, body: string): void {
  bridge.desk.account().say({
    kind: 'raw',
    event: {
      type: 'message',
      raw: {
        id: { fromMe: false, remote: NORA, id, _serialized: `false_${NORA}_${id}` },
        ...{ from: NORA, to: ME, type: 'chat', body, ack: 1, notifyName: 'Nora' },
        t: Math.floor(Date.now() / 1000) + 1,
      },
    },
  });
}

describe('a campaign', () => {
  let fair: Campaign;

  it('is made, every window hears of it, and its code is its own', async () => {
    fair = await make();
    await bridge.desk.published('campaign.changed', () => true);
    expect(await bridge.succeed('campaign.list', {})).toEqual([fair]);
    expect(await bridge.succeed('campaign.create', draft({ code: 'fair-26' }))).toEqual({
      outcome: 'code_taken',
      by: 'Fair',
    });
    const renamed = { ...draft({ name: 'Furniture fair' }), campaignId: fair.campaignId };
    expect(await bridge.succeed('campaign.update', renamed)).toMatchObject({
      campaign: { name: 'Furniture fair', campaignId: fair.campaignId },
    });
    for (const wrong of [
      { code: 'two words' },
      { code: 'ab' },
      { name: ' ' },
      { startsAt: 2, endsAt: 1 },
      { budget: { minor: -1, currency: 'EUR' } },
      { status: 'over' },
    ]) {
      expectFailure(await bridge.call('campaign.create', { ...draft(), ...wrong }), 'bad_input');
    }
    const elsewhere = draft({ code: 'OTHER', businessId: '0'.repeat(24) as never });
    expectFailure(await bridge.call('campaign.create', elsewhere), 'not_found');
  });

  it('is what a lead came of whose customer began with its code, and says so', async () => {
    noraSays('3EB0CAMPAIGN1', 'Hello, fair-26! I want to buy twenty chairs');
    const { leadId } = await bridge.desk.published(
      'lead.changed',
      (lead) => lead.campaignId === fair.campaignId,
    );
    const [evidence] = await bridge.succeed('leadEvidence.list', { leadId });
    expect(evidence?.reasons).toContainEqual({
      ...{ kind: 'signal', signal: 'campaign', words: null, points: 20 },
    });
    expect(await bridge.succeed('campaign.results', {})).toEqual([
      { campaignId: fair.campaignId, conversations: 1, leads: 1, won: 0, wonValue: [] },
    ]);
  });

  it('is what a conversation came of where a person says so, and its open lead with it', async () => {
    const { conversationId } = bridge;
    const { campaignId } = fair;
    const linked = await bridge.succeed('campaign.linkConversation', {
      conversationId,
      campaignId,
    });
    expect(linked).toMatchObject({ conversationId, campaignId });
    const [lead] = await bridge.succeed('lead.ofConversation', { conversationId });
    if (!lead) throw new Error('The customer wanted to buy');
    expect(lead).toMatchObject({ campaignId, version: 2 });
    const { history } = await bridge.succeed('lead.get', { leadId: lead.leadId });
    expect(history).toMatchObject([{ before: { campaignId: null }, after: { campaignId } }]);
    expect(await bridge.succeed('campaign.results', {})).toMatchObject([
      { conversations: 2, leads: 2 },
    ]);
    for (const unknown of [
      { conversationId, campaignId: '0'.repeat(24) },
      { conversationId: '3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11', campaignId },
    ]) {
      expectFailure(await bridge.call('campaign.linkConversation', unknown), 'not_found');
    }
  });

  it('is taken from a conversation by whoever takes it from its open lead', async () => {
    const { conversationId } = bridge;
    const [lead] = await bridge.succeed('lead.ofConversation', { conversationId });
    if (!lead) throw new Error('The customer wanted to buy');
    const { leadId, version } = lead;
    const change = { campaignId: null };
    await bridge.succeed('lead.update', { leadId, version, change });
    const summary = await bridge.succeed('conversation.get', { conversationId });
    expect(summary.campaignId).toBeUndefined();
    expect(await leadOf(null)).toMatchObject({ leadId });
    // A closed one says nothing of its conversation any more.
    const won = { leadId, version: version + 1, change: { stage: 'won' as const } };
    await bridge.succeed('lead.update', won);
    const late = { campaignId: fair.campaignId };
    await bridge.succeed('lead.update', { leadId, version: version + 2, change: late });
    const after = await bridge.succeed('conversation.get', { conversationId });
    expect(after.campaignId).toBeUndefined();
  });

  it('that was won is told with what it came to', async () => {
    const filter = { campaignId: fair.campaignId };
    const { items } = await bridge.succeed('lead.list', { filter, limit: 5 });
    const lead = items.find(({ stage }) => stage !== 'won');
    if (!lead) throw new Error('Two came of it, and one of them is won');
    const { leadId, version } = lead;
    const value = { minor: 12_345, currency: 'EUR' };
    const change = { stage: 'won' as const, value };
    await bridge.succeed('lead.update', { leadId, version, change });
    expect(await bridge.succeed('campaign.results', {})).toEqual([
      {
        ...{ campaignId: fair.campaignId, conversations: 1, leads: 2, won: 2 },
        wonValue: [{ currency: 'EUR', minor: '12345' }],
      },
    ]);
  });
});

it('views of the leads are saved, changed and removed, and told', async () => {
  const view = {
    ...{ name: 'Big ones', choice: { ownerId: null, isOverdue: true as const } },
    ...{ sort: { by: 'value' as const, isDescending: true }, layout: 'table' as const },
    isShared: true,
  };
  const made = await bridge.succeed('leadView.create', view);
  await bridge.desk.published('leadView.changed', () => true);
  expect(await bridge.succeed('leadView.list', {})).toEqual([made]);
  const { viewId } = made;
  const renamed = { ...view, name: 'Bigger ones' };
  expect(await bridge.succeed('leadView.update', { viewId, view: renamed })).toEqual({
    ...{ ...renamed, viewId },
  });
  expectFailure(
    await bridge.call('leadView.create', { ...view, choice: { overdueAt: 5 } }),
    'bad_input',
  );
  await bridge.succeed('leadView.remove', { viewId });
  await bridge.succeed('leadView.remove', { viewId });
  expect(await bridge.succeed('leadView.list', {})).toEqual([]);
});
