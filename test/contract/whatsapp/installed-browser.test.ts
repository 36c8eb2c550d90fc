import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { browsersHere } from '../../../src-main/whatsapp/browser/installed-browsers.ts';
import { browserLaunch } from '../../../src-main/whatsapp/browser/launch-browser.ts';
import { listeningSockets } from './support/listening-sockets.ts';
import { libraryOn } from './support/library-on.ts';
import { TestDesk } from './support/test-desk.ts';

/** The first Chrome, Edge or Chromium of this computer: an account can be linked in each of them. */
const [, installed] = browsersHere();

let desk: TestDesk;
afterEach(() => desk.remove());

async function deskWithInstalledBrowser(): Promise<TestDesk> {
  const made = await TestDesk.create();
  made.browser = browserLaunch(
    { browser: installed ?? 'own', inWindow: false },
    {
      executablePath: '',
      appPath: undefined,
      // Chromium's sandbox refuses to run as root.
      noSandbox: process.getuid?.() === 0,
      browserArguments: made.simulator.launchArgs(),
    },
  );
  return made;
}

describe.runIf(installed !== undefined)('an account in an installed browser', () => {
  it('is linked there, receives and sends, and is found linked again', async () => {
    desk = await deskWithInstalledBrowser();
    const first = await desk.ready();
    const customer = desk.simulator.customer('34600111222');
    await customer.says('in Chrome');
    const { chatId } = await first.message('in Chrome');
    const text = 'So am I';
    const content = { kind: 'text', text } as const;
    const messageId = '3EB0AAAAAAAAAAAAAAAAAA';
    expect(await first.client.send({ chatId, messageId, content })).toBe('sent');
    const { chats } = await desk.simulator.book();
    expect(chats.flatMap(({ messages }) => messages.map(({ body }) => body))).toContain(text);
    expect(desk.browserPids().map(executableOf)).toEqual([expect.stringContaining('chrom')]);
    await first.client.stop();
    expect(desk.plainProfiles()).toEqual([]);

    const again = await desk.ready();
    expect(again.all('qr')).toEqual([]);
  });

  it('has no debugging port, does not show that it is driven, and opens and reaches nothing but WhatsApp', async () => {
    desk = await deskWithInstalledBrowser();
    const library = libraryOn(desk);
    await library.initialize();
    try {
      const [pid] = desk.browserPids();
      expect(listeningSockets(Number(pid))).toEqual([]);
      expect(await library.run('navigator.userAgent')).not.toContain('Headless');
      expect(await library.run('navigator.webdriver')).toBe(false);
      expect(
        await library.run(`fetch('https://example.com/').then(() => 'there', () => 'nowhere')`),
      ).toBe('nowhere');
      await library.run(`void window.open('https://web.whatsapp.com/')`);
      await desk.simulator.until(async () => (await library.pupBrowser?.pages())?.length === 1);
    } finally {
      await library.destroy();
    }
  });

  it('ends with the app that drives it', async () => {
    desk = await deskWithInstalledBrowser();
    const profile = join(desk.plainFolder, 'orphan');
    const driver = join(import.meta.dirname, 'support/driver-process.ts');
    const { executablePath, args } = desk.launch;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', driver, JSON.stringify({ executablePath, args, profile })],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    expect(desk.browserPids()).toHaveLength(1);
    child.kill('SIGKILL');
    await desk.simulator.until(() => desk.browserPids().length === 0, {
      description: 'the browser has ended',
    });
  });
});

function executableOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
}
