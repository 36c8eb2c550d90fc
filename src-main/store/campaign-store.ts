import type {
  Campaign,
  CampaignDraft,
  CampaignResult,
} from '../../src-preload/contract/campaign.ts';
import type { CampaignId } from '../../src-preload/contract/ids.ts';

export type CampaignSaved =
  | { outcome: 'saved'; campaign: Campaign }
  /** `by` is the name of a campaign that is not ended. */
  | { outcome: 'codeTaken'; by: string };

/** The team's campaigns (`campaigns`), and what their leads came to. */
export interface CampaignStore {
  /** The newest first. */
  list(): Promise<Campaign[]>;
  find(campaignId: CampaignId): Promise<Campaign | null>;
  /** Rejects with `not_allowed` where there are as many as may be. The business has to exist, as in `update`. */
  create(draft: CampaignDraft): Promise<CampaignSaved>;
  update(
    campaignId: CampaignId,
    draft: CampaignDraft,
  ): Promise<CampaignSaved | { outcome: 'notFound' }>;
  /** Of each campaign that has leads. */
  leadResults(): Promise<Omit<CampaignResult, 'conversations'>[]>;
}
