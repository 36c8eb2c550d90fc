import type { WireMessage } from '../protocol/wire-message.ts';

/** A message and its place: by time, and within a second in the order in which the server took it. */
export interface StoredMessage {
  readonly order: number;
  wire: WireMessage;
}

const comesBefore = (a: StoredMessage, b: StoredMessage): boolean =>
  a.wire.t < b.wire.t || (a.wire.t === b.wire.t && a.order < b.order);

/** The messages of one chat in their true order, readable backwards in batches. */
export class ChatHistory {
  readonly #messages: StoredMessage[] = [];

  get length(): number {
    return this.#messages.length;
  }

  add(message: StoredMessage): void {
    const newest = this.#messages.at(-1);
    if (newest === undefined || comesBefore(newest, message)) this.#messages.push(message);
    else this.#messages.splice(this.#position(message), 0, message);
  }

  /** Oldest first. */
  all(): readonly StoredMessage[] {
    return this.#messages;
  }

  newest(count: number): readonly StoredMessage[] {
    return count > 0 ? this.#messages.slice(-count) : [];
  }

  /** Up to `count` messages that stand directly before `message`, oldest first. */
  before(message: StoredMessage, count: number): readonly StoredMessage[] {
    const end = this.#position(message);
    return this.#messages.slice(Math.max(0, end - count), end);
  }

  /** What is older than this second is no longer held. */
  forgetBefore(t: number): void {
    const kept = this.#messages.filter(({ wire }) => wire.t >= t);
    this.#messages.splice(0, this.#messages.length, ...kept);
  }

  /** Index of the first message that does not come before `message`. */
  #position(message: StoredMessage): number {
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const candidate = this.#messages[middle];
      if (candidate !== undefined && comesBefore(candidate, message)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
