import { asNumber, decode } from './bson-codec.ts';
import type { Command } from './command.ts';
import { sessionKey } from './session-key.ts';

interface LastWrite {
  readonly number: number;
  readonly reply: Promise<Buffer>;
}

/** Sessions whose last write is remembered; the longest unused is forgotten first. */
const SESSION_LIMIT = 10_000;

/**
 * Answers a write that a driver repeats after a lost connection without doing it twice.
 *
 * The last write of every session is known by its number. The memory ends with the process; a real
 * server keeps it in its data.
 */
export class RetryableWrites {
  readonly #lastBySession = new Map<string, LastWrite>();

  once(command: Command, run: () => Promise<Buffer>): Promise<Buffer> {
    const { document } = command;
    if (!('txnNumber' in document) || 'autocommit' in document) return run();
    const key = sessionKey(document);
    const number = asNumber(document.txnNumber, -1);
    const last = this.#lastBySession.get(key);
    if (last?.number === number) return last.reply;
    const write = { number, reply: run() };
    this.#remember(key, write);
    write.reply.then(
      (reply) => {
        if (decode(reply).ok !== 1) this.#forget(key, write);
      },
      () => this.#forget(key, write),
    );
    return write.reply;
  }

  endSession(key: string): void {
    this.#lastBySession.delete(key);
  }

  #remember(key: string, write: LastWrite): void {
    this.#lastBySession.delete(key);
    this.#lastBySession.set(key, write);
    if (this.#lastBySession.size <= SESSION_LIMIT) return;
    const [oldest] = this.#lastBySession.keys();
    if (oldest !== undefined) this.#lastBySession.delete(oldest);
  }

  /** What failed has not happened, and may be tried again under the same number. */
  #forget(key: string, write: LastWrite): void {
    if (this.#lastBySession.get(key) === write) this.#lastBySession.delete(key);
  }
}
