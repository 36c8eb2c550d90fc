import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, dialog, nativeTheme, session } from 'electron';
import { REBUILD_SWITCH } from './analytics/rebuild-by-switch.ts';
import { electronSettingsStore } from './config/electron-settings-store.ts';
import { readEnvironment } from './config/environment.ts';
import { APP_ID } from './desktop/app-identity.ts';
import { type Speech, speechOf } from './desktop/desktop-words.ts';
import { firstLook } from './desktop/first-look.ts';
import { pinoLog } from './log/pino-log.ts';
import { localeFor } from '../src-preload/contract/language.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { AppWindows } from './shell/app-windows.ts';
import { harden } from './shell/harden.ts';
import { serveIpc, windowPublisher } from './shell/ipc-server.ts';
import { isStartedHidden } from './shell/login-item.ts';
import { serveMediaProtocol } from './shell/media-protocol.ts';
import { Microphone } from './shell/microphone.ts';
import { SpellChecker } from './shell/spell-checker.ts';
import { installTextMenus } from './shell/text-menus.ts';

/** How long the rest of the app waits for the page, in milliseconds; it may never come. */
const PAGE_WITHIN = 1_000;

/**
 * The first half of the composition root: what a window needs in order to be there. All that the app does is in
 * `open-desk.ts`, which is read while the window loads: reading it takes as long as everything here.
 */
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
  const isServed = serveApp(join(built, 'renderer'), () =>
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
  const toWindows = windowPublisher();
  const spelling = new SpellChecker(session.defaultSession, (dictionaries) =>
    toWindows('settings.dictionariesChanged', dictionaries),
  );
  // Before there is a window: Chromium's own choice would be fetched.
  spelling.check(settings.get().writing.spelling);
  // Before there is a page, too: it hears of no protocol that comes later. What it asks for waits for the second half.
  serveMediaProtocol(async (address, range) => (await opening).serveMedia(address, range));
  const stopIpc = serveIpc(async (name, input) => (await opening).run(name, input), developmentUrl);
  const isForFigures = app.commandLine.hasSwitch(REBUILD_SWITCH);
  const isHidden = isForFigures || isStartedHidden(settings.get().desktop);
  if (!isHidden) windows.showMain();
  // While the page's process starts there is nothing to do: the largest library is read now.
  const readAhead = import('./store/mongo/mongo-client.ts');
  // The page reads its program while main reads the rest of its own: the other way round it waits for main.
  const isPageRead =
    isHidden || developmentUrl !== undefined ? null : Promise.race([isServed, sleep(PAGE_WITHIN)]);

  const first = { environment, folder, deskId, log, settings, speech, resources, microphone };
  const shown = { windows, toWindows, spelling, isHidden, isForFigures, stopIpc };
  const opening = Promise.resolve(isPageRead)
    .then(() => Promise.all([import('./open-desk.ts'), readAhead]))
    .then(([open]) => open)
    .then(({ openDesk }) => openDesk({ ...first, ...shown }));
  await (await opening).start();
}
