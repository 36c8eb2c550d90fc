import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import { RecurringWork } from '../common/recurring-work.ts';
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
  readonly #log: Log;
  readonly #work: RecurringWork;

  constructor(input: {
    conversations: Pick<ConversationStore, 'indexNames'>;
    clock: Clock;
    log: Log;
  }) {
    this.#conversations = input.conversations;
    this.#log = input.log;
    this.#work = new RecurringWork({ run: (signal) => this.#run(signal), clock: input.clock });
  }

  start(): void {
    this.#work.startIn(FIRST_RUN_MS);
  }

  /** Ends after the names that are being indexed; the next start goes on from there. */
  stop(): Promise<void> {
    return this.#work.stop();
  }

  async #run(signal: AbortSignal): Promise<number | null> {
    try {
      const conversations = await this.#conversations.indexNames(signal);
      if (conversations > 0) this.#log.info('Names were indexed', { conversations });
      return null;
    } catch (error) {
      const level = isUnreachable(error) ? 'debug' : 'warn';
      this.#log[level]('Names were not indexed, it is tried again', { error });
      return RETRY_MS;
    }
  }
}
