import type { Db } from 'mongodb';
import { z } from 'zod';
import {
  type ChangedDocument,
  FOLLOWED,
  IDENTIFYING_FIELDS,
  isMessageCollection,
} from './changed-documents.ts';

/** Each question reaches so far back, in milliseconds: desktops' clocks differ, and transactions take their time. */
const OVERLAP_MS = 60_000;
/** Documents of one collection that are read at a time, the newest. */
const LIMIT = 2_000;
/** Messages of long ago hardly change: their collections are asked now and then. */
const COLD_EVERY_MS = 30_000;

const Hello = z.object({ localTime: z.date() });
const Updated = z.looseObject({ updatedAt: z.date(), updatedBy: z.string().optional() });

interface PollAnswer {
  documents: ChangedDocument[];
  /** More has changed than was read. */
  hasGap: boolean;
  /** The server's time up to which everything was read, in milliseconds. */
  until: number;
}

/**
 * Finds what changed by `updatedAt`, which every collection has an index on, for deployments without change streams. It asks for a stretch of time that
 * overlaps the last one, and remembers what it has told already.
 */
export class UpdatePoller {
  readonly #db: Db;
  /** Up to when everything was read, by the server's clock; null before the first time. */
  #until: number | null;
  /** What was told of the stretch that is asked for again: `updatedAt` by document. */
  readonly #told = new Map<string, number>();
  #coldAt = -Infinity;

  /** @param until where an earlier poller ended, or null to begin with what changes from now on */
  constructor(db: Db, until: number | null) {
    this.#db = db;
    this.#until = until;
  }

  async poll(): Promise<PollAnswer> {
    // The server's clock, not this desktop's: it is the same for all of them.
    const now = Hello.parse(await this.#db.command({ hello: 1 })).localTime.getTime();
    const isFirst = this.#until === null;
    const since = (this.#until ?? now) - OVERLAP_MS;
    const answer: PollAnswer = { documents: [], hasGap: false, until: now };
    for (const collection of await this.#due(now)) {
      const { documents, hasGap } = await this.#read(collection, since);
      answer.documents.push(...documents);
      answer.hasGap ||= hasGap;
    }
    for (const [key, updatedAt] of this.#told) if (updatedAt < since) this.#told.delete(key);
    this.#until = now;
    return isFirst ? { documents: [], hasGap: false, until: now } : answer;
  }

  /** The collections to ask now. */
  async #due(now: number): Promise<string[]> {
    const found = await this.#db.listCollections({}, { nameOnly: true }).toArray();
    const collections = found
      .map(({ name }) => name)
      .filter((name) => FOLLOWED.some((each) => each === name) || isMessageCollection(name));
    if (now - this.#coldAt >= COLD_EVERY_MS) {
      this.#coldAt = now;
      return collections;
    }
    const hot = hotMonths(now);
    return collections.filter(
      (name) => !isMessageCollection(name) || hot.some((month) => name.includes(month)),
    );
  }

  async #read(
    collection: string,
    since: number,
  ): Promise<Pick<PollAnswer, 'documents' | 'hasGap'>> {
    const found = await this.#db
      .collection(collection)
      .find(
        { updatedAt: { $gte: new Date(since) } },
        {
          projection: Object.fromEntries(
            [...IDENTIFYING_FIELDS, 'updatedAt'].map((field) => [field, 1]),
          ),
        },
      )
      .sort({ updatedAt: -1 })
      .limit(LIMIT)
      .toArray();
    const documents: ChangedDocument[] = [];
    let isOldestNews = false;
    for (const document of found) {
      const { data } = Updated.safeParse(document);
      if (!data) continue;
      const key = `${collection}/${String(document._id)}`;
      const updatedAt = data.updatedAt.getTime();
      isOldestNews = this.#told.get(key) !== updatedAt;
      if (!isOldestNews) continue;
      this.#told.set(key, updatedAt);
      documents.push({ collection, document, by: data.updatedBy ?? null });
    }
    // With the oldest of a full page known, everything before it is known, too.
    return { documents: documents.reverse(), hasGap: found.length === LIMIT && isOldestNews };
  }
}

/** Next month (clocks differ), this one and the one before, as the names of collections have them. */
function hotMonths(now: number): string[] {
  const date = new Date(now);
  return [1, 0, -1].map((step) =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + step))
      .toISOString()
      .slice(0, 7)
      .replace('-', '_'),
  );
}
