import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DeviceDatabase, SealedTable, UnreadableValue } from './device-database.ts';
import { EarlyChanges } from './early-changes.ts';
import { JournalEntry } from './journal-entry.ts';

const KEY_DIGITS = 16;

/** What could not be understood or stored, kept as it came. */
const SetAside = z.object({
  entry: z.unknown(),
  reason: z.string(),
  /** Milliseconds. */
  at: z.number(),
});

/** An entry with the key under which it is removed. */
export interface Journalled {
  key: string;
  value: JournalEntry | UnreadableValue;
}

/**
 * The local journal: everything that WhatsApp delivers is written here, in order and to the disk, before anything
 * else is done with it, and removed once the databases have it.
 */
export class Journal {
  /** Changes whose message has not come yet. */
  readonly early: EarlyChanges;
  readonly #entries: SealedTable<JournalEntry>;
  readonly #aside: SealedTable<z.infer<typeof SetAside>>;
  readonly #onChanged: () => void;
  #nextNumber: number;
  #waiting: number;
  readonly #setAside: Set<string>;
  #waitingForRoom: { limit: number; resolve: () => void }[] = [];
  #queue: JournalEntry[] = [];
  #flush: Promise<void> | null = null;

  private constructor(input: {
    early: EarlyChanges;
    entries: SealedTable<JournalEntry>;
    aside: SealedTable<z.infer<typeof SetAside>>;
    onChanged: () => void;
    nextNumber: number;
    waiting: number;
    setAside: string[];
  }) {
    this.early = input.early;
    this.#entries = input.entries;
    this.#aside = input.aside;
    this.#onChanged = input.onChanged;
    this.#nextNumber = input.nextNumber;
    this.#waiting = input.waiting;
    this.#setAside = new Set(input.setAside);
  }

  /** `onChanged` is called after entries were added, removed or set aside. */
  static async open(database: DeviceDatabase, onChanged: () => void): Promise<Journal> {
    const entries = database.table('journal', JournalEntry);
    const aside = database.table('set-aside', SetAside);
    const lastKey = await entries.lastKey();
    return new Journal({
      early: await EarlyChanges.open(database),
      entries,
      aside,
      onChanged,
      nextNumber: lastKey === null ? 0 : Number(lastKey) + 1,
      waiting: (await entries.keys()).length,
      setAside: await aside.keys(),
    });
  }

  /** Entries that are not yet in the databases. */
  get waiting(): number {
    return this.#waiting;
  }

  get setAsideCount(): number {
    return this.#setAside.size;
  }

  /**
   * Resolves when the entry is on the disk. Entries given while one write is under way share the next, so that a
   * burst costs a few synchronised writes. Should the disk refuse, it rejects, and they are written with the next.
   */
  append(entry: JournalEntry): Promise<void> {
    this.#queue.push(entry);
    this.#flush ??= this.#write();
    return this.#flush;
  }

  /** Resolves when fewer than `limit` entries wait. */
  roomFor(limit: number): Promise<void> {
    if (this.#waiting < limit) return Promise.resolve();
    return new Promise((resolve) => this.#waitingForRoom.push({ limit, resolve }));
  }

  /** Nobody waits for room any more: what is under way is to come to its end. */
  stopWaiting(): void {
    for (const { resolve } of this.#waitingForRoom.splice(0)) resolve();
  }

  async #write(): Promise<void> {
    // Let what arrives in the same turn of the event loop come along.
    await Promise.resolve();
    try {
      while (this.#queue.length > 0) {
        const entries = this.#queue.splice(0);
        try {
          await this.#entries.write({
            put: entries.map((entry) => [this.#key(this.#nextNumber++), entry] as const),
          });
        } catch (error) {
          // They go with the next write: WhatsApp does not tell them again.
          this.#queue.unshift(...entries);
          throw error;
        }
        this.#waiting += entries.length;
        this.#onChanged();
      }
    } finally {
      this.#flush = null;
    }
  }

  #key(number: number): string {
    return String(number).padStart(KEY_DIGITS, '0');
  }

  /** The oldest entries, or the oldest after the one with this key; at most `limit`. */
  async read(limit: number, after?: string): Promise<Journalled[]> {
    return this.#entries.read(limit, after);
  }

  /** The key of the newest entry, or null when there is none. */
  lastKey(): Promise<string | null> {
    return this.#entries.lastKey();
  }

  /** Whether an entry up to this key is not yet in the databases. */
  async isWaiting(key: string): Promise<boolean> {
    const [oldest] = await this.#entries.read(1);
    return oldest !== undefined && oldest.key <= key;
  }

  /** Takes away those of the list of what could not be understood that `isErased` says. */
  async eraseAside(isErased: (entry: unknown) => Promise<boolean>): Promise<void> {
    for (const key of await this.#aside.keys()) {
      const value = await this.#aside.get(key);
      // What cannot be read names nobody.
      if (value === null || value instanceof Error || !(await isErased(value.entry))) continue;
      await this.#aside.write({ remove: [key] });
      this.#setAside.delete(key);
    }
    this.#onChanged();
  }

  async remove(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#entries.write({ remove: keys });
    this.#waiting -= keys.length;
    const hasRoom = ({ limit }: { limit: number }): boolean => this.#waiting < limit;
    for (const { resolve } of this.#waitingForRoom.filter(hasRoom)) resolve();
    this.#waitingForRoom = this.#waitingForRoom.filter((each) => !hasRoom(each));
    this.#onChanged();
  }

  /**
   * Keeps a copy in the list of what could not be understood, once however often it comes. `reason` carries no
   * personal data.
   */
  async setAside(entry: unknown, reason: string, at: number): Promise<void> {
    const key = createHash('sha256').update(JSON.stringify(entry)).digest('hex');
    if (this.#setAside.has(key)) return;
    await this.#aside.write({ put: [[key, { entry, reason, at }]] });
    this.#setAside.add(key);
    this.#onChanged();
  }
}
