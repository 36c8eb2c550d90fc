import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Business } from '../../../src-preload/contract/business.ts';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import type {
  HeldContact,
  LegalHold,
  PolicyChange,
  RetentionPolicy,
  RetentionPreview,
  RetentionRun,
} from '../../../src-preload/contract/retention.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { onceAtATime } from '../../bridge/once-at-a-time.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface KeptData {
  readonly policies: readonly RetentionPolicy[];
  readonly businesses: readonly Business[];
  /** The newest first. */
  readonly runs: readonly RetentionRun[];
}

/** A policy that somebody is changing. */
export interface PolicyDraft {
  readonly change: PolicyChange;
  /** Whether it is one more, of a business that is still to be chosen. */
  readonly isNew: boolean;
  /** What would go by it; null where nothing would. Idle until it is asked for. */
  readonly preview: RemoteData<RetentionPreview | null>;
}

export interface RetentionState {
  readonly kept: RemoteData<KeptData>;
  /** What goes by the policies as they are; counting it takes longer than reading them. */
  readonly due: RemoteData<readonly RetentionPreview[]>;
  readonly holds: RemoteData<readonly HeldContact[]>;
  /** Null while none is being changed. */
  readonly draft: PolicyDraft | null;
  /** Whether what a person asked for last is on its way, and why it was not done. */
  readonly isBusy: boolean;
  readonly failure: BridgeFailure | null;
  /** Who is in view, and whether they are held: null where they are not. */
  readonly contactId: ContactId | null;
  readonly hold: RemoteData<LegalHold | null>;
  readonly loadKept: () => Promise<void>;
  /** Reads it, and keeps it up to date until the answer is called: counting what is due costs too much for nobody. */
  readonly watchKept: () => () => void;
  readonly loadHolds: () => Promise<void>;
  readonly begin: (change: PolicyChange, isNew?: boolean) => void;
  /** What was counted before holds no longer. */
  readonly changeDraft: (change: PolicyChange) => void;
  /** Counts what would go by the policy as it is typed. */
  readonly countDraft: () => Promise<void>;
  readonly keepDraft: () => Promise<void>;
  readonly closeDraft: () => void;
  /** Reads whether this person is held, and keeps it up to date from then on. */
  readonly watchHold: (contactId: ContactId) => Promise<void>;
  /** Answers whether they are held now. */
  readonly placeHold: (contactId: ContactId, reason: string) => Promise<boolean>;
  /** Answers whether they are held no longer. */
  readonly liftHold: (contactId: ContactId) => Promise<boolean>;
  /** Forgets why something was not done. */
  readonly forgetFailure: () => void;
  /** Reads again what was read before. */
  readonly refresh: () => Promise<void>;
}

export type RetentionStore = StoreApi<RetentionState>;

export function createRetentionStore({ bridge }: StoreDependencies): RetentionStore {
  return createStore<RetentionState>()((set, get) => {
    /** Does what a person asked for; answers whether it was done. */
    const ask = async (run: () => Promise<unknown>): Promise<boolean> => {
      if (get().isBusy) return false;
      set({ isBusy: true, failure: null });
      try {
        await run();
        return true;
      } catch (error) {
        set({ failure: toBridgeFailure(error) });
        return false;
      } finally {
        set({ isBusy: false });
      }
    };

    /** How many look at what is kept. */
    let lookers = 0;

    const loadDue = onceAtATime(async () => {
      set({ due: toLoading(get().due) });
      try {
        set({ due: toReady(await call(bridge, 'retention.preview', {})) });
      } catch (error) {
        set({ due: toFailed(get().due, toBridgeFailure(error)) });
      }
    });

    const readHold = async (contactId: ContactId): Promise<void> => {
      const isStillAsked = (): boolean => get().contactId === contactId;
      set({ hold: toLoading(get().hold) });
      try {
        const hold = await call(bridge, 'hold.ofContact', { contactId });
        if (isStillAsked()) set({ hold: toReady(hold) });
      } catch (error) {
        const failure = toBridgeFailure(error);
        if (isStillAsked()) set({ hold: toFailed(get().hold, failure) });
      }
    };

    return {
      kept: idle,
      due: idle,
      holds: idle,
      draft: null,
      isBusy: false,
      failure: null,
      contactId: null,
      hold: idle,

      async loadKept() {
        void loadDue();
        set({ kept: toLoading(get().kept) });
        try {
          const [policies, runs, { businesses }] = await Promise.all([
            call(bridge, 'retention.policies', {}),
            call(bridge, 'retention.runs', {}),
            call(bridge, 'business.list', {}),
          ]);
          set({ kept: toReady({ policies, runs, businesses }) });
        } catch (error) {
          set({ kept: toFailed(get().kept, toBridgeFailure(error)) });
        }
      },

      watchKept() {
        lookers += 1;
        void get().loadKept();
        return () => {
          lookers -= 1;
        };
      },

      async loadHolds() {
        set({ holds: toLoading(get().holds) });
        try {
          set({ holds: toReady(await call(bridge, 'hold.list', {})) });
        } catch (error) {
          set({ holds: toFailed(get().holds, toBridgeFailure(error)) });
        }
      },

      begin: (change, isNew = false) =>
        set({ draft: { change, isNew, preview: idle }, failure: null }),

      changeDraft(change) {
        const { draft } = get();
        if (draft !== null) set({ draft: { ...draft, change, preview: idle }, failure: null });
      },

      async countDraft() {
        const { draft } = get();
        if (draft === null || draft.preview.status === 'loading') return;
        const { change } = draft;
        const show = (preview: PolicyDraft['preview']): void => {
          const now = get().draft;
          // Who types on gets no numbers of what was typed before.
          if (now?.change === change) set({ draft: { ...now, preview } });
        };
        show({ status: 'loading' });
        try {
          const [preview] = await call(bridge, 'retention.preview', { change });
          show(toReady(preview ?? null));
        } catch (error) {
          show({ status: 'failed', failure: toBridgeFailure(error) });
        }
      },

      async keepDraft() {
        const { draft } = get();
        if (draft === null) return;
        const isKept = await ask(() => call(bridge, 'retention.setPolicy', draft.change));
        if (!isKept) return;
        set({ draft: null });
        await get().loadKept();
      },

      closeDraft: () => set({ draft: null, failure: null }),

      async watchHold(contactId) {
        if (get().contactId !== contactId) set({ contactId, hold: idle, failure: null });
        await readHold(contactId);
      },

      placeHold: (contactId, reason) =>
        ask(async () => {
          const hold = await call(bridge, 'hold.place', { contactId, reason });
          if (get().contactId === contactId) set({ hold: toReady(hold) });
        }),

      async liftHold(contactId) {
        const isLifted = await ask(() => call(bridge, 'hold.lift', { contactId }));
        if (isLifted) await get().refresh();
        return isLifted;
      },

      forgetFailure: () => set({ failure: null }),

      async refresh() {
        const { holds, contactId, loadKept, loadHolds } = get();
        await Promise.all([
          lookers === 0 ? undefined : loadKept(),
          holds.status === 'idle' ? undefined : loadHolds(),
          contactId === null ? undefined : readHold(contactId),
        ]);
      },
    };
  });
}

/** Keeps what is shown up to date with what colleagues and runs change; the answer stops it. */
export function startRetention(store: RetentionStore, { bridge }: StoreDependencies): () => void {
  const refresh = onceAtATime(() => store.getState().refresh());
  return bridge.subscribe('retention.changed', () => void refresh());
}
