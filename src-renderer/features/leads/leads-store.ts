import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../../bridge/subscriptions.ts';
import { type CampaignsSlice, createCampaignsSlice } from './campaigns/campaigns-slice.ts';
import { type ChangeSlice, createChangeSlice } from './change-slice.ts';
import { createEvidenceSlice, type EvidenceSlice } from './evidence-slice.ts';
import { createFilesSlice, type FilesSlice } from './files/files-slice.ts';
import { createJudgeSlice, type JudgeSlice } from './judge-slice.ts';
import { createListsSlice, type ListsSlice } from './lists-slice.ts';
import { createMakeSlice, type MakeSlice } from './make/make-slice.ts';
import { createPageSlice, type PageSlice } from './page/page-slice.ts';
import { createPicksSlice, type PicksSlice } from './table/picks-slice.ts';
import { createViewsSlice, type ViewsSlice } from './views/views-slice.ts';
import { createTeamSlice, type TeamSlice } from './team-slice.ts';

export interface LeadsState
  extends
    ListsSlice,
    ChangeSlice,
    JudgeSlice,
    MakeSlice,
    PageSlice,
    PicksSlice,
    TeamSlice,
    FilesSlice,
    EvidenceSlice,
    CampaignsSlice,
    ViewsSlice {}

export type LeadsStore = StoreApi<LeadsState>;

export function createLeadsStore(dependencies: StoreDependencies): LeadsStore {
  return createStore<LeadsState>()((set, get) => ({
    ...createListsSlice(set, get, dependencies),
    ...createChangeSlice(set, get, dependencies),
    ...createJudgeSlice(set, get, dependencies),
    ...createMakeSlice(set, get, dependencies),
    ...createPageSlice(set, get, dependencies),
    ...createPicksSlice(set, get, dependencies),
    ...createTeamSlice(set, get, dependencies),
    ...createFilesSlice(set, get, dependencies),
    ...createEvidenceSlice(set, get, dependencies),
    ...createCampaignsSlice(set, get, dependencies),
    ...createViewsSlice(set, get, dependencies),
  }));
}

/**
 * Listens for what becomes of leads, and reads what the team calls their stages; the answer stops listening. The leads
 * are loaded when the area is opened.
 */
export function startLeads(store: LeadsStore, { bridge }: StoreDependencies): () => void {
  void store.getState().loadStages();
  return joinSubscriptions(
    bridge.subscribe('lead.changed', (lead) => store.getState().receiveLead(lead)),
    bridge.subscribe('lead.stagesChanged', () => void store.getState().loadStages()),
    bridge.subscribe('business.changed', () => void store.getState().refreshNames()),
    bridge.subscribe('team.changed', () => void store.getState().refreshNames()),
    bridge.subscribe('campaign.changed', () => store.getState().refreshCampaigns()),
    bridge.subscribe('leadView.changed', () => void store.getState().loadLeadViews()),
  );
}
