import { randomUUID } from 'node:crypto';
import { backoff } from '../common/backoff.ts';
import type { Clock } from '../common/clock.ts';
import { UnreadableValue } from '../journal/device-database.ts';
import type { AccessJournal, ChainState } from '../journal/access-journal.ts';
import type { Log } from '../log/log.ts';
import type { AccessLogStore } from '../store/access-log-store.ts';
import type { AccessEntry } from './access-entry.ts';
import type { RememberedHead } from './verify-chains.ts';

/** How long entries wait on the device for more to go with them, in milliseconds. */
const FLUSH_MS = 5_000;
/** So many go at once without waiting. */
const FLUSH_AT = 200;
/** Rows that go in one statement. */
const BATCH = 500;
const RETRY = { first: 5_000, longest: 60_000 };
/** How often the other chains are anchored in this one, at most, in milliseconds. */
const ANCHOR_MS = 10 * 60_000;
/** Chains that have written in so many milliseconds are anchored. */
const ANCHOR_BACK = 90 * 86_400_000;
const ANCHORS_AT_MOST = 50;
/** What is kept in memory while the disk refuses. */
const QUEUE_AT_MOST = 10_000;
/** How long the end of the app waits for the last rows, in milliseconds; what is not written waits on the device. */
const END_WITHIN = 3_000;

/** In the place of an entry that cannot be read on the device any more: that there was one. */
const unreadable: AccessEntry = {
  at: 0,
  userId: null,
  action: 'asked',
  command: 'journal.unreadable',
  subjectKind: 'accessLog',
  subjectId: null,
  outcome: 'failed',
  count: 1,
  mark: null,
};

/**
 * Brings entries of the access log first onto this device's disk, then into the database, in order and once each.
 * Nobody waits for it, and nothing fails because of it: what cannot be written is tried again, and said in log and
 * health.
 */
export class AccessWriter {
  readonly #journal: AccessJournal;
  readonly #store: Pick<AccessLogStore, 'append' | 'heads'>;
  readonly #deskId: string;
  readonly #onWritable: (isWritable: boolean) => void;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;
  #queue: AccessEntry[] = [];
  #writing: Promise<void> | null = null;
  #flushing: Promise<void> | null = null;
  #cancelFlush: (() => void) | null = null;
  #cancelRetry: () => void = () => {};
  #isWritable = true;
  #failures = 0;
  #unflushed = 0;
  #anchoredAt: number | null = null;
  #isStopped = false;

  constructor(input: {
    journal: AccessJournal;
    store: Pick<AccessLogStore, 'append' | 'heads'>;
    deskId: string;
    /** The device's disk takes entries, or does not any more. */
    onWritable: (isWritable: boolean) => void;
    clock: Clock;
    random: () => number;
    log: Log;
  }) {
    this.#journal = input.journal;
    this.#store = input.store;
    this.#deskId = input.deskId;
    this.#onWritable = input.onWritable;
    this.#clock = input.clock;
    this.#random = input.random;
    this.#log = input.log;
  }

  /** Writes what waited on the device when the app began. */
  start(): void {
    this.#flushWithin(FLUSH_MS);
  }

  /** Takes what was done. It is on the disk soon: with all that is taken in the same turn, in one write. */
  take(entries: readonly AccessEntry[]): void {
    this.#queue.push(...entries);
    this.#writing ??= this.#write();
  }

  /** What the database certainly has of this device's chain. */
  remembered(): RememberedHead[] {
    const { state } = this.#journal;
    return state?.head ? [{ ...state.head, chainId: state.chainId }] : [];
  }

  /** Everything that was taken is in the database when it resolves. Rejects with an AppError. */
  async flush(): Promise<void> {
    await this.#writing;
    // What is under way may have read the journal before the last of it was there.
    await this.#flushing?.catch(() => undefined);
    await this.#flushOnce();
  }

  /** What was taken is on the disk when it resolves, and in the database where that is there. Never rejects. */
  async stop(): Promise<void> {
    this.#cancelRetry();
    this.#writing ??= this.#write();
    await this.#writing;
    this.#isStopped = true;
    this.#cancelFlush?.();
    if (this.#failures > 0) return;
    const flushed = this.flush().catch((error: unknown) => {
      this.#log.warn('The last of the access log waits on this computer', { error });
    });
    let cancel = (): void => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.#clock.after(END_WITHIN, resolve);
    });
    await Promise.race([flushed, late]);
    cancel();
  }

  async #write(): Promise<void> {
    // Let what is taken in the same turn of the event loop come along.
    await Promise.resolve();
    try {
      while (this.#queue.length > 0) {
        const entries = this.#queue.splice(0);
        try {
          await this.#journal.append(entries);
        } catch (error) {
          this.#queue.unshift(...entries);
          throw error;
        }
        this.#unflushed += entries.length;
      }
      this.#noteWritable(true);
      this.#flushWithin(this.#unflushed >= FLUSH_AT && this.#failures === 0 ? 0 : FLUSH_MS);
    } catch (error) {
      this.#noteWritable(false, error);
    } finally {
      this.#writing = null;
    }
  }

  #noteWritable(isWritable: boolean, error?: unknown): void {
    if (!isWritable) {
      const lost = this.#queue.length - QUEUE_AT_MOST;
      if (lost > 0) {
        this.#queue.splice(0, lost);
        this.#log.error('Entries of the access log are lost: this computer cannot write them', {
          lost,
        });
      }
      this.#cancelRetry();
      this.#cancelRetry = this.#clock.after(RETRY.first, () => {
        this.#writing ??= this.#write();
      });
    }
    if (isWritable === this.#isWritable) return;
    this.#isWritable = isWritable;
    if (isWritable) this.#log.info('The access log can be written on this computer again');
    else this.#log.error('The access log cannot be written on this computer', { error });
    this.#onWritable(isWritable);
  }

  #flushWithin(milliseconds: number): void {
    if (this.#isStopped || (this.#cancelFlush && milliseconds > 0)) return;
    this.#cancelFlush?.();
    this.#cancelFlush = this.#clock.after(milliseconds, () => {
      this.#cancelFlush = null;
      void this.#tryFlush();
    });
  }

  async #tryFlush(): Promise<void> {
    try {
      await this.#flushOnce();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      if (this.#failures === 1) {
        this.#log.warn('The access log waits on this computer: the database does not take it', {
          error,
        });
      }
      // Not less than the first step: the others wait for the same server.
      this.#flushWithin(RETRY.first + backoff(this.#failures, this.#random(), RETRY));
    }
  }

  #flushOnce(): Promise<void> {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #flushAll(): Promise<void> {
    let waiting = await this.#journal.read(BATCH);
    if (waiting.length === 0) return;
    await this.#anchorOthers();
    for (let attempt = 0; waiting.length > 0; waiting = await this.#journal.read(BATCH)) {
      const state = await this.#ownChain(waiting[0]?.number ?? 0);
      const { chainId, deviceId, head } = state;
      const entries = waiting.map(({ entry }) =>
        entry instanceof UnreadableValue ? unreadable : entry,
      );
      const written = await this.#store.append({ chainId, deviceId, previous: head, entries });
      if (written === 'broken') {
        attempt += 1;
        if (attempt > 1) throw new Error('A new chain of the access log was not taken either');
        this.#log.error('The chain of this computer does not end in the database where it ended', {
          chainId,
          seq: head?.seq ?? 0,
        });
        await this.#continueElsewhere(state);
      } else if (written.head) {
        this.#unflushed = Math.max(0, this.#unflushed - written.stored);
        await this.#journal.settle(written.head);
      }
    }
  }

  /** The chain of which the entry with this number is the next row. */
  async #ownChain(number: number): Promise<ChainState> {
    const { state } = this.#journal;
    if (!state) return this.#begin();
    const isNext = number === state.base + (state.head?.seq ?? 0) + 1;
    return isNext && state.deviceId === this.#deskId ? state : this.#continueElsewhere(state);
  }

  /** Another chain goes on where this one ended, and says so: who cut it off does not make it forgotten. */
  async #continueElsewhere({ chainId, head }: ChainState): Promise<ChainState> {
    if (head) await this.#journal.append([this.#anchor({ ...head, chainId }, 'chain.continued')]);
    return this.#begin();
  }

  #begin(): Promise<ChainState> {
    return this.#journal.begin({ chainId: randomUUID(), deviceId: this.#deskId, anchored: {} });
  }

  /** Notes where the chains of the others end: nobody cuts one off unseen without breaking this one. */
  async #anchorOthers(): Promise<void> {
    const now = this.#clock.now();
    if (this.#anchoredAt !== null && Math.abs(now - this.#anchoredAt) < ANCHOR_MS) return;
    const state = this.#journal.state;
    const heads = await this.#store.heads(now - ANCHOR_BACK);
    const news = heads
      .filter(
        ({ chainId, seq }) => chainId !== state?.chainId && seq > (state?.anchored[chainId] ?? 0),
      )
      .slice(0, ANCHORS_AT_MOST);
    if (news.length > 0) {
      await this.#journal.append(news.map((head) => this.#anchor(head, 'chain.anchored')));
      await this.#journal.noteAnchored(
        Object.fromEntries(news.map(({ chainId, seq }) => [chainId, seq])),
      );
    }
    this.#anchoredAt = now;
  }

  #anchor({ chainId, seq, seal }: RememberedHead, command: string): AccessEntry {
    return {
      at: this.#clock.now(),
      userId: null,
      action: 'anchored',
      command,
      subjectKind: 'chain',
      subjectId: chainId,
      outcome: 'done',
      count: seq,
      mark: seal,
    };
  }
}
