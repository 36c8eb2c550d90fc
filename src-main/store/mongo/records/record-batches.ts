import type { FindCursor } from 'mongodb';
import { classifyMongoError } from '../mongo-connection.ts';

/** Documents whose keys are asked for at once. */
const BATCH = 200;

/** What a cursor finds, some at a time. Who iterates is past the door at which a store's errors are classified. */
export async function* batchesOf<T>(cursor: FindCursor<T>, size = BATCH): AsyncGenerator<T[]> {
  let batch: T[] = [];
  try {
    for await (const each of cursor.batchSize(size)) {
      batch.push(each);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    throw classifyMongoError(error);
  } finally {
    await cursor.close();
  }
  if (batch.length > 0) yield batch;
}

/** A list, some at a time. */
export function* chunksOf<T>(all: readonly T[], size = BATCH): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

/** Without the fields that are undefined, which MongoDB would store as null. */
export function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export const iso = (date: Date): string => date.toISOString();
export const isoOr = (date: Date | undefined): string | undefined => date?.toISOString();
