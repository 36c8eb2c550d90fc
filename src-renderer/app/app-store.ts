import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState, Health } from '../../src-preload/contract/app.ts';
import { type BridgeFailure, toBridgeFailure } from '../bridge/bridge-failure.ts';
import { call } from '../bridge/call.ts';
import { EventRecorder } from '../bridge/event-recorder.ts';
import { assertNever } from '../bridge/assert-never.ts';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../bridge/subscriptions.ts';

export const areas = ['inbox', 'search', 'contacts', 'leads', 'analytics', 'settings'] as const;
export type Area = (typeof areas)[number];

export type Notice = 'setAside' | 'keychain' | 'accessLog';

export interface AppStoreState {
  /** Null until main has told. */
  readonly state: AppState | null;
  readonly stateFailure: BridgeFailure | null;
  /** The wizard stays, through starting again, until its last step is left. */
  readonly inFirstRun: boolean;
  readonly health: Health | null;
  readonly hiddenNotices: ReadonlySet<Notice>;
  readonly area: Area;
  /** Whether the sheet of what the keyboard does is open. */
  readonly isSheetShown: boolean;
  readonly load: () => Promise<void>;
  readonly loadHealth: () => Promise<void>;
  readonly retryStart: () => Promise<void>;
  /** Back to the first run, to say anew where the data lives. */
  readonly setUpAgain: () => Promise<void>;
  readonly finishFirstRun: () => void;
  readonly goTo: (area: Area) => void;
  readonly showSheet: (isShown: boolean) => void;
  readonly hideNotice: (notice: Notice) => void;
  readonly receiveState: (state: AppState) => void;
  readonly receiveHealth: (health: Health) => void;
}

export type AppStore = StoreApi<AppStoreState>;

/** Which screen the main window shows. */
export type Screen =
  'starting' | 'first_run' | 'locked' | 'signed_out' | 'ready' | 'failed' | 'unreachable';

export function screenOf({
  state,
  stateFailure,
  inFirstRun,
}: Pick<AppStoreState, 'state' | 'stateFailure' | 'inFirstRun'>): Screen {
  if (state === null) {
    return stateFailure === null ? 'starting' : 'unreachable';
  }
  if (inFirstRun) {
    return 'first_run';
  }
  switch (state.phase) {
    case 'starting':
    case 'first_run':
    case 'locked':
    case 'signed_out':
    case 'ready':
    case 'failed':
      return state.phase;
    default:
      return assertNever(state);
  }
}

export function databasesUp(health: Health): boolean {
  return health.mongo === 'up' && health.postgres === 'up';
}

export function createAppStore({ bridge, reportFailure }: StoreDependencies): AppStore {
  const states = new EventRecorder<AppState>();
  const healths = new EventRecorder<Health>();

  return createStore<AppStoreState>()((set, get) => ({
    state: null,
    stateFailure: null,
    inFirstRun: false,
    health: null,
    hiddenNotices: new Set(),
    area: 'inbox',
    isSheetShown: false,

    async load() {
      set({ stateFailure: null });
      try {
        const { answer, meanwhile } = await states.during(() => call(bridge, 'app.state', {}));
        get().receiveState(meanwhile.at(-1) ?? answer);
      } catch (error) {
        set({ stateFailure: toBridgeFailure(error) });
      }
    },

    async loadHealth() {
      try {
        const { answer, meanwhile } = await healths.during(() => call(bridge, 'app.health', {}));
        get().receiveHealth(meanwhile.at(-1) ?? answer);
      } catch (error) {
        // Without an answer no banner is shown; each change of health arrives as an event anyway.
        toBridgeFailure(error);
      }
    },

    async retryStart() {
      try {
        await call(bridge, 'app.retryStart', {});
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    async setUpAgain() {
      try {
        await call(bridge, 'app.setUpAgain', {});
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    finishFirstRun: () => set({ inFirstRun: false, area: 'inbox' }),

    goTo: (area) => set({ area }),

    showSheet: (isSheetShown) => set({ isSheetShown }),

    hideNotice: (notice) => set({ hiddenNotices: new Set(get().hiddenNotices).add(notice) }),

    receiveState(state) {
      states.record(state);
      set({ state, inFirstRun: get().inFirstRun || state.phase === 'first_run' });
    },

    receiveHealth(health) {
      healths.record(health);
      set({ health });
    },
  }));
}

/** Listens to the bridge and asks for the present state; the answer stops listening. */
export function startApp(store: AppStore, { bridge }: StoreDependencies): () => void {
  const stop = joinSubscriptions(
    bridge.subscribe('app.stateChanged', (state) => store.getState().receiveState(state)),
    bridge.subscribe('app.healthChanged', (health) => store.getState().receiveHealth(health)),
  );
  void store.getState().load();
  return stop;
}
