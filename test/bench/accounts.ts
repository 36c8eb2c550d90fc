import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionId } from '../../src-preload/contract/ids.ts';
import type { BrowserName } from '../../src-preload/contract/session.ts';
import { systemClock } from '../../src-main/common/clock.ts';
import { browserLaunch } from '../../src-main/whatsapp/browser/launch-browser.ts';
import { findBrowser } from '../../src-main/whatsapp/browser/installed-browsers.ts';
import { treeMemory } from '../../src-main/whatsapp/browser/process-memory.ts';
import { ProfileVault } from '../../src-main/whatsapp/vault/profile-vault.ts';
import { WhatsAppWebClient } from '../../src-main/whatsapp/whatsapp-web-client.ts';
import { buildBrowserApp, electronUnderTest } from '../contract/whatsapp/support/browser-app.ts';
import { WhatsAppSimulator } from '../simulator/whatsapp-simulator.ts';
import { recordedLog } from '../support/databases/recorded-log.ts';
import { memorySecretStore } from '../support/databases/memory-secret-store.ts';
import { reportResult } from './support/report-result.ts';
import { median } from './support/statistics.ts';

/**
 * What WhatsApp accounts take of the memory of one desktop: ten of them linked one after the other to a
 * simulated WhatsApp with 200 chats, with real browsers and the real library. A browser's figure is the proportional share (PSS)
 * of all its processes; this process drives them as the app's main process does, so what it grows by is main's share.
 * `--accounts=N` for another number.
 */
const ACCOUNTS = Number(
  process.argv.find((argument) => argument.startsWith('--accounts='))?.split('=')[1] ?? 10,
);
/** How long a page settles before it is measured. Milliseconds. */
const SETTLE = 5_000;
const MEGABYTE = 1024 * 1024;

const folder = await mkdtemp(join(tmpdir(), 'bench-accounts-'));
const appPath = await buildBrowserApp();
const log = recordedLog();
const vault = new ProfileVault({
  sealedFolder: join(folder, 'sealed'),
  plainFolder: join(folder, 'running'),
  secrets: memorySecretStore(),
  clock: systemClock,
  log,
});
const closers: (() => Promise<void>)[] = [];
// One for all, so that its own memory is none of what an account adds.
const simulator = await WhatsAppSimulator.start();
for (let customer = 0; customer < 200; customer += 1) {
  await simulator.customer(`34611${String(customer).padStart(6, '0')}`).says(`Hello ${customer}`);
}

const rows = [await measure('own', ACCOUNTS)];
if (findBrowser('chromium') !== null) rows.push(await measure('chromium', 1));
await simulator.stop();
await rm(folder, { recursive: true, force: true });
await rm(appPath, { recursive: true, force: true });
await reportResult('accounts', { 'Memory per account, in MB (PSS)': rows });

async function measure(browser: BrowserName, count: number): Promise<object> {
  const before = await ownMemory();
  const pids: number[] = [];
  for (let account = 0; account < count; account += 1) {
    pids.push(await link(browser));
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  const main = ((await ownMemory()) - before) / count;
  const each = await Promise.all(
    pids.map(async (pid) => ((await treeMemory(pid)) ?? 0) / MEGABYTE),
  );
  for (const close of closers.splice(0).reverse()) await close();
  return {
    browser,
    accounts: count,
    'browser, median': Math.round(median(each)),
    'browser, most': Math.round(Math.max(...each)),
    'all browsers': Math.round(each.reduce((sum, one) => sum + one, 0)),
    'main, for each': Math.round(main * 10) / 10,
  };
}

/** Links one more device. Answers with its browser's process. */
async function link(browser: BrowserName): Promise<number> {
  const client = new WhatsAppWebClient({
    launch: browserLaunch(
      { browser, inWindow: false },
      {
        executablePath: electronUnderTest(),
        appPath,
        noSandbox: process.getuid?.() === 0,
        browserArguments: simulator.launchArgs(),
      },
    ),
    profile: vault.profile(SessionId.parse(randomUUID())),
    clock: systemClock,
    log,
  });
  closers.push(() => client.stop());
  const ready = new Promise<void>((resolve, reject) => {
    client.listen((event) => {
      if (event.kind === 'qr') simulator.phone.scan(event.qr).catch(reject);
      if (event.kind === 'ready') resolve();
      if (event.kind === 'dead') reject(new Error(event.why));
    });
  });
  await client.start();
  await ready;
  const { pid } = client.vitals();
  if (pid === null) throw new Error('There is no browser');
  return pid;
}

/** What this process itself takes, garbage collected where node allows it. */
async function ownMemory(): Promise<number> {
  globalThis.gc?.();
  return process.memoryUsage().rss / MEGABYTE;
}
