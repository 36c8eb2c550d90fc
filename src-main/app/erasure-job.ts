import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import { RecurringWork } from '../common/recurring-work.ts';
import { ErasureStopped, ErasureTakenOver, runErasure } from '../erasure/run-erasure.ts';
import type { Log } from '../log/log.ts';
import type { TakenErasure } from '../store/erasure-store.ts';
import type { SomeCounts } from '../store/person-store.ts';
import type { Stores } from '../store/stores.ts';

/** At a start, what this desktop still has to take away goes soon. Milliseconds. */
const FIRST_LOOK_MS = 2_000;
/** How often it is looked whether one was left by another desktop, or has to be tried again. */
const BETWEEN_LOOKS_MS = 5 * 60_000;
/** A desktop that has not said for so long that it is at it is dead. */
const ALIVE_MS = 5 * 60_000;

interface Input {
  stores: Pick<Stores, 'erasures' | 'persons' | 'forgetOutdated'>;
  /** Takes away what this desktop keeps of these conversations. */
  clearDevice(conversationIds: readonly ConversationId[], signal: AbortSignal): Promise<SomeCounts>;
  /** Something that is shown may not be there any more. */
  onCleared(): void;
  onChanged(): void;
  clock: Clock;
  log: Log;
}

/**
 * Goes on with erasures that nobody is at, of all desktops one with each, and takes away what this desktop keeps of everybody who
 * was erased, whenever it was.
 */
export class ErasureJob {
  readonly #input: Input;
  readonly #work: RecurringWork;
  #cancelWake: () => void = () => {};
  #waking: Promise<void> = Promise.resolve();
  #isWaiting = false;
  readonly #stopping = new AbortController();

  constructor(input: Input) {
    this.#input = input;
    this.#work = new RecurringWork({
      run: async () => {
        await this.#next();
        return BETWEEN_LOOKS_MS;
      },
      clock: input.clock,
    });
  }

  start(): void {
    this.#work.startIn(FIRST_LOOK_MS);
  }

  /** One has begun, or come further: there may be something to do. */
  wake(): void {
    this.#cancelWake();
    this.#cancelWake = this.#input.clock.after(0, () => void this.#next());
  }

  /** Ends after the step under way; it is gone on with at the next start, or by another desktop. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancelWake();
    await this.#work.stop();
    await this.#waking;
  }

  /** One after the other, and one that waits at most; never rejects. */
  #next(): Promise<void> {
    if (this.#isWaiting) return this.#waking;
    this.#isWaiting = true;
    this.#waking = this.#waking.then(() => {
      this.#isWaiting = false;
      return this.#look();
    });
    return this.#waking;
  }

  async #look(): Promise<void> {
    const { stores, log } = this.#input;
    try {
      for (let isMore = true; isMore && !this.#stopping.signal.aborted;) {
        const taken = await stores.erasures.take(ALIVE_MS);
        isMore = taken !== null && (await this.#run(taken)) === 'done';
      }
      await this.#clear();
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      log[isUnreachable(error) ? 'debug' : 'warn']('An erasure waits, it is tried again', {
        error,
      });
    }
  }

  async #run(taken: TakenErasure): Promise<'done' | 'failed'> {
    const { stores, clearDevice, onChanged, clock, log } = this.#input;
    const { signal } = this.#stopping;
    const { erasureId, plan } = taken;
    const { erasures } = stores;
    onChanged();
    try {
      const verification = await runErasure({
        stores,
        taken,
        clearDevice: async () => {
          const counts = await clearDevice(
            plan.conversations.map(({ conversationId }) => conversationId),
            signal,
          );
          await erasures.settle(erasureId);
          return counts;
        },
        now: () => clock.now(),
        signal,
      });
      const outcome = verification.left === 0 ? 'done' : 'failed';
      await erasures.end(erasureId, outcome, verification);
      log[outcome === 'done' ? 'info' : 'error']('A person was erased', { ...verification });
      this.#input.onCleared();
      return outcome;
    } catch (error) {
      if (error instanceof ErasureTakenOver) return 'failed';
      const isOutside = error instanceof ErasureStopped || isUnreachable(error) || signal.aborted;
      await erasures.end(erasureId, isOutside ? 'interrupted' : 'failed', null).catch(() => {
        // It is not kept alive any more, and so is taken by whoever looks next.
      });
      throw error;
    } finally {
      onChanged();
    }
  }

  async #clear(): Promise<void> {
    const { stores, clearDevice, onCleared, onChanged } = this.#input;
    for (const { erasureId, conversationIds } of await stores.erasures.owed()) {
      await clearDevice(conversationIds, this.#stopping.signal);
      await stores.erasures.settle(erasureId);
      onCleared();
      onChanged();
    }
  }
}
