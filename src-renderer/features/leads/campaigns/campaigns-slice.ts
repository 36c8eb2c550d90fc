import type {
  Campaign,
  CampaignDraft,
  CampaignResult,
  CampaignStatus,
} from '../../../../src-preload/contract/campaign.ts';
import type { CampaignId } from '../../../../src-preload/contract/ids.ts';
import type { Session } from '../../../../src-preload/contract/session.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import { onceAtATime } from '../../../bridge/once-at-a-time.ts';
import {
  idle,
  type RemoteData,
  toFailed,
  toLoading,
  toReady,
} from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { LeadsView } from '../lists-slice.ts';

/** What is asked or shown about a campaign in front of the others. */
export type CampaignDialog =
  /** Null for a new one. */
  | { readonly kind: 'edit'; readonly campaign: Campaign | null }
  | { readonly kind: 'link'; readonly campaign: Campaign }
  | { readonly kind: 'end'; readonly campaign: Campaign };

/** `taken`: the campaign of that name has the code. */
export type SavedCampaignDraft = 'saved' | 'failed' | { readonly taken: string };

export interface CampaignsSlice {
  /** The newest first; empty until they are known. */
  readonly campaigns: readonly Campaign[];
  /** What came of them, on their page; those of which nothing came are not in it. */
  readonly campaignResults: RemoteData<ReadonlyMap<CampaignId, CampaignResult>>;
  readonly campaignDialog: CampaignDialog | null;
  /** The accounts to which a link can lead. */
  readonly linkAccounts: RemoteData<readonly Session[]>;
  /** Their names alone. */
  readonly loadCampaignNames: () => Promise<void>;
  /** All that their page shows. */
  readonly loadCampaigns: () => Promise<void>;
  /** What is shown of them is out of date. */
  readonly refreshCampaigns: () => void;
  readonly openCampaign: (dialog: CampaignDialog | null) => void;
  /** Makes one, or changes the one of this id. What main could not do is reported. */
  readonly saveCampaign: (
    campaignId: CampaignId | null,
    draft: CampaignDraft,
  ) => Promise<SavedCampaignDraft>;
  readonly setCampaignStatus: (campaign: Campaign, status: CampaignStatus) => Promise<void>;
  readonly loadLinkAccounts: () => Promise<void>;
}

type Read = () => CampaignsSlice & { readonly view: LeadsView };

export function createCampaignsSlice(
  set: (
    change: Partial<
      Pick<CampaignsSlice, 'campaigns' | 'campaignResults' | 'campaignDialog' | 'linkAccounts'>
    >,
  ) => void,
  get: Read,
  { bridge, reportFailure }: StoreDependencies,
): CampaignsSlice {
  const load = onceAtATime(async () => {
    set({ campaignResults: toLoading(get().campaignResults) });
    try {
      const [campaigns, results] = await Promise.all([
        call(bridge, 'campaign.list', {}),
        call(bridge, 'campaign.results', {}),
      ]);
      const byId = new Map(results.map((each) => [each.campaignId, each]));
      set({ campaigns, campaignResults: toReady(byId) });
    } catch (error) {
      set({ campaignResults: toFailed(get().campaignResults, toBridgeFailure(error)) });
    }
  });

  return {
    campaigns: [],
    campaignResults: idle,
    campaignDialog: null,
    linkAccounts: idle,

    async loadCampaignNames() {
      try {
        set({ campaigns: await call(bridge, 'campaign.list', {}) });
      } catch (error) {
        // The leads are there without them; they are asked for again with the next opening.
        toBridgeFailure(error);
      }
    },

    loadCampaigns: load,

    refreshCampaigns() {
      if (get().view === 'campaigns') void load();
      else void get().loadCampaignNames();
    },

    openCampaign: (campaignDialog) => set({ campaignDialog }),

    async saveCampaign(campaignId, draft) {
      try {
        const saved =
          campaignId === null
            ? await call(bridge, 'campaign.create', draft)
            : await call(bridge, 'campaign.update', { ...draft, campaignId });
        if (saved.outcome === 'code_taken') return { taken: saved.by };
        await load();
        return 'saved';
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return 'failed';
      }
    },

    async setCampaignStatus({ campaignId, endedAt: _, ...campaign }, status) {
      const saved = await get().saveCampaign(campaignId, { ...campaign, status });
      if (typeof saved === 'object') {
        // Another one has taken the code meanwhile: the form says so, where another code can be given.
        const found = get().campaigns.find((each) => each.campaignId === campaignId);
        if (found) set({ campaignDialog: { kind: 'edit', campaign: { ...found, status } } });
      }
    },

    async loadLinkAccounts() {
      set({ linkAccounts: toLoading(get().linkAccounts) });
      try {
        const sessions = await call(bridge, 'session.list', {});
        const linked = sessions.filter(({ phoneNumber }) => phoneNumber !== undefined);
        set({ linkAccounts: toReady(linked) });
      } catch (error) {
        set({ linkAccounts: toFailed(get().linkAccounts, toBridgeFailure(error)) });
      }
    },
  };
}
