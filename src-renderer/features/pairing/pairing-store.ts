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

/** How long nothing happens before advice is given, in milliseconds. */
const QUIET_MS = 60_000;

interface Waiting {
  readonly kind: 'qr' | 'pairing_code';
  readonly since: number;
}

/**
 * Whether a code has been on show for so long that the phone may have refused it: WhatsApp says on the phone alone that
 * four devices are linked already.
 */
export function mayBeRefused({ waiting }: Pick<PairingState, 'waiting'>, now: number): boolean {
  return waiting !== null && now - waiting.since >= QUIET_MS;
}

/** A code that replaces one of its kind goes on waiting for it. */
function waitingFor(session: Session | null, before: Waiting | null): Waiting | null {
  const state = session?.state;
  if (state?.kind !== 'qr' && state?.kind !== 'pairing_code') return null;
  return before?.kind === state.kind ? before : { kind: state.kind, since: state.generatedAt };
}

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
  /** What waits for the phone, and since when (milliseconds); null while nothing does. */
  readonly waiting: Waiting | null;
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

    const show = (session: Session | null): void =>
      set({ session: toReady(session), waiting: waitingFor(session, get().waiting) });

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
      waiting: null,
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
          show(newer ?? answer);
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
            show(newer ?? answer);
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
          show(session);
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
