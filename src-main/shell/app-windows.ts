import { BrowserWindow, nativeImage, nativeTheme, screen } from 'electron';
import type { SettingsStore, StoredSettings } from '../config/settings-store.ts';
import { canvasColour } from '../desktop/first-look.ts';
import type { DesktopWords } from '../desktop/desktop-words.ts';
import type { ShownProgress } from '../desktop/taskbar-progress.ts';
import { type Area, placeOnScreens } from '../desktop/window-place.ts';
import { APP_ORIGIN } from './app-protocol.ts';

const MAIN_SIZE = { width: 1280, height: 800 };
const SMALLEST_MAIN_SIZE = { minWidth: 1024, minHeight: 700 };
const PAIRING_SIZE = { width: 440, height: 720 };
/** To Electron this is no bar, and more than all is one that does not say how far. */
const NO_BAR = -1;
const MOVING_BAR = 2;

/** The app's two windows: the main one, and the small one in which an account is linked. */
export class AppWindows {
  readonly #settings: SettingsStore;
  readonly #preload: string;
  readonly #developmentUrl: string | undefined;
  readonly #icon: string;
  readonly #words: () => DesktopWords;
  #main: BrowserWindow | null = null;
  #pairing: BrowserWindow | null = null;
  /** What the button of the taskbar shows, also of a window that is opened later. */
  #progress: ShownProgress = null;
  #unread: { count: number; picture: string } | null = null;
  /** Whether closing the main window ends it; otherwise it hides and the app goes on in the tray. */
  #isQuitting = false;
  #hidesOnClose: () => boolean = () => false;
  #onPairingClosed: () => void = () => {};

  constructor(input: {
    settings: SettingsStore;
    preload: string;
    icon: string;
    developmentUrl: string | undefined;
    /** In the language that is set now. */
    words(): DesktopWords;
  }) {
    this.#words = () => input.words();
    this.#settings = input.settings;
    this.#preload = input.preload;
    this.#icon = input.icon;
    this.#developmentUrl = input.developmentUrl;
  }

  /** `hidesOnClose` says whether there is a tray from which the main window can be brought back. */
  configure(input: { hidesOnClose(): boolean; onPairingClosed(): void }): void {
    this.#hidesOnClose = input.hidesOnClose;
    this.#onPairingClosed = input.onPairingClosed;
  }

  /** From now on closing a window really closes it. */
  prepareToQuit(): void {
    this.#isQuitting = true;
  }

  showMain(): void {
    if (this.#main) {
      // It shows itself as soon as there is something to see.
      if (!this.#main.isVisible() && this.#main.webContents.isLoading()) return;
      if (this.#main.isMinimized()) this.#main.restore();
      bringOnScreen(this.#main);
      this.#main.show();
      this.#main.focus();
      return;
    }
    const { window: stored } = this.#settings.get();
    const { x, y, width = MAIN_SIZE.width, height = MAIN_SIZE.height } = stored ?? {};
    const place =
      x === undefined || y === undefined ? undefined : onScreen({ x, y, width, height });
    const window = this.#create(
      { width, height, ...SMALLEST_MAIN_SIZE, ...place, title: 'Alexia Desk' },
      'index.html',
    );
    // Once more: Electron reads the first size in the scale of the first screen, whichever it is on.
    if (place) window.setBounds(place);
    if (stored?.isMaximized) window.once('ready-to-show', () => window.maximize());
    window.on('close', (event) => {
      this.#settings.set({ window: placeOf(window) });
      if (this.#isQuitting || !this.#hidesOnClose()) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      this.#main = null;
    });
    this.#main = window;
    this.#drawButton();
  }

  /** A new page in the main window: nothing is left of what the one before knew. */
  reloadMain(): void {
    this.#main?.webContents.reload();
  }

  /** Whether a person is looking at the main window. */
  get isMainFocused(): boolean {
    return this.#main?.isFocused() === true && !this.#main.isMinimized();
  }

  /** What the main window shows, as its style sheet for print draws it, as a PDF. Rejects while it is closed. */
  async printMain(): Promise<Uint8Array> {
    if (!this.#main) throw new Error('There is no main window to print');
    return this.#main.webContents.printToPDF({ pageSize: 'A4', printBackground: true });
  }

  /** On the button of the taskbar. */
  showProgress(progress: ShownProgress): void {
    this.#progress = progress;
    this.#drawButton();
  }

  /** A dot on the button of Windows' taskbar; other systems show a badge of the app's. */
  showUnread(count: number, picture: string): void {
    this.#unread = { count, picture };
    this.#drawButton();
  }

  #drawButton(): void {
    const bar = this.#progress ?? NO_BAR;
    if (bar === 'unknown') this.#main?.setProgressBar(MOVING_BAR, { mode: 'indeterminate' });
    else this.#main?.setProgressBar(bar);
    if (process.platform !== 'win32' || this.#unread === null) return;
    const { count, picture } = this.#unread;
    const dot = count === 0 ? null : nativeImage.createFromPath(picture);
    this.#main?.setOverlayIcon(dot, count === 0 ? '' : this.#words().unread(count));
  }

  showPairing(): void {
    if (this.#pairing) {
      this.#pairing.show();
      this.#pairing.focus();
      return;
    }
    const [width, height] = this.#pairingSize();
    const window = this.#create(
      {
        width,
        height,
        resizable: false,
        maximizable: false,
        fullscreenable: false,
        title: this.#words().linkTitle,
      },
      'pairing.html',
    );
    window.on('closed', () => {
      this.#pairing = null;
      this.#onPairingClosed();
    });
    this.#pairing = window;
  }

  closePairing(): void {
    this.#pairing?.close();
  }

  /** Draws both windows in the text size that is set. */
  applyTextSize(): void {
    for (const window of [this.#main, this.#pairing]) window?.webContents.setZoomFactor(this.#zoom);
    this.#pairing?.setSize(...this.#pairingSize());
  }

  get #zoom(): number {
    return this.#settings.get().appearance.textSize / 100;
  }

  /** Width and height of the pairing window: it grows with its text, as far as the screen goes. */
  #pairingSize(): [width: number, height: number] {
    const { workAreaSize } = screen.getPrimaryDisplay();
    return [
      Math.min(Math.round(PAIRING_SIZE.width * this.#zoom), workAreaSize.width),
      Math.min(Math.round(PAIRING_SIZE.height * this.#zoom), workAreaSize.height),
    ];
  }

  #create(options: Electron.BrowserWindowConstructorOptions, page: string): BrowserWindow {
    const window = new BrowserWindow({
      ...options,
      show: false,
      icon: this.#icon,
      // The first frame already has the theme's background: no white flash.
      backgroundColor: canvasColour(nativeTheme.shouldUseDarkColors),
      webPreferences: {
        preload: this.#preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: true,
        zoomFactor: this.#zoom,
      },
    });
    window.once('ready-to-show', () => window.show());
    // Chromium remembers a zoom of its own for the page's origin: the setting is what counts.
    window.webContents.on('dom-ready', () => window.webContents.setZoomFactor(this.#zoom));
    const followTheme = (): void =>
      window.setBackgroundColor(canvasColour(nativeTheme.shouldUseDarkColors));
    nativeTheme.on('updated', followTheme);
    window.once('closed', () => nativeTheme.off('updated', followTheme));
    const url = this.#developmentUrl ? `${this.#developmentUrl}/${page}` : `${APP_ORIGIN}/${page}`;
    void window.loadURL(url);
    return window;
  }
}

function placeOf(window: BrowserWindow): NonNullable<StoredSettings['window']> {
  const { width, height, x, y } = window.getNormalBounds();
  return { width, height, x, y, isMaximized: window.isMaximized() };
}

/** A screen that was taken away while the window was hidden must not keep it. */
function bringOnScreen(window: BrowserWindow): void {
  if (window.isMaximized() || window.isFullScreen()) return;
  const bounds = window.getBounds();
  const place = onScreen(bounds);
  const isThere = place.x === bounds.x && place.y === bounds.y;
  if (!isThere || place.width !== bounds.width || place.height !== bounds.height) {
    window.setBounds(place);
  }
}

function onScreen(wanted: Area): Area {
  const { id, workArea } = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== id);
  return placeOnScreens(wanted, [workArea, ...others.map((display) => display.workArea)]);
}
