import { sql, type Transaction } from 'kysely';
import type { PostgresConnection } from '../postgres-connection.ts';
import type { Tables } from '../tables.ts';

/** A number of our own among the locks of the database. */
const LOCK = 7_251_017;

/**
 * Runs a change of what follows from the facts. One desktop at a time: what one adds up, another must not change
 * meanwhile. Facts are written without it.
 */
export function whileLocked<T>(
  { db, retry }: PostgresConnection,
  change: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return retry(() =>
    db.transaction().execute(async (transaction) => {
      await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(transaction);
      return change(transaction);
    }),
  );
}
