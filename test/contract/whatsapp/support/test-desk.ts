import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionId } from '../../../../src-preload/contract/ids.ts';
import { systemClock } from '../../../../src-main/common/clock.ts';
import { WHATSAPP_BROWSER_SWITCH } from '../../../../src-main/whatsapp/browser/browser-switch.ts';
import type { BrowserLaunch } from '../../../../src-main/whatsapp/browser/browser-launch.ts';
import { ProfileVault } from '../../../../src-main/whatsapp/vault/profile-vault.ts';
import {
  WhatsAppWebClient,
  type ClientTiming,
} from '../../../../src-main/whatsapp/whatsapp-web-client.ts';
import type { SimulatorOptions } from '../../../simulator/options.ts';
import { WhatsAppSimulator } from '../../../simulator/whatsapp-simulator.ts';
import { buildBrowserApp, electronUnderTest } from './browser-app.ts';
import { MemorySecrets } from '../../../unit/whatsapp/support/memory-secrets.ts';
import { RecordedClient } from './recorded-client.ts';
import { silentLog } from '../../../unit/whatsapp/support/silent-log.ts';
import { recordedLog } from '../../../support/databases/recorded-log.ts';

/** A desktop with its own WhatsApp: simulator, vault, and the real clients that are started on it. */
export class TestDesk {
  readonly simulator: WhatsAppSimulator;
  readonly folder: string;
  readonly secrets = new MemorySecrets();
  /** What its clients have logged. */
  readonly log = recordedLog();
  readonly sessionId = SessionId.parse(randomUUID());
  readonly #browserApp: string;
  readonly #clients: WhatsAppWebClient[] = [];
  vault: ProfileVault;
  /** In the place of our own executable. */
  browser: BrowserLaunch | undefined;

  static async create(options: SimulatorOptions = {}): Promise<TestDesk> {
    const simulator = await WhatsAppSimulator.start(options);
    const folder = await mkdtemp(join(tmpdir(), 'whatsapp-desk-'));
    return new TestDesk(simulator, folder, await buildBrowserApp());
  }

  private constructor(simulator: WhatsAppSimulator, folder: string, browserApp: string) {
    this.simulator = simulator;
    this.folder = folder;
    this.#browserApp = browserApp;
    this.vault = this.newVault();
  }

  get sealedFolder(): string {
    return join(this.folder, 'sealed');
  }

  get plainFolder(): string {
    return join(this.folder, 'running');
  }

  /** As after a new start of the app: nothing is remembered but what is on disk. */
  newVault(timing: { firstSealAfter?: number; sealEvery?: number } = {}): ProfileVault {
    this.vault = new ProfileVault({
      sealedFolder: this.sealedFolder,
      plainFolder: this.plainFolder,
      secrets: this.secrets,
      clock: systemClock,
      log: silentLog(),
      ...timing,
    });
    return this.vault;
  }

  /** How its browsers are started: as our own executable, unless `browser` says otherwise. */
  get launch(): BrowserLaunch {
    if (this.browser) return this.browser;
    return {
      executablePath: electronUnderTest(),
      args: [
        this.#browserApp,
        `--${WHATSAPP_BROWSER_SWITCH}`,
        // Chromium's sandbox refuses to run as root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...this.simulator.launchArgs(),
      ],
    };
  }

  newClient(sessionId = this.sessionId, timing: Partial<ClientTiming> = {}): WhatsAppWebClient {
    const client = new WhatsAppWebClient({
      launch: this.launch,
      profile: this.vault.profile(sessionId),
      clock: systemClock,
      log: this.log,
      timing,
    });
    this.#clients.push(client);
    return client;
  }

  recorded(timing: Partial<ClientTiming> = {}): RecordedClient<WhatsAppWebClient> {
    return new RecordedClient(this.newClient(this.sessionId, timing));
  }

  /** Starts a client, scans its code when it shows one, and waits until it is ready. */
  async ready(timing: Partial<ClientTiming> = {}): Promise<RecordedClient<WhatsAppWebClient>> {
    const recorded = this.recorded(timing);
    await recorded.client.start();
    const first = await recorded.until('a QR code or ready', (events) =>
      events.find(({ kind }) => kind === 'qr' || kind === 'ready'),
    );
    if (first.kind === 'qr') {
      await this.simulator.phone.scan(first.qr);
      await recorded.next('ready');
    }
    return recorded;
  }

  /** The process ids of the browsers that run on this desk's profiles, without their children. */
  browserPids(): number[] {
    return browserPidsOn(this.plainFolder);
  }

  /** What lies about in the plain. */
  plainProfiles(): string[] {
    return existsSync(this.plainFolder) ? readdirSync(this.plainFolder) : [];
  }

  async remove(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.stop()));
    await this.simulator.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    await rm(this.#browserApp, { recursive: true, force: true });
  }
}

/** Linux only, as the machines that run these tests. */
export function browserPidsOn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        readlinkSync(`/proc/${pid}/exe`);
        return command.includes(`--user-data-dir=${folder}`) && !command.includes('--type=');
      } catch {
        // It ended while we looked.
        return false;
      }
    })
    .map(Number);
}
