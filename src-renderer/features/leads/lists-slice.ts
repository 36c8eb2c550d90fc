import {
  type Lead,
  type LeadCursor,
  LeadStage,
  type LeadSort,
  type LeadTotal,
  newestFirst,
} from '../../../src-preload/contract/lead.ts';
import type { LeadChoice, LeadLayout } from '../../../src-preload/contract/lead-view.ts';
import type { CampaignId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { onceAtATime } from '../../bridge/once-at-a-time.ts';
import { createPager, type Pager } from '../../bridge/paged-list.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { filterOf, type LeadList, placeLead } from './lead-order.ts';

const pageSize = 60;

export type LeadsView = LeadLayout | 'campaigns';
export type LeadColumns = Readonly<Record<LeadStage, RemoteData<LeadList>>>;

export interface ListsSlice {
  readonly view: LeadsView;
  readonly choice: LeadChoice;
  readonly sort: LeadSort;
  /** The board, by stage; each is fetched by itself. */
  readonly columns: LeadColumns;
  /** The table. */
  readonly rows: RemoteData<LeadList>;
  /** How many there are and what they are worth, of what was chosen. */
  readonly totals: RemoteData<readonly LeadTotal[]>;
  readonly setView: (view: LeadsView) => void;
  readonly choose: (choice: LeadChoice) => void;
  /** Those of a campaign, in the table. */
  readonly showLeadsOf: (campaignId: CampaignId) => void;
  readonly setSort: (sort: LeadSort) => void;
  readonly load: () => Promise<void>;
  /** More of a column, or with null of the table. */
  readonly loadMore: (stage: LeadStage | null) => Promise<void>;
  /** A lead is new or was changed. */
  readonly receiveLead: (lead: Lead) => void;
}

type Read = () => ListsSlice & {
  readonly notePage: (lead: Lead) => void;
  readonly loadCampaigns: () => Promise<void>;
};

export function createListsSlice(
  set: (change: Partial<ListsSlice>) => void,
  get: Read,
  { bridge }: StoreDependencies,
): ListsSlice {
  /** Of a list: what the person chose, and on the board the column's stage. */
  const questionOf = (stage: LeadStage | null) => {
    const { choice, sort } = get();
    const filter = filterOf(choice, Date.now());
    return { filter: stage === null ? filter : { ...filter, stages: [stage] }, sort };
  };
  const pagerOf = (
    stage: LeadStage | null,
    read: () => RemoteData<LeadList>,
    write: (list: RemoteData<LeadList>) => void,
  ): Pager<Lead> =>
    createPager<Lead, LeadCursor, Lead>({
      fetchPage: (after) =>
        call(bridge, 'lead.list', {
          ...questionOf(stage),
          limit: pageSize,
          ...(after === undefined ? {} : { after }),
        }),
      idOf: (lead) => lead.leadId,
      apply: (list, lead) => placeLead(list, lead, questionOf(stage)),
      read,
      write,
    });
  const pagers = new Map<LeadStage | null, Pager<Lead>>(
    LeadStage.options.map((stage) => [
      stage,
      pagerOf(
        stage,
        () => get().columns[stage],
        (column) => set({ columns: { ...get().columns, [stage]: column } }),
      ),
    ]),
  );
  pagers.set(
    null,
    pagerOf(
      null,
      () => get().rows,
      (rows) => set({ rows }),
    ),
  );

  /** Changes come in flocks. */
  const count = onceAtATime(async () => {
    set({ totals: toLoading(get().totals) });
    try {
      const { filter } = questionOf(null);
      set({ totals: toReady(await call(bridge, 'lead.totals', { filter })) });
    } catch (error) {
      set({ totals: toFailed(get().totals, toBridgeFailure(error)) });
    }
  });

  const stagesShown = (): readonly LeadStage[] => get().choice.stages ?? LeadStage.options;

  return {
    view: 'board',
    choice: {},
    sort: newestFirst,
    columns: Object.fromEntries(
      LeadStage.options.map((stage) => [stage, idle]),
    ) as unknown as LeadColumns,
    rows: idle,
    totals: idle,

    setView(view) {
      if (view === get().view) return;
      set({ view });
      void get().load();
    },

    choose(choice) {
      set({ choice });
      void get().load();
    },

    setSort(sort) {
      set({ sort });
      void get().load();
    },

    showLeadsOf(campaignId) {
      set({ choice: { campaignId }, view: 'table' });
      void get().load();
    },

    async load() {
      if (get().view === 'campaigns') return get().loadCampaigns();
      const lists = get().view === 'table' ? [null] : stagesShown();
      await Promise.all([count(), ...lists.map((list) => pagers.get(list)?.loadFirst())]);
    },

    async loadMore(stage) {
      await pagers.get(stage)?.loadMore();
    },

    receiveLead(lead) {
      for (const pager of pagers.values()) pager.receive(lead);
      get().notePage(lead);
      if (get().view === 'campaigns') void get().loadCampaigns();
      else if (get().totals.status !== 'idle') void count();
    },
  };
}
