import type { ContactMergeId } from '../../../../src-preload/contract/contact.ts';
import type {
  DuplicateSuggestion,
  MergeField,
} from '../../../../src-preload/contract/contact-duplicates.ts';
import type { ContactId } from '../../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  toFailed,
  toLoading,
  toReady,
} from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';

export interface Duplicates {
  readonly suggestions: readonly DuplicateSuggestion[];
  /** Of all suggestions; the most certain ones are fetched. */
  readonly total: number;
  /** How many contacts were compared. */
  readonly compared: number;
}

export type MergeChoices = Partial<Record<MergeField, ContactId>>;

export interface DuplicatesSlice {
  /** Whether what may be there twice is shown in the place of the directory. */
  readonly showsDuplicates: boolean;
  readonly duplicates: RemoteData<Duplicates>;
  readonly openDuplicates: () => Promise<void>;
  readonly closeDuplicates: () => void;
  readonly loadDuplicates: () => Promise<void>;
  /** Answers by what it can be undone; null when it failed. */
  readonly mergeContacts: (
    kept: ContactId,
    merged: readonly ContactId[],
    choices: MergeChoices,
  ) => Promise<ContactMergeId | null>;
  /** Answers whether it was undone. */
  readonly undoMerge: (mergeId: ContactMergeId) => Promise<boolean>;
  /** They are several people, and nobody is asked about them again. */
  readonly tellApart: (contactIds: readonly ContactId[]) => Promise<boolean>;
}

/** What the suggestion is known by on the screen. */
export function suggestionKey({ contacts }: DuplicateSuggestion): string {
  return contacts.map(({ contactId }) => contactId).join(' ');
}

export function createDuplicatesSlice(
  set: (change: Partial<Pick<DuplicatesSlice, 'showsDuplicates' | 'duplicates'>>) => void,
  get: () => DuplicatesSlice & { readonly load: () => Promise<void> },
  { bridge, reportFailure }: StoreDependencies,
): DuplicatesSlice {
  /** What was answered goes at once; what is left is read again behind it. */
  function drop(contactIds: readonly ContactId[]): void {
    set({
      duplicates: mapShown(get().duplicates, (shown) => ({
        ...shown,
        total: shown.total - 1,
        suggestions: shown.suggestions.filter(
          ({ contacts }) => !contacts.some(({ contactId }) => contactIds.includes(contactId)),
        ),
      })),
    });
  }

  async function refresh(): Promise<void> {
    await Promise.all([get().load(), get().showsDuplicates ? get().loadDuplicates() : null]);
  }

  return {
    showsDuplicates: false,
    duplicates: idle,

    openDuplicates() {
      set({ showsDuplicates: true });
      return get().loadDuplicates();
    },

    closeDuplicates: () => set({ showsDuplicates: false }),

    async loadDuplicates() {
      set({ duplicates: toLoading(get().duplicates) });
      try {
        set({ duplicates: toReady(await call(bridge, 'duplicate.list', {})) });
      } catch (error) {
        set({ duplicates: toFailed(get().duplicates, toBridgeFailure(error)) });
      }
    },

    async mergeContacts(kept, merged, choices) {
      try {
        const { mergeId } = await call(bridge, 'duplicate.merge', {
          kept,
          merged: [...merged],
          choices,
        });
        drop([kept, ...merged]);
        void refresh();
        return mergeId;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        void refresh();
        return null;
      }
    },

    async undoMerge(mergeId) {
      try {
        await call(bridge, 'duplicate.undoMerge', { mergeId });
        await refresh();
        return true;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return false;
      }
    },

    async tellApart(contactIds) {
      try {
        await call(bridge, 'duplicate.tellApart', { contactIds: [...contactIds] });
        drop(contactIds);
        void get().loadDuplicates();
        return true;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return false;
      }
    },
  };
}
