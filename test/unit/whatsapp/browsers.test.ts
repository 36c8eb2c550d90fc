import { describe, expect, it } from 'vitest';
import {
  browsersHere,
  findBrowser,
} from '../../../src-main/whatsapp/browser/installed-browsers.ts';
import { browserLaunch } from '../../../src-main/whatsapp/browser/launch-browser.ts';
import { treeMemory, treeOf } from '../../../src-main/whatsapp/browser/process-memory.ts';

function computer(
  platform: NodeJS.Platform,
  environment: Record<string, string>,
  ...files: string[]
) {
  return { platform, environment, exists: (path: string) => files.includes(path) };
}

describe('the browsers on this computer', () => {
  it('are found where each system puts them', () => {
    expect(findBrowser('chrome', computer('linux', {}, '/usr/bin/google-chrome'))).toBe(
      '/usr/bin/google-chrome',
    );
    const inHome = '/Users/ana/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    expect(findBrowser('edge', computer('darwin', { HOME: '/Users/ana' }, inHome))).toBe(inHome);
    const perUser = 'C:\\Users\\ana\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    expect(
      findBrowser(
        'chrome',
        computer('win32', { LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local' }, perUser),
      ),
    ).toBe(perUser);
  });

  it('are none where nothing is, and our own always', () => {
    expect(findBrowser('chrome', computer('win32', {}))).toBeNull();
    expect(browsersHere(computer('freebsd', {}))).toEqual(['own']);
    expect(browsersHere(computer('linux', {}, '/usr/bin/chromium'))).toEqual(['own', 'chromium']);
  });
});

describe('how a browser is started', () => {
  const own = {
    executablePath: '/app/alexia',
    appPath: '/app/folder',
    noSandbox: false,
    browserArguments: ['--host-resolver-rules=MAP * 127.0.0.1'],
  };

  it('is our own executable with a switch, and with another one when a person is to see it', () => {
    const hidden = browserLaunch({ browser: 'own', inWindow: false }, own);
    expect(hidden.executablePath).toBe('/app/alexia');
    expect(hidden.args.slice(0, 2)).toEqual(['/app/folder', '--whatsapp-browser']);
    expect(hidden.args).not.toContain('--whatsapp-window');
    expect(browserLaunch({ browser: 'own', inWindow: true }, own).args).toContain(
      '--whatsapp-window',
    );
  });

  it('is an installed one without a window, which finds the way to WhatsApp and nowhere else', () => {
    const { executablePath, args, isInstalled } = browserLaunch(
      { browser: 'chrome', inWindow: false },
      { ...own, browserArguments: [] },
      () => '/usr/bin/google-chrome',
    );
    expect({ executablePath, isInstalled }).toEqual({
      executablePath: '/usr/bin/google-chrome',
      isInstalled: true,
    });
    expect(args).toContain('--headless=new');
    expect(args.find((arg) => arg.startsWith('--host-resolver-rules='))).toMatch(
      /MAP \* ~NOTFOUND, EXCLUDE web\.whatsapp\.com, EXCLUDE \*\.whatsapp\.com, EXCLUDE \*\.whatsapp\.net/,
    );
    const shown = browserLaunch({ browser: 'chrome', inWindow: true }, own, () => '/chrome');
    expect(shown.args).not.toContain('--headless=new');
  });

  it('never takes the sandbox away by itself, nor opens a debugging port', () => {
    for (const browser of ['own', 'chrome'] as const) {
      const { args } = browserLaunch({ browser, inWindow: false }, own, () => '/chrome');
      expect(args.join(' ')).not.toMatch(
        /no-sandbox|remote-debugging-port|disable-site-isolation|disable-web-security/,
      );
    }
  });
});

describe('the memory of a browser', () => {
  it('is that of its process and all that came of it', () => {
    const rows = [
      { pid: 1, parent: 0 },
      { pid: 10, parent: 1 },
      { pid: 11, parent: 10 },
      { pid: 12, parent: 11 },
      { pid: 20, parent: 1 },
    ];
    expect(treeOf(10, rows)).toEqual([10, 11, 12]);
    expect(treeOf(99, rows)).toEqual([]);
  });

  it('is measured for a process that runs, and null for one that does not', async () => {
    const bytes = await treeMemory(process.pid);
    expect(bytes).toBeGreaterThan(10 * 1024 * 1024);
    expect(await treeMemory(2 ** 30)).toBeNull();
  });
});
