import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Lead, LeadCursor } from '../../../src-preload/contract/lead.ts';
import { call } from '../../bridge/call.ts';
import { createPager, type PagedList } from '../../bridge/paged-list.ts';
import { idle, type RemoteData } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { createEvidenceSlice, type EvidenceSlice } from './evidence-slice.ts';

const pageSize = 60;

export interface LeadsState extends EvidenceSlice {
  readonly leads: RemoteData<PagedList<Lead, LeadCursor>>;
  readonly load: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
  readonly receiveLead: (lead: Lead) => void;
}

export type LeadsStore = StoreApi<LeadsState>;

/** Puts a lead where it belongs, newest first; one that is known is replaced. */
export function placeLead(
  list: PagedList<Lead, LeadCursor>,
  lead: Lead,
): PagedList<Lead, LeadCursor> {
  const others = list.items.filter((each) => each.leadId !== lead.leadId);
  const older = others.findIndex((each) => each.createdAt <= lead.createdAt);
  if (older < 0 && list.next !== null) {
    // It lies on a page that is still to be fetched, and comes with it.
    return { ...list, items: others };
  }
  return { ...list, items: others.toSpliced(older < 0 ? others.length : older, 0, lead) };
}

export function createLeadsStore(dependencies: StoreDependencies): LeadsStore {
  const { bridge } = dependencies;
  return createStore<LeadsState>()((set, get) => {
    const pager = createPager<Lead, LeadCursor, Lead>({
      fetchPage: (after) =>
        call(bridge, 'lead.list', {
          limit: pageSize,
          ...(after === undefined ? {} : { after }),
        }),
      idOf: (lead) => lead.leadId,
      apply: placeLead,
      read: () => get().leads,
      write: (leads) => set({ leads }),
    });
    return {
      ...createEvidenceSlice(set, get, dependencies),
      leads: idle,
      load: pager.loadFirst,
      loadMore: pager.loadMore,
      receiveLead: pager.receive,
    };
  });
}

/** Listens for new leads; the answer stops listening. The list is loaded when the area is opened. */
export function startLeads(store: LeadsStore, { bridge }: StoreDependencies): () => void {
  return bridge.subscribe('lead.created', (lead) => store.getState().receiveLead(lead));
}
