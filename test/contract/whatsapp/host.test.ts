import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SafeClient } from '../../../src-main/whatsapp/library/safe-client.ts';
import { listeningSockets } from './support/listening-sockets.ts';
import { libraryOn } from './support/library-on.ts';
import { TestDesk } from './support/test-desk.ts';

let desk: TestDesk;
let library: SafeClient;
beforeAll(async () => {
  desk = await TestDesk.create();
  library = libraryOn(desk);
  await library.initialize();
});
afterAll(async () => {
  await library.destroy();
  await desk.remove();
});

it('passes for a Chrome of its own version, and for nothing else', async () => {
  const agent = await library.run('navigator.userAgent');
  expect(agent).toMatch(
    /^Mozilla\/5\.0 \(.+\) AppleWebKit\/537\.36 \(KHTML, like Gecko\) Chrome\/\d+\.0\.0\.0 Safari\/537\.36$/,
  );
  expect(await library.run('navigator.webdriver')).toBe(false);
});

it('gives the page no Node and no Electron', async () => {
  const types = await library.run(
    `['process', 'Buffer', 'module', 'global'].map((name) => typeof globalThis[name])`,
  );
  expect(types).toEqual(['undefined', 'undefined', 'undefined', 'undefined']);
});

it('grants no permission', async () => {
  const states = await library.run(`Promise.all(
    ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'midi'].map(
      async (name) => (await navigator.permissions.query({ name })).state,
    ),
  )`);
  expect(states).toEqual(Array.from({ length: 6 }, () => 'denied'));
  const camera = await library.run(
    `navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', (error) => error.name)`,
  );
  expect(camera).not.toBe('given');
});

it('opens no window and goes nowhere else', async () => {
  expect(await library.run(`window.open('https://web.whatsapp.com/') === null`)).toBe(true);
  await library.run(`void (location.href = 'https://static.whatsapp.net/elsewhere')`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await library.run('location.origin')).toBe('https://web.whatsapp.com');
  expect(await library.pupBrowser?.pages()).toHaveLength(1);
});

it('asks for nothing outside of WhatsApp, even where the way there is open', async () => {
  const port = /127\.0\.0\.1:(\d+)/.exec(desk.launch.args.join(' '))?.[1];
  // The simulator itself, by an address that is not WhatsApp's: only the filter stands between.
  const loaded = library.run(`new Promise((resolve) => {
    const frame = document.createElement('img');
    frame.onload = () => resolve('loaded');
    frame.onerror = () => resolve('refused');
    frame.src = 'https://127.0.0.1:${port}/pps/x.png';
  })`);
  expect(await loaded).toBe('refused');
  const page = library.pupPage;
  if (page === undefined) throw new Error('There is no page');
  const outcome = await page.goto(`https://127.0.0.1:${port}/`).then(
    () => 'loaded',
    (error: unknown) => String(error),
  );
  expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  await page.goto('https://web.whatsapp.com/');
  expect(await library.run('location.origin')).toBe('https://web.whatsapp.com');
});

it('downloads nothing', async () => {
  const page = library.pupPage;
  if (page === undefined) throw new Error('There is no page');
  const session = await page.createCDPSession();
  const states: string[] = [];
  session.on('Page.downloadProgress', ({ state }) => states.push(state));
  await session.send('Page.enable');
  await library.run(`(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x'.repeat(1000)]));
    link.download = 'taken.txt';
    document.body.append(link);
    link.click();
  })()`);
  await desk.simulator.until(() => states.length > 0);
  expect(states).toContain('canceled');
  expect(states).not.toContain('completed');
});

it('leaves no debugging port open', () => {
  const [pid] = desk.browserPids();
  expect(pid).toBeDefined();
  expect(listeningSockets(Number(pid))).toEqual([]);
});
