import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  isAllowedInFrame,
  isAllowedInWindow,
} from '../../../src-main/whatsapp/host/allowed-navigation.ts';
import { isAllowedRequest } from '../../../src-main/whatsapp/host/allowed-requests.ts';
import { chromeUserAgent } from '../../../src-main/whatsapp/host/chrome-user-agent.ts';

describe('where the window may go', () => {
  it.each([
    ['https://web.whatsapp.com/', true],
    ['https://web.whatsapp.com/?post_logout=1&logout_reason=1', true],
    ['about:blank', true],
    ['https://web.whatsapp.com.example.com/', false],
    ['https://web.whatsapp.com:8443/', false],
    ['http://web.whatsapp.com/', false],
    ['https://www.whatsapp.com/', false],
    ['https://user@example.com/web.whatsapp.com', false],
    ['file:///etc/passwd', false],
    ['chrome://crash', false],
    ['data:text/html,x', false],
    ['blob:https://web.whatsapp.com/1', false],
    ['about:blank#blocked', false],
    ['', false],
    ['nonsense', false],
  ])('%s: %s', (url, allowed) => {
    expect(isAllowedInWindow(url)).toBe(allowed);
  });

  it.each([
    ['https://web.whatsapp.com/frame', true],
    ['about:srcdoc', true],
    ['data:text/html,x', true],
    ['blob:https://web.whatsapp.com/1', true],
    ['blob:https://example.com/1', false],
    ['https://example.com/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
  ])('a frame to %s: %s', (url, allowed) => {
    expect(isAllowedInFrame(url)).toBe(allowed);
  });
});

describe('what the browser may ask for', () => {
  it.each([
    ['https://web.whatsapp.com/', true],
    ['https://static.whatsapp.net/rsrc.php/x.js', true],
    ['https://mmg.whatsapp.net/v/t62', true],
    ['wss://web.whatsapp.com/ws/chat', true],
    ['https://whatsapp.com/', true],
    ['data:image/png;base64,', true],
    ['blob:https://web.whatsapp.com/1', true],
    ['http://web.whatsapp.com/', false],
    ['https://whatsapp.com.example.com/', false],
    ['https://notwhatsapp.com/', false],
    ['https://example.com/?web.whatsapp.com', false],
    ['https://graph.facebook.com/', false],
    ['https://127.0.0.1/', false],
    ['file:///etc/passwd', false],
    ['chrome-extension://x/', false],
    ['ftp://web.whatsapp.com/', false],
    ['nonsense', false],
  ])('%s: %s', (url, allowed) => {
    expect(isAllowedRequest(url)).toBe(allowed);
  });
});

describe('the user agent', () => {
  it('is that of a Chrome of this version on this system', () => {
    expect(chromeUserAgent('130.0.6723.137', 'linux')).toBe(
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    );
    expect(chromeUserAgent('146.0.1.2', 'darwin')).toContain('(Macintosh; Intel Mac OS X 10_15_7)');
    expect(chromeUserAgent('146.0.1.2', 'win32')).toContain('(Windows NT 10.0; Win64; x64)');
    expect(() => chromeUserAgent('', 'linux')).toThrow('Not a Chrome version');
  });
});

const electron = vi.hoisted(
  (): { app: unknown; windows: { options: Record<string, unknown> }[] } => ({
    app: undefined,
    windows: [],
  }),
);
vi.mock('electron', () => ({
  get app() {
    return electron.app;
  },
  Menu: { setApplicationMenu: vi.fn() },
  BrowserWindow: class {
    readonly webContents = { setAudioMuted: vi.fn() };
    readonly loadURL = vi.fn(() => Promise.resolve());
    constructor(options: Record<string, unknown>) {
      electron.windows.push({ options });
    }
  },
}));

describe('the browser', () => {
  class FakeApp extends EventEmitter {
    readonly commandLine = {
      getSwitchValue: (): string => '/profile',
      hasSwitch: (name: string): boolean => this.switches.has(name),
    };
    readonly switches = new Set<string>();
    readonly paths = new Map<string, string>();
    readonly disableHardwareAcceleration = vi.fn();
    readonly quit = vi.fn();
    readonly exit = vi.fn();
    userAgentFallback = '';
    setPath(name: string, path: string): void {
      this.paths.set(name, path);
    }
  }
  class FakeContents extends EventEmitter {
    openHandler: (() => unknown) | undefined;
    setWindowOpenHandler(handler: () => unknown): void {
      this.openHandler = handler;
    }
  }

  let app: FakeApp;
  beforeEach(async () => {
    vi.useFakeTimers();
    app = new FakeApp();
    electron.app = app;
    electron.windows.length = 0;
    vi.stubGlobal(
      'process',
      Object.create(process, { versions: { value: { ...process.versions, chrome: '130.0.1.2' } } }),
    );
    const { runWhatsAppBrowser } =
      await import('../../../src-main/whatsapp/host/run-whatsapp-browser.ts');
    runWhatsAppBrowser();
    return () => {
      vi.unstubAllGlobals();
      vi.useRealTimers();
    };
  });

  it('keeps to the profile it was given, and shows one hidden, sandboxed window', () => {
    expect([...app.paths]).toEqual([
      ['userData', '/profile'],
      ['sessionData', '/profile'],
    ]);
    expect(app.userAgentFallback).toContain('Chrome/130.0.0.0');
    app.emit('ready');
    expect(electron.windows).toHaveLength(1);
    expect(electron.windows[0]?.options).toMatchObject({
      show: false,
      skipTaskbar: true,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        backgroundThrottling: false,
        spellcheck: false,
      },
    });
    app.emit('window-all-closed');
    expect(app.quit).toHaveBeenCalledOnce();
  });

  it('shows its window to a person who is to give a passkey', async () => {
    app = new FakeApp();
    app.switches.add('whatsapp-window');
    electron.app = app;
    const { runWhatsAppBrowser } =
      await import('../../../src-main/whatsapp/host/run-whatsapp-browser.ts');
    runWhatsAppBrowser();
    app.emit('ready');
    expect(electron.windows.at(-1)?.options).toMatchObject({
      show: true,
      focusable: true,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
  });

  it('holds back every request that is not for WhatsApp', () => {
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setSpellCheckerEnabled: vi.fn(),
      setSpellCheckerLanguages: vi.fn(),
      flushStorageData: vi.fn(),
      webRequest: { onBeforeRequest: vi.fn() },
    });
    app.emit('session-created', session);
    const handler = session.webRequest.onBeforeRequest.mock.calls[0]?.[0] as (
      details: { url: string },
      answer: (response: { cancel: boolean }) => void,
    ) => void;
    const answer = vi.fn();
    handler({ url: 'https://example.com/pixel.gif' }, answer);
    handler({ url: 'wss://web.whatsapp.com/ws/chat' }, answer);
    expect(answer.mock.calls).toEqual([[{ cancel: true }], [{ cancel: false }]]);
  });

  it('grants nothing, downloads nothing, and writes local storage out every second', () => {
    const handlers: Record<string, (...args: never[]) => unknown> = {};
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: (handler: () => unknown) => (handlers.request = handler),
      setPermissionCheckHandler: (handler: () => unknown) => (handlers.check = handler),
      setDevicePermissionHandler: (handler: () => unknown) => (handlers.device = handler),
      setSpellCheckerEnabled: vi.fn(),
      setSpellCheckerLanguages: vi.fn(),
      flushStorageData: vi.fn(),
      webRequest: { onBeforeRequest: vi.fn() },
    });
    app.emit('session-created', session);
    expect(session.setSpellCheckerLanguages).toHaveBeenCalledWith([]);
    const answer = vi.fn();
    (handlers.request as unknown as (...args: unknown[]) => void)(null, 'notifications', answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(false);
    expect(handlers.check?.()).toBe(false);
    expect(handlers.device?.()).toBe(false);
    const download = { preventDefault: vi.fn() };
    session.emit('will-download', download);
    expect(download.preventDefault).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(3_000);
    expect(session.flushStorageData).toHaveBeenCalledTimes(3);
  });

  it('writes local storage out once more before it quits', () => {
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setSpellCheckerEnabled: vi.fn(),
      setSpellCheckerLanguages: vi.fn(),
      flushStorageData: vi.fn(),
      webRequest: { onBeforeRequest: vi.fn() },
    });
    app.emit('session-created', session);
    const first = { preventDefault: vi.fn() };
    app.emit('before-quit', first);
    expect(first.preventDefault).toHaveBeenCalledOnce();
    expect(session.flushStorageData).toHaveBeenCalledOnce();
    expect(app.quit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(250);
    expect(app.quit).toHaveBeenCalledOnce();
    const second = { preventDefault: vi.fn() };
    app.emit('before-quit', second);
    expect(second.preventDefault).not.toHaveBeenCalled();
  });

  it('refuses windows, webviews, and every way out of WhatsApp', () => {
    const contents = new FakeContents();
    app.emit('web-contents-created', {}, contents);
    expect(contents.openHandler?.()).toEqual({ action: 'deny' });
    const isRefused = (event: string, url: string, isMainFrame: boolean): boolean => {
      const details = { url, isMainFrame, preventDefault: vi.fn() };
      contents.emit(event, details);
      return details.preventDefault.mock.calls.length === 1;
    };
    for (const event of ['will-frame-navigate', 'will-redirect']) {
      expect(isRefused(event, 'https://example.com/', true)).toBe(true);
      expect(isRefused(event, 'https://example.com/', false)).toBe(true);
      expect(isRefused(event, 'data:text/html,x', true)).toBe(true);
      expect(isRefused(event, 'https://web.whatsapp.com/', true)).toBe(false);
      expect(isRefused(event, 'about:srcdoc', false)).toBe(false);
    }
    expect(isRefused('will-attach-webview', '', true)).toBe(true);
  });
});
