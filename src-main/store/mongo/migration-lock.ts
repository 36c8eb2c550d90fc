import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, MongoServerError } from 'mongodb';
import { DUPLICATE_KEY } from './repeat-upsert.ts';

/** A desktop that was killed holds the lock no longer than this, in milliseconds. */
const HELD_MS = 30_000;
const POLL_MS = 100;

interface LockDocument {
  _id: 'lock';
  holder: string;
  until: Date;
}

/**
 * Runs the work while no other desktop does. It waits for the one that does; should that one be killed, for half a
 * minute. Steps must stand being run twice all the same: a computer may sleep for longer than the lock holds.
 */
export async function withMigrationLock<T>(
  db: Db,
  work: (prolong: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const locks = db.collection<LockDocument>('schema_migrations_lock');
  const holder = randomUUID();
  const until = (): Date => new Date(Date.now() + HELD_MS);
  for (;;) {
    try {
      await locks.updateOne(
        { _id: 'lock', until: { $lt: new Date() } },
        { $set: { holder, until: until() } },
        { upsert: true },
      );
      break;
    } catch (error) {
      // Somebody holds it: the upsert met their document.
      if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
      await sleep(POLL_MS);
    }
  }
  try {
    return await work(async () => {
      await locks.updateOne({ _id: 'lock', holder }, { $set: { until: until() } });
    });
  } finally {
    await locks.deleteOne({ _id: 'lock', holder });
  }
}
