import { AppError } from '../common/app-error.ts';
import { backoff } from '../common/backoff.ts';
import type { Clock } from '../common/clock.ts';
import { forEachConcurrently } from '../common/for-each-concurrently.ts';
import type { SessionEntry } from '../journal/journal-entry.ts';
import type { Journal, Journalled } from '../journal/journal.ts';
import type { Log } from '../log/log.ts';
import { type ChatBatch, type ChatJournalled, understand } from './chat-batch.ts';
import { type StepContext, storeChatBatches } from './store-chat-batches.ts';
import { storeSessionChange } from './store-session-change.ts';
import type { Translators } from './translators.ts';

/** Entries taken from the journal at a time. */
const BATCH_SIZE = 500;
/** Chats that are stored together, and such groups that are stored side by side; the order within a chat is kept. */
const CHATS_IN_GROUP = 32;
const GROUPS_AT_ONCE = 2;
/** While a database is away. */
const RETRY = { first: 500, longest: 15_000 };

/**
 * Works off the journal: takes the oldest entries, runs the pipeline for each chat, and removes them when the
 * databases have all of it. When a database is away it waits and tries again; nothing is skipped.
 */
export class Ingest {
  readonly #journal: Journal;
  readonly #translators: Translators;
  readonly #context: StepContext;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;
  readonly #onOutage: (isDown: boolean) => void;
  #stopping = false;
  #wake: () => void = () => {};
  #endPause: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(input: {
    journal: Journal;
    translators: Translators;
    context: Omit<StepContext, 'early'>;
    clock: Clock;
    /** A number from 0 up to 1. */
    random(): number;
    log: Log;
    /** Called when a database turns out to be away, and when it is back. */
    onOutage(isDown: boolean): void;
  }) {
    this.#journal = input.journal;
    this.#translators = input.translators;
    this.#context = { ...input.context, early: input.journal.early };
    this.#clock = input.clock;
    this.#random = () => input.random();
    this.#log = input.log;
    this.#onOutage = input.onOutage;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Call after something was added to the journal. */
  wake(): void {
    this.#wake();
  }

  /** Finishes the batch under way and stops; what is left stays in the journal. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    this.#endPause();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    let isDown = false;
    while (!this.#stopping) {
      const woken = this.#nextWake();
      try {
        const entries = await this.#journal.read(BATCH_SIZE);
        if (entries.length === 0) {
          await woken;
          continue;
        }
        await this.#store(entries);
        failures = 0;
        if (isDown) this.#onOutage((isDown = false));
      } catch (error) {
        this.#log.warn('What came from WhatsApp waits in the journal', { error });
        if (!isDown) this.#onOutage((isDown = true));
        failures += 1;
        await this.#pause(backoff(failures, this.#random(), RETRY));
      }
    }
  }

  #nextWake(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(milliseconds, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
      if (this.#stopping) this.#endPause();
    });
  }

  /** Rejects only when the same entries may succeed later. */
  async #store(entries: readonly Journalled[]): Promise<void> {
    const chats: ChatJournalled[] = [];
    const sessions: { key: string; value: SessionEntry }[] = [];
    for (const { key, value } of entries) {
      if (value instanceof Error) await this.#setAside(key, { key, sealed: value.sealed }, value);
      else if (value.kind === 'session') sessions.push({ key, value });
      else chats.push({ key, value });
    }
    for (const { key, value } of sessions) await this.#storeSession(key, value);
    const understood = understand(chats, this.#translators);
    for (const { entry, error } of understood.notUnderstood) {
      await this.#journal.setAside(entry, reasonOf(error), this.#clock.now());
      this.#log.error('An event from WhatsApp was not understood', { error });
    }
    await this.#journal.remove(understood.ignored.map(({ key }) => key));
    await forEachConcurrently(inGroups(understood.batches), GROUPS_AT_ONCE, (group) =>
      this.#storeChats(group),
    );
  }

  async #storeSession(key: string, entry: SessionEntry): Promise<void> {
    try {
      await storeSessionChange(entry, this.#context.stores);
      await this.#journal.remove([key]);
    } catch (error) {
      if (isRetryable(error)) throw error;
      await this.#setAside(key, entry, error);
    }
  }

  async #storeChats(batches: readonly ChatBatch[]): Promise<void> {
    try {
      await storeChatBatches(batches, this.#context);
      await this.#journal.remove(
        batches.flatMap(({ journalled }) => journalled.map(({ key }) => key)),
      );
    } catch (error) {
      if (isRetryable(error)) throw error;
      // One of them is at fault: each on its own, so that the others are stored.
      if (batches.length > 1) for (const batch of batches) await this.#storeChats([batch]);
      else for (const batch of batches) await this.#storeEachEntry(batch, error);
    }
  }

  /** Of a chat that cannot be stored, what can be; the rest is set aside. */
  async #storeEachEntry(batch: ChatBatch, error: unknown): Promise<void> {
    const [first, ...others] = batch.journalled;
    if (first && others.length === 0) return this.#setAside(first.key, first.value, error);
    for (const journalled of batch.journalled) {
      await this.#storeChats(understand([journalled], this.#translators).batches);
    }
  }

  async #setAside(key: string, entry: unknown, error: unknown): Promise<void> {
    this.#log.error('An entry of the journal could not be stored and was set aside', { error });
    await this.#journal.setAside(entry, reasonOf(error), this.#clock.now());
    await this.#journal.remove([key]);
  }
}

/** Whatever is wrong with a database or its keys, an entry is not at fault: it waits until that has been put right. */
function isRetryable(error: unknown): boolean {
  return (
    error instanceof AppError && (error.retryable || /^(?:database|workspace)_/.test(error.code))
  );
}

function* inGroups(batches: readonly ChatBatch[]): Generator<ChatBatch[]> {
  for (let start = 0; start < batches.length; start += CHATS_IN_GROUP) {
    yield batches.slice(start, start + CHATS_IN_GROUP);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
