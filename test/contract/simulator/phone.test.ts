import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPhone } from '../../simulator/phone/build-phone.ts';
import { testBrowser } from '../../simulator/support/launch-client.ts';
import { PageStandIn } from '../../simulator/support/page-stand-in.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';

const executablePath = testBrowser() ?? '';

describe('the phone window', { timeout: 30_000 }, () => {
  let simulator: WhatsAppSimulator;
  let folder: string;
  let app: ElectronApplication;
  let window: Page;

  const ana = () => simulator.customer('+34600111222', { name: 'Ana Souza' });

  beforeAll(async () => {
    simulator = await WhatsAppSimulator.start();
    await ana().says('Hello?');
    folder = await mkdtemp(join(tmpdir(), 'simulator-phone-'));
    const { url, token } = await simulator.openControl();
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const phone = await buildPhone(join(folder, 'app'));
    app = await _electron.launch({
      executablePath,
      args: [...sandbox, `--user-data-dir=${join(folder, 'profile')}`, phone],
      env: { ...process.env, SIMULATOR_URL: url, SIMULATOR_TOKEN: token },
    });
    window = await app.firstWindow();
  }, 60_000);

  afterAll(async () => {
    await app.close();
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const untilText = (selector: string, text: string) =>
    simulator.until(async () => (await window.textContent(selector))?.includes(text), {
      description: `"${text}" in ${selector}`,
    });

  it('scans the QR that a page shows', async () => {
    await untilText('#link', 'Not linked');
    const page = await PageStandIn.connect(simulator);
    const linked = simulator.until('linked');
    await page.ask('hello', { deviceId: null, lastSeq: null });
    await untilText('#link', 'QR');
    await window.click('#scan');
    await linked;
    await untilText('#link', 'Linked to the desktop');
    expect(await window.isVisible('#scan')).toBe(false);
  });

  it('writes as the customer, by keyboard', async () => {
    await window.focus('.customer');
    await window.keyboard.press('Enter');
    await untilText('#title', 'Ana Souza');
    await window.keyboard.type('One pair of shoes, please');
    await window.keyboard.press('Enter');
    await untilText('.bubble.own:last-child', 'One pair of shoes, please');
    const [chat] = (await simulator.book()).chats;
    expect(chat?.messages.at(-1)).toMatchObject({
      fromMe: false,
      body: 'One pair of shoes, please',
    });
    expect(await window.locator('.ticks.seen').count()).toBe(0);
    await simulator.phone.reads();
    await simulator.until(async () => (await window.locator('.ticks.seen').count()) === 2);
  });

  it('reads what the shop writes while the conversation is open, and only then', async () => {
    const id = await simulator.phone.says('+34600111222', 'Which size?');
    await untilText('.bubble.shop', 'Which size?');
    await simulator.until(async () => (await simulator.message(id)).ack === 3);
    await window.keyboard.press('Escape');
    await untilText('#title', 'Customers');
    const unread = await simulator.phone.says('+34600111222', 'Hello?');
    await untilText('.badge', '1');
    expect((await simulator.message(unread)).ack).toBe(1);
  });

  it('lets a new customer write, and unlinks', async () => {
    await window.click('#new');
    await simulator.until(() => window.isVisible('#form'));
    await window.fill('#text', 'Are you open?');
    await window.keyboard.press('Enter');
    await untilText('.bubble.own', 'Are you open?');
    expect((await simulator.book()).chats).toHaveLength(2);
    await window.click('#unlink');
    await untilText('#link', 'Not linked');
    expect(await window.isVisible('#conversation')).toBe(true);
    expect((await simulator.status()).linkedDevices).toBe(0);
  });

  it('has no way to Node or to the network', async () => {
    expect(await window.evaluate(() => typeof Reflect.get(window, 'require'))).toBe('undefined');
    const violated = await window.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) =>
            resolve(event.effectiveDirective),
          );
          fetch('http://127.0.0.1/').catch(() => undefined);
        }),
    );
    expect(violated).toBe('connect-src');
  });
});
