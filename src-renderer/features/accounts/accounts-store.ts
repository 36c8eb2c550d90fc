import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Session, SessionUsage, SyncProgress } from '../../../src-preload/contract/session.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
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
import { joinSubscriptions } from '../../bridge/subscriptions.ts';
import { placeSession } from './session-order.ts';

export interface AccountsState {
  /** Oldest first. */
  readonly sessions: RemoteData<readonly Session[]>;
  /** What each account has done and takes, as it was when it was last asked for. */
  readonly usage: RemoteData<readonly SessionUsage[]>;
  /** What is being read of WhatsApp, by account. */
  readonly progress: ReadonlyMap<SessionId, SyncProgress>;
  /** Whether a command of the user is under way. */
  readonly busy: boolean;
  /** The notices that a person does not want to see, by their keys. */
  readonly hiddenNotices: ReadonlySet<string>;
  readonly load: () => Promise<void>;
  readonly loadUsage: () => Promise<void>;
  readonly setAutoReconnect: (sessionId: SessionId, autoReconnect: boolean) => Promise<void>;
  /** Opens the pairing window, for a new account or for a known one. */
  readonly link: (sessionId?: SessionId) => Promise<void>;
  readonly retry: (sessionId: SessionId) => Promise<void>;
  /** Asks the computer that runs the account to give way. */
  readonly takeOver: (sessionId: SessionId) => Promise<void>;
  readonly logOut: (sessionId: SessionId) => Promise<void>;
  readonly hideNotice: (key: string) => void;
  readonly receiveSession: (session: Session) => void;
  readonly receiveProgress: (progress: SyncProgress) => void;
}

export type AccountsStore = StoreApi<AccountsState>;

export function createAccountsStore({ bridge, reportFailure }: StoreDependencies): AccountsStore {
  const recorder = new EventRecorder<Session>();

  return createStore<AccountsState>()((set, get) => {
    const run = async (command: () => Promise<unknown>): Promise<void> => {
      set({ busy: true });
      try {
        await command();
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      } finally {
        set({ busy: false });
      }
    };

    return {
      sessions: idle,
      usage: idle,
      busy: false,
      progress: new Map(),
      hiddenNotices: new Set(),

      hideNotice: (key) => set({ hiddenNotices: new Set([...get().hiddenNotices, key]) }),

      async load() {
        set({ sessions: toLoading(get().sessions) });
        try {
          const { answer, meanwhile } = await recorder.during(() =>
            call(bridge, 'session.list', {}),
          );
          set({ sessions: toReady([...answer, ...meanwhile].reduce(placeSession, [])) });
        } catch (error) {
          set({ sessions: toFailed(get().sessions, toBridgeFailure(error)) });
        }
      },

      async loadUsage() {
        set({ usage: toLoading(get().usage) });
        try {
          set({ usage: toReady(await call(bridge, 'session.usage', {})) });
        } catch (error) {
          set({ usage: toFailed(get().usage, toBridgeFailure(error)) });
        }
      },

      setAutoReconnect: (sessionId, autoReconnect) =>
        run(() => call(bridge, 'session.setAutoReconnect', { sessionId, autoReconnect })),

      link: (sessionId) =>
        run(async () => {
          const { answer, meanwhile } = await recorder.during(() =>
            call(bridge, 'session.link', sessionId === undefined ? {} : { sessionId }),
          );
          for (const session of [
            answer,
            ...meanwhile.filter((each) => each.sessionId === answer.sessionId),
          ]) {
            get().receiveSession(session);
          }
        }),

      retry: (sessionId) => run(() => call(bridge, 'session.retry', { sessionId })),

      takeOver: (sessionId) => run(() => call(bridge, 'session.takeOver', { sessionId })),

      logOut: (sessionId) => run(() => call(bridge, 'session.logout', { sessionId })),

      receiveProgress(told) {
        const progress = new Map(get().progress);
        if (told.done < told.total) progress.set(told.sessionId, told);
        else progress.delete(told.sessionId);
        set({ progress });
      },

      receiveSession(session) {
        recorder.record(session);
        // What was under way has ended with the line; it begins anew with the next.
        if (session.state.kind !== 'connected' && get().progress.has(session.sessionId)) {
          const progress = new Map(get().progress);
          progress.delete(session.sessionId);
          set({ progress });
        }
        set({ sessions: mapShown(get().sessions, (list) => placeSession(list, session)) });
      },
    };
  });
}

/** Listens to the bridge and loads the accounts; the answer stops listening. */
export function startAccounts(store: AccountsStore, { bridge }: StoreDependencies): () => void {
  const stop = joinSubscriptions(
    bridge.subscribe('session.changed', (session) => store.getState().receiveSession(session)),
    bridge.subscribe('session.syncProgress', (told) => store.getState().receiveProgress(told)),
  );
  void store.getState().load();
  return stop;
}
