import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { Log } from '../log/log.ts';
import type { ConversationStore } from '../store/conversation-store.ts';

/** The inbox comes first. Milliseconds. */
const FIRST_RUN_MS = 5_000;
const RETRY_MS = 60_000;

/**
 * Brings the names into the index that a version without it has stored: once at each start, for a desktop that had not
 * been updated may have added some.
 */
export class NameIndexJob {
  readonly #conversations: Pick<ConversationStore, 'indexNames'>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #stopping = new AbortController();
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(input: {
    conversations: Pick<ConversationStore, 'indexNames'>;
    clock: Clock;
    log: Log;
  }) {
    this.#conversations = input.conversations;
    this.#clock = input.clock;
    this.#log = input.log;
  }

  start(): void {
    this.#runIn(FIRST_RUN_MS);
  }

  /** Ends after the names that are being indexed; the next start goes on from there. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancel();
    await this.#running;
  }

  #runIn(milliseconds: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#cancel = this.#clock.after(milliseconds, () => {
      this.#running = this.#run();
    });
  }

  async #run(): Promise<void> {
    try {
      const conversations = await this.#conversations.indexNames(this.#stopping.signal);
      if (conversations > 0) this.#log.info('Names were indexed', { conversations });
    } catch (error) {
      const level = isUnreachable(error) ? 'debug' : 'warn';
      this.#log[level]('Names were not indexed, it is tried again', { error });
      this.#runIn(RETRY_MS);
    }
  }
}
