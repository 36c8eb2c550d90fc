import { NOTHING_GONE } from '../../src-preload/contract/retention.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import { RecurringWork } from '../common/recurring-work.ts';
import type { Log } from '../log/log.ts';
import { runRetention, type RetentionInput } from '../retention/run-retention.ts';
import type { RunProgress } from '../store/retention-store.ts';

/** The first look waits until people have what they opened the app for. Milliseconds. */
const FIRST_LOOK_MS = 3 * 60_000;
/** How often a desktop looks whether a run is due, and how long after the last one it is. */
const BETWEEN_LOOKS_MS = 30 * 60_000;
const BETWEEN_RUNS_MS = 6 * 60 * 60_000;
/** A desktop that has not said for so long that it is at it is dead. */
const ALIVE_MS = 5 * 60_000;
/** How often it says so at most. */
const SAY_EVERY_MS = 5_000;

const nothing: RunProgress = { counts: NOTHING_GONE, held: 0 };

/** Another desktop took this one for dead, because it slept: that one goes on. */
class TakenOver extends Error {}

/** Now and then takes away what is past by the team's policies. Of all desktops one does it. */
export class RetentionJob {
  readonly #stores: RetentionInput['stores'];
  readonly #deskId: string;
  readonly #onChanged: () => void;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #work: RecurringWork;

  constructor(input: {
    stores: RetentionInput['stores'];
    deskId: string;
    /** A run has begun or ended. */
    onChanged(): void;
    clock: Clock;
    log: Log;
  }) {
    this.#stores = input.stores;
    this.#deskId = input.deskId;
    this.#onChanged = () => input.onChanged();
    this.#clock = input.clock;
    this.#log = input.log;
    this.#work = new RecurringWork({
      run: async (signal) => {
        await this.#look(signal);
        return BETWEEN_LOOKS_MS;
      },
      clock: input.clock,
    });
  }

  start(): void {
    this.#work.startIn(FIRST_LOOK_MS);
  }

  /** Ends a run under way after its step; the next one goes on from there. */
  stop(): Promise<void> {
    return this.#work.stop();
  }

  async #look(signal: AbortSignal): Promise<void> {
    try {
      const { retention } = this.#stores;
      if ((await retention.policies()).every(({ days }) => days === null)) return;
      const now = this.#clock.now();
      const due = { deskId: this.#deskId, notSince: now - BETWEEN_RUNS_MS, ttl: ALIVE_MS };
      const runId = await retention.beginRun(due);
      if (runId !== null) await this.#run(runId, now, signal);
    } catch (error) {
      const level = isUnreachable(error) ? 'debug' : 'warn';
      this.#log[level]('What is past by the policies was not taken away, it is tried again', {
        error,
      });
    }
  }

  async #run(runId: number, now: number, signal: AbortSignal): Promise<void> {
    const { retention } = this.#stores;
    this.#onChanged();
    let progress = nothing;
    let saidAt = 0;
    try {
      progress = await runRetention({
        stores: this.#stores,
        now,
        signal,
        onProgress: async (newest) => {
          progress = newest;
          if (this.#clock.now() - saidAt < SAY_EVERY_MS) return;
          saidAt = this.#clock.now();
          if (!(await retention.noteProgress(runId, newest))) throw new TakenOver();
        },
      });
      await retention.endRun(runId, signal.aborted ? 'interrupted' : 'done', progress);
      this.#log.info('What is past by the policies was taken away', { ...progress.counts });
    } catch (error) {
      if (error instanceof TakenOver) return;
      const outcome = isUnreachable(error) ? 'interrupted' : 'failed';
      await retention.endRun(runId, outcome, progress).catch(() => {
        // It is not kept alive any more, and so counts as interrupted.
      });
      throw error;
    } finally {
      this.#onChanged();
    }
  }
}
