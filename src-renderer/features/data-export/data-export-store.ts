import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Business } from '../../../src-preload/contract/business.ts';
import type {
  ChosenArchive,
  ExportProgress,
  ExportResult,
  ImportReport,
} from '../../../src-preload/contract/data-export.ts';
import type { BusinessId, ContactId } from '../../../src-preload/contract/ids.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** What is to be taken out or in. */
export type DataJob =
  | { readonly kind: 'person'; readonly contactId: ContactId; readonly name: string }
  | { readonly kind: 'business'; readonly businessId: BusinessId | null }
  | { readonly kind: 'import'; readonly archive: ChosenArchive };

/** How it ended. */
export type DataOutcome =
  | { readonly kind: 'exported'; readonly result: ExportResult }
  | { readonly kind: 'imported'; readonly report: ImportReport }
  | { readonly kind: 'cancelled' };

export interface ExportOptions {
  readonly media: boolean;
  /** Left out for none. */
  readonly password?: string;
}

export interface DataExportState {
  /** What is being asked about, runs or has ended; null for nothing. */
  readonly job: DataJob | null;
  /** Whether the dialog was put away while it runs; it comes back with the outcome. */
  readonly isAway: boolean;
  readonly isRunning: boolean;
  /** What runs on this desktop, as far as it is known. */
  readonly progress: ExportProgress | null;
  readonly outcome: DataOutcome | null;
  readonly failure: BridgeFailure | null;
  readonly businesses: RemoteData<readonly Business[]>;
  /** Reads what can be taken out, and what runs. */
  readonly load: () => Promise<void>;
  readonly begin: (job: DataJob) => void;
  readonly takeOut: (options: ExportOptions) => Promise<void>;
  /** Asks for the file of an import. */
  readonly chooseArchive: () => Promise<void>;
  readonly takeIn: (password: string | undefined) => Promise<void>;
  readonly cancel: () => Promise<void>;
  /** Puts the dialog away: what runs goes on. */
  readonly leave: () => void;
  readonly receiveProgress: (progress: ExportProgress) => void;
}

export type DataExportStore = StoreApi<DataExportState>;

export function createDataExportStore({
  bridge,
  reportFailure,
}: StoreDependencies): DataExportStore {
  return createStore<DataExportState>()((set, get) => {
    const run = async (work: () => Promise<DataOutcome>): Promise<void> => {
      if (get().isRunning) return;
      set({ isRunning: true, outcome: null, failure: null, progress: null });
      try {
        set({ outcome: await work() });
      } catch (error) {
        set({ failure: toBridgeFailure(error) });
      } finally {
        // Whoever put it away is told how it ended.
        set({ isRunning: false, isAway: false, progress: null });
      }
    };
    return {
      job: null,
      isAway: false,
      isRunning: false,
      progress: null,
      outcome: null,
      failure: null,
      businesses: idle,

      async load() {
        set({ businesses: toLoading(get().businesses) });
        try {
          const [{ businesses }, progress] = await Promise.all([
            call(bridge, 'business.list', {}),
            call(bridge, 'export.running', {}),
          ]);
          set({ businesses: toReady(businesses), progress });
        } catch (error) {
          set({ businesses: toFailed(get().businesses, toBridgeFailure(error)) });
        }
      },

      begin(job) {
        if (get().isRunning) set({ isAway: false });
        else set({ job, isAway: false, outcome: null, failure: null });
      },

      takeOut: ({ media, password }) =>
        run(async () => {
          const { job } = get();
          const options = { media, ...(password === undefined ? {} : { password }) };
          const result =
            job?.kind === 'person'
              ? await call(bridge, 'export.person', { contactId: job.contactId, ...options })
              : job?.kind === 'business'
                ? await call(bridge, 'export.business', { businessId: job.businessId, ...options })
                : null;
          return result === null ? { kind: 'cancelled' } : { kind: 'exported', result };
        }),

      async chooseArchive() {
        try {
          const archive = await call(bridge, 'export.chooseArchive', {});
          if (archive !== null) get().begin({ kind: 'import', archive });
        } catch (error) {
          reportFailure(toBridgeFailure(error));
        }
      },

      takeIn: (password) =>
        run(async () => {
          const { job } = get();
          if (job?.kind !== 'import') return { kind: 'cancelled' };
          const report = await call(bridge, 'export.import', {
            exportId: job.archive.exportId,
            ...(password === undefined ? {} : { password }),
          });
          return report === null ? { kind: 'cancelled' } : { kind: 'imported', report };
        }),

      async cancel() {
        const { progress } = get();
        if (progress === null) return;
        try {
          await call(bridge, 'export.cancel', { exportId: progress.exportId });
        } catch (error) {
          reportFailure(toBridgeFailure(error));
        }
      },

      leave() {
        if (get().isRunning) set({ isAway: true });
        else set({ job: null, outcome: null, failure: null });
      },

      receiveProgress: (progress) =>
        set({ progress: progress.phase === 'ended' ? null : progress }),
    };
  });
}

/** Keeps up with what runs; the answer stops it. */
export function startDataExport(store: DataExportStore, { bridge }: StoreDependencies): () => void {
  return bridge.subscribe('export.progress', (progress) =>
    store.getState().receiveProgress(progress),
  );
}
