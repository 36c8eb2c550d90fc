import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BrowserName, Session } from '../../../src-preload/contract/session.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { EventRecorder } from '../../bridge/event-recorder.ts';
import {
  idle,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface PairingState {
  /** The account that is being linked; null when there is none. */
  readonly session: RemoteData<Session | null>;
  /** What the window shows while a code waits: the one to scan, the way by number, or that in a browser window. */
  readonly way: 'qr' | 'number' | 'window';
  /** As the user wrote it. */
  readonly phoneNumber: string;
  /** Why no code to type was given. */
  readonly codeFailure: BridgeFailure | null;
  readonly browsers: RemoteData<readonly BrowserName[]>;
  /** How far back messages are fetched, in days; null while it is not known. */
  readonly historyDays: number | null;
  /** Whether a command of the user is under way. */
  readonly busy: boolean;
  readonly load: () => Promise<void>;
  /** Asks for a new code, or starts again after a failure. */
  readonly retry: () => Promise<void>;
  /** Shows another way to link; from a code to type back to those to scan. */
  readonly choose: (way: PairingState['way']) => Promise<void>;
  readonly setPhoneNumber: (phoneNumber: string) => void;
  /** Asks for a code to type on the phone with this number. */
  readonly requestCode: () => Promise<void>;
  readonly setHistoryDays: (days: number) => Promise<void>;
  /** Starts the linking again in a window of this browser. */
  readonly linkInWindow: (browser: BrowserName) => Promise<void>;
  /** Starts linking the same account afresh, after it ended. */
  readonly linkAgain: () => Promise<void>;
  /** Gives up; main closes the window. */
  readonly cancel: () => Promise<void>;
  readonly receiveSession: (session: Session) => void;
}

export type PairingStore = StoreApi<PairingState>;

/**
 * @param closeWindow called where main has no linking to give up and so would not close the window itself
 */
export function createPairingStore(
  { bridge, reportFailure }: StoreDependencies,
  closeWindow: () => void,
): PairingStore {
  const recorder = new EventRecorder<Session>();

  return createStore<PairingState>()((set, get) => {
    const current = (): Session | null => shownValue(get().session) ?? null;

    const run = async (command: () => Promise<unknown>): Promise<void> => {
      if (get().busy) {
        return;
      }
      set({ busy: true });
      try {
        await command();
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      } finally {
        set({ busy: false });
      }
    };

    const loadBrowsers = async (): Promise<void> => {
      if (get().browsers.status === 'loading') return;
      set({ browsers: toLoading(get().browsers) });
      try {
        set({ browsers: toReady(await call(bridge, 'session.browsers', {})) });
      } catch (error) {
        set({ browsers: toFailed(get().browsers, toBridgeFailure(error)) });
      }
    };

    const loadHistoryDays = async (): Promise<void> => {
      const settings = await bridge.invoke('settings.get', {});
      // Without it the choice is not offered here; it stands in the settings, too.
      if (settings.ok) set({ historyDays: settings.value.historyDays });
    };

    return {
      session: idle,
      way: 'qr',
      phoneNumber: '',
      codeFailure: null,
      browsers: idle,
      historyDays: null,
      busy: false,

      async load() {
        set({ session: toLoading(get().session) });
        void loadHistoryDays();
        try {
          const { answer, meanwhile } = await recorder.during(() =>
            call(bridge, 'session.beingLinked', {}),
          );
          const newer = meanwhile.findLast((each) => each.sessionId === answer?.sessionId);
          set({ session: toReady(newer ?? answer) });
        } catch (error) {
          set({ session: toFailed(get().session, toBridgeFailure(error)) });
        }
      },

      retry: () =>
        run(async () => {
          const session = current();
          if (session !== null) {
            await call(bridge, 'session.retry', { sessionId: session.sessionId });
          }
        }),

      async choose(way) {
        const state = current()?.state.kind;
        set({ way, codeFailure: null });
        if (way === 'window' || state === 'passkey_needed') await loadBrowsers();
        if (way === 'qr' && state === 'pairing_code') await get().retry();
      },

      setPhoneNumber: (phoneNumber) => set({ phoneNumber, codeFailure: null }),

      async setHistoryDays(historyDays) {
        const before = get().historyDays;
        set({ historyDays });
        try {
          await call(bridge, 'settings.set', { historyDays });
        } catch (error) {
          set({ historyDays: before });
          reportFailure(toBridgeFailure(error));
        }
      },

      async requestCode() {
        const session = current();
        if (session === null || get().busy) return;
        set({ busy: true, codeFailure: null });
        try {
          await call(bridge, 'session.linkByCode', {
            sessionId: session.sessionId,
            phoneNumber: get().phoneNumber,
          });
        } catch (error) {
          // Said beside the field: it is about what was typed, or about when to try again.
          set({ codeFailure: toBridgeFailure(error) });
        } finally {
          set({ busy: false });
        }
      },

      linkInWindow: (browser) =>
        run(async () => {
          const session = current();
          if (session === null) return;
          await call(bridge, 'session.linkInWindow', { sessionId: session.sessionId, browser });
          set({ way: 'qr' });
        }),

      linkAgain: () =>
        run(async () => {
          const session = current();
          if (session !== null) {
            const { sessionId } = session;
            const { answer, meanwhile } = await recorder.during(() =>
              call(bridge, 'session.link', { sessionId }),
            );
            const newer = meanwhile.findLast((each) => each.sessionId === answer.sessionId);
            set({ session: toReady(newer ?? answer) });
          }
        }),

      cancel: () =>
        run(async () => {
          const session = current();
          if (session === null) {
            closeWindow();
          } else {
            await call(bridge, 'session.cancelLink', { sessionId: session.sessionId });
          }
        }),

      receiveSession(session) {
        recorder.record(session);
        const known = current();
        if (known?.sessionId === session.sessionId) {
          set({ session: toReady(session) });
          if (session.state.kind === 'passkey_needed' && get().browsers.status === 'idle') {
            void loadBrowsers();
          }
        } else if (known === null && get().session.status === 'ready') {
          // Something is going on and nothing was: ask whether it is a linking.
          void get().load();
        }
      },
    };
  });
}

/** Listens to the bridge and asks what is being linked; the answer stops listening. */
export function startPairing(store: PairingStore, { bridge }: StoreDependencies): () => void {
  const stop = bridge.subscribe('session.changed', (session) =>
    store.getState().receiveSession(session),
  );
  void store.getState().load();
  return stop;
}
