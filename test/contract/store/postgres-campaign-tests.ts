import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { CampaignStore } from '../../../src-main/store/campaign-store.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { Campaign, CampaignDraft } from '../../../src-preload/contract/campaign.ts';
import {
  type BusinessId,
  CampaignId,
  ConversationId,
  type LeadId,
  MessageId,
  type UserId,
} from '../../../src-preload/contract/ids.ts';
import type { LeadChange } from '../../../src-preload/contract/lead-change.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

/** Run by `postgres-stores.test.ts`. */
export function postgresCampaignTests(open: () => OpenPostgres): void {
  let campaigns: CampaignStore;
  let businessId: BusinessId;
  let userId: UserId;

  beforeEach(async () => {
    ({ campaigns } = open().stores);
    await open().raw.query('UPDATE leads SET campaign_id = NULL; DELETE FROM campaigns');
    const { business } = await open().stores.businesses.create({ name: randomUUID() });
    ({ businessId } = business);
    const email = `${randomUUID()}@example.com`;
    ({ userId } = await open().stores.users.signIn({ name: 'Ana', email }));
  });

  const draft = (change: Partial<CampaignDraft> = {}): CampaignDraft => ({
    ...{ name: 'Autumn\0', businessId: null, channel: 'shop', code: 'OTOÑO', status: 'active' },
    ...{ startsAt: 1_000, endsAt: 2_000, budget: { minor: 125_050, currency: 'EUR' } },
    ...change,
  });
  const made = async (change?: Partial<CampaignDraft>): Promise<Campaign> => {
    const saved = await campaigns.create(draft(change));
    if (saved.outcome !== 'saved') throw new Error('The code is taken');
    return saved.campaign;
  };
  const unknown = CampaignId.parse('f'.repeat(24));

  it('are kept as they were written, and listed with the newest first', async () => {
    const first = await made();
    const second = await made({ businessId, code: 'FAIR', startsAt: null, endsAt: null });
    const third = await made({ code: 'FREE', budget: null, status: 'draft' });
    expect(first).toEqual({
      ...draft({ name: 'Autumn\u{FFFD}' }),
      ...{ campaignId: first.campaignId, endedAt: null },
    });
    expect(second).toMatchObject({ businessId, startsAt: null, endsAt: null });
    expect(third).toMatchObject({ budget: null, status: 'draft' });
    expect(await campaigns.list()).toEqual([third, second, first]);
    expect(await campaigns.find(second.campaignId)).toEqual(second);
    expect(await campaigns.find(unknown)).toBeNull();
  });

  it('are changed; one that is ended keeps the moment, and has none when it runs again', async () => {
    const { campaignId } = await made();
    const ended = await campaigns.update(campaignId, draft({ status: 'ended' }));
    if (ended.outcome !== 'saved') throw new Error('It is there');
    const { endedAt } = ended.campaign;
    expect(endedAt).toBeGreaterThan(0);
    const renamed = await campaigns.update(campaignId, draft({ status: 'ended', name: 'Old' }));
    expect(renamed).toMatchObject({ campaign: { name: 'Old', endedAt } });
    const again = await campaigns.update(campaignId, draft());
    expect(again).toMatchObject({ campaign: { status: 'active', endedAt: null } });
    expect(await campaigns.update(unknown, draft({ code: 'OTHER' }))).toEqual({
      outcome: 'notFound',
    });
  });

  it('do not share a code for the same conversations until one is ended', async () => {
    const { campaignId } = await made({ name: 'First' });
    const taken = { outcome: 'codeTaken', by: 'First' };
    expect(await campaigns.create(draft({ code: 'otono' }))).toEqual(taken);
    // Those of one business are others than those of all.
    const own = await made({ businessId });
    const moved = draft({ businessId: null });
    expect(await campaigns.update(own.campaignId, moved)).toEqual(taken);
    expect(await campaigns.update(campaignId, draft({ name: 'First' }))).toMatchObject({
      outcome: 'saved',
    });
    await campaigns.update(campaignId, draft({ status: 'ended' }));
    await made({ name: 'Second' });
    expect(await campaigns.update(campaignId, draft())).toEqual({
      ...{ outcome: 'codeTaken', by: 'Second' },
    });
  });

  it('are made once by a desktop that lost the first answer', async () => {
    const connection = { ...open().connection, retry: afterLostAnswer };
    const context = { keys: testKeyRing(open().keyStore), deskId: open().deskId, newObjectId };
    const { campaigns: hasty } = postgresStores(connection, context);
    expect(await hasty.create(draft())).toMatchObject({ outcome: 'saved' });
    expect(await hasty.list()).toHaveLength(1);
  });

  const openLead = async (campaignId?: CampaignId) => {
    const { lead } = await open().stores.leads.open({
      conversationId: ConversationId.parse(randomUUID()),
      messageId: MessageId.parse('3EB0'),
      ...{ contactName: 'Eva', reasons: [], excerpt: '', createdAt: 1 },
      ...(campaignId && { campaignId }),
    });
    return lead;
  };
  const change = async (leadId: LeadId, what: LeadChange): Promise<void> => {
    const { leads } = open().stores;
    const { version } = (await leads.find(leadId)) ?? { version: 0 };
    await leads.update({ leadId, version, by: userId, change: what });
  };

  it('have leads that came of them, or that people put there, and are told what those came to', async () => {
    const { leads } = open().stores;
    const [autumn, fair] = [await made(), await made({ code: 'FAIR' })];
    const [one, two, three] = [
      await openLead(autumn.campaignId),
      await openLead(autumn.campaignId),
      await openLead(),
    ];
    expect([one.campaignId, three.campaignId]).toEqual([autumn.campaignId, null]);
    await change(three.leadId, { campaignId: autumn.campaignId });
    await change(one.leadId, { stage: 'won', value: { minor: 500, currency: 'EUR' } });
    await change(two.leadId, { stage: 'won', value: { minor: 7, currency: 'JPY' } });
    await change((await openLead(autumn.campaignId)).leadId, { stage: 'won' });
    await openLead(fair.campaignId);
    const results = await campaigns.leadResults();
    expect(results).toHaveLength(2);
    expect(results).toEqual(
      expect.arrayContaining([
        {
          ...{ campaignId: autumn.campaignId, leads: 4, won: 3 },
          wonValue: [
            { currency: 'EUR', minor: '500' },
            { currency: 'JPY', minor: '7' },
          ],
        },
        { campaignId: fair.campaignId, leads: 1, won: 0, wonValue: [] },
      ]),
    );
    const filter = { campaignId: autumn.campaignId };
    const { items } = await leads.page({ filter, limit: 10 });
    expect(items).toHaveLength(4);
    expect((await leads.totals(filter)).map(({ count }) => count)).toEqual([1, 3]);
    const none = await leads.page({ filter: { campaignId: null }, limit: 200 });
    expect(none.items.every(({ campaignId }) => campaignId === null)).toBe(true);
    expect(await leads.history(three.leadId, 1)).toMatchObject([
      { before: { campaignId: null }, after: { campaignId: autumn.campaignId }, by: userId },
    ]);
    await expect(change(three.leadId, { campaignId: unknown })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('are noted with the open leads of their conversations that came of none, and with no others', async () => {
    const { leads } = open().stores;
    const [autumn, fair] = [await made(), await made({ code: 'FAIR' })];
    const { campaignId } = autumn;
    const [none, other, won] = [
      await openLead(),
      await openLead(fair.campaignId),
      await openLead(),
    ];
    await change(won.leadId, { stage: 'won' });
    const links = [none, other, won].map(({ conversationId }) => ({ conversationId, campaignId }));
    expect(await leads.noteCampaigns(links)).toEqual([none.leadId]);
    expect(await leads.noteCampaigns(links)).toEqual([]);
    expect(await leads.find(none.leadId)).toMatchObject({ campaignId, version: 1 });
    expect(await leads.find(other.leadId)).toMatchObject({ campaignId: fair.campaignId });
    expect(await leads.find(won.leadId)).toMatchObject({ campaignId: null });
  });
}
