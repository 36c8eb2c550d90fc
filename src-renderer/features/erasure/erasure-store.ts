import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput } from '../../../src-preload/contract/contract.ts';
import type {
  Erasure,
  ErasureId,
  ErasurePreview,
  ErasureReason,
} from '../../../src-preload/contract/erasure.ts';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { onceAtATime } from '../../bridge/once-at-a-time.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** Somebody who is to be erased: what would go, the last question, and then how far it is. */
export type ErasingStep =
  | { readonly kind: 'preview' }
  | { readonly kind: 'confirm'; readonly reason: ErasureReason }
  | { readonly kind: 'begun'; readonly erasureId: ErasureId };

export interface Erasing {
  readonly contactId: ContactId;
  readonly preview: RemoteData<ErasurePreview>;
  readonly step: ErasingStep;
}

export interface ErasureState {
  /** The newest first. */
  readonly erasures: RemoteData<readonly Erasure[]>;
  /** Null while nobody is to be erased. */
  readonly erasing: Erasing | null;
  /** Whether what a person asked for last is on its way, and why it was not done. */
  readonly isBusy: boolean;
  readonly failure: BridgeFailure | null;
  readonly load: () => Promise<void>;
  /** Asks what would go with this person. */
  readonly begin: (contactId: ContactId) => Promise<void>;
  /** Leaves the preview for the last question. */
  readonly askOnce: (reason: ErasureReason) => void;
  /** From the last question back to the preview, which is read anew. */
  readonly back: () => Promise<void>;
  readonly erase: () => Promise<void>;
  /** What was begun goes on. */
  readonly leave: () => void;
  readonly saveCertificate: (
    erasureId: ErasureId,
    format: CommandInput<'erasure.certificate'>['format'],
  ) => Promise<void>;
}

export type ErasureStore = StoreApi<ErasureState>;

export function createErasureStore({ bridge, reportFailure }: StoreDependencies): ErasureStore {
  return createStore<ErasureState>()((set, get) => {
    const readPreview = async (contactId: ContactId): Promise<void> => {
      const show = (preview: RemoteData<ErasurePreview>): void => {
        const { erasing } = get();
        if (erasing?.contactId === contactId) set({ erasing: { ...erasing, preview } });
      };
      try {
        show(toReady(await call(bridge, 'erasure.preview', { contactId })));
      } catch (error) {
        show({ status: 'failed', failure: toBridgeFailure(error) });
      }
    };
    return {
      erasures: idle,
      erasing: null,
      isBusy: false,
      failure: null,

      async load() {
        set({ erasures: toLoading(get().erasures) });
        try {
          set({ erasures: toReady(await call(bridge, 'erasure.list', {})) });
        } catch (error) {
          set({ erasures: toFailed(get().erasures, toBridgeFailure(error)) });
        }
      },

      async begin(contactId) {
        const erasing = { contactId, preview: toLoading(idle), step: { kind: 'preview' } } as const;
        set({ erasing, failure: null });
        await readPreview(contactId);
      },

      askOnce(reason) {
        const { erasing } = get();
        if (erasing !== null) {
          set({ erasing: { ...erasing, step: { kind: 'confirm', reason } }, failure: null });
        }
      },

      async back() {
        const { erasing } = get();
        if (erasing !== null) await get().begin(erasing.contactId);
      },

      async erase() {
        const { erasing, isBusy } = get();
        if (erasing?.step.kind !== 'confirm' || erasing.preview.status !== 'ready' || isBusy)
          return;
        const { contactId, step, preview } = erasing;
        set({ isBusy: true, failure: null });
        try {
          const erasure = await call(bridge, 'erasure.start', {
            contactId,
            confirmation: preview.value.confirmation,
            reason: step.reason,
          });
          // The preview says who it was: from here on nothing here does.
          set({
            erasing:
              get().erasing === null
                ? null
                : {
                    ...{ contactId, preview: idle },
                    step: { kind: 'begun', erasureId: erasure.erasureId },
                  },
          });
          await get().load();
        } catch (error) {
          set({ failure: toBridgeFailure(error) });
        } finally {
          set({ isBusy: false });
        }
      },

      leave: () => set({ erasing: null, failure: null }),

      async saveCertificate(erasureId, format) {
        try {
          await call(bridge, 'erasure.certificate', { erasureId, format });
        } catch (error) {
          reportFailure(toBridgeFailure(error));
        }
      },
    };
  });
}

/** Keeps what is shown of erasures up to date with every desktop's; the answer stops it. */
export function startErasures(store: ErasureStore, { bridge }: StoreDependencies): () => void {
  const refresh = onceAtATime(() => store.getState().load());
  return bridge.subscribe('erasure.changed', () => {
    if (store.getState().erasures.status !== 'idle') void refresh();
  });
}
