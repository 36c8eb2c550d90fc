import {
  type Campaign,
  CampaignCode,
  type CampaignDraft,
  type CampaignResult,
} from '../../../src-preload/contract/campaign.ts';
import { BusinessId, CampaignId, LeadViewId } from '../../../src-preload/contract/ids.ts';
import type { LeadView, LeadViewDraft } from '../../../src-preload/contract/lead-view.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, fail, succeed } from './fake-bridge.ts';
import type { Filling } from './sample-bridge.ts';
import { objectId, sampleConversations } from './sample-data.ts';

const DAY_MS = 86_400_000;

/** Campaigns in every state, the newest first. */
export function sampleCampaigns(now: number): Campaign[] {
  const eur = (euros: number) => ({ minor: euros * 100, currency: 'EUR' });
  const samples: readonly (CampaignDraft & { endedAt?: number })[] = [
    {
      ...{ name: 'Black Friday', code: 'BLACK26', channel: 'instagram', businessId: null },
      ...{ startsAt: now - 6 * DAY_MS, endsAt: now + 8 * DAY_MS, budget: eur(1_200) },
      status: 'active',
    },
    {
      ...{ name: 'Escaparate de otoño: sillas y sillones', code: 'OTOÑO', channel: 'shop' },
      businessId: BusinessId.parse('b'.repeat(24)),
      ...{ startsAt: now - 40 * DAY_MS, endsAt: null, budget: null, status: 'active' },
    },
    {
      ...{ name: 'Furniture fair', code: 'FAIR-MADRID', channel: 'event', businessId: null },
      ...{ startsAt: now + 20 * DAY_MS, endsAt: now + 23 * DAY_MS, budget: eur(640) },
      status: 'active',
    },
    {
      ...{ name: 'Search ads', code: 'SOFA', channel: 'google', businessId: null },
      ...{ startsAt: null, endsAt: null, budget: eur(300), status: 'paused' },
    },
    {
      ...{ name: 'Newsletter', code: 'NEWS', channel: 'email', businessId: null },
      ...{ startsAt: null, endsAt: null, budget: null, status: 'draft' },
    },
    {
      ...{ name: 'Summer', code: 'SUMMER', channel: 'facebook', businessId: null },
      ...{ startsAt: now - 150 * DAY_MS, endsAt: now - 60 * DAY_MS, budget: eur(2_500) },
      ...{ status: 'ended', endedAt: now - 60 * DAY_MS },
    },
  ];
  return samples.map((each, index) => ({
    ...each,
    code: CampaignCode.parse(each.code),
    endedAt: each.endedAt ?? null,
    campaignId: CampaignId.parse(objectId(800 + index)),
  }));
}

const figures: readonly (readonly [conversations: number, leads: number, won: number])[] = [
  [184, 61, 9],
  [42, 17, 5],
  [0, 0, 0],
  [28, 11, 0],
  [0, 0, 0],
  [903, 288, 74],
];

function resultsOf(campaigns: readonly Campaign[]): CampaignResult[] {
  return campaigns.flatMap(({ campaignId }, index): CampaignResult[] => {
    const [conversations = 0, leads = 0, won = 0] = figures[index] ?? [];
    const wonValue = [
      { currency: 'EUR', minor: String(won * 84_250) },
      ...(index === 5 ? [{ currency: 'USD', minor: '1299900' }] : []),
    ];
    return conversations === 0
      ? []
      : [{ campaignId, conversations, leads, won, wonValue: won === 0 ? [] : wonValue }];
  });
}

const drafts: readonly LeadViewDraft[] = [
  {
    ...{ name: 'Big ones without an owner', isShared: false, layout: 'table' },
    choice: { ownerId: null, worth: { minor: 100_000, currency: 'EUR' } },
    sort: { by: 'value', isDescending: true },
  },
  {
    ...{ name: 'Black Friday', isShared: true, layout: 'board' },
    choice: { campaignId: CampaignId.parse(objectId(800)) },
    sort: { by: 'created', isDescending: true },
  },
];

export const sampleLeadViews: readonly LeadView[] = drafts.map((view, index) => ({
  ...view,
  viewId: LeadViewId.parse(objectId(850 + index)),
}));

/** What is asked about campaigns, and about the views of leads that people keep. */
export function handleCampaigns(
  bridge: FakeBridge,
  filling: Filling,
  now: number,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  const campaigns = filling === 'full' ? sampleCampaigns(now) : [];
  bridge
    .handle('campaign.list', () => fill(() => campaigns))
    .handle('campaign.results', () => fill(() => resultsOf(campaigns)))
    .handle('campaign.create', () => succeed({ outcome: 'code_taken' as const, by: 'Search ads' }))
    .handle('campaign.update', () => succeed({ outcome: 'code_taken' as const, by: 'Search ads' }))
    .handle('campaign.linkConversation', ({ conversationId }) => {
      const found = sampleConversations(40, now).find(
        (each) => each.conversationId === conversationId,
      );
      return found ? succeed(found) : fail('not_found');
    })
    .handle('leadView.list', () => fill(() => (filling === 'full' ? [...sampleLeadViews] : [])))
    .handle('leadView.create', () => fail('not_allowed'))
    .handle('leadView.update', () => fail('not_found'))
    .handle('leadView.remove', () => succeed(null));
}
