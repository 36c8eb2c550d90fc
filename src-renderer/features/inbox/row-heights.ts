/** How many threads' heights are kept: about as many as threads themselves. */
const KEPT = 20;

/**
 * How high the rows of threads were when they were last drawn, in pixels by their keys, so that a thread that is opened
 * again is drawn in its place at once, and not first where estimates would have it.
 */
export class RowHeights {
  readonly #kept = new Map<string, ReadonlyMap<string, number>>();

  /** Empty for a thread that was not shown yet. */
  of(thread: string): ReadonlyMap<string, number> {
    return this.#kept.get(thread) ?? new Map();
  }

  /** What is known of rows that were not drawn this time stays. */
  keep(thread: string, drawn: Iterable<readonly [key: string, height: number]>): void {
    const heights = new Map([...this.of(thread), ...drawn]);
    this.#kept.delete(thread);
    this.#kept.set(thread, heights);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
  }
}
