import type { AppState } from '../../../src-preload/contract/app.ts';
import type { SessionState } from '../../../src-preload/contract/session.ts';
import { BridgeFailure } from '../../../src-renderer/bridge/bridge-failure.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { type Filling, fillings, sampleUser } from './sample-bridge.ts';
import { uuid } from './sample-data.ts';

/** One screen of the main window, and how to get to it. */
export interface MainScreen {
  readonly appState?: AppState;
  readonly accounts?: readonly SessionState[];
  readonly isTroubled?: boolean;
  /** In which fillings it looks different. */
  readonly fillings: readonly Filling[];
  readonly goThere?: (stores: Stores) => void;
  /** The accessible name of a button to press once it is drawn. */
  readonly press?: RegExp;
}

const ready: AppState = { phase: 'ready', user: sampleUser };
const firstRun: AppState = { phase: 'first_run' };
const connected: SessionState = { kind: 'connected', since: 1_750_000_000_000 };
const servers = {
  name: 'Ana Torres',
  email: 'ana@example.com',
  storeKind: 'servers',
  mongodbUrl: 'mongodb://alexia:secret@db.example.com:27017/?replicaSet=rs0',
  postgresUrl: 'postgres://alexia:secret@db.example.com:5432/alexia',
} as const;

function openConversation(number: number) {
  return (stores: Stores): void => {
    void stores.inbox.getState().openConversation(ConversationId.parse(uuid(number)));
  };
}

export const mainScreens: Readonly<Record<string, MainScreen>> = {
  starting: {
    fillings: ['full'],
    appState: { phase: 'starting', progress: { step: 'local_mongo_download', percent: 42 } },
  },
  'start-failed': {
    fillings: ['full'],
    appState: {
      phase: 'failed',
      progress: { step: 'connecting' },
      error: { code: 'database_refused_login', retryable: false, reference: 'a1b2c3d4' },
    },
  },
  'first-run-you': {
    fillings: ['full'],
    appState: firstRun,
    goThere: ({ firstRun: store }) => {
      store.getState().change({ name: 'Ana Torres', email: 'ana@' });
      store.getState().continueToStores();
    },
  },
  'first-run-local': {
    fillings: ['full'],
    appState: firstRun,
    goThere: ({ firstRun: store }) => store.setState({ step: 'stores' }),
  },
  'first-run-servers': {
    fillings: ['full'],
    appState: firstRun,
    goThere: ({ firstRun: store }) => {
      store.setState({ step: 'stores', fields: servers });
      void store.getState().testStores();
    },
  },
  'first-run-failed': {
    fillings: ['full'],
    appState: firstRun,
    goThere: ({ firstRun: store }) =>
      store.setState({
        step: 'stores',
        failure: new BridgeFailure('setup.complete', {
          code: 'local_database_missing',
          retryable: true,
          reference: 'a1b2c3d4',
        }),
      }),
  },
  'first-run-finishing': {
    fillings: ['full'],
    appState: firstRun,
    goThere: ({ firstRun: store }) =>
      store.setState({ step: 'finishing', progress: { step: 'migrations' } }),
  },
  'first-run-link': {
    fillings: ['full'],
    appState: firstRun,
    goThere: ({ firstRun: store }) => store.setState({ step: 'link' }),
  },
  inbox: { fillings, accounts: [connected] },
  'inbox-no-account': { fillings: ['empty'], accounts: [] },
  'inbox-syncing': { fillings: ['empty'], accounts: [{ kind: 'syncing', percent: 37 }] },
  thread: { fillings: ['full'], accounts: [connected], goThere: openConversation(1) },
  'thread-group': { fillings: ['full'], accounts: [connected], goThere: openConversation(5) },
  'thread-offline': {
    fillings: ['full'],
    accounts: [
      { kind: 'reconnecting', attempt: 3, retryAt: Date.now() + 14_000 },
      { kind: 'disconnected', reason: 'unlinked_by_phone' },
    ],
    isTroubled: true,
    goThere: openConversation(1),
  },
  accounts: {
    fillings: ['full'],
    accounts: [
      connected,
      { kind: 'incompatible', missing: ['WAWebMsgCollection'] },
      { kind: 'disconnected', reason: 'conflict' },
    ],
    press: /WhatsApp accounts/,
  },
  contacts: { fillings, goThere: ({ app }) => app.getState().goTo('contacts') },
  leads: { fillings, goThere: ({ app }) => app.getState().goTo('leads') },
  analytics: { fillings, goThere: ({ app }) => app.getState().goTo('analytics') },
  'analytics-table': {
    fillings: ['full'],
    goThere: ({ app, analytics }) => {
      app.getState().goTo('analytics');
      analytics.getState().setView('table');
    },
  },
  settings: { fillings, goThere: ({ app }) => app.getState().goTo('settings') },
};

export function appStateOf(screen: MainScreen): AppState {
  return screen.appState ?? ready;
}

export function accountsOf(screen: MainScreen): readonly SessionState[] {
  return screen.accounts ?? [connected];
}

/** The states of the pairing window; times are relative to `now`. */
export function pairingStates(now: number): Readonly<Record<string, SessionState>> {
  return {
    starting: { kind: 'starting' },
    qr: {
      kind: 'qr',
      // As long as a real one.
      qr: `2@${'Zt9wQ1xkLr0bVn4hGfYc'.repeat(6)},${'mK3+aP/8uEoJsDqT'.repeat(3)}=,${'x7RvN2iBzWlHgYtC'.repeat(3)}=,Q5pLwXnA0dKsEjUo=`,
      generatedAt: now - 6_000,
      expiresAt: now + 14_000,
    },
    'qr-expired': { kind: 'qr_expired' },
    authenticating: { kind: 'authenticating' },
    syncing: { kind: 'syncing', percent: 62 },
    connected: { kind: 'connected', since: now },
    reconnecting: { kind: 'reconnecting', attempt: 2, retryAt: now + 9_000 },
    disconnected: { kind: 'disconnected', reason: 'unlinked_by_phone' },
    banned: { kind: 'banned' },
    incompatible: { kind: 'incompatible', missing: ['WAWebMsgCollection', 'WAWebCmd'] },
    failed: { kind: 'failed', code: 'whatsapp_failed' },
    keychain: { kind: 'failed', code: 'keychain_unavailable' },
  };
}
