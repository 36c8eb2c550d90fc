import { app, BrowserWindow, Menu, type Session, type WebContents } from 'electron';
import { WHATSAPP_WINDOW_SWITCH } from '../browser/browser-switch.ts';
import { isAllowedInFrame, isAllowedInWindow } from './allowed-navigation.ts';
import { isAllowedRequest } from './allowed-requests.ts';
import { chromeUserAgent } from './chrome-user-agent.ts';

/** How often the browser looks whether the app that drives it is still there. Milliseconds. */
const DRIVER_CHECK_INTERVAL = 2_000;

/**
 * How often local storage is written to disk. Chromium leaves it in memory for seconds, and half of WhatsApp's
 * credentials is in there: a crash right after linking would lose the link. Milliseconds.
 */
const FLUSH_INTERVAL = 1_000;

/** How long the last flush may take before the browser quits: Chromium does not say when it is done. Milliseconds. */
const LAST_FLUSH = 250;

/**
 * Makes this process the WhatsApp browser: one window, hidden unless a switch shows it, on a blank page, driven over the debugging pipe by the
 * app that started it. Call it before the app is ready and load nothing else. The process ends when its window is
 * closed or its driver is gone.
 */
export function runWhatsAppBrowser(): void {
  const profile = app.commandLine.getSwitchValue('user-data-dir');
  if (profile !== '') {
    app.setPath('userData', profile);
    app.setPath('sessionData', profile);
  }
  app.userAgentFallback = chromeUserAgent(process.versions.chrome, process.platform);
  // Nothing is ever drawn: no GPU process is needed.
  app.disableHardwareAcceleration();
  const inWindow = app.commandLine.hasSwitch(WHATSAPP_WINDOW_SWITCH);
  if (!inWindow) {
    if (process.platform === 'darwin') app.setActivationPolicy('prohibited');
    app.dock?.hide();
  }
  Menu.setApplicationMenu(null);

  app.on('session-created', confineSession);
  flushBeforeQuit();
  app.on('web-contents-created', (_event, contents) => confineContents(contents));
  app.on('window-all-closed', () => app.quit());
  quitWithDriver();

  app.on('ready', () => openWindow(inWindow));
}

/** Hidden, unless a person is to give a passkey in it. */
function openWindow(isShown: boolean): void {
  const window = new BrowserWindow({
    show: isShown,
    title: 'WhatsApp',
    width: 1280,
    height: 800,
    skipTaskbar: !isShown,
    focusable: isShown,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      backgroundThrottling: false,
      spellcheck: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      autoplayPolicy: 'document-user-activation-required',
    },
  });
  window.webContents.setAudioMuted(true);
  // A refused navigation rejects here; the driver then finds no page and reports it.
  window.loadURL('about:blank').catch(() => app.quit());
}

function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  // Switched off alone, it fetches a dictionary from Google all the same.
  session.setSpellCheckerLanguages([]);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isAllowedRequest(url) });
  });
  session.on('will-download', (event) => event.preventDefault());
  setInterval(() => session.flushStorageData(), FLUSH_INTERVAL);
}

/** Also a browser that is closed in good order forgets what local storage still had in memory. */
function flushBeforeQuit(): void {
  const sessions = new Set<Session>();
  app.on('session-created', (session) => sessions.add(session));
  app.once('before-quit', (event) => {
    event.preventDefault();
    for (const session of sessions) session.flushStorageData();
    setTimeout(() => app.quit(), LAST_FLUSH);
  });
}

function confineContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Both events are also raised for what a server redirects to.
  contents.on('will-frame-navigate', (details) => {
    const allowed = details.isMainFrame ? isAllowedInWindow : isAllowedInFrame;
    if (!allowed(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    const allowed = details.isMainFrame ? isAllowedInWindow : isAllowedInFrame;
    if (!allowed(details.url)) details.preventDefault();
  });
}

/** The pipe closes when the driver dies, and Chromium ends with it; this is for the platforms where it does not. */
function quitWithDriver(): void {
  const driver = process.ppid;
  setInterval(() => {
    if (process.ppid !== driver || !isAlive(driver)) app.exit(0);
  }, DRIVER_CHECK_INTERVAL);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
