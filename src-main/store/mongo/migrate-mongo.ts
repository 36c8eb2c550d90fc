import type { Collection, Db } from 'mongodb';
import { AppError } from '../../common/app-error.ts';
import { classifyMongoError } from './mongo-connection.ts';
import { withMigrationLock } from './migration-lock.ts';
import { firstCollections } from './migrations/001-first-collections.ts';
import { keys } from './migrations/002-keys.ts';
import { leases } from './migrations/003-leases.ts';
import { abandonedLinkings } from './migrations/004-abandoned-linkings.ts';
import { everyKind } from './migrations/005-every-kind-of-message.ts';
import { media } from './migrations/006-media.ts';
import { identities } from './migrations/007-identities.ts';
import { whatCameLater } from './migrations/008-what-came-later.ts';
import { moreEvidence } from './migrations/009-more-evidence.ts';
import { contactNotes } from './migrations/010-contact-notes.ts';
import { inbox } from './migrations/011-inbox.ts';
import { presences } from './migrations/012-presences.ts';
import { contactMerges } from './migrations/013-contact-merges.ts';
import { pinnedAndArchived } from './migrations/014-pinned-and-archived.ts';
import { notes } from './migrations/015-notes.ts';
import { readAndMentioned } from './migrations/016-read-and-mentioned.ts';
import { kindsOfMessages } from './migrations/017-kinds-of-messages.ts';
import { namesAndTags } from './migrations/018-names-and-tags.ts';
import { campaignsOfConversations } from './migrations/019-campaigns.ts';
import type { MongoMigration } from './migrations/migration.ts';

export const mongoMigrations: readonly MongoMigration[] = [
  firstCollections,
  keys,
  leases,
  abandonedLinkings,
  everyKind,
  media,
  identities,
  whatCameLater,
  moreEvidence,
  contactNotes,
  inbox,
  presences,
  contactMerges,
  pinnedAndArchived,
  notes,
  readAndMentioned,
  kindsOfMessages,
  namesAndTags,
  campaignsOfConversations,
];

/**
 * Brings the database up to date; what was done is kept in `schema_migrations`. Returns the numbers of the steps
 * that were run. Rejects with an AppError `database_migration_failed` that names the step, also for a database that
 * a newer version of the app has changed: it is left alone.
 */
export async function migrateMongo(
  db: Db,
  migrations: readonly MongoMigration[] = mongoMigrations,
): Promise<number[]> {
  if ((await missing(db, migrations)).length === 0) return [];
  return classified(
    withMigrationLock(db, async (prolong) => {
      const run: number[] = [];
      // Another desktop may have done them while this one waited.
      for (const migration of await missing(db, migrations)) {
        await runStep(db, migration);
        run.push(migration.number);
        await prolong();
      }
      return run;
    }),
  );
}

/** The steps that this database has not seen, in order. */
async function missing(
  db: Db,
  migrations: readonly MongoMigration[],
): Promise<readonly MongoMigration[]> {
  const applied = new Set((await classified(stepsDone(db).find().toArray())).map(({ _id }) => _id));
  const newest = migrations.at(-1)?.number ?? 0;
  const unknown = [...applied].filter((number) => number > newest);
  if (unknown.length > 0) {
    throw new AppError(
      'database_migration_failed',
      `MongoDB has step ${Math.max(...unknown)}, this version of the app knows steps up to ${newest}`,
    );
  }
  return migrations.filter(({ number }) => !applied.has(number));
}

async function runStep(db: Db, migration: MongoMigration): Promise<void> {
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
  await stepsDone(db).updateOne(
    { _id: migration.number },
    { $setOnInsert: { intent: migration.intent, appliedAt: new Date() } },
    { upsert: true },
  );
}

function stepsDone(db: Db): Collection<{ _id: number; intent: string; appliedAt: Date }> {
  return db.collection('schema_migrations');
}

async function classified<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw classifyMongoError(error);
  }
}
