import type { LeadViewId } from '../../../../src-preload/contract/ids.ts';
import type { LeadSort } from '../../../../src-preload/contract/lead.ts';
import type {
  LeadChoice,
  LeadLayout,
  LeadView,
  LeadViewDraft,
} from '../../../../src-preload/contract/lead-view.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { LeadsView } from '../lists-slice.ts';
import { sameValue } from '../same-value.ts';

export type ViewsDialog = 'save' | 'edit';

export interface ViewsSlice {
  /** One's own and the team's, A to Z; empty until they are known. */
  readonly leadViews: readonly LeadView[];
  /** The one that was taken last, however it was changed since. */
  readonly takenView: LeadViewId | null;
  readonly viewsDialog: ViewsDialog | null;
  readonly loadLeadViews: () => Promise<void>;
  readonly takeView: (view: LeadView) => void;
  readonly openViews: (dialog: ViewsDialog | null) => void;
  /** Keeps what is shown now under a name. Whether that was done. */
  readonly saveLeadView: (name: string, isShared: boolean) => Promise<boolean>;
  readonly changeLeadView: (view: LeadView, change: Partial<LeadViewDraft>) => Promise<boolean>;
  readonly removeLeadView: (viewId: LeadViewId) => Promise<void>;
}

/** What of the leads is shown. */
export interface ShownLeads {
  readonly choice: LeadChoice;
  readonly sort: LeadSort;
  readonly view: LeadsView;
}

type Read = () => ViewsSlice & ShownLeads & { readonly load: () => Promise<void> };

export function createViewsSlice(
  set: (
    change: Partial<Pick<ViewsSlice, 'leadViews' | 'takenView' | 'viewsDialog'> & ShownLeads>,
  ) => void,
  get: Read,
  { bridge, reportFailure }: StoreDependencies,
): ViewsSlice {
  /** What fails is told, and the views stay as they were. */
  const change = async (how: () => Promise<unknown>): Promise<boolean> => {
    try {
      await how();
      set({ leadViews: await call(bridge, 'leadView.list', {}) });
      return true;
    } catch (error) {
      reportFailure(toBridgeFailure(error));
      return false;
    }
  };

  return {
    leadViews: [],
    takenView: null,
    viewsDialog: null,

    async loadLeadViews() {
      try {
        set({ leadViews: await call(bridge, 'leadView.list', {}) });
      } catch (error) {
        // Nobody asked for them: the leads themselves say what is wrong with the database.
        toBridgeFailure(error);
      }
    },

    takeView({ viewId, choice, sort, layout }) {
      set({ choice, sort, view: layout, takenView: viewId });
      void get().load();
    },

    openViews: (viewsDialog) => set({ viewsDialog }),

    saveLeadView(name, isShared) {
      return change(async () => {
        const view = { ...draftOf(get()), name, isShared };
        set({ takenView: (await call(bridge, 'leadView.create', view)).viewId });
      });
    },

    changeLeadView({ viewId, ...before }, what) {
      const view = { ...before, ...what };
      return change(() => call(bridge, 'leadView.update', { viewId, view }));
    },

    async removeLeadView(viewId) {
      await change(() => call(bridge, 'leadView.remove', { viewId }));
    },
  };
}

/** What a view keeps of what is shown. */
export function draftOf({
  choice,
  sort,
  view,
}: ShownLeads): Pick<LeadViewDraft, 'choice' | 'sort'> & { layout: LeadLayout } {
  return { choice, sort, layout: view === 'table' ? 'table' : 'board' };
}

/** Whether what is shown is what a view keeps. */
export function isShown({ choice, sort, layout }: LeadView, shown: ShownLeads): boolean {
  return sameValue({ choice, sort, layout }, draftOf(shown));
}
