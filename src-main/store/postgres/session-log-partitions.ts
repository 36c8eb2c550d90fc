import { type Kysely, sql } from 'kysely';
import { classifyPostgresError } from './postgres-connection.ts';
import type { Tables } from './tables.ts';

/**
 * Makes the partitions of the session log for this month and the next (by the server's clock) where there are none.
 * Rejects with an AppError.
 */
export async function ensureComingLogMonths(db: Kysely<Tables>): Promise<void> {
  try {
    await sql`
      SELECT ensure_session_log_partition(now()), ensure_session_log_partition(now() + interval '1 month')
    `.execute(db);
  } catch (error) {
    throw classifyPostgresError(error);
  }
}

/** Makes the partition of the month (UTC) of each time where there is none. Milliseconds. */
export async function ensureLogMonths(db: Kysely<Tables>, times: readonly number[]): Promise<void> {
  for (const at of times) {
    await sql`SELECT ensure_session_log_partition(${new Date(at)})`.execute(db);
  }
}
