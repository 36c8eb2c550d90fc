import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { broken } from '../support/security/held.ts';
import { listeningPost } from '../support/security/listening-post.ts';
import { pageAttacks } from '../support/security/page-attacks.ts';
import { traversals } from '../support/security/traversals.ts';
import type { Desk } from '../support/desk/launch-desk.ts';
import { expect, test } from './fixtures.ts';

const root = join(import.meta.dirname, '../..');
const PERMISSIONS = [
  ...['geolocation', 'notifications', 'midi', 'camera', 'microphone', 'background-sync'],
  ...['accelerometer', 'gyroscope', 'magnetometer', 'persistent-storage', 'screen-wake-lock'],
  ...['clipboard-read', 'idle-detection', 'window-management', 'local-fonts', 'storage-access'],
];

/** Electron's checklist, in its order; what a page of ours could do if somebody had got a script into it. */
test('a page of the app can do nothing but call the two functions of its bridge', async ({
  launch,
}) => {
  test.setTimeout(120_000);
  const post = await listeningPost();
  const desk = await launch();
  const page = await desk.mainWindow();
  await expect(page.getByLabel('Your name')).toBeVisible();
  const home = page.url();

  await test.step('1, 6, 8 to 12: no window has a preference that weakens it', async () => {
    expect(broken('weak web preferences', await preferences(desk))).toEqual([]);
  });

  await test.step('2, 3, 4, 20: no Node and no Electron, only the bridge', async () => {
    expect(broken('Node or Electron in a page', await globalsIn(page))).toEqual([]);
  });

  await test.step('5: permissions are denied, asked for and checked', async () => {
    expect(broken('permissions', await permissions(page))).toEqual([]);
  });

  await test.step('7: the policy has no unsafe-*, and refuses what it should', async () => {
    const policy = await page.evaluate(async () => {
      const answer = await fetch('app://alexia/index.html');
      return answer.headers.get('content-security-policy') ?? '';
    });
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'nonce-[\w+/=]+'; /);
    expect(policy).not.toMatch(/unsafe|strict-dynamic|\*|https?:/);
    const outcomes = await page.evaluate(pageAttacks, post.origin);
    expect(broken('scripts, frames and requests of a page', outcomes)).toEqual([]);
    expect(post.heard).toEqual([]);
  });

  await test.step('7: the same attacks do harm in a page without a policy', async () => {
    const harmed = await desk.app.evaluate(async ({ BrowserWindow }, remote) => {
      const window = new BrowserWindow({ show: false });
      await window.loadURL('data:text/html,<body>hello');
      const done = (await window.webContents.executeJavaScript(`
        window.done = [];
        document.body.innerHTML = '<img src="x" onerror="done.push(1)">';
        const script = document.createElement('script');
        script.textContent = 'done.push(2)';
        document.body.append(script);
        fetch('${remote}/fetched').catch(() => done.push(4));
        setTimeout('done.push(3)');
        new Promise((resolve) => setTimeout(() => resolve(done.sort().join()), 500));
      `)) as string;
      window.destroy();
      return done;
    }, post.origin);
    expect(harmed).toBe('1,2,3,4');
    // What asks elsewhere is stopped by the session of all windows, too.
    expect(post.heard).toEqual([]);
  });

  await test.step('13, 14: it goes nowhere, and opens nothing', async () => {
    expect(broken('navigation and new windows', await navigation(desk, page, post.origin))).toEqual(
      [],
    );
    expect(page.url()).toBe(home);
    expect(post.heard).toEqual([]);
  });

  await test.step('a page that blanks itself is not heard any more', async () => {
    // The one address of which Electron does not ask.
    expect(await page.evaluate(async () => (await window.alexia.invoke('app.state', {})).ok)).toBe(
      true,
    );
    await page.goto('about:blank');
    const refused = await page.evaluate(async () => {
      const bridge = window.alexia as typeof window.alexia | undefined;
      const result = await bridge?.invoke('app.state', {});
      return result === undefined || (!result.ok && result.error.code === 'not_allowed');
    });
    expect(broken('a page that blanks itself', { 'about:blank': refused })).toEqual([]);
    await page.goto(home);
    await expect(page.getByLabel('Your name')).toBeVisible();
  });

  await test.step('17: main hears nobody but the top frame of a window of ours', async () => {
    expect(broken('IPC from elsewhere', await foreignSenders(desk))).toEqual([]);
  });

  await test.step('18: the private protocols serve what they have, and nothing else', async () => {
    expect(broken('path traversal', await outsideOfTheFolder(desk))).toEqual([]);
  });

  await test.step('files that are dropped on it leave it where it is', async () => {
    const client = await page.context().newCDPSession(page);
    const data = { items: [], files: [join(root, 'package.json')], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await client.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    }
    await page.waitForTimeout(500);
    expect(broken('files dropped on a window', { 'a file': page.url() === home })).toEqual([]);
    await expect(page.getByLabel('Your name')).toBeVisible();
  });
  await post.close();
});

async function preferences(desk: Desk): Promise<Record<string, boolean>> {
  const all = await desk.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => ({
      // Not in the types: what the window was made with.
      ...(
        each as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      ).getLastWebPreferences(),
    })),
  );
  expect(all.length).toBeGreaterThan(0);
  const wanted = {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
  } as const;
  return Object.fromEntries(
    all.flatMap((each, index) => [
      ...Object.entries(wanted).map(([name, value]): [string, boolean] => [
        `window ${index}: ${name}`,
        ((Reflect.get(each, name) ?? false) as unknown) === value,
      ]),
      [`window ${index}: enableBlinkFeatures`, !each.enableBlinkFeatures] as const,
    ]),
  );
}

function globalsIn(page: Page): Promise<Record<string, boolean>> {
  return page.evaluate(() => {
    const outcomes: Record<string, boolean> = {};
    for (const name of [
      ...['require', 'process', 'module', 'exports', 'Buffer', 'global', 'setImmediate'],
      ...['__dirname', '__filename', 'ipcRenderer', 'electron', 'electronAPI'],
    ]) {
      outcomes[name] = !(name in globalThis);
    }
    outcomes['more on the bridge than two functions'] =
      Object.keys(window.alexia).sort().join() === 'invoke,subscribe';
    outcomes['the bridge leads to Node'] = (() => {
      try {
        const make = window.alexia.invoke.constructor as unknown as (code: string) => () => unknown;
        return make('return typeof process')() === 'undefined';
      } catch {
        return true;
      }
    })();
    try {
      Object.defineProperty(window, 'alexia', { value: null });
      outcomes['the bridge can be replaced'] = false;
    } catch {
      outcomes['the bridge can be replaced'] = true;
    }
    return outcomes;
  });
}

async function permissions(page: Page): Promise<Record<string, boolean>> {
  return page.evaluate(async (names) => {
    const outcomes: Record<string, boolean> = {};
    for (const name of names) {
      const state = await navigator.permissions
        .query({ name: name as PermissionName })
        .then((status) => status.state)
        .catch(() => 'unknown here');
      outcomes[`checked: ${name}`] = state !== 'granted';
    }
    const isRefused = async (asking: Promise<unknown>): Promise<boolean> =>
      asking.then(
        () => false,
        () => true,
      );
    const { mediaDevices, geolocation, clipboard } = navigator;
    outcomes['asked: microphone'] = await isRefused(mediaDevices.getUserMedia({ audio: true }));
    outcomes['asked: camera'] = await isRefused(mediaDevices.getUserMedia({ video: true }));
    outcomes['asked: the screen'] = await isRefused(mediaDevices.getDisplayMedia());
    outcomes['asked: where it is'] = await isRefused(
      new Promise((resolve, reject) => geolocation.getCurrentPosition(resolve, reject)),
    );
    outcomes['asked: the clipboard'] = await isRefused(clipboard.readText());
    outcomes['asked: notifications'] = (await Notification.requestPermission()) !== 'granted';
    outcomes['asked: MIDI'] = await isRefused(navigator.requestMIDIAccess({ sysex: true }));
    outcomes['asked: to stay awake'] = await isRefused(navigator.wakeLock.request('screen'));
    for (const name of ['usb', 'hid', 'serial', 'bluetooth']) {
      const device = Reflect.get(navigator, name) as
        Record<string, (options: object) => Promise<unknown>> | undefined;
      const ask = device?.requestDevice ?? device?.requestPort;
      const asking = ask?.call(device, { filters: [] });
      // HID answers nothing with an empty list.
      const given = await (asking ?? Promise.reject(new Error('not here'))).catch(() => []);
      outcomes[`asked: ${name}`] = Array.isArray(given) && given.length === 0;
    }
    return outcomes;
  }, PERMISSIONS);
}

async function navigation(
  desk: Desk,
  page: Page,
  origin: string,
): Promise<Record<string, boolean>> {
  const targets = [
    `${origin}/page`,
    'https://web.whatsapp.com/',
    'file:///etc/passwd',
    'data:text/html,<h1>hello</h1>',
    'javascript:document.title="pwned"',
    'alexia-media://file/00000000-0000-4000-8000-000000000000/AAAA',
    'app://elsewhere/index.html',
    'app://alexia.elsewhere/index.html',
    'chrome://version',
    'devtools://devtools/bundled/inspector.html',
    'alexia-desk://conversation/1',
    'ms-settings:about',
    'mailto:a@example.com',
  ];
  const outcomes: Record<string, boolean> = {};
  const home = page.url();
  const windows = (): Promise<number> =>
    desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  const before = await windows();
  for (const target of targets) {
    const opened = await page.evaluate((url) => {
      const other = window.open(url);
      const link = document.createElement('a');
      link.href = url;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.download = 'file';
      link.target = '';
      link.click();
      link.remove();
      return other !== null;
    }, target);
    outcomes[`opened: ${target}`] = !opened && (await windows()) === before;
    await page.evaluate((url) => {
      try {
        location.href = url;
      } catch {
        // Chromium itself refuses some.
      }
    }, target);
    await page.waitForTimeout(100);
    outcomes[`gone to: ${target}`] = page.url() === home && (await page.title()) !== 'pwned';
  }
  return outcomes;
}

/** Pages that have the app's own preload, and must not be heard. */
async function foreignSenders(desk: Desk): Promise<Record<string, boolean>> {
  return desk.app.evaluate(async ({ app, BrowserWindow, WebContentsView }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const ask =
      'window.alexia?.invoke("app.state", {}).then((answer) => JSON.stringify(answer)) ?? \'"not_allowed"\'';
    const isRefused = (answer: unknown): boolean => String(answer).includes('"not_allowed"');
    const outcomes: Record<string, boolean> = {};
    for (const url of ['data:text/html,<p>hello', 'about:blank', 'alexia-media://file/x']) {
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await window.loadURL(url).catch(() => undefined);
      const answer: unknown = await window.webContents
        .executeJavaScript(ask)
        .catch(() => '"not_allowed"');
      outcomes[`a window that shows ${url}`] = isRefused(answer);
      window.destroy();
    }
    const view = new WebContentsView({ webPreferences: { preload, sandbox: true } });
    await view.webContents.loadURL('app://alexia/index.html');
    outcomes['a page of ours that is in no window'] = isRefused(
      await view.webContents.executeJavaScript(ask),
    );
    view.webContents.close();
    // The page of the app inside of another one: it does not let itself be shown there.
    const around = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, nodeIntegrationInSubFrames: true },
    });
    await around.loadURL(
      'data:text/html,<iframe src="app://alexia/index.html"></iframe><iframe srcdoc="x"></iframe>',
    );
    for (const frame of around.webContents.mainFrame.frames) {
      const answer: unknown = await frame.executeJavaScript(ask).catch(() => '"not_allowed"');
      outcomes[`a frame that shows ${frame.url || 'nothing'}`] = isRefused(answer);
    }
    around.destroy();
    return outcomes;
  });
}

async function outsideOfTheFolder(desk: Desk): Promise<Record<string, boolean>> {
  const answers = await desk.app.evaluate(async ({ session }, urls) => {
    const answered: { url: string; status: number; text: string }[] = [];
    for (const url of urls) {
      const answer = await session.defaultSession.fetch(url).catch(() => null);
      answered.push({ url, status: answer?.status ?? 0, text: (await answer?.text()) ?? '' });
    }
    return answered;
  }, traversals);
  const good = await desk.app.evaluate(async ({ session }) => {
    const answer = await session.defaultSession.fetch('app://alexia/index.html');
    return [answer.status, answer.headers.get('x-content-type-options')];
  });
  expect(good).toEqual([200, 'nosniff']);
  return Object.fromEntries(
    answers.map(({ url, status, text }) => [
      `${url} (${status})`,
      (status === 404 || status === 0) && !/alexia-desk"|import |function/.test(text),
    ]),
  );
}
