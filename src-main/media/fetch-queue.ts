import type { WaitingMedia } from '../store/message-media-store.ts';

/** How many are asked of the database at a time. */
const BATCH = 50;
/** How many of the newest are remembered; the others are found in the database. */
const REMEMBERED = 500;

/**
 * What is to be fetched for one account: what a person asked for, then the newest that came, then what the database
 * says still waits. Only a cache of the last: it may forget.
 */
export class FetchQueue {
  /** How many work on it now. */
  workers = 0;
  readonly #readWaiting: (limit: number) => Promise<WaitingMedia[]>;
  readonly #wanted = new Map<string, WaitingMedia>();
  /** The newest is the last. */
  readonly #known = new Map<string, WaitingMedia>();
  readonly #active = new Set<string>();
  /** Failed a moment ago, or too large to come by themselves: they come back by `add` or `want`. */
  readonly #resting = new Set<string>();
  #mayHaveMore = false;
  #reading: Promise<void> | null = null;

  /** @param readWaiting what waits by the database, newest first, at most so many */
  constructor(readWaiting: (limit: number) => Promise<WaitingMedia[]>) {
    this.#readWaiting = readWaiting;
  }

  get holdsSome(): boolean {
    return this.#wanted.size + this.#known.size > 0;
  }

  add(waiting: WaitingMedia): void {
    const key = keyOf(waiting);
    this.#resting.delete(key);
    this.#known.delete(key);
    this.#known.set(key, waiting);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) break;
      this.#known.delete(oldest);
      this.#mayHaveMore = true;
    }
  }

  want(waiting: WaitingMedia): void {
    this.#resting.delete(keyOf(waiting));
    this.#wanted.set(keyOf(waiting), waiting);
  }

  /** Nothing that failed rests any longer, and the database is asked. */
  askAgain(): void {
    this.#resting.clear();
    this.#mayHaveMore = true;
  }

  /** It is not given out before it is added or wanted again. */
  rest(waiting: WaitingMedia): void {
    this.#resting.add(keyOf(waiting));
  }

  /** Null when nothing waits. Call `done` for what was given out. Rejects when the database does. */
  async next(): Promise<WaitingMedia | null> {
    for (;;) {
      const next = this.#take();
      if (next) return next;
      if (!this.#mayHaveMore) return null;
      this.#reading ??= this.#refill().finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
  }

  done(waiting: WaitingMedia): void {
    this.#active.delete(keyOf(waiting));
  }

  #take(): WaitingMedia | null {
    for (const each of [this.#wanted, new Map([...this.#known].reverse())]) {
      for (const [key, waiting] of each) {
        this.#wanted.delete(key);
        this.#known.delete(key);
        if (this.#active.has(key) || this.#resting.has(key)) continue;
        this.#active.add(key);
        return waiting;
      }
    }
    return null;
  }

  async #refill(): Promise<void> {
    const taken = this.#active.size + this.#resting.size;
    this.#mayHaveMore = false;
    try {
      const found = await this.#readWaiting(BATCH + taken);
      for (const waiting of found.reverse()) {
        const key = keyOf(waiting);
        if (this.#active.has(key) || this.#resting.has(key)) continue;
        this.add(waiting);
        this.#mayHaveMore = true;
      }
    } catch (error) {
      this.#mayHaveMore = true;
      throw error;
    }
  }
}

/** Tells what waits apart. */
export function keyOf({ conversationId, messageId }: WaitingMedia): string {
  return `${conversationId} ${messageId}`;
}
