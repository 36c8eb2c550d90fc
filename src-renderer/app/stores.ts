import type { Session } from '../../src-preload/contract/session.ts';
import { shownValue } from '../bridge/remote-data.ts';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../bridge/subscriptions.ts';
import {
  type AccessStore,
  createAccessStore,
  startAccess,
} from '../features/access/access-store.ts';
import {
  type AccessLogStore,
  createAccessLogStore,
} from '../features/access-log/access-log-store.ts';
import {
  type AccountsStore,
  createAccountsStore,
  startAccounts,
} from '../features/accounts/accounts-store.ts';
import {
  type AnonymisedCopyStore,
  createAnonymisedCopyStore,
  startAnonymisedCopy,
} from '../features/anonymised-copy/anonymised-copy-store.ts';
import {
  type AnalyticsStore,
  createAnalyticsStore,
} from '../features/analytics/analytics-store.ts';
import {
  type BusinessesStore,
  createBusinessesStore,
} from '../features/businesses/businesses-store.ts';
import {
  type ContactsStore,
  createContactsStore,
  startContacts,
} from '../features/contacts/contacts-store.ts';
import {
  createFirstRunStore,
  type FirstRunStore,
  startFirstRun,
} from '../features/first-run/first-run-store.ts';
import { createInboxStore, type InboxStore, startInbox } from '../features/inbox/inbox-store.ts';
import { createLeadsStore, type LeadsStore, startLeads } from '../features/leads/leads-store.ts';
import { createPaletteStore, type PaletteStore } from '../features/palette/palette-store.ts';
import { createSearchStore, type SearchStore } from '../features/search/search-store.ts';
import {
  type ConsentStore,
  createConsentStore,
  startConsent,
} from '../features/consent/consent-store.ts';
import {
  createDataExportStore,
  type DataExportStore,
  startDataExport,
} from '../features/data-export/data-export-store.ts';
import {
  createErasureStore,
  type ErasureStore,
  startErasures,
} from '../features/erasure/erasure-store.ts';
import {
  createRetentionStore,
  type RetentionStore,
  startRetention,
} from '../features/retention/retention-store.ts';
import {
  createSettingsStore,
  type SettingsStore,
  startSettings,
} from '../features/settings/settings-store.ts';
import {
  createWorkspaceStore,
  startWorkspace,
  type WorkspaceStore,
} from '../features/workspace/workspace-store.ts';
import {
  createTeamLabelsStore,
  startTeamLabels,
  type TeamLabelsStore,
} from '../labels/team-labels-store.ts';
import {
  type AppStore,
  type AppStoreState,
  createAppStore,
  databasesUp,
  startApp,
} from './app-store.ts';
import { forgetWhatIsGone } from './forget-gone.ts';
import { followDesktop } from './follow-desktop.ts';
import { followPresence } from './follow-presence.ts';

/** The state of the main window: a store for each feature, and one for the window itself. */
export interface Stores {
  readonly app: AppStore;
  readonly access: AccessStore;
  readonly accounts: AccountsStore;
  readonly firstRun: FirstRunStore;
  readonly labels: TeamLabelsStore;
  readonly inbox: InboxStore;
  readonly search: SearchStore;
  readonly palette: PaletteStore;
  readonly contacts: ContactsStore;
  readonly consent: ConsentStore;
  readonly leads: LeadsStore;
  readonly analytics: AnalyticsStore;
  readonly settings: SettingsStore;
  readonly workspace: WorkspaceStore;
  readonly accessLog: AccessLogStore;
  readonly anonymisedCopy: AnonymisedCopyStore;
  readonly businesses: BusinessesStore;
  readonly retention: RetentionStore;
  readonly erasure: ErasureStore;
  readonly dataExport: DataExportStore;
}

export function createStores(dependencies: StoreDependencies): Stores {
  return {
    app: createAppStore(dependencies),
    access: createAccessStore(dependencies),
    accounts: createAccountsStore(dependencies),
    firstRun: createFirstRunStore(dependencies),
    labels: createTeamLabelsStore(dependencies),
    inbox: createInboxStore(dependencies),
    search: createSearchStore(dependencies),
    palette: createPaletteStore(dependencies),
    contacts: createContactsStore(dependencies),
    consent: createConsentStore(dependencies),
    leads: createLeadsStore(dependencies),
    analytics: createAnalyticsStore(dependencies),
    settings: createSettingsStore(dependencies),
    workspace: createWorkspaceStore(dependencies),
    accessLog: createAccessLogStore(dependencies),
    anonymisedCopy: createAnonymisedCopyStore(dependencies),
    businesses: createBusinessesStore(dependencies),
    retention: createRetentionStore(dependencies),
    erasure: createErasureStore(dependencies),
    dataExport: createDataExportStore(dependencies),
  };
}

/**
 * Everything that the window does by itself, from its first moment on: not from the first time that it is drawn, so that
 * main looks up what is to be shown while the window draws. The answer stops it.
 */
export function runStores(stores: Stores, dependencies: StoreDependencies): () => void {
  let stopWork: (() => void) | null = null;
  const follow = ({ state }: Pick<AppStoreState, 'state'>): void => {
    const isReady = state?.phase === 'ready';
    if (isReady && stopWork === null) {
      stopWork = joinSubscriptions(
        startWork(stores, dependencies),
        followPresence(stores, dependencies),
      );
    } else if (!isReady) {
      stopWork?.();
      stopWork = null;
    }
  };
  const stop = joinSubscriptions(stores.app.subscribe(follow), startWindow(stores, dependencies));
  return () => {
    stop();
    stopWork?.();
  };
}

/** What can run while the app itself is still starting; the answer stops it. */
export function startWindow(stores: Stores, dependencies: StoreDependencies): () => void {
  return joinSubscriptions(
    startSettings(stores.settings, dependencies),
    startWorkspace(stores.workspace, dependencies),
    startFirstRun(stores.firstRun, dependencies),
    startApp(stores.app, dependencies),
  );
}

/** What needs the databases; the answer stops it. */
export function startWork(stores: Stores, dependencies: StoreDependencies): () => void {
  // Not before there are databases: that they come up would count as their return, and all would be fetched twice.
  void stores.app.getState().loadHealth();
  return joinSubscriptions(
    // First what is seen first: the databases answer in this order.
    tellInboxWhoAsks(stores),
    startInbox(stores.inbox, dependencies),
    followLabels(stores),
    startTeamLabels(stores.labels, dependencies),
    startAccounts(stores.accounts, dependencies),
    startAccess(stores.access, dependencies),
    startContacts(stores.contacts, dependencies),
    startLeads(stores.leads, dependencies),
    startConsent(stores.consent, dependencies),
    startRetention(stores.retention, dependencies),
    startErasures(stores.erasure, dependencies),
    startDataExport(stores.dataExport, dependencies),
    forgetWhatIsGone(stores, dependencies),
    startAnonymisedCopy(stores.anonymisedCopy, dependencies),
    refreshWhenOpened(stores),
    refreshWhenDatabasesReturn(stores),
    refreshWhenChangesWereMissed(stores, dependencies),
    refreshWhenTablesChanged(stores, dependencies),
    endFirstRunWhenLinked(stores),
    followDesktop(stores, dependencies),
  );
}

/** "Mine" is of whoever works here. */
function tellInboxWhoAsks({ app, inbox }: Stores): () => void {
  const tell = ({ state }: Pick<AppStoreState, 'state'>): void => {
    if (state?.phase === 'ready') inbox.getState().setViewer(state.user.userId);
  };
  tell(app.getState());
  return app.subscribe(tell);
}

/** A label that is renamed or deleted, on whichever desktop, is so in what the inbox and the search are narrowed to. */
function followLabels({ labels, inbox, search }: Stores): () => void {
  return labels.subscribe((now, before) => {
    const [is, was] = [shownValue(now.labels), shownValue(before.labels)];
    if (is !== undefined && was !== undefined && is !== was) {
      void inbox.getState().followLabels(was, is);
      search.getState().followLabels(was, is);
    }
  });
}

/** What was remembered on this computer gives way to what the databases have, once they are open. */
function refreshWhenOpened({ app, inbox }: Stores): () => void {
  const isOpening = ({ state }: Pick<AppStoreState, 'state'>): boolean =>
    state?.phase === 'ready' && state.isOpening === true;
  return app.subscribe((now, before) => {
    if (!isOpening(before) || isOpening(now)) return;
    void inbox.getState().refreshMessages();
  });
}

/** Fetches what is shown again once the databases are back: it may have failed or gone out of date. */
function refreshWhenDatabasesReturn(stores: Stores): () => void {
  return stores.app.subscribe(({ health }, { health: before }) => {
    if (health === null || before === null || databasesUp(before) || !databasesUp(health)) {
      return;
    }
    refreshAll(stores);
  });
}

/** Fetches again what other desktops changed without this one being told what exactly. */
function refreshWhenChangesWereMissed(stores: Stores, { bridge }: StoreDependencies): () => void {
  return bridge.subscribe('changes.missed', ({ conversationId }) => {
    if (conversationId === null) refreshAll(stores);
    else void stores.inbox.getState().refreshThread(conversationId);
  });
}

/** Fetches again what other desktops changed in tables that are shown as a whole. */
function refreshWhenTablesChanged(stores: Stores, { bridge }: StoreDependencies): () => void {
  return joinSubscriptions(
    bridge.subscribe('business.changed', () => {
      const { businesses, search, contacts } = stores;
      if (businesses.getState().data.status !== 'idle') void businesses.getState().load();
      void search.getState().loadBusinesses();
      if (contacts.getState().businesses.status !== 'idle') {
        void contacts.getState().loadBusinesses();
      }
    }),
    bridge.subscribe('analytics.statusChanged', ({ timeZone }) => {
      stores.analytics.getState().followTimeZone(timeZone);
    }),
    bridge.subscribe('analytics.changed', () => {
      void stores.analytics.getState().refresh();
    }),
    // Conversations may have gone by themselves.
    bridge.subscribe('retention.changed', () => void stores.inbox.getState().forgetGone()),
  );
}

function refreshAll({
  labels,
  inbox,
  search,
  leads,
  contacts,
  consent,
  retention,
  analytics,
  workspace,
}: Stores): void {
  void inbox.getState().refresh();
  void consent.getState().refresh();
  void retention.getState().refresh();
  void analytics.getState().refresh();
  for (const { data, load } of [
    { data: search.getState().hits, load: search.getState().load },
    { data: labels.getState().labels, load: labels.getState().loadLabels },
    { data: leads.getState().totals, load: leads.getState().load },
    { data: leads.getState().page, load: leads.getState().reloadPage },
    { data: leads.getState().campaignResults, load: leads.getState().loadCampaigns },
    { data: contacts.getState().contacts, load: contacts.getState().load },
    { data: workspace.getState().status, load: workspace.getState().load },
  ]) {
    if (data.status !== 'idle') void load();
  }
}

/** The wizard's last step is done as soon as the phone has scanned the code. */
function endFirstRunWhenLinked({ app, accounts, firstRun }: Stores): () => void {
  return accounts.subscribe(({ sessions }) => {
    if (
      app.getState().inFirstRun &&
      firstRun.getState().step === 'link' &&
      shownValue(sessions)?.some(isLinked) === true
    ) {
      app.getState().finishFirstRun();
    }
  });
}

function isLinked({ state }: Session): boolean {
  return state.kind === 'syncing' || state.kind === 'connected' || state.kind === 'read_only';
}
