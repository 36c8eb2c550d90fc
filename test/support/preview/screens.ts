import type { AppState } from '../../../src-preload/contract/app.ts';
import type { SessionState } from '../../../src-preload/contract/session.ts';
import { fixedViews } from '../../../src-preload/contract/conversation-filter.ts';
import { shownValue } from '../../../src-renderer/bridge/remote-data.ts';
import { BridgeFailure } from '../../../src-renderer/bridge/bridge-failure.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { paletteScreens, searchScreens } from './palette-screens.ts';
import { type Filling, fillings, sampleUser } from './sample-bridge.ts';
import { composerScreens } from './composer-screens.ts';
import { figuresScreens } from './figures-screens.ts';
import { teamScreens } from './team-screens.ts';
import { desktopScreens } from './desktop-screens.ts';
import { sampleContactFile } from './sample-contact-files.ts';
import { contactScreens } from './contact-screens.ts';
import { presenceScreens } from './presence-screens.ts';
import { settingsScreens } from './settings-screens.ts';
import { sampleConversations, sampleMessages, uuid } from './sample-data.ts';
import { sidePanelScreens } from './side-panel-screens.ts';
import { leadScreens } from './lead-screens.ts';
import { labelScreens } from './label-screens.ts';
import { threadScreens } from './screens-thread.ts';

/** One screen of the main window, and how to get to it. */
export interface MainScreen {
  readonly appState?: AppState;
  readonly accounts?: readonly SessionState[];
  readonly isTroubled?: boolean;
  /** In which fillings it looks different. */
  readonly fillings: readonly Filling[];
  readonly goThere?: (stores: Stores) => void;
  /** The name of the part that is to be seen. */
  readonly scrollTo?: RegExp;
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
  passphrase: '',
} as const;

function openConversation(number: number) {
  return (stores: Stores): void => {
    void stores.inbox.getState().openConversation(ConversationId.parse(uuid(number)));
  };
}

function writeIn(number: number, text: string) {
  return (stores: Stores): void => {
    openConversation(number)(stores);
    stores.inbox.getState().setDraft(ConversationId.parse(uuid(number)), text);
  };
}

function searchFor(query: string) {
  return ({ app, search }: Stores): void => {
    app.getState().goTo('search');
    search.getState().setQuery(query);
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
  'first-run-passphrase': {
    fillings: ['full'],
    appState: firstRun,
    goThere: ({ firstRun: store }) => {
      store.setState({ step: 'passphrase' });
      store.getState().change({ passphrase: 'too short' });
      void store.getState().complete();
    },
  },
  'first-run-passphrase-suggested': {
    fillings: ['full'],
    appState: firstRun,
    goThere: ({ firstRun: store }) => store.setState({ step: 'passphrase' }),
    press: /Suggest one/,
  },
  locked: { fillings: ['full'], appState: { phase: 'locked' } },
  'locked-wrong': {
    fillings: ['full'],
    appState: { phase: 'locked' },
    goThere: ({ workspace }) => void workspace.getState().unlock('not the passphrase'),
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
  'inbox-waiting': {
    fillings: ['full'],
    accounts: [connected],
    goThere: ({ inbox }) => void inbox.getState().show(fixedViews.waiting),
  },
  'inbox-views': { fillings: ['full'], accounts: [connected], press: /^View: / },
  'inbox-filter': {
    fillings: ['full'],
    accounts: [connected, connected],
    goThere: ({ inbox }) =>
      void inbox
        .getState()
        .show({ filter: { status: 'open', assignee: 'me', label: 'urgent' }, sort: 'longestWait' }),
    press: /^Filter/,
  },
  'inbox-save-view': {
    fillings: ['full'],
    accounts: [connected],
    goThere: ({ inbox }) =>
      void inbox
        .getState()
        .show({ filter: { label: 'urgent', assignee: 'nobody' }, sort: 'longestWait' }),
    press: /^View: /,
  },
  'inbox-view-empty': {
    fillings: ['full'],
    accounts: [connected],
    goThere: ({ inbox }) =>
      void inbox.getState().show({ filter: { label: 'nothing has it' }, sort: 'newest' }),
  },
  'inbox-picked': {
    fillings: ['full'],
    accounts: [connected, connected],
    goThere: (stores) => {
      openConversation(2)(stores);
      const { inbox } = stores;
      const shown = shownValue(inbox.getState().conversations)?.items ?? [];
      inbox.getState().pickAll(shown.slice(1, 5));
    },
    press: /^Actions$/,
  },
  'inbox-bulk-failed': {
    fillings: ['full'],
    accounts: [connected],
    goThere: ({ inbox }) => {
      const shown = shownValue(inbox.getState().conversations)?.items ?? [];
      inbox.setState({
        bulk: {
          total: 9,
          done: 9,
          failed: shown.slice(2, 7).map((conversation) => ({
            conversation,
            failure: new BridgeFailure('conversation.setStatus', {
              code: 'database_unreachable',
              retryable: true,
              reference: 'a1b2c3d4',
            }),
          })),
        },
      });
      inbox.getState().pickAll(shown.slice(2, 7));
    },
  },
  'inbox-snooze': {
    fillings: ['full'],
    accounts: [connected],
    goThere: ({ inbox }) =>
      inbox
        .getState()
        .chooseSnooze(shownValue(inbox.getState().conversations)?.items.slice(0, 1) ?? []),
  },
  'thread-status': {
    fillings: ['full'],
    accounts: [connected],
    goThere: openConversation(1),
    press: /^Status: /,
  },
  'inbox-no-account': { fillings: ['empty'], accounts: [] },
  'inbox-syncing': { fillings: ['empty'], accounts: [{ kind: 'syncing', percent: 37 }] },
  thread: { fillings: ['full'], accounts: [connected], goThere: openConversation(1) },
  ...composerScreens,
  ...teamScreens,
  ...desktopScreens,
  'thread-quick-replies': {
    fillings: ['full'],
    accounts: [connected],
    goThere: writeIn(1, 'Of course! /'),
  },
  'thread-unfilled': {
    fillings: ['full'],
    accounts: [connected],
    goThere: writeIn(1, 'Hello {{contact.firstName}}, this is Ana of Corner Shop.'),
  },
  'thread-emoji': {
    fillings: ['full'],
    accounts: [connected],
    goThere: (stores) => {
      localStorage.setItem('recent-emoji', JSON.stringify(['👍', '🙏', '🎉', '🚚']));
      openConversation(1)(stores);
    },
    press: /^Emoji$/,
  },
  'thread-outbox': {
    fillings: ['full'],
    accounts: [connected],
    goThere: openConversation(1),
    press: /gave up$/,
  },
  'thread-assign': {
    fillings: ['full'],
    accounts: [connected],
    goThere: openConversation(1),
    press: /^Looked after by/,
  },
  'thread-labels': {
    fillings: ['full'],
    accounts: [connected],
    goThere: openConversation(1),
    press: /^Labels$/,
  },
  'thread-files': { fillings: ['full'], accounts: [connected], goThere: openConversation(7) },
  'thread-group': { fillings: ['full'], accounts: [connected], goThere: openConversation(5) },
  'thread-kinds': { fillings: ['full'], accounts: [connected], goThere: openConversation(3) },
  'thread-kinds-group': {
    fillings: ['full'],
    accounts: [connected],
    goThere: openConversation(16),
  },
  'thread-offline': {
    fillings: ['full'],
    accounts: [
      { kind: 'reconnecting', attempt: 3, retryAt: Date.now() + 14_000 },
      { kind: 'disconnected', reason: 'unlinked_by_phone' },
    ],
    isTroubled: true,
    goThere: openConversation(1),
  },
  'inbox-notices': {
    fillings: ['full'],
    accounts: [
      { kind: 'read_only', since: 1_750_000_000_000, problems: ['WAWebSendMsgChatAction', 'acks'] },
      { kind: 'disconnected', reason: 'unlinked_by_phone' },
      { kind: 'banned' },
      { kind: 'disconnected', reason: 'conflict' },
    ],
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
  'thread-found': {
    fillings: ['full'],
    accounts: [connected],
    goThere: ({ inbox }) => {
      const [first] = sampleConversations(1, Date.now());
      const at = first && sampleMessages(first, 1200, Date.now())[700];
      if (at !== undefined) void inbox.getState().openConversation(at.conversationId, at);
    },
  },
  ...paletteScreens,
  ...searchScreens,
  ...threadScreens,
  ...labelScreens,
  search: { fillings, goThere: searchFor('order') },
  'search-hint': { fillings: ['full'], goThere: ({ app }) => app.getState().goTo('search') },
  'search-none': { fillings: ['full'], goThere: searchFor('zeppelin') },
  'search-filtered': {
    fillings: ['full'],
    goThere: (stores) => {
      const [, conversation] = sampleConversations(2, Date.now());
      stores.search.getState().searchIn(conversation ?? null);
      stores.search.getState().setFilters({ direction: 'incoming', from: '2020-01-01' });
      searchFor('office discount')(stores);
    },
  },
  'accounts-care': {
    fillings: ['full'],
    accounts: [
      connected,
      { kind: 'read_only', since: 1_750_000_000_000, problems: ['WAWebSendMsgChatAction', 'acks'] },
      { kind: 'asleep', since: Date.now() - 60_000, wakesAt: Date.now() + 14 * 60_000 },
      { kind: 'disconnected', reason: 'line_lost' },
    ],
    press: /WhatsApp accounts/,
  },
  'settings-browsers': {
    fillings: ['full'],
    goThere: ({ app, settings }) => {
      app.getState().goTo('settings');
      void settings.getState().setBrowsers({ sleepAfterMinutes: 30 });
    },
    scrollTo: /WhatsApp in the background/,
  },
  'accounts-standby': {
    fillings: ['full'],
    accounts: [
      { kind: 'standby', reason: 'held_elsewhere' },
      { kind: 'standby', reason: 'lease_unknown' },
    ],
    press: /WhatsApp accounts/,
  },
  contacts: { fillings, goThere: ({ app }) => app.getState().goTo('contacts') },
  'contacts-import-choose': {
    fillings: ['full'],
    goThere: ({ app, contacts }) => {
      app.getState().goTo('contacts');
      void contacts.getState().chooseFile(new File([' '], 'fair.csv'));
    },
  },
  'contacts-import-match': {
    fillings: ['full'],
    goThere: ({ app, contacts }) => {
      app.getState().goTo('contacts');
      void contacts.getState().chooseFile(new File([sampleContactFile], 'fair.csv'));
    },
  },
  'contacts-import-done': {
    fillings: ['full'],
    goThere: ({ app, contacts }) => {
      app.getState().goTo('contacts');
      contacts.setState({
        fileImport: {
          step: 'done',
          counts: { created: 212, updated: 31, unchanged: 4, erased: 0 },
          refused: [
            { place: 12, name: 'Pedro Gil', reason: 'bad_number' },
            { place: 19, name: 'Sin número', reason: 'no_number' },
            { place: 40, name: 'Otra vez Luis', reason: 'twice' },
          ],
          failure: null,
          left: 0,
        },
      });
    },
  },
  ...contactScreens,
  ...leadScreens,
  ...figuresScreens,
  settings: { fillings, goThere: ({ app }) => app.getState().goTo('settings') },
  'settings-diagnostics': {
    fillings,
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^Diagnostics/,
  },
  'settings-quick-replies': {
    fillings,
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^Quick replies$/,
  },
  'settings-quick-reply-dialog': {
    fillings: ['full'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^Quick replies$/,
    press: /^Change \/offer$/,
  },
  ...settingsScreens,
  ...presenceScreens,
  ...sidePanelScreens,
};

export function appStateOf(screen: MainScreen): AppState {
  return screen.appState ?? ready;
}

export function accountsOf(screen: MainScreen): readonly SessionState[] {
  return screen.accounts ?? [connected];
}

/** As long as a real one. */
const sampleQr = `2@${'Zt9wQ1xkLr0bVn4hGfYc'.repeat(6)},${'mK3+aP/8uEoJsDqT'.repeat(3)}=,${'x7RvN2iBzWlHgYtC'.repeat(3)}=,Q5pLwXnA0dKsEjUo=`;

/** The states of the pairing window; times are relative to `now`. */
export function pairingStates(now: number): Readonly<Record<string, SessionState>> {
  return {
    starting: { kind: 'starting' },
    qr: {
      kind: 'qr',
      qr: sampleQr,
      generatedAt: now - 6_000,
      expiresAt: now + 14_000,
    },
    'qr-no-answer': {
      kind: 'qr',
      qr: sampleQr,
      generatedAt: now - 70_000,
      expiresAt: now + 14_000,
    },
    'qr-expired': { kind: 'qr_expired' },
    code: { kind: 'pairing_code', code: 'K7MPQ2XZ', generatedAt: now - 4_000 },
    'code-no-answer': { kind: 'pairing_code', code: 'K7MPQ2XZ', generatedAt: now - 70_000 },
    passkey: { kind: 'passkey_needed' },
    'read-only': { kind: 'read_only', since: now, problems: ['WAWebSendMsgChatAction'] },
    authenticating: { kind: 'authenticating' },
    syncing: { kind: 'syncing', percent: 62 },
    connected: { kind: 'connected', since: now },
    reconnecting: { kind: 'reconnecting', attempt: 2, retryAt: now + 9_000 },
    disconnected: { kind: 'disconnected', reason: 'unlinked_by_phone' },
    banned: { kind: 'banned' },
    incompatible: { kind: 'incompatible', missing: ['WAWebMsgCollection', 'WAWebCmd'] },
    standby: { kind: 'standby', reason: 'held_elsewhere' },
    failed: { kind: 'failed', code: 'whatsapp_failed' },
    keychain: { kind: 'failed', code: 'keychain_unavailable' },
  };
}
