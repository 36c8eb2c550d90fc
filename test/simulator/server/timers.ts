/** Pending work that is dropped when the simulator stops. */
export class Timers {
  readonly #pending = new Set<NodeJS.Timeout>();

  after(milliseconds: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      work();
    }, milliseconds);
    this.#pending.add(timer);
    return timer;
  }

  cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#pending.delete(timer);
  }

  cancelAll(): void {
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
  }
}
