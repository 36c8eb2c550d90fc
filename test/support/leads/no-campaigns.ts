import { campaignFinder, type FindCampaign } from '../../../src-main/domain/leads/campaign-code.ts';

/** A team that has none. */
export function noCampaigns(): Promise<FindCampaign> {
  return Promise.resolve(campaignFinder([]));
}
