import type { Collection, Db, ObjectId } from 'mongodb';
import type { MessageDocument } from './documents.ts';
import { makeCollection } from './make-collection.ts';
import { messageIndexes, messageValidator } from './message-schema.ts';

/** Where messages of conversations lie in which nobody has written for months. */
export const ARCHIVE = 'archive';

const PREFIX = 'messages_';

/**
 * The collections that messages are kept in: one a month (`messages_2026_11`, months of UTC), with one of its own
 * for each business that has very many (`messages_2026_11_b<businessId>`), and the archive. A partition is named by
 * what follows `messages_`; a conversation knows which ones hold its messages.
 */
export class MessagePartitions {
  readonly #db: Db;
  readonly #isHighVolume: (businessId: string) => boolean;
  readonly #ensured = new Map<string, Promise<void>>();

  /** @param isHighVolume whether a business (24 hexadecimal digits) has collections of its own */
  constructor(db: Db, isHighVolume: (businessId: string) => boolean) {
    this.#db = db;
    this.#isHighVolume = isHighVolume;
  }

  /** The partition that a message of this time belongs to. */
  partitionFor(timestamp: number, businessId: ObjectId | undefined): string {
    const month = monthOf(timestamp);
    const business = businessId?.toHexString();
    return business !== undefined && this.#isHighVolume(business) ? `${month}_b${business}` : month;
  }

  collection(partition: string): Collection<MessageDocument> {
    return this.#db.collection(PREFIX + partition);
  }

  /** The collection, with its validator and indexes, made where it does not exist. Not inside a transaction. */
  async ensure(partition: string): Promise<Collection<MessageDocument>> {
    const known = this.#ensured.get(partition);
    const making =
      known ??
      makeCollection(this.#db, PREFIX + partition, {
        validator: messageValidator,
        indexes: messageIndexes,
      });
    if (!known) this.#ensured.set(partition, making);
    try {
      await making;
    } catch (error) {
      this.#ensured.delete(partition);
      throw error;
    }
    return this.collection(partition);
  }

  /** It was dropped: it is made anew, with its validator and indexes, when something is to go there again. */
  forget(partition: string): void {
    this.#ensured.delete(partition);
  }

  /** Any may have been dropped, by another desktop. */
  forgetAll(): void {
    this.#ensured.clear();
  }

  /** Every partition that exists, newest month first, the archive last. */
  async all(): Promise<string[]> {
    const collections = await this.#db
      .listCollections({ name: /^messages_/ }, { nameOnly: true })
      .toArray();
    return newestFirst(collections.map(({ name }) => name.slice(PREFIX.length)));
  }
}

/** `2026_11` for any moment of November 2026 in UTC. */
export function monthOf(timestamp: number): string {
  const date = new Date(timestamp);
  const month = String(date.getUTCMonth() + 1).padStart(2, '0');
  return `${String(date.getUTCFullYear()).padStart(4, '0')}_${month}`;
}

/** The month of a partition; null for the archive, which holds messages of any time. */
export function monthOfPartition(partition: string): string | null {
  return partition === ARCHIVE ? null : partition.slice(0, 7);
}

/** Months from new to old, the archive last. */
export function newestFirst(partitions: readonly string[]): string[] {
  return [...partitions].sort((a, b) => {
    if (a === ARCHIVE || b === ARCHIVE) return a === b ? 0 : a === ARCHIVE ? 1 : -1;
    return b < a ? -1 : b > a ? 1 : 0;
  });
}
