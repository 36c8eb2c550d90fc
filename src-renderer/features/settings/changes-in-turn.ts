/**
 * Changes of something that main owns and the window shows at once: they are given to main one after the other, as they
 * were made, and what there is then is read when none is left.
 */
export class ChangesInTurn {
  readonly #onFailure: (error: unknown) => void;
  #made = 0;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Resolves when it was made, or has failed. `readAgain` never rejects. */
  add(run: () => Promise<unknown>, readAgain: () => Promise<void>): Promise<void> {
    this.#made += 1;
    this.#waiting += 1;
    this.#last = this.#last.then(async () => {
      try {
        await run();
      } catch (error) {
        this.#onFailure(error);
      }
      this.#waiting -= 1;
      if (this.#waiting === 0) await readAgain();
    });
    return this.#last;
  }

  /**
   * To be called before something is read. Says whether that is outdated then: what was read before a change knows
   * nothing of it, and after the change it is read again.
   */
  beginReading(): () => boolean {
    const before = this.#made;
    return () => before !== this.#made || this.#waiting > 0;
  }
}
