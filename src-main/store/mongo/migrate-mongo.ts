import type { Db } from 'mongodb';
import { AppError } from '../../common/app-error.ts';
import { classifyMongoError } from './mongo-connection.ts';
import { firstCollections } from './migrations/001-first-collections.ts';
import type { MongoMigration } from './migrations/migration.ts';

export const mongoMigrations: readonly MongoMigration[] = [firstCollections];

/**
 * Brings the database up to date; what was done is kept in `schema_migrations`. Returns the numbers of the steps
 * that were run. Rejects with an AppError `database_migration_failed` that names the step, also for a database that
 * a newer version of the app has changed: it is left alone.
 */
export async function migrateMongo(
  db: Db,
  migrations: readonly MongoMigration[] = mongoMigrations,
): Promise<number[]> {
  const done = db.collection<{ _id: number; intent: string; appliedAt: Date }>('schema_migrations');
  const applied = new Set((await classified(done.find().toArray())).map(({ _id }) => _id));
  const newest = migrations.at(-1)?.number ?? 0;
  const unknown = [...applied].filter((number) => number > newest);
  if (unknown.length > 0) {
    throw new AppError(
      'database_migration_failed',
      `MongoDB has step ${Math.max(...unknown)}, this version of the app knows steps up to ${newest}`,
    );
  }
  const run: number[] = [];
  for (const migration of migrations) {
    if (applied.has(migration.number)) continue;
    try {
      await migration.up(db);
    } catch (error) {
      const known = classifyMongoError(error);
      if (known instanceof AppError) throw known;
      throw new AppError(
        'database_migration_failed',
        `MongoDB step ${migration.number} failed: ${migration.intent}`,
        { cause: error },
      );
    }
    await classified(
      done.updateOne(
        { _id: migration.number },
        { $setOnInsert: { intent: migration.intent, appliedAt: new Date() } },
        { upsert: true },
      ),
    );
    run.push(migration.number);
  }
  return run;
}

async function classified<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw classifyMongoError(error);
  }
}
