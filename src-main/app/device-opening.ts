import type { DeviceDatabase } from '../journal/device-database.ts';

/** Opens the database of this device ahead of whoever needs it, while the databases of the team are being opened. */
export class DeviceOpening {
  readonly #open: () => Promise<DeviceDatabase>;
  #ahead: Promise<DeviceDatabase> | null = null;

  constructor(open: () => Promise<DeviceDatabase>) {
    this.#open = open;
  }

  start(): void {
    this.#ahead ??= this.#open();
    // Whoever takes it hears of it.
    this.#ahead.catch(() => undefined);
  }

  /** The one that is being opened ahead, which stays with whoever takes it. Rejects when none is. */
  async peek(): Promise<DeviceDatabase> {
    if (!this.#ahead) throw new Error('The device database is not opened ahead');
    return this.#ahead;
  }

  /** Hands it over: whoever takes it closes it. Rejects as opening does; the next one tries again. */
  take(): Promise<DeviceDatabase> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead ?? this.#open();
  }

  /** Closes what nobody took. */
  async close(): Promise<void> {
    const ahead = this.#ahead;
    this.#ahead = null;
    await ahead?.then((database) => database.close()).catch(() => undefined);
  }
}
