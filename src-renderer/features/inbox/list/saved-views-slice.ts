import type { InboxView } from '../../../../src-preload/contract/inbox-view.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { SliceAccess } from '../inbox-state.ts';
import type { SavedViewsSlice } from './list-state.ts';

export function createSavedViewsSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): SavedViewsSlice {
  /** Does it and shows what the views are then; what fails is told, and they stay as they were. */
  const change = async (how: () => Promise<readonly InboxView[]>): Promise<boolean> => {
    try {
      set({ views: await how() });
      get().countSoon();
      return true;
    } catch (error) {
      reportFailure(toBridgeFailure(error));
      return false;
    }
  };

  return {
    views: [],

    async loadViews() {
      try {
        set({ views: await call(bridge, 'inboxView.list', {}) });
        if (get().views.length > 0) get().countSoon();
      } catch (error) {
        // Nobody asked for it: the fixed views are there.
        toBridgeFailure(error);
      }
    },

    saveView(name) {
      const { query } = get();
      return change(async () => [
        ...get().views,
        await call(bridge, 'inboxView.create', { name, ...query }),
      ]);
    },

    renameView(viewId, name) {
      return change(async () => {
        const renamed = await call(bridge, 'inboxView.rename', { viewId, name });
        return get().views.map((each) => (each.viewId === viewId ? renamed : each));
      });
    },

    removeView(viewId) {
      return change(async () => {
        await call(bridge, 'inboxView.remove', { viewId });
        return get().views.filter((each) => each.viewId !== viewId);
      });
    },

    moveView(viewId, place) {
      return change(() => call(bridge, 'inboxView.move', { viewId, place }));
    },
  };
}
