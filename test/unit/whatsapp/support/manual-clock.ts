import type { Clock } from '../../../../src-main/common/clock.ts';

/** A clock that moves when it is told to, and runs what falls due on the way. */
export class ManualClock implements Clock {
  #now: number;
  #timers: { at: number; action: () => void }[] = [];

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(delay: number, action: () => void): () => void {
    const timer = { at: this.#now + delay, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Also lets promises settle between the timers. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settle();
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
    }
    this.#now = end;
  }

  /** Time goes by, and timers stand still, as while a computer is on standby. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds;
    for (const timer of this.#timers) timer.at += milliseconds;
  }

  get waiting(): number {
    return this.#timers.length;
  }
}

/** Lets everything run that waits for promises alone. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
