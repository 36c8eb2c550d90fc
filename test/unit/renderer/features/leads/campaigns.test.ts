import { beforeEach, describe, expect, it } from 'vitest';
import type { Campaign, CampaignResult } from '../../../../../src-preload/contract/campaign.ts';
import { LEAD_THRESHOLD } from '../../../../../src-preload/contract/lead-reason.ts';
import { scoreMessage } from '../../../../../src-main/domain/leads/score-message.ts';
import { enCampaigns } from '../../../../../src-renderer/i18n/en-campaigns.ts';
import { esCampaigns } from '../../../../../src-renderer/i18n/es-campaigns.ts';
import { shownValue } from '../../../../../src-renderer/bridge/remote-data.ts';
import {
  dayBefore,
  dayOf,
  endOf,
  phaseAt,
  startOf,
} from '../../../../../src-renderer/features/leads/campaigns/campaign-days.ts';
import {
  hasCode,
  waMeLink,
} from '../../../../../src-renderer/features/leads/campaigns/campaign-link.ts';
import {
  createLeadsStore,
  type LeadsStore,
  startLeads,
} from '../../../../../src-renderer/features/leads/leads-store.ts';
import { fail, succeed } from '../../../../support/preview/fake-bridge.ts';
import { sampleCampaigns } from '../../../../support/preview/sample-campaigns.ts';
import { sampleLeads } from '../../../../support/preview/sample-data.ts';
import { testDependencies } from '../../samples.ts';

const NOW = 1_800_000_000_000;
const [running] = sampleCampaigns(NOW) as [Campaign, ...Campaign[]];
const [lead] = sampleLeads(1, NOW);
const { campaignId, endedAt: _, ...draft } = running;

let dependencies: ReturnType<typeof testDependencies>;
let store: LeadsStore;
let stored: Campaign[];
let results: CampaignResult[];
let asked: string[];

beforeEach(() => {
  dependencies = testDependencies();
  stored = [running];
  results = [{ campaignId, conversations: 3, leads: 2, won: 0, wonValue: [] }];
  asked = [];
  dependencies.bridge
    .handle('campaign.list', () => {
      asked.push('list');
      return succeed(stored);
    })
    .handle('campaign.results', () => {
      asked.push('results');
      return succeed(results);
    })
    .handle('lead.list', ({ filter }) => {
      asked.push(`leads of ${filter?.campaignId ?? 'all'}`);
      return succeed({ items: [], next: null });
    })
    .handle('lead.totals', () => succeed([]));
  store = createLeadsStore(dependencies);
});

const leadsOf = (): number | undefined =>
  shownValue(store.getState().campaignResults)?.get(campaignId)?.leads;

describe('the campaigns', () => {
  it('are shown with what came of them, and again when a lead or a campaign was changed', async () => {
    const stop = startLeads(store, dependencies);
    store.getState().setView('campaigns');
    await expect.poll(leadsOf).toBe(2);
    expect(store.getState().campaigns).toEqual([running]);
    results = results.map((each) => ({ ...each, leads: 3 }));
    if (lead) dependencies.bridge.emit('lead.changed', lead);
    await expect.poll(leadsOf).toBe(3);
    stored = [{ ...running, name: 'Other' }];
    dependencies.bridge.emit('campaign.changed', {});
    await expect.poll(() => store.getState().campaigns[0]?.name).toBe('Other');
    stop();
  });

  it('are only named where their page is not shown: what came of them is not counted', async () => {
    const stop = startLeads(store, dependencies);
    dependencies.bridge.emit('campaign.changed', {});
    await expect.poll(() => store.getState().campaigns).toEqual([running]);
    expect(asked).toEqual(['list']);
    stop();
  });

  it('that cannot be loaded say so, and what was known stays', async () => {
    await store.getState().loadCampaigns();
    dependencies.bridge.handle('campaign.results', () => fail('database_unreachable'));
    await store.getState().loadCampaigns();
    expect(store.getState().campaignResults).toMatchObject({ status: 'failed' });
    expect(leadsOf()).toBe(2);
  });

  it('lead to their leads in the table with one click', async () => {
    store.getState().setView('campaigns');
    store.getState().showLeadsOf(campaignId);
    expect(store.getState()).toMatchObject({ view: 'table', choice: { campaignId } });
    await expect.poll(() => asked).toContain(`leads of ${campaignId}`);
  });

  it('are saved, unless another one has the code', async () => {
    dependencies.bridge
      .handle('campaign.create', () => succeed({ outcome: 'saved', campaign: running }))
      .handle('campaign.update', () => succeed({ outcome: 'code_taken', by: 'Fair' }));
    const { saveCampaign } = store.getState();
    expect(await saveCampaign(null, draft)).toBe('saved');
    expect(leadsOf()).toBe(2);
    expect(await saveCampaign(campaignId, draft)).toEqual({ taken: 'Fair' });
    dependencies.bridge.handle('campaign.create', () => fail('database_unreachable'));
    expect(await saveCampaign(null, draft)).toBe('failed');
    expect(dependencies.reported).toHaveLength(1);
  });

  it('that cannot run again because another one has the code are shown with it', async () => {
    await store.getState().loadCampaigns();
    dependencies.bridge.handle('campaign.update', () =>
      succeed({ outcome: 'code_taken', by: 'Fair' }),
    );
    await store.getState().setCampaignStatus(running, 'active');
    expect(store.getState().campaignDialog).toMatchObject({
      ...{ kind: 'edit', campaign: { campaignId, status: 'active' } },
    });
  });

  it('run as their days say', () => {
    const span: Campaign = { ...running, startsAt: 10, endsAt: 20 };
    expect([9, 10, 19, 20].map((now) => phaseAt(span, now))).toEqual([
      ...['scheduled', 'active', 'active', 'over'],
    ]);
    expect(phaseAt({ ...span, status: 'paused' }, 15)).toBe('paused');
    expect(phaseAt({ ...span, startsAt: null, endsAt: null }, 15)).toBe('active');
  });

  it('begin with their first day and end with their last one, however long it is', () => {
    expect([startOf(''), endOf('')]).toEqual([null, null]);
    for (const day of ['2026-03-29', '2026-10-25', '2026-12-31', '2028-02-29']) {
      const [from, to] = [startOf(day) ?? 0, endOf(day) ?? 0];
      expect([dayOf(from), dayBefore(to), dayOf(to) > day]).toEqual([day, day, true]);
      expect(new Date(from).getHours()).toBe(0);
    }
  });

  it.each([enCampaigns, esCampaigns])(
    'have links whose usual text makes a lead: $usualText',
    (words) => {
      const text = words.usualText.replace('{{code}}', 'FAIR-26');
      const scorer = { model: null, rules: [], correction: null };
      const { score } = scoreMessage(scorer, text, { isFromCampaign: true });
      expect(score).toBeGreaterThanOrEqual(LEAD_THRESHOLD);
      expect(hasCode(text, 'FAIR-26')).toBe(true);
    },
  );

  it('have links that write the code for the customer', () => {
    expect(waMeLink('+34 600 000 100', ' ¡Hola! A&B FAIR-26 ')).toBe(
      'https://wa.me/34600000100?text=%C2%A1Hola!%20A%26B%20FAIR-26',
    );
    expect(hasCode('¡hola! otono.', 'OTOÑO')).toBe(true);
    expect(hasCode('fair-26x', 'FAIR-26')).toBe(false);
    expect(hasCode('', 'FAIR')).toBe(false);
  });
});
