/** How long the window may take to draw what it was given, in milliseconds. */
const DRAWN_AFTER = 150;

/**
 * The beginning of a start, when a person waits for the window: what is heavy and not looked at, as the browsers of
 * the accounts, waits for its end.
 */
export class FirstList {
  /** Settles when it is over. */
  readonly isOver: Promise<void>;
  #end: () => void = () => undefined;

  constructor() {
    this.isOver = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** The window was given what it shows first. */
  noteAnswered(): void {
    setTimeout(this.#end, DRAWN_AFTER);
  }

  /** Ends it after so many milliseconds at the latest: nobody may be looking, or at something else. */
  endWithin(milliseconds: number): void {
    setTimeout(this.#end, milliseconds);
  }
}
