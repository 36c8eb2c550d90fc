import { MongoServerError } from 'mongodb';

export const DUPLICATE_KEY = 11_000;

/**
 * Runs an upsert, and once more when it met a document that somebody else made in the same moment: the second time
 * it finds that one.
 */
export async function repeatUpsert<T>(upsert: () => Promise<T>): Promise<T> {
  try {
    return await upsert();
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
    return upsert();
  }
}
