import type { Log } from '../log/log.ts';
import type { BusinessStore } from './business-store.ts';

/** How often the flags are read again, should the feed of rows have missed that another desktop changed one. Milliseconds. */
const REFRESH_MS = 60_000;

/**
 * Which businesses have collections of their own for their messages. A desktop that learns of a change later writes
 * to the other collection for a minute; readers look in both.
 */
export class HighVolumeBusinesses {
  readonly #businesses: Pick<BusinessStore, 'list'>;
  readonly #log: Log;
  #flagged = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  private constructor(businesses: Pick<BusinessStore, 'list'>, log: Log) {
    this.#businesses = businesses;
    this.#log = log;
  }

  /** Rejects when they cannot be read for the first time. */
  static async watch(
    businesses: Pick<BusinessStore, 'list'>,
    log: Log,
  ): Promise<HighVolumeBusinesses> {
    const watched = new HighVolumeBusinesses(businesses, log);
    await watched.#read();
    watched.#timer = setInterval(() => void watched.refresh(), REFRESH_MS);
    return watched;
  }

  has(businessId: string): boolean {
    return this.#flagged.has(businessId);
  }

  stop(): Promise<void> {
    clearInterval(this.#timer);
    return Promise.resolve();
  }

  /** Reads the flags again. Never rejects: until it works, those of before count. */
  async refresh(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      this.#log.debug('The businesses with many messages were not read again', { error });
    }
  }

  async #read(): Promise<void> {
    const all = await this.#businesses.list();
    this.#flagged = new Set(
      all.filter(({ isHighVolume }) => isHighVolume).map(({ businessId }) => businessId),
    );
  }
}
