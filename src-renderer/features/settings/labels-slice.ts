import type { LabelId } from '../../../src-preload/contract/ids.ts';
import type { Label, LabelDraft } from '../../../src-preload/contract/label.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface LabelsSlice {
  /** The labels of the team, in its order. */
  readonly labels: RemoteData<readonly Label[]>;
  readonly loadLabels: () => Promise<void>;
  /** Makes one, or changes the one of this id. What main could not do is reported. */
  readonly saveLabel: (
    labelId: LabelId | null,
    draft: LabelDraft,
  ) => Promise<'saved' | 'name_taken' | 'failed'>;
  /** How many conversations have it; null when that cannot be said. */
  readonly countLabel: (labelId: LabelId) => Promise<number | null>;
  readonly deleteLabel: (labelId: LabelId) => Promise<void>;
  /** To this place, from 0. */
  readonly moveLabel: (labelId: LabelId, place: number) => Promise<void>;
}

export function createLabelsSlice(
  set: (state: Pick<LabelsSlice, 'labels'>) => void,
  get: () => LabelsSlice,
  { bridge, reportFailure }: StoreDependencies,
): LabelsSlice {
  return {
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
        return (await call(bridge, 'label.count', { labelId })).conversations;
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
  };
}
