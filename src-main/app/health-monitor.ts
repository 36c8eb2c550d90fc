import type { Health } from '../../src-preload/contract/app.ts';
import type { Clock } from '../common/clock.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { Journal } from '../journal/journal.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Stores } from '../store/stores.ts';

/** How often the databases are asked whether they are there, in milliseconds. */
const PING_MS = 5_000;
/** Changes of the journal are published at most this often, in milliseconds. */
const REFRESH_MS = 250;

/** Watches what the app depends on, and tells the windows when something changes. */
export class HealthMonitor {
  readonly #stores: Pick<Stores, 'ping'>;
  readonly #secrets: SecretStore;
  readonly #journal: Pick<Journal, 'waiting' | 'setAsideCount'>;
  readonly #publish: Publish;
  readonly #clock: Clock;
  #up: Awaited<ReturnType<Stores['ping']>>;
  #hasKeychain = true;
  #isAccessLogged = true;
  #published = '';
  #cancelPing: () => void = () => {};
  #cancelRefresh: (() => void) | null = null;
  #isPinging = false;
  #stopping = false;

  constructor(input: {
    stores: Pick<Stores, 'ping'>;
    secrets: SecretStore;
    journal: Pick<Journal, 'waiting' | 'setAsideCount'>;
    publish: Publish;
    clock: Clock;
    /** Whether the databases were away just now, when the app started. */
    areAway?: boolean | undefined;
  }) {
    this.#stores = input.stores;
    this.#secrets = input.secrets;
    this.#journal = input.journal;
    this.#publish = input.publish;
    this.#clock = input.clock;
    const areAway = input.areAway === true;
    this.#up = { mongo: !areAway, postgres: !areAway, areWaiting: areAway };
  }

  get health(): Health {
    return {
      mongo: this.#up.mongo ? 'up' : 'down',
      postgres: this.#up.postgres ? 'up' : 'down',
      ...(this.#up.areWaiting === true && { remembered: true }),
      keychain: this.#hasKeychain ? 'up' : 'unavailable',
      waiting: this.#journal.waiting,
      setAside: this.#journal.setAsideCount,
      ...(!this.#isAccessLogged && { accessLog: 'unwritable' }),
    };
  }

  start(): void {
    if (this.#up.areWaiting === true) this.#publishIfChanged();
    void this.#ping();
  }

  /** Whether this computer can write down who does what. */
  noteAccessLog(isWritable: boolean): void {
    this.#isAccessLogged = isWritable;
    this.refresh();
  }

  /** Publishes soon, once for many calls. */
  refresh(): void {
    if (this.#stopping) return;
    this.#cancelRefresh ??= this.#clock.after(REFRESH_MS, () => {
      this.#cancelRefresh = null;
      this.#publishIfChanged();
    });
  }

  /** Asks the databases at once: somebody has just found one to be away, or back. */
  check(): void {
    if (this.#stopping || this.#isPinging) return;
    this.#cancelPing();
    void this.#ping();
  }

  stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelPing();
    this.#cancelRefresh?.();
    return Promise.resolve();
  }

  async #ping(): Promise<void> {
    this.#isPinging = true;
    this.#up = await this.#stores.ping();
    this.#hasKeychain = await this.#secrets.isAvailable();
    this.#isPinging = false;
    if (this.#stopping) return;
    this.#publishIfChanged();
    this.#cancelPing = this.#clock.after(PING_MS, () => void this.#ping());
  }

  #publishIfChanged(): void {
    const { health } = this;
    const text = JSON.stringify(health);
    if (text === this.#published) return;
    this.#published = text;
    this.#publish('app.healthChanged', health);
  }
}
