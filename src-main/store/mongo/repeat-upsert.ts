import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Collection,
  type Document,
  MongoBulkWriteError,
  MongoServerError,
  type OptionalUnlessRequiredId,
} from 'mongodb';
import { backoff } from '../../common/backoff.ts';

export const DUPLICATE_KEY = 11_000;
/** mongod repeats such a write by itself; engines that lock rows say "deadlock detected" and leave it to the caller. */
const WRITE_CONFLICT = 112;

const ATTEMPTS = 8;
/** In milliseconds. */
const PAUSES = { first: 10, longest: 160 };

/**
 * Runs an upsert, and up to seven times more when it met a document that somebody else made or was making in the same
 * moment: the next time it finds that one. For writes outside a transaction, of which a part may have been done.
 * Rejects with the last attempt's error.
 */
export async function repeatUpsert<T>(upsert: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await upsert();
    } catch (error) {
      if (attempt === ATTEMPTS || !isCollision(error)) throw error;
    }
    await sleep(backoff(attempt, Math.random(), PAUSES));
  }
}

/**
 * Inserts documents that nobody had a moment ago: one that somebody else made meanwhile stays as it is. Answers the
 * places of those in the list that were not inserted. Cheaper than upserts, which look for each document first. For
 * writes outside a transaction.
 */
export async function insertUnlessThere<T extends Document>(
  collection: Collection<T>,
  documents: readonly OptionalUnlessRequiredId<T>[],
): Promise<ReadonlySet<number>> {
  return repeatUpsert(async () => {
    try {
      await collection.insertMany(documents, { ordered: false });
      return new Set<number>();
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      const failures = [error.writeErrors].flat();
      if (failures.length === 0 || failures.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
      return new Set(failures.map(({ index }) => index));
    }
  });
}

function isCollision(error: unknown): boolean {
  return (
    error instanceof MongoServerError &&
    (error.code === DUPLICATE_KEY || error.code === WRITE_CONFLICT)
  );
}
