import { MongoClient, type Collection, type Db } from 'mongodb';
import { afterAll, beforeAll, vi } from 'vitest';
import {
  startDocumentDb,
  type RunningDocumentDb,
} from '../../support/documentdb/start-document-db.ts';

/** Documents with numbers for ids, which read well in tests. */
export interface Numbered {
  _id: number;
  [field: string]: unknown;
}

/** Documents with a number in them; the driver's types know what can be done to it. */
export interface Counted {
  _id: number;
  n?: number;
}

export interface EngineFixture {
  readonly client: () => MongoClient;
  readonly db: () => Db;
  /** An empty collection that no other test has. */
  readonly collection: <T extends { _id: number } = Numbered>() => Collection<T>;
}

/** One engine for the tests of a file, reached with the official driver as the app reaches it. */
export function useEngine(): EngineFixture {
  let engine: RunningDocumentDb | undefined;
  let client: MongoClient | undefined;
  let collectionCount = 0;
  const running = (): MongoClient => {
    if (client === undefined) throw new Error('The engine is not running');
    return client;
  };
  // A whole engine shares the machine with whatever else runs on it.
  vi.setConfig({ testTimeout: 30_000 });
  beforeAll(async () => {
    engine = await startDocumentDb();
    client = await new MongoClient(engine.uri, { serverSelectionTimeoutMS: 5000 }).connect();
  }, 60_000);
  afterAll(async () => {
    await client?.close();
    await engine?.stop();
  });
  const db = () => running().db('contract');
  return {
    client: running,
    db,
    collection: <T extends { _id: number }>() =>
      db().collection<T>(`things_${(collectionCount += 1)}`),
  };
}

/** The code of the server error that a promise rejects with; fails when it does not reject. */
export async function errorOf(
  promise: Promise<unknown>,
): Promise<
  Error & { readonly code?: unknown; readonly keyPattern?: unknown; readonly keyValue?: unknown }
> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('The server raised no error');
}
