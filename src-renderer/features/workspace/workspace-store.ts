import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  NewPassphrase,
  type EncryptionStatus,
  type RotationProgress,
} from '../../../src-preload/contract/workspace.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { EventRecorder } from '../../bridge/event-recorder.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  toFailed,
  toLoading,
  toReady,
} from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** What a person does with the passphrase. */
export type WorkspaceTask = 'unlock' | 'rotate' | 'changePassphrase';

export interface WorkspaceState {
  readonly status: RemoteData<EncryptionStatus>;
  /** The dialog that is open, or null. */
  readonly task: WorkspaceTask | null;
  readonly isBusy: boolean;
  /** Why the task did not succeed. */
  readonly failure: BridgeFailure | null;
  /** Shown once the user has tried to go on. */
  readonly isTooShort: boolean;
  /** The task that has just succeeded. */
  readonly done: WorkspaceTask | null;
  readonly load: () => Promise<void>;
  readonly begin: (task: WorkspaceTask) => void;
  readonly cancel: () => void;
  readonly unlock: (passphrase: string) => Promise<void>;
  readonly rotate: (passphrase: string) => Promise<void>;
  readonly changePassphrase: (current: string, next: string) => Promise<void>;
  readonly receiveProgress: (progress: RotationProgress) => void;
}

export type WorkspaceStore = StoreApi<WorkspaceState>;

/** How it stands after that much: nothing is being rewrapped any more once everything is. */
function withProgress(status: EncryptionStatus, rotation: RotationProgress): EncryptionStatus {
  return { ...status, rotation };
}

export function createWorkspaceStore({ bridge }: StoreDependencies): WorkspaceStore {
  const recorder = new EventRecorder<RotationProgress>();

  return createStore<WorkspaceState>()((set, get) => {
    const carryOut = async (task: WorkspaceTask, action: () => Promise<void>): Promise<void> => {
      if (get().isBusy) return;
      set({ isBusy: true, failure: null, isTooShort: false });
      try {
        await action();
        set({ isBusy: false, task: null, done: task });
      } catch (error) {
        set({ isBusy: false, failure: toBridgeFailure(error) });
      }
    };
    const ask = async (
      question: () => Promise<EncryptionStatus>,
    ): Promise<RemoteData<EncryptionStatus>> => {
      const { answer, meanwhile } = await recorder.during(question);
      return toReady(meanwhile.reduce(withProgress, answer));
    };

    return {
      status: idle,
      task: null,
      isBusy: false,
      failure: null,
      isTooShort: false,
      done: null,

      async load() {
        set({ status: toLoading(get().status) });
        try {
          set({ status: await ask(() => call(bridge, 'workspace.status', {})) });
        } catch (error) {
          set({ status: toFailed(get().status, toBridgeFailure(error)) });
        }
      },

      begin: (task) => set({ task, failure: null, isTooShort: false, done: null }),

      cancel: () => set({ task: null, failure: null, isTooShort: false }),

      unlock: (passphrase) =>
        carryOut('unlock', async () => {
          await call(bridge, 'workspace.unlock', { passphrase });
        }),

      rotate: (passphrase) =>
        carryOut('rotate', async () => {
          set({ status: await ask(() => call(bridge, 'workspace.rotateKey', { passphrase })) });
        }),

      async changePassphrase(current, next) {
        if (!NewPassphrase.safeParse(next).success) {
          set({ isTooShort: true });
          return;
        }
        await carryOut('changePassphrase', async () => {
          await call(bridge, 'workspace.changePassphrase', { current, next });
        });
      },

      receiveProgress(progress) {
        recorder.record(progress);
        set({ status: mapShown(get().status, (status) => withProgress(status, progress)) });
      },
    };
  });
}

/** Listens to the bridge; the answer stops listening. */
export function startWorkspace(store: WorkspaceStore, { bridge }: StoreDependencies): () => void {
  return bridge.subscribe('workspace.rotationProgress', (progress) =>
    store.getState().receiveProgress(progress),
  );
}
