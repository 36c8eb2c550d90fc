import type { Clock } from '../common/clock.ts';
import type { ClientEvent } from './whatsapp-client.ts';

/** Misses in a row after which a page counts as dead. */
const MISSES = 3;
/** How long a page that loads itself anew may be without an answer before it counts. Milliseconds. */
const NAVIGATION_GRACE = 60_000;

export interface PageWatchSettings {
  readonly clock: Clock;
  /** Between two looks. Milliseconds. */
  readonly every: number;
  /** How long a synchronisation may show no progress. Milliseconds. */
  readonly stalledAfter: number;
  /** Rejects when the page does not answer. */
  probe(): Promise<unknown>;
  onDead(why: string): void;
}

/**
 * Notices what no event tells: a page that no longer answers (after standby, say), and a synchronisation that never
 * ends.
 */
export class PageWatch {
  readonly #settings: PageWatchSettings;
  #cancel: (() => void) | undefined;
  #misses = 0;
  /** Whether a person or nobody is to do something next; if not, WhatsApp is. */
  #waiting = false;
  #progressAt = 0;
  /** Since when a page that was ready has no line, or loads itself anew. */
  #lineDownAt: number | undefined;

  constructor(settings: PageWatchSettings) {
    this.#settings = settings;
  }

  start(): void {
    this.#progressAt = this.#settings.clock.now();
    this.#schedule();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  observe(event: ClientEvent): void {
    if (event.kind === 'line') this.#lineDownAt = event.up ? undefined : this.#settings.clock.now();
    if (event.kind === 'ready') this.#lineDownAt = undefined;
    if (
      event.kind === 'qr' ||
      event.kind === 'qr_expired' ||
      event.kind === 'pairing_code' ||
      event.kind === 'passkey_needed' ||
      event.kind === 'ready'
    ) {
      this.#waiting = true;
    } else if (event.kind === 'scanned' || event.kind === 'loading') {
      this.#waiting = false;
      this.#progressAt = this.#settings.clock.now();
    }
  }

  #schedule(): void {
    const { clock, every } = this.#settings;
    this.#cancel?.();
    this.#cancel = clock.after(every, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { clock, stalledAfter, probe, onDead } = this.#settings;
    let answer: unknown;
    try {
      answer = await probe();
      this.#misses = 0;
    } catch {
      // How it failed to answer says nothing; that it did, three times, does. One that loads itself anew has its time.
      const down = this.#lineDownAt;
      if (down === undefined || clock.now() - down > NAVIGATION_GRACE) this.#misses += 1;
    }
    if (this.#cancel === undefined) return;
    if (this.#misses >= MISSES) return onDead('the page no longer answers');
    if (!this.#waiting && clock.now() - this.#progressAt > stalledAfter) {
      return onDead('the synchronisation makes no progress');
    }
    const down = this.#lineDownAt;
    if (
      answer === 'connected' &&
      down !== undefined &&
      clock.now() - Math.max(down, this.#progressAt) > stalledAfter
    ) {
      // It says that it is connected, and it is never ready again: alive to look at, deaf in truth.
      return onDead('the synchronisation makes no progress');
    }
    this.#schedule();
  }
}
