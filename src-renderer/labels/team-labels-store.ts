import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandOutput } from '../../src-preload/contract/contract.ts';
import type { LabelId } from '../../src-preload/contract/ids.ts';
import type { Label, LabelDraft } from '../../src-preload/contract/label.ts';
import { toBridgeFailure } from '../bridge/bridge-failure.ts';
import { call } from '../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../bridge/remote-data.ts';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';

export type LabelCount = CommandOutput<'label.count'>;

/** The labels of the team: one list for all that shows, chooses or changes them. */
export interface TeamLabelsState {
  /** The labels of the team, in its order. */
  readonly labels: RemoteData<readonly Label[]>;
  readonly loadLabels: () => Promise<void>;
  /** Makes one, or changes the one of this id. What main could not do is reported. */
  readonly saveLabel: (
    labelId: LabelId | null,
    draft: LabelDraft,
  ) => Promise<'saved' | 'name_taken' | 'failed'>;
  /** On how much it is; null when that cannot be said. */
  readonly countLabel: (labelId: LabelId) => Promise<LabelCount | null>;
  readonly deleteLabel: (labelId: LabelId) => Promise<void>;
  /** To this place, from 0. */
  readonly moveLabel: (labelId: LabelId, place: number) => Promise<void>;
}

export type TeamLabelsStore = StoreApi<TeamLabelsState>;

export function createTeamLabelsStore({
  bridge,
  reportFailure,
}: StoreDependencies): TeamLabelsStore {
  return createStore<TeamLabelsState>()((set, get) => ({
    labels: idle,

    async loadLabels() {
      set({ labels: toLoading(get().labels) });
      try {
        set({ labels: toReady(await call(bridge, 'label.list', {})) });
      } catch (error) {
        set({ labels: toFailed(get().labels, toBridgeFailure(error)) });
      }
    },

    async saveLabel(labelId, draft) {
      try {
        const { outcome } =
          labelId === null
            ? await call(bridge, 'label.create', draft)
            : await call(bridge, 'label.update', { ...draft, labelId });
        if (outcome === 'saved') await get().loadLabels();
        return outcome;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return 'failed';
      }
    },

    async countLabel(labelId) {
      try {
        return await call(bridge, 'label.count', { labelId });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return null;
      }
    },

    async deleteLabel(labelId) {
      try {
        await call(bridge, 'label.delete', { labelId });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
      await get().loadLabels();
    },

    async moveLabel(labelId, place) {
      try {
        set({ labels: toReady(await call(bridge, 'label.move', { labelId, place })) });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        await get().loadLabels();
      }
    },
  }));
}

/** Loads them, and again whenever anybody has changed some; the answer stops that. */
export function startTeamLabels(store: TeamLabelsStore, { bridge }: StoreDependencies): () => void {
  void store.getState().loadLabels();
  return bridge.subscribe('label.changed', () => void store.getState().loadLabels());
}
