import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import { RecurringWork } from '../common/recurring-work.ts';
import type { Log } from '../log/log.ts';
import type { ConversationArchive } from '../store/conversation-archive.ts';

/** The first run waits until people have what they opened the app for. Milliseconds. */
const FIRST_RUN_MS = 2 * 60_000;
const BETWEEN_RUNS_MS = 6 * 60 * 60_000;

/** Now and then takes conversations out of the way in which nobody has written for months. */
export class ArchiveJob {
  readonly #archive: ConversationArchive;
  readonly #idleMonths: () => number;
  readonly #onProgress: (done: number, total: number) => void;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #work: RecurringWork;

  constructor(input: {
    archive: ConversationArchive;
    /** After how many months a conversation is idle, as it is set now. */
    idleMonths(): number;
    /** How many conversations are in the archive of so many; the end is told as well, also where it is a failure. */
    onProgress(done: number, total: number): void;
    clock: Clock;
    log: Log;
  }) {
    this.#archive = input.archive;
    this.#idleMonths = input.idleMonths;
    this.#onProgress = (done, total) => input.onProgress(done, total);
    this.#clock = input.clock;
    this.#log = input.log;
    this.#work = new RecurringWork({
      run: async (signal) => {
        await this.#run(signal);
        return BETWEEN_RUNS_MS;
      },
      clock: input.clock,
    });
  }

  start(): void {
    this.#work.startIn(FIRST_RUN_MS);
  }

  /** Ends a run under way at the next message; the next one goes on from there. */
  stop(): Promise<void> {
    return this.#work.stop();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const before = new Date(this.#clock.now());
    before.setUTCMonth(before.getUTCMonth() - this.#idleMonths());
    let all = 0;
    try {
      const conversations = await this.#archive.archiveIdle(
        before.getTime(),
        signal,
        (done, total) => {
          all = total;
          this.#onProgress(done, total);
        },
      );
      if (conversations > 0) this.#log.info('Idle conversations were archived', { conversations });
    } catch (error) {
      const level = isUnreachable(error) ? 'debug' : 'warn';
      this.#log[level]('Idle conversations were not archived, it is tried again', { error });
    } finally {
      if (all > 0) this.#onProgress(all, all);
    }
  }
}
