import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, dialog, nativeTheme, powerMonitor, session, shell } from 'electron';
import { createSessionManager } from './app/create-session-manager.ts';
import { DeviceOpening } from './app/device-opening.ts';
import { FirstList } from './app/first-list.ts';
import { knownUser } from './app/known-user.ts';
import { Lifecycle } from './app/lifecycle.ts';
import { openDeviceDatabase } from './app/open-device-database.ts';
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
import { isTextSizeCommand, textSizeAfter } from '../src-preload/contract/appearance.ts';
import { localeFor } from '../src-preload/contract/language.ts';
import { APP_ID } from './desktop/app-identity.ts';
import { type Speech, speechOf } from './desktop/desktop-words.ts';
import { firstLook } from './desktop/first-look.ts';
import { AppMenu } from './shell/app-menu.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { AppWindows } from './shell/app-windows.ts';
import { serveAddress } from './media/serve-address.ts';
import { describeStores } from './store/describe-stores.ts';
import { openStores, testStores } from './store/open-stores.ts';
import { reconnectingStores } from './store/reconnecting-stores.ts';
import { chooseSavePath } from './shell/choose-save-path.ts';
import { diagnosticsSource } from './shell/diagnostics-source.ts';
import { harden } from './shell/harden.ts';
import { openPlace } from './shell/open-place.ts';
import { installDesktop } from './shell/install-desktop.ts';
import { applyLoginItem, isStartedHidden } from './shell/login-item.ts';
import { SpellChecker } from './shell/spell-checker.ts';
import { installTextMenus } from './shell/text-menus.ts';
import { serveMediaProtocol } from './shell/media-protocol.ts';
import { serveIpc, windowPublisher } from './shell/ipc-server.ts';
import { Microphone } from './shell/microphone.ts';
import { quitInOrder } from './shell/quit-in-order.ts';

/** How long the accounts wait for the window at a start, in milliseconds. */
const FIRST_LIST = 2_000;

/** The composition root: builds everything, in named phases; no logic of its own. */
export async function runDesk(): Promise<void> {
  // Phase 1: before Electron is ready.
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
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
  nativeTheme.themeSource = settings.get().theme;
  serveApp(join(built, 'renderer'), () =>
    firstLook(settings.get(), {
      locales: app.getPreferredSystemLanguages(),
      isDark: nativeTheme.shouldUseDarkColors,
    }),
  );
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
      if (isTextSizeCommand(command)) {
        const { appearance } = settings.get();
        const textSize = textSizeAfter(command, appearance.textSize);
        void runCommand(handlers, bridgeLog, 'settings.set', {
          appearance: { ...appearance, textSize },
        });
        return;
      }
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
  const firstList = new FirstList();
  const device = new DeviceOpening(() => openDeviceDatabase(folder, secrets));
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
          reader: () => settings.get().userId,
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
    knownUser: (userId) =>
      knownUser({ userId, openDatabase: () => device.take(), log: log.child('lifecycle') }),
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
        openDatabase: () => device.take(),
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
            mayBeSlow: firstList.isOver,
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
    applyAppearance: () => windows.applyTextSize(),
    applyLanguage: () => menu.install(speech().words),
    applyDesktop: applyLoginItem,
    spelling,
    showPairing: () => windows.showPairing(),
    desktop,
    microphone,
    chooseSavePath,
    openPlace: (place) => openPlace(place, speech().words.place),
    diagnostics: diagnosticsSource(
      join(folder, 'logs', LOG_FILE),
      () => !desktop.notificationService().isMissing,
    ),
  });
  serveMediaProtocol((address, range) => serveAddress(lifecycle.openWorkplace, address, range));
  const bridgeLog = log.child('bridge');
  const stopIpc = serveIpc(async (name, input) => {
    const result = await runCommand(handlers, bridgeLog, name, input);
    if (name === 'conversation.list') firstList.noteAnswered();
    return result;
  }, developmentUrl);

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
      await device.close();
      desktop.remove();
      log.info('Alexia Desk has ended in order');
    },
    log,
  });
  const isHidden = isStartedHidden(settings.get().desktop);
  if (!isHidden) desktop.openFrom(process.argv);

  if (settings.get().userId !== null) device.start();
  await lifecycle.start();
  firstList.endWithin(isHidden ? 0 : FIRST_LIST);

  // Whoever starts at login with nothing to show has something to say all the same.
  if (lifecycle.state.phase !== 'ready') windows.showMain();
}
