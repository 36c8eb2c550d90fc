import { join } from 'node:path';
import { app, powerMonitor } from 'electron';
import type {
  ConversationCursor,
  ConversationSummary,
} from '../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import {
  type ConversationFilter,
  type ConversationSort,
  fixedViews,
} from '../../src-preload/contract/conversation-filter.ts';
import type { Workplace } from '../app/workplace.ts';
import { shownSettings } from '../bridge/app-handlers.ts';
import type { DesktopLink } from '../bridge/desktop-handlers.ts';
import { systemClock } from '../common/clock.ts';
import { adoptMutedWords } from '../config/muted-words.ts';
import type { SettingsStore } from '../config/settings-store.ts';
import { LINK_SCHEME, linkedConversation } from '../desktop/conversation-link.ts';
import { readMention } from '../desktop/read-mention.ts';
import { LeadReminders } from '../desktop/lead-reminders.ts';
import { DesktopPresence } from '../desktop/desktop-presence.ts';
import type { Speech } from '../desktop/desktop-words.ts';
import { whileLocked } from '../desktop/while-locked.ts';
import { timeText, type TrayActions } from '../desktop/tray-menu.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Log } from '../log/log.ts';
import { AppTray } from './app-tray.ts';
import type { AppWindows } from './app-windows.ts';
import { DesktopNotifications } from './desktop-notifications.ts';

/** Conversations that are read at a time. */
const PAGE = 200;

/** Tray, notifications, badge, progress and links. */
export interface InstalledDesktop extends DesktopLink {
  /** Sends an event to the windows, and shows on the desktop what there is to show of it. */
  publish: Publish;
  /** Opens the conversation that a command line links to, or else the main window. */
  openFrom(commandLine: readonly string[]): void;
  /** Takes back what is announced: the desktop was locked. */
  hide(): void;
  remove(): void;
}

export function installDesktop(input: {
  settings: SettingsStore;
  windows: AppWindows;
  /** Sends an event to the windows. */
  publish: Publish;
  /** The folder with the icons. */
  resources: string;
  workplace(): Workplace | null;
  actions: Omit<TrayActions, 'quit'>;
  /** As the window sends a text; whether it was taken. */
  send(conversationId: ConversationId, text: string): Promise<boolean>;
  /** Whether somebody has to say their password first: then nothing is announced but that there is something. */
  isLocked(): boolean;
  /** A conversation has come into view, or the last one has left it. */
  onView(isConversationOpen: boolean): void;
  /** In the language that is set now. */
  speech(): Speech;
  log: Log;
}): InstalledDesktop {
  const { settings, windows, resources, workplace, log } = input;
  const tray = new AppTray(
    { read: join(resources, 'tray.png'), unread: join(resources, 'tray-unread.png') },
    { ...input.actions, quit: () => app.quit() },
    () => input.speech(),
  );
  const notifications = new DesktopNotifications({
    icon: join(resources, 'icon.png'),
    words: () => input.speech().words,
    log,
  });
  const announce = whileLocked({
    isLocked: () => input.isLocked(),
    show: (content, toDo) => notifications.show(content, toDo),
    words: () => input.speech().words.lockedNews,
    showMain: () => windows.showMain(),
  });
  const presence = new DesktopPresence({
    settings: () => settings.get().notifications,
    words: () => input.speech().words,
    time: (at) => timeText(at, systemClock.now(), input.speech().locale),
    isMainFocused: () => windows.isMainFocused,
    showMain: () => windows.showMain(),
    readUnread: async () => {
      const work = workplace();
      return work ? readAll(work, fixedViews.unread) : [];
    },
    readRules: async () => (await workplace()?.stores.businessHours.list()) ?? [],
    readWaiting: async () => {
      const work = workplace();
      if (!work) return [];
      const { filter, sort } = fixedViews.waiting;
      const found = (['me', 'nobody'] as const).map((assignee) =>
        readAll(work, { filter: { ...filter, assignee }, sort }),
      );
      return (await Promise.all(found)).flat();
    },
    readMention: async (note) => {
      const work = workplace();
      return work ? readMention(work.stores, note) : null;
    },
    readLabels: async () => {
      const labels = (await workplace()?.stores.labels.list()) ?? [];
      const isChanged = labels.length > 0 && adoptMutedWords(settings, labels);
      if (isChanged) input.publish('settings.changed', shownSettings(settings));
      return labels;
    },
    readAccounts: () => workplace()?.sessions.list() ?? [],
    notify: announce,
    send: (conversationId, text) => input.send(conversationId, text),
    showTray: (state) => tray.show(state),
    showBadge: (count) => {
      app.setBadgeCount(count);
      windows.showUnread(count, join(resources, 'unread.png'));
    },
    showProgress: (progress) => windows.showProgress(progress),
    onOpenRequested: () => input.publish('desktop.openRequested', {}),
    clock: systemClock,
    log,
  });
  const reminders = new LeadReminders({
    settings: () => settings.get().notifications,
    words: () => input.speech().words,
    readDue: async (now, limit) => {
      const work = workplace();
      return work ? work.stores.leads.dueReminders(work.user.userId, now, limit) : [];
    },
    take: async (leadId, at) => {
      const work = workplace();
      return work ? work.stores.leads.takeReminder(leadId, at) : false;
    },
    show: announce,
    openLead: (leadId) => presence.openLead(leadId),
    showMain: () => windows.showMain(),
    clock: systemClock,
    log,
  });
  registerLinks();
  reminders.start();
  const openFrom = (commandLine: readonly string[]): void => {
    const conversationId = linkedConversation(commandLine);
    if (conversationId === null) windows.showMain();
    else presence.open(conversationId);
  };
  // macOS hands a link over as an event.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    openFrom([url]);
  });
  powerMonitor.on('suspend', () => presence.sleep());
  powerMonitor.on('resume', () => presence.wake());
  return {
    publish: (name, payload) => {
      input.publish(name, payload);
      presence.onEvent(name, payload);
    },
    view: (conversationId) => {
      presence.view(conversationId);
      input.onView(conversationId !== null);
    },
    takeOpenRequest: () => presence.takeOpenRequest(),
    testNotification: () =>
      notifications.test({
        title: 'Alexia Desk',
        body: input.speech().words.testNotification,
        silent: !settings.get().notifications.sound,
      }),
    notificationService: () => notifications.service,
    openFrom,
    hide: () => presence.hide(),
    remove: () => {
      void reminders.stop();
      presence.stop();
      tray.remove();
    },
  };
}

/** All conversations of a view, as whoever works here sees it. */
async function readAll(
  { stores, user }: Workplace,
  view: { filter: ConversationFilter; sort: ConversationSort },
): Promise<ConversationSummary[]> {
  const question = {
    ...view,
    viewer: { userId: user.userId, now: systemClock.now() },
  };
  const found: ConversationSummary[] = [];
  for (let after: ConversationCursor | undefined; ;) {
    const { items, next } = await stores.conversations.page({ question, after, limit: PAGE });
    found.push(...items);
    if (!next) return found;
    after = next;
  }
}

/** An app that is not installed would register the bare runtime. */
function registerLinks(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
}
