interface Work {
  keys: readonly string[];
  action(): Promise<void>;
}

/**
 * Does work side by side, at most `limit` at a time and in the order given, but for work that has a key in common with
 * earlier work: it waits until that is done. When one rejects, what has not begun is left out.
 */
export class OrderedWork {
  readonly #limit: number;
  #waiting: Work[] = [];
  readonly #running = new Set<Work>();
  #failure: { error: unknown } | null = null;
  #onChange: () => void = () => {};

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `keys`: what no other work may be about meanwhile. */
  add(keys: readonly string[], action: () => Promise<void>): void {
    this.#waiting.push({ keys, action });
    this.#begin();
  }

  /**
   * Resolves when at most `most` are not done. Once one has rejected it rejects with the same, when nothing is under
   * way any more.
   */
  async room(most: number): Promise<void> {
    while (this.#running.size > 0 && (this.#failure || this.#unfinished > most)) {
      await new Promise<void>((resolve) => {
        this.#onChange = resolve;
      });
    }
    if (this.#failure) throw this.#failure.error;
  }

  get #unfinished(): number {
    return this.#waiting.length + this.#running.size;
  }

  #begin(): void {
    if (this.#failure) this.#waiting = [];
    const taken = new Set([...this.#running].flatMap(({ keys }) => keys));
    this.#waiting = this.#waiting.filter((work) => {
      const mustWait = this.#running.size >= this.#limit || work.keys.some((key) => taken.has(key));
      for (const key of work.keys) taken.add(key);
      if (!mustWait) void this.#run(work);
      return mustWait;
    });
  }

  async #run(work: Work): Promise<void> {
    this.#running.add(work);
    try {
      await work.action();
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#running.delete(work);
    this.#begin();
    this.#onChange();
  }
}
