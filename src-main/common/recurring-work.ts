import type { Clock } from './clock.ts';

/** Work that comes round by itself, one run at a time. */
export class RecurringWork {
  readonly #run: (signal: AbortSignal) => Promise<number | null>;
  readonly #clock: Clock;
  readonly #stopping = new AbortController();
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(input: {
    /**
     * Answers after how many milliseconds it is to run again; null: never. Must not reject. `signal` is aborted when it is
     * to end early.
     */
    run(signal: AbortSignal): Promise<number | null>;
    clock: Clock;
  }) {
    this.#run = (signal) => input.run(signal);
    this.#clock = input.clock;
  }

  /** The first run begins after so many milliseconds. */
  startIn(milliseconds: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#cancel = this.#clock.after(milliseconds, () => {
      this.#running = this.#runOnce();
    });
  }

  /** For good: asks a run under way to end, and resolves when it has. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancel();
    await this.#running;
  }

  async #runOnce(): Promise<void> {
    const pause = await this.#run(this.#stopping.signal);
    if (pause !== null) this.startIn(pause);
  }
}
