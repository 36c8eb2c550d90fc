import type { LabelId } from '../../src-preload/contract/ids.ts';
import type { Label, LabelDraft } from '../../src-preload/contract/label.ts';

export type SavedLabel =
  | { outcome: 'saved'; label: Label }
  /** Another one has this name, whatever its capitals. */
  | { outcome: 'nameTaken' };

/** The labels of the team (`labels`). Which conversations and messages have them is in MongoDB, by name. */
export interface LabelStore {
  /** All of them, in the team's order. */
  list(): Promise<Label[]>;
  /** The new one stands last. */
  create(draft: LabelDraft): Promise<SavedLabel>;
  /** Views that ask for it by its old name ask by the new one. */
  update(labelId: LabelId, draft: LabelDraft): Promise<SavedLabel | { outcome: 'notFound' }>;
  /** Views that ask for it, which would find nothing any more, go with it. */
  remove(labelId: LabelId): Promise<'removed' | 'notFound'>;
  /** How many views ask for a label of this name, whatever its capitals, whoever keeps them. */
  countViews(name: string): Promise<number>;
  /** To this place, from 0, or to the end; answers all of them as they stand then. */
  move(labelId: LabelId, place: number): Promise<Label[] | 'notFound'>;
}
