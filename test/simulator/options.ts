import type { WireOwner } from './protocol/wire-message.ts';
import type { Quirks } from './quirks.ts';

export interface PageTiming {
  /** Milliseconds before the page's modules exist. */
  readonly bootDelayMs: number;
  /** Milliseconds between the last progress report and the end of the sync. */
  readonly syncDelayMs: number;
  /** Pictures and files of others are ready without a download. */
  readonly autoDownload: boolean;
  /** Holds the end of the sync until somebody listens for it. Off, it can be missed, as on the real page. */
  readonly syncWaitsForListener: boolean;
}

export interface SimulatorSettings {
  readonly me: WireOwner;
  /** How long one QR is valid. */
  readonly qrIntervalMs: number;
  /** How many QRs are offered before the page turns idle. */
  readonly qrMaxRefs: number;
  /**
   * When the app's messages are acknowledged: by the server (ack 1), then by the customer's phone (ack 2; `null` never,
   * `customer.receives()` does it). Ack 3 comes from `customer.reads()` only.
   */
  readonly autoAck: { readonly serverMs: number; readonly deviceMs: number | null };
  /** How many of the newest messages of each chat a starting page gets. */
  readonly preload: number;
  /** How many messages one look back into the history brings. */
  readonly historyBatch: number;
  readonly page: PageTiming;
  readonly quirks: Quirks;
  readonly webVersion: string;
  /** Milliseconds, as `Date.now`. */
  readonly now: () => number;
}

export type SimulatorOptions = Partial<Omit<SimulatorSettings, 'page'>> & {
  readonly page?: Partial<PageTiming>;
  /** Port of the https server; a free one if left out. */
  readonly port?: number;
};

const defaults: SimulatorSettings = {
  me: {
    pn: '34600000001@c.us',
    lid: '900000000000001@lid',
    pushname: 'Corner Shop',
    platform: 'smba',
  },
  // WhatsApp shows a code for about twenty seconds and gives up after five or six of them.
  qrIntervalMs: 20_000,
  qrMaxRefs: 5,
  autoAck: { serverMs: 20, deviceMs: 60 },
  preload: 1,
  historyBatch: 20,
  page: { bootDelayMs: 50, syncDelayMs: 0, autoDownload: false, syncWaitsForListener: true },
  quirks: {},
  webVersion: '2.3000.1043000000',
  now: Date.now,
};

export function resolveSettings(options: SimulatorOptions): SimulatorSettings {
  const { page, port: _port, ...rest } = options;
  return { ...defaults, ...rest, page: { ...defaults.page, ...page } };
}
