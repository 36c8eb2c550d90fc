import { type Kysely, type Migration, Migrator } from 'kysely';
import { AppError } from '../../common/app-error.ts';
import { classifyPostgresError } from './postgres-connection.ts';
import * as firstTables from './migrations/001-first-tables.ts';
import type { Tables } from './tables.ts';

export const postgresMigrations: Readonly<Record<string, Migration>> = {
  '001-first-tables': firstTables,
};

/**
 * Brings the database up to date, under a lock of the database's own, each step in a transaction. Returns the names
 * of the steps that were run. Rejects with an AppError `database_migration_failed` that names the step; a database
 * that a newer version of the app has changed is left alone in the same way.
 */
export async function migratePostgres(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>> = postgresMigrations,
): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const classified = classifyPostgresError(error);
    if (classified instanceof AppError) throw classified;
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    throw new AppError(
      'database_migration_failed',
      failed ? `PostgreSQL step ${failed} failed` : 'PostgreSQL could not be brought up to date',
      { cause: error },
    );
  }
  return (results ?? []).map((result) => result.migrationName);
}
