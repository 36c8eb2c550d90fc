import type { Campaign } from '../../src-preload/contract/campaign.ts';
import type { BusinessId, CampaignId } from '../../src-preload/contract/ids.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { linkConversation } from '../leads/link-conversation.ts';
import type { HandlersOf } from './handlers.ts';

/** Campaigns, what came of them, and which conversation came of which. */
export function campaignHandlers(workplace: () => Workplace): HandlersOf<'campaign'> {
  const requireBusiness = async (businessId: BusinessId | null): Promise<void> => {
    if (businessId !== null && !(await workplace().stores.businesses.find(businessId))) {
      throw new AppError('not_found', 'There is no such business');
    }
  };
  const requireCampaign = async (campaignId: CampaignId): Promise<Campaign> => {
    const campaign = await workplace().stores.campaigns.find(campaignId);
    if (!campaign) throw new AppError('not_found', 'There is no such campaign');
    return campaign;
  };
  return {
    'campaign.list': () => workplace().stores.campaigns.list(),

    'campaign.create': async (draft) => {
      await requireBusiness(draft.businessId);
      const { stores, campaigns } = workplace();
      const saved = await stores.campaigns.create(draft);
      campaigns.forget();
      return saved.outcome === 'saved' ? saved : { outcome: 'code_taken', by: saved.by };
    },

    'campaign.update': async ({ campaignId, ...draft }) => {
      await Promise.all([requireCampaign(campaignId), requireBusiness(draft.businessId)]);
      const { stores, campaigns } = workplace();
      const saved = await stores.campaigns.update(campaignId, draft);
      campaigns.forget();
      if (saved.outcome === 'notFound') throw new AppError('not_found', 'It is gone');
      return saved.outcome === 'saved' ? saved : { outcome: 'code_taken', by: saved.by };
    },

    'campaign.results': async () => {
      const { campaigns, conversations } = workplace().stores;
      const [leads, counts] = await Promise.all([
        campaigns.leadResults(),
        conversations.countByCampaign(),
      ]);
      const withLeads = new Map(leads.map((each) => [each.campaignId, each]));
      const ids = new Set([...withLeads.keys(), ...counts.keys()]);
      return [...ids].map((campaignId) => ({
        ...(withLeads.get(campaignId) ?? { campaignId, leads: 0, won: 0, wonValue: [] }),
        conversations: counts.get(campaignId) ?? 0,
      }));
    },

    'campaign.linkConversation': async ({ conversationId, campaignId }) => {
      if (campaignId !== null) await requireCampaign(campaignId);
      const { stores, publish } = workplace();
      await linkConversation(workplace(), conversationId, campaignId);
      const summary = await stores.conversations.summary(conversationId);
      if (!summary) throw new AppError('not_found', 'There is no such conversation');
      publish('conversation.changed', summary);
      return summary;
    },
  };
}
