import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { Log } from '../log/log.ts';
import type { ConversationArchive } from '../store/conversation-archive.ts';

/** The first run waits until people have what they opened the app for. Milliseconds. */
const FIRST_RUN_MS = 2 * 60_000;
const BETWEEN_RUNS_MS = 6 * 60 * 60_000;

/** Now and then takes conversations out of the way in which nobody has written for months. */
export class ArchiveJob {
  readonly #archive: ConversationArchive;
  readonly #idleMonths: () => number;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #stopping = new AbortController();
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(input: {
    archive: ConversationArchive;
    /** After how many months a conversation is idle, as it is set now. */
    idleMonths(): number;
    clock: Clock;
    log: Log;
  }) {
    this.#archive = input.archive;
    this.#idleMonths = input.idleMonths;
    this.#clock = input.clock;
    this.#log = input.log;
  }

  start(): void {
    this.#runIn(FIRST_RUN_MS);
  }

  /** Ends a run under way at the next message; the next one goes on from there. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancel();
    await this.#running;
  }

  #runIn(milliseconds: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#cancel = this.#clock.after(milliseconds, () => {
      this.#running = this.#run().finally(() => this.#runIn(BETWEEN_RUNS_MS));
    });
  }

  async #run(): Promise<void> {
    const before = new Date(this.#clock.now());
    before.setUTCMonth(before.getUTCMonth() - this.#idleMonths());
    try {
      const conversations = await this.#archive.archiveIdle(
        before.getTime(),
        this.#stopping.signal,
      );
      if (conversations > 0) this.#log.info('Idle conversations were archived', { conversations });
    } catch (error) {
      const level = isUnreachable(error) ? 'debug' : 'warn';
      this.#log[level]('Idle conversations were not archived, it is tried again', { error });
    }
  }
}
