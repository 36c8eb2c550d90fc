import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, dialog, nativeTheme, powerMonitor, session, shell } from 'electron';
import { createSessionManager } from './app/create-session-manager.ts';
import { knownUser } from './app/known-user.ts';
import { Lifecycle } from './app/lifecycle.ts';
import { openWorkplace } from './app/workplace.ts';
import { WorkspaceAccess } from './app/workspace-access.ts';
import { createHandlers } from './bridge/create-handlers.ts';
import { openCache } from './cache/open-cache.ts';
import { runCommand } from './bridge/run-command.ts';
import { systemClock } from './common/clock.ts';
import { electronSettingsStore } from './config/electron-settings-store.ts';
import { readEnvironment } from './config/environment.ts';
import { keychainSecretStore } from './config/keychain-secret-store.ts';
import { keychainService } from './config/keychain-service.ts';
import { LOG_FILE, pinoLog } from './log/pino-log.ts';
import { PASSPHRASE_COST } from './crypto/passphrase.ts';
import { localeFor } from '../src-preload/contract/language.ts';
import { type Speech, speechOf } from './desktop/desktop-words.ts';
import { AppMenu } from './shell/app-menu.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { AppWindows } from './shell/app-windows.ts';
import { serveAddress } from './media/serve-address.ts';
import { describeStores } from './store/describe-stores.ts';
import { chooseSavePath } from './shell/choose-save-path.ts';
import { diagnosticsSource } from './shell/diagnostics-source.ts';
import { harden } from './shell/harden.ts';
import { installDesktop } from './shell/install-desktop.ts';
import { applyLoginItem, HIDDEN_SWITCH } from './shell/login-item.ts';
import { SpellChecker } from './shell/spell-checker.ts';
import { installTextMenus } from './shell/text-menus.ts';
import { serveMediaProtocol } from './shell/media-protocol.ts';
import { serveIpc, windowPublisher } from './shell/ipc-server.ts';
import { Microphone } from './shell/microphone.ts';
import { quitInOrder } from './shell/quit-in-order.ts';
import { openStores, testStores } from './store/open-stores.ts';
import { reconnectingStores } from './store/reconnecting-stores.ts';

/** The composition root: builds everything, in named phases; no logic of its own. */
export async function runDesk(): Promise<void> {
  // Phase 1: before Electron is ready.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme();
  const environment = readEnvironment(process.env, app.isPackaged);
  const folder = app.getPath('userData');
  // Chromium tidies its own folder as it sees fit (one named `databases` it deletes at every start): it gets a place
  // of its own, away from what is ours.
  app.setPath('sessionData', join(folder, 'chromium'));
  const log = pinoLog(join(folder, 'logs'), environment.ALEXIA_LOG_LEVEL);
  const settings = electronSettingsStore(folder);
  const speech = (): Speech =>
    speechOf(localeFor(settings.get().language, app.getPreferredSystemLanguages()));
  process.on('unhandledRejection', (error) => log.error('A rejection was not handled', { error }));
  process.on('uncaughtException', (error) => {
    log.error('The app has to end', { error });
    const { words } = speech();
    dialog.showErrorBox(words.crashedTitle, words.crashedText);
    app.exit(1);
  });
  const secrets = keychainSecretStore(keychainService(folder));
  const deskId = settings.get().deskId ?? randomUUID();
  settings.set({ deskId });
  log.info('Alexia Desk starts', {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
  });

  // Phase 2: windows.
  await app.whenReady();
  const developmentUrl = environment.ELECTRON_RENDERER_URL;
  const microphone = new Microphone();
  harden(developmentUrl, microphone);
  installTextMenus(() => speech().words);
  const built = join(app.getAppPath(), 'out');
  serveApp(join(built, 'renderer'));
  nativeTheme.themeSource = settings.get().theme;
  const resources = join(app.getAppPath(), 'resources');
  const windows = new AppWindows({
    settings,
    preload: join(built, 'preload/index.cjs'),
    icon: join(resources, 'icon.png'),
    developmentUrl,
    words: () => speech().words,
  });

  const actions = {
    showMain: () => windows.showMain(),
    linkAccount: () => {
      windows.showMain();
      void runCommand(handlers, bridgeLog, 'session.link', {});
    },
    pauseNotifications: (pausedUntil: number | null) => {
      const notifications = { ...settings.get().notifications, pausedUntil };
      void runCommand(handlers, bridgeLog, 'settings.set', { notifications });
    },
  };
  const desktop = installDesktop({
    settings,
    windows,
    publish: windowPublisher(),
    resources,
    workplace: () => lifecycle.openWorkplace,
    actions,
    send: async (conversationId, text) => {
      const input = { conversationId, text };
      return (await runCommand(handlers, bridgeLog, 'message.send', input)).ok;
    },
    onView: (isOpen) => menu.setConversationOpen(isOpen),
    speech,
    log: log.child('desktop'),
  });
  const { publish } = desktop;
  const menu = new AppMenu({
    choose: (command) => {
      windows.showMain();
      publish('desktop.commandChosen', { command });
    },
    openLogs: () => void shell.openPath(join(folder, 'logs')),
  });
  const spelling = new SpellChecker(session.defaultSession, (dictionaries) =>
    publish('settings.dictionariesChanged', dictionaries),
  );
  // Before there is a window: Chromium's own choice would be fetched.
  spelling.check(settings.get().writing.spelling);

  // Phase 3: what the windows talk to.
  const localFolders = {
    folder: join(folder, 'local-stores'),
    cacheFolder: join(folder, 'engines'),
  };
  const workspace = new WorkspaceAccess({
    secrets,
    passphraseCost: PASSPHRASE_COST,
    onProgress: (progress) => publish('workspace.rotationProgress', progress),
    onLocked: () => lifecycle.lock(),
    log: log.child('workspace'),
  });
  const lifecycle = new Lifecycle({
    settings,
    secrets,
    publish,
    log: log.child('lifecycle'),
    localFolders,
    openStores: (location, entry, onStep) =>
      workspace.openStores(entry, async (openKeys) =>
        openStores({
          location,
          secrets,
          deskId,
          transactionsFile: join(folder, 'mongodb-transactions'),
          cache: await openCache({
            secrets,
            clock: systemClock,
            random: Math.random,
            log: log.child('cache'),
          }),
          openKeys,
          onStep,
          log: log.child('stores'),
        }),
      ),
    knownUser: (userId) => knownUser({ userId, folder, secrets, log: log.child('lifecycle') }),
    storesWhenBack: ({ addresses, ...input }) =>
      reconnectingStores({
        ...input,
        test: () => testStores(addresses),
        clock: systemClock,
        random: Math.random,
        log: log.child('stores'),
      }),
    openWorkplace: (input) =>
      openWorkplace({
        ...input,
        folder,
        secrets,
        deskId,
        publish,
        clock: systemClock,
        log,
        createSessions: (events) =>
          createSessionManager({
            events,
            folder,
            secrets,
            clock: systemClock,
            log: log.child('whatsapp'),
            browserArguments: environment.ALEXIA_BROWSER_ARGUMENTS,
            appPath: app.isPackaged ? undefined : app.getAppPath(),
            noSandbox: app.commandLine.hasSwitch('no-sandbox'),
            browserOf: (sessionId) => settings.get().accountBrowsers[sessionId] ?? 'own',
          }),
        onAccountLinked: () => windows.closePairing(),
        archiveAfterMonths: () => settings.get().archiveAfterMonths,
        carePolicy: () => settings.get(),
        paceSettings: () => settings.get().pace,
        sync: () => settings.get(),
      }),
  });
  const handlers = createHandlers({
    lifecycle,
    settings,
    secrets,
    publish,
    workspace,
    testStores,
    about: async () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      stores: await describeStores(settings.get().stores, secrets),
      platform:
        process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
    }),
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    applyLanguage: () => menu.install(speech().words),
    applyDesktop: applyLoginItem,
    spelling,
    showPairing: () => windows.showPairing(),
    desktop,
    microphone,
    chooseSavePath,
    diagnostics: diagnosticsSource(join(folder, 'logs', LOG_FILE)),
  });
  serveMediaProtocol((address, range) => serveAddress(lifecycle.openWorkplace, address, range));
  const bridgeLog = log.child('bridge');
  const stopIpc = serveIpc(
    (name, input) => runCommand(handlers, bridgeLog, name, input),
    developmentUrl,
  );

  // Phase 4: the menu, and windows open; then the slow things.
  menu.install(speech().words);
  windows.configure({
    hidesOnClose: () => lifecycle.openWorkplace !== null && settings.get().desktop.closeToTray,
    onPairingClosed: () => {
      const sessions = lifecycle.openWorkplace?.sessions;
      const linking = sessions?.beingLinked();
      if (linking)
        void runCommand(handlers, bridgeLog, 'session.cancelLink', {
          sessionId: linking.sessionId,
        });
    },
  });
  powerMonitor.on('resume', () => {
    lifecycle.openWorkplace?.leases.wake();
    lifecycle.openWorkplace?.sessions.wake();
    lifecycle.openWorkplace?.outbox.wakeAll();
    lifecycle.openWorkplace?.sweeps.wake();
  });
  app.on('second-instance', (_event, commandLine) => desktop.openFrom(commandLine));
  app.on('activate', actions.showMain);
  quitInOrder({
    beforeQuit: () => windows.prepareToQuit(),
    close: async () => {
      stopIpc();
      await lifecycle.shutdown();
      desktop.remove();
      log.info('Alexia Desk has ended in order');
    },
    log,
  });
  if (!app.commandLine.hasSwitch(HIDDEN_SWITCH)) desktop.openFrom(process.argv);
  await lifecycle.start();
  // Whoever starts at login with nothing to show has something to say all the same.
  if (lifecycle.state.phase !== 'ready') windows.showMain();
}
