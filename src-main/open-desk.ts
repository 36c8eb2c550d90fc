import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, nativeTheme, powerMonitor, shell } from 'electron';
import { Access } from './access/access.ts';
import { guarded, isHeardWhileLocked } from './access/guarded.ts';
import { idleFor } from './shell/idle-for.ts';
import { wipeDesktop } from './access/wipe-desktop.ts';
import { REBUILD_SWITCH, rebuildBySwitch } from './analytics/rebuild-by-switch.ts';
import { AccessRecorder } from './access-log/access-recorder.ts';
import { createSessionManager } from './app/create-session-manager.ts';
import { DeviceOpening } from './app/device-opening.ts';
import { FirstList } from './app/first-list.ts';
import { FirstSight } from './app/first-sight.ts';
import { knownUser } from './app/known-user.ts';
import { Lifecycle } from './app/lifecycle.ts';
import { openDeviceDatabase } from './app/open-device-database.ts';
import { openWorkplace } from './app/workplace.ts';
import { WorkspaceAccess } from './app/workspace-access.ts';
import { createHandlers } from './bridge/create-handlers.ts';
import { openCache } from './cache/open-cache.ts';
import { runCommand } from './bridge/run-command.ts';
import { whileOpening } from './bridge/while-opening.ts';
import { AppError } from './common/app-error.ts';
import { systemClock } from './common/clock.ts';
import type { Environment } from './config/environment.ts';
import { keychainSecretStore } from './config/keychain-secret-store.ts';
import { keychainService } from './config/keychain-service.ts';
import type { SettingsStore } from './config/settings-store.ts';
import type { Publish } from './ingest/store-chat-batches.ts';
import type { Log } from './log/log.ts';
import { LOG_FILE } from './log/pino-log.ts';
import { PASSPHRASE_COST } from './crypto/passphrase.ts';
import { isTextSizeCommand, textSizeAfter } from '../src-preload/contract/appearance.ts';
import type { Result } from '../src-preload/contract/result.ts';
import type { Speech } from './desktop/desktop-words.ts';
import { AppMenu } from './shell/app-menu.ts';
import type { AppWindows } from './shell/app-windows.ts';
import type { MediaAddress } from './domain/media-address.ts';
import { serveAddress } from './media/serve-address.ts';
import type { MediaAnswer } from './media/serve-media.ts';
import { describeStores } from './store/describe-stores.ts';
import { openStores, testStores } from './store/open-stores.ts';
import { reconnectingStores } from './store/reconnecting-stores.ts';
import { chooseOpenPath } from './shell/choose-open-path.ts';
import { chooseSavePath } from './shell/choose-save-path.ts';
import { diagnosticsSource } from './shell/diagnostics-source.ts';
import { openPlace } from './shell/open-place.ts';
import { printDocument } from './shell/print-document.ts';
import { installDesktop } from './shell/install-desktop.ts';
import { applyLoginItem } from './shell/login-item.ts';
import type { Microphone } from './shell/microphone.ts';
import { quitInOrder } from './shell/quit-in-order.ts';
import type { SpellChecker } from './shell/spell-checker.ts';

/** How long the accounts wait for the window at a start, in milliseconds. */
const FIRST_LIST = 2_000;

/** What `run-desk.ts` has made before. */
export interface FirstHalf {
  environment: Environment;
  folder: string;
  /** This installation. */
  deskId: string;
  log: Log;
  settings: SettingsStore;
  /** In the language that is set now. */
  speech(): Speech;
  /** The folder with the icons. */
  resources: string;
  windows: AppWindows;
  /** Sends an event to the windows. */
  toWindows: Publish;
  spelling: SpellChecker;
  microphone: Microphone;
  /** Whether the app started without a window. */
  isHidden: boolean;
  /** Whether it started to make the figures anew, and for nothing else. */
  isForFigures: boolean;
  /** Ends the answering of the windows. */
  stopIpc(): void;
}

export interface OpenDesk {
  /** Answers a window's command; never rejects. */
  run(name: unknown, input: unknown): Promise<Result<unknown>>;
  /** Answers what a page shows or plays. */
  serveMedia(address: MediaAddress, range: string | null): Promise<MediaAnswer>;
  /** Opens the databases and starts the accounts, or asks for the first run. Never rejects. */
  start(): Promise<void>;
}

/** The second half of the composition root: builds everything behind the windows; no logic of its own. */
export function openDesk(first: FirstHalf): OpenDesk {
  const { environment, folder, deskId, log, settings, speech, resources, windows } = first;
  const { spelling, microphone, isHidden, isForFigures } = first;
  const secrets = keychainSecretStore(keychainService(folder));

  // Who works here, and what the windows may know of it.
  const access = new Access({
    secrets,
    deskId,
    computer: hostname(),
    passwordCost: PASSPHRASE_COST,
    publish: (name, payload) => publish(name, payload),
    idleFor,
    onLocked: () => {
      windows.closePairing();
      desktop.hide();
      // A new page: what the one before has read goes with it.
      windows.reloadMain();
      tellState();
    },
    onUnlocked: () => tellState(),
    onEnded: (error) => void lifecycle.leave(error),
    onRefused: () => lifecycle.lock(),
    clock: systemClock,
    log: log.child('access'),
  });
  const tellState = (): void => first.toWindows('app.stateChanged', access.shown(lifecycle.state));
  const toWindows: Publish = (name, payload) => {
    if (name === 'team.changed') access.noteTeamChanged();
    if (name === 'access.changed') menu.refresh();
    if (name === 'app.stateChanged') tellState();
    else if (access.locked === null || isHeardWhileLocked(name)) first.toWindows(name, payload);
  };

  // The desktop around the windows.
  const actions = {
    showMain: () => windows.showMain(),
    linkAccount: () => {
      windows.showMain();
      void runHere('session.link', {});
    },
    pauseNotifications: (pausedUntil: number | null) => {
      const notifications = { ...settings.get().notifications, pausedUntil };
      void runHere('settings.set', { notifications });
    },
  };
  const desktop = installDesktop({
    settings,
    windows,
    publish: toWindows,
    resources,
    workplace: () => lifecycle.openWorkplace,
    actions,
    send: async (conversationId, text) => {
      const input = { conversationId, text };
      return (await runHere('message.send', input)).ok;
    },
    isLocked: () => access.locked !== null,
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
        void runHere('settings.set', {
          appearance: { ...appearance, textSize },
        });
        return;
      }
      windows.showMain();
      publish('desktop.commandChosen', { command });
    },
    mayChoose: (command) => access.mayChoose(command),
    openLogs: () => void shell.openPath(join(folder, 'logs')),
  });

  // What the windows talk to.
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
  const accessRecorder = new AccessRecorder({
    who: () => settings.get().userId,
    clock: systemClock,
  });
  const firstList = new FirstList();
  const device = new DeviceOpening(() => openDeviceDatabase(folder, secrets));
  const firstSight = new FirstSight({ peek: () => device.peek(), log: log.child('device') });
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
          admit: async (stores) => {
            const { userId } = settings.get();
            if (userId !== null) await access.admit(userId, stores);
          },
          openKeys,
          onStep,
          log: log.child('stores'),
        }).catch(async (error: unknown) => {
          const isRefused = error instanceof AppError && error.code === 'database_refused_login';
          if (isRefused) await access.noteRefused();
          throw error;
        }),
      ),
    firstSight: async (userId) => (access.mayRemember ? firstSight.user(userId) : null),
    knownUser: async (userId) =>
      access.mayRemember
        ? knownUser({ userId, openDatabase: () => device.take(), log: log.child('lifecycle') })
        : null,
    join: (stores, person) => access.join(stores, person),
    wipe: async () => {
      await device.close();
      firstSight.forget();
      access.forget();
      await wipeDesktop(folder, secrets, log.child('access'));
      settings.set({ stores: null, userId: null });
      windows.reloadMain();
    },
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
        accessRecorder,
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
  const allHandlers = createHandlers({
    lifecycle,
    settings,
    secrets,
    publish,
    workspace,
    access,
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
    chooseOpenPath,
    printPage: () => windows.printMain(),
    printDocument,
    openPlace: (place) => openPlace(place, speech().words.place),
    diagnostics: diagnosticsSource(
      join(folder, 'logs', LOG_FILE),
      () => !desktop.notificationService().isMissing,
    ),
  });
  const handlers = guarded(
    whileOpening(allHandlers, { lifecycle, firstSight, clock: systemClock }),
    access,
    () => lifecycle.settled(),
  );
  const bridgeLog = log.child('bridge');
  const runHere = (name: unknown, input: unknown): Promise<Result<unknown>> =>
    runCommand(handlers, bridgeLog, name, input, systemClock, accessRecorder);
  // The menu, and how the app ends.
  menu.install(speech().words);
  windows.configure({
    hidesOnClose: () => lifecycle.openWorkplace !== null && settings.get().desktop.closeToTray,
    onPairingClosed: () => {
      const sessions = lifecycle.openWorkplace?.sessions;
      const linking = sessions?.beingLinked();
      if (linking)
        // Not by anybody's right: locking closes the window, too.
        void runCommand(allHandlers, bridgeLog, 'session.cancelLink', {
          sessionId: linking.sessionId,
        });
    },
  });
  powerMonitor.on('lock-screen', () => access.lockWithScreen());
  powerMonitor.on('resume', () => {
    lifecycle.openWorkplace?.leases.wake();
    lifecycle.openWorkplace?.sessions.wake();
    lifecycle.openWorkplace?.outbox.wakeAll();
    lifecycle.openWorkplace?.sweeps.wake();
  });
  app.on('second-instance', (_event, commandLine) => {
    if (commandLine.includes(`--${REBUILD_SWITCH}`)) {
      void runHere('analytics.rebuild', {});
    } else desktop.openFrom(commandLine);
  });
  app.on('activate', actions.showMain);
  quitInOrder({
    beforeQuit: () => windows.prepareToQuit(),
    close: async () => {
      first.stopIpc();
      access.stop();
      await lifecycle.shutdown();
      await device.close();
      desktop.remove();
      log.info('Alexia Desk has ended in order');
    },
    log,
  });
  const rebuildFigures = async (): Promise<void> => {
    try {
      const { figures } = lifecycle.workplace();
      const say = (line: string): void => void process.stdout.write(`${line}\n`);
      await rebuildBySwitch({ figures, clock: systemClock, say });
    } catch (error) {
      log.error('The figures were not made anew', { error });
      process.exitCode = 1;
    }
    app.quit();
  };
  return {
    run: async (name, input) => {
      await access.open(settings.get().userId);
      const result = await runHere(name, input);
      if (name === 'conversation.list') firstList.noteAnswered();
      return result;
    },
    serveMedia: async (address, range) => {
      const workplace = access.locked === null ? lifecycle.openWorkplace : null;
      const answer = await serveAddress(workplace, address, range);
      if (address.kind === 'file' && answer.status < 300) {
        accessRecorder.noteMedia(address.conversationId);
      }
      return answer;
    },
    start: async () => {
      if (!isHidden) desktop.openFrom(process.argv);
      if (settings.get().userId !== null) device.start();
      await access.open(settings.get().userId);
      await lifecycle.start();
      firstList.endWithin(isHidden ? 0 : FIRST_LIST);
      if (isForFigures) return rebuildFigures();
      // Whoever starts at login with nothing to show has something to say all the same.
      if (lifecycle.state.phase !== 'ready') windows.showMain();
    },
  };
}
