import { AppError } from '../common/app-error.ts';
import { backoff } from '../common/backoff.ts';
import type { Clock } from '../common/clock.ts';
import { OrderedWork } from '../common/ordered-work.ts';
import type { SessionEntry } from '../journal/journal-entry.ts';
import type { Journal, Journalled } from '../journal/journal.ts';
import type { Log } from '../log/log.ts';
import {
  type ChatBatch,
  type ChatJournalled,
  chatKey,
  messageCount,
  understand,
} from './chat-batch.ts';
import { type StepContext, storeChatBatches } from './store-chat-batches.ts';
import { storeSessionChange } from './store-session-change.ts';
import { withoutErased } from './without-erased.ts';
import type { Translators } from './translators.ts';

/** Messages that are taken from the journal before they are sorted by chats, and entries that are read at a time. */
const MESSAGES_IN_BATCH = 4_000;
const ENTRIES_AT_ONCE = 250;
/** What is stored together at most (one chat alone may have more messages), and such groups that are stored side by side. */
const CHATS_IN_GROUP = 64;
const MESSAGES_IN_GROUP = 250;
const GROUPS_AT_ONCE = 6;
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
        // After an outage one batch goes ahead, which tells whether it is over.
        const isAnything = await this.#storeNext(isDown ? 1 : Infinity);
        if (!isAnything) {
          await woken;
          continue;
        }
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

  /**
   * Stores what is in the journal, at most so many batches, the oldest first; the next is read while those before are
   * stored. The order within a chat is kept. Answers whether there was anything. Rejects only when the same entries
   * may succeed later.
   */
  async #storeNext(batches: number): Promise<boolean> {
    const work = new OrderedWork(GROUPS_AT_ONCE);
    let last: string | undefined;
    try {
      for (let batch = 0; batch < batches && !this.#stopping; batch++) {
        const entries = await this.#read(last);
        if (entries.length === 0) break;
        last = entries.at(-1)?.key;
        await this.#store(entries, work);
        await work.room(GROUPS_AT_ONCE);
      }
    } finally {
      await work.room(0);
    }
    return last !== undefined;
  }

  /** A batch: the more there is of a chat, the less each message costs. */
  async #read(after: string | undefined): Promise<Journalled[]> {
    const entries: Journalled[] = [];
    for (let messages = 0; messages < MESSAGES_IN_BATCH;) {
      const more = await this.#journal.read(ENTRIES_AT_ONCE, entries.at(-1)?.key ?? after);
      entries.push(...more);
      if (more.length < ENTRIES_AT_ONCE) break;
      for (const { value } of more) {
        messages += 'messages' in value ? value.messages.length : 1;
      }
    }
    return entries;
  }

  async #store(entries: readonly Journalled[], work: OrderedWork): Promise<void> {
    const chats: ChatJournalled[] = [];
    const sessions: { key: string; value: SessionEntry }[] = [];
    for (const { key, value } of entries) {
      if (value instanceof Error) await this.#setAside(key, { key, sealed: value.sealed }, value);
      else if (value.kind === 'session') sessions.push({ key, value });
      else chats.push({ key, value });
    }
    // A change of a session comes after what was told before it.
    if (sessions.length > 0) await work.room(0);
    for (const { key, value } of sessions) await this.#storeSession(key, value);
    const understood = understand(chats, this.#translators);
    for (const { entry, error } of understood.notUnderstood) {
      await this.#journal.setAside(entry, reasonOf(error), this.#clock.now());
      this.#log.error('An event from WhatsApp was not understood', { error });
    }
    await this.#journal.remove(understood.ignored.map(({ key }) => key));
    for (const group of inGroups(understood.batches)) {
      work.add(group.map(chatKey), () => this.#storeChats(group));
    }
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

  async #storeChats(batches: readonly ChatBatch[], isAgain = false): Promise<void> {
    try {
      const taken = await withoutErased(batches, this.#context.stores, this.#log);
      if (taken.length > 0) await storeChatBatches(taken, this.#context);
      await this.#journal.remove(
        batches.flatMap(({ journalled }) => journalled.map(({ key }) => key)),
      );
    } catch (error) {
      if (isRetryable(error)) throw error;
      if (!isAgain && error instanceof AppError && error.code === 'not_found') {
        // Another desktop has taken the conversation away: what is remembered of it must not keep the message out.
        await this.#context.stores.forgetOutdated(null);
        return this.#storeChats(batches, true);
      }
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
  let group: ChatBatch[] = [];
  let messages = 0;
  for (const batch of batches) {
    const isFull =
      group.length === CHATS_IN_GROUP || messages + messageCount(batch) > MESSAGES_IN_GROUP;
    if (isFull && group.length > 0) {
      yield group;
      group = [];
      messages = 0;
    }
    group.push(batch);
    messages += messageCount(batch);
  }
  if (group.length > 0) yield group;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
