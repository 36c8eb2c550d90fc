import type { LeadId } from '../../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import type { LeadHistoryEntry } from '../../../../src-preload/contract/lead-change.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';

/** A lead with what became of it. */
export interface LeadPage {
  readonly lead: Lead;
  /** Newest first. */
  readonly history: readonly LeadHistoryEntry[];
}

export interface PageSlice {
  /** The lead whose page is open. */
  readonly openId: LeadId | null;
  readonly page: RemoteData<LeadPage>;
  readonly openLead: (leadId: LeadId) => Promise<void>;
  readonly reloadPage: () => Promise<void>;
  readonly closeLead: () => void;
  /** A lead is new or was changed. */
  readonly notePage: (lead: Lead) => void;
}

export function createPageSlice(
  set: (change: Partial<Pick<PageSlice, 'openId' | 'page'>>) => void,
  get: () => PageSlice & {
    readonly loadNames: () => Promise<void>;
    readonly loadCampaignNames: () => Promise<void>;
  },
  { bridge }: StoreDependencies,
): PageSlice {
  return {
    openId: null,
    page: idle,

    async openLead(leadId) {
      if (get().openId !== leadId) set({ openId: leadId, page: idle });
      void get().loadNames();
      void get().loadCampaignNames();
      await get().reloadPage();
    },

    async reloadPage() {
      const leadId = get().openId;
      if (leadId === null) return;
      set({ page: toLoading(get().page) });
      try {
        const page = await call(bridge, 'lead.get', { leadId });
        if (get().openId === leadId) set({ page: toReady(page) });
      } catch (error) {
        const failure = toBridgeFailure(error);
        if (get().openId === leadId) set({ page: toFailed(get().page, failure) });
      }
    },

    closeLead: () => set({ openId: null, page: idle }),

    notePage(lead) {
      if (lead.leadId !== get().openId) return;
      const before = shownValue(get().page)?.lead.version;
      set({ page: mapShown(get().page, (page) => ({ ...page, lead })) });
      // Its history has a line more.
      if (before !== undefined && before !== lead.version) void get().reloadPage();
    },
  };
}
