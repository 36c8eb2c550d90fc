/** How far one thing is, in whatever it is counted by; it has ended when `done` is `total`. */
interface Progress {
  done: number;
  /** Null where nobody can tell. */
  total: number | null;
}

/** From 0 to 1; `unknown` while something is under way of which nobody can tell how far; null for nothing. */
export type ShownProgress = number | 'unknown' | null;

/**
 * All that takes long, as one bar on the button of the taskbar. Each task counts the same, and one that has ended
 * counts as whole until all have: the bar never goes back because the first of two has ended.
 */
export class TaskbarProgress {
  readonly #show: (shown: ShownProgress) => void;
  /** How far each is, from 0 to 1; null where nobody can tell. */
  readonly #tasks = new Map<string, number | null>();
  #shown: ShownProgress = null;

  constructor(show: (shown: ShownProgress) => void) {
    this.#show = show;
  }

  /** @param task its name; there may be one of each at a time */
  report(task: string, { done, total }: Progress): void {
    if (total !== null && done >= total) {
      this.end(task);
      return;
    }
    this.#tasks.set(task, total === null ? null : done / total);
    this.#tell();
  }

  /** It is over, whether it came to its end or failed. */
  end(task: string): void {
    if (!this.#tasks.has(task)) return;
    this.#tasks.set(task, 1);
    this.#tell();
  }

  /** Nothing is under way any more. */
  clear(): void {
    this.#tasks.clear();
    this.#tell();
  }

  #tell(): void {
    const fractions = [...this.#tasks.values()];
    if (fractions.every((fraction) => fraction === 1)) this.#tasks.clear();
    const known = fractions.filter((fraction) => fraction !== null);
    const shown =
      this.#tasks.size === 0
        ? null
        : known.every((fraction) => fraction === 1)
          ? 'unknown'
          : known.reduce((sum, fraction) => sum + fraction, 0) / known.length;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#show(shown);
  }
}
