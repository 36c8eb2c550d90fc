import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { BusinessId, ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { FigureCalendar } from '../../../domain/figure-calendar.ts';
import { DEFINITION_VERSION } from '../../../domain/figure-definition.ts';
import type { FigureState } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import type { Tables } from '../tables.ts';
import { BusinessIds } from './business-ids.ts';
import { whileLocked } from './figure-lock.ts';

const StateRow = z.object({
  time_zone: z.string(),
  definition_version: z.number(),
  rebuild_total: z.number().nullable(),
  is_stopped: z.boolean(),
  looked_at: z.date(),
});

/** See `FigureStore.open`. */
export async function openFigures(
  { db, retry }: PostgresConnection,
  timeZone: string,
): Promise<FigureState> {
  const row = await retry(async () => {
    await sql`
      INSERT INTO figure_state (time_zone, definition_version, rebuild_total)
      VALUES (${timeZone}, 0, NULL) ON CONFLICT DO NOTHING
    `.execute(db);
    const { rows } = await sql`
      SELECT time_zone, definition_version, rebuild_total, is_stopped, looked_at FROM figure_state
    `.execute(db);
    return StateRow.parse(rows[0]);
  });
  const total = row.rebuild_total;
  return {
    timeZone: row.time_zone,
    rebuild: total === null ? null : { total, isStopped: row.is_stopped },
    lookedAt: row.looked_at.getTime(),
    isToBegin: row.definition_version < DEFINITION_VERSION,
  };
}

/** See `FigureStore.leftOfRebuild`. */
export async function leftOfRebuild({ db, retry }: PostgresConnection): Promise<number> {
  const { rows } = await retry(() =>
    sql<{ count: string }>`SELECT count(*) FROM stale_conversations WHERE is_rebuild`.execute(db),
  );
  return Number(rows[0]?.count ?? 0);
}

/** See `FigureStore.startRebuild`. */
export function startRebuild(
  connection: PostgresConnection,
  conversationIds: readonly ConversationId[],
): Promise<void> {
  return whileLocked(connection, async (transaction) => {
    await sql`DELETE FROM response_waits`.execute(transaction);
    await sql`DELETE FROM contact_days`.execute(transaction);
    await sql`DELETE FROM conversation_hours`.execute(transaction);
    await sql`DELETE FROM sender_analytics`.execute(transaction);
    await sql`DELETE FROM message_analytics`.execute(transaction);
    await sql`DELETE FROM stale_days`.execute(transaction);
    await sql`DELETE FROM stale_conversations WHERE is_rebuild`.execute(transaction);
    const { numAffectedRows } = await sql`
      INSERT INTO stale_conversations (conversation_id, since, until, is_unread, is_rebuild)
      SELECT conversation_id, '-infinity', 'infinity', true, true FROM (
        SELECT unnest(${[...conversationIds]}::uuid[]) AS conversation_id
        UNION SELECT conversation_id FROM conversation_facts
        ORDER BY conversation_id
      ) AS every
    `.execute(transaction);
    await sql`
      UPDATE figure_state SET rebuild_total = ${Number(numAffectedRows ?? 0)}, is_stopped = false,
        definition_version = ${DEFINITION_VERSION}
    `.execute(transaction);
  });
}

/** See `FigureStore.setTimeZone`. */
export async function setTimeZone(
  { db, retry }: PostgresConnection,
  timeZone: string,
): Promise<void> {
  await retry(() => sql`UPDATE figure_state SET time_zone = ${timeZone}`.execute(db));
}

/** See `FigureStore.stopRebuild`. */
export async function stopRebuild(
  { db, retry }: PostgresConnection,
  isStopped: boolean,
): Promise<void> {
  await retry(() =>
    sql`UPDATE figure_state SET is_stopped = ${isStopped} WHERE rebuild_total IS NOT NULL`.execute(
      db,
    ),
  );
}

/** See `FigureStore.endRebuild`. */
export function endRebuild(connection: PostgresConnection): Promise<boolean> {
  return whileLocked(connection, async (transaction) => {
    const { numAffectedRows } = await sql`
      UPDATE figure_state SET rebuild_total = NULL, is_stopped = false
      WHERE rebuild_total IS NOT NULL
        AND NOT EXISTS (SELECT FROM stale_conversations WHERE is_rebuild)
        AND NOT EXISTS (SELECT FROM stale_days)
    `.execute(transaction);
    return numAffectedRows === 1n;
  });
}

/** See `FigureStore.useCalendars`. */
export function useCalendars(
  connection: PostgresConnection,
  calendars: ReadonlyMap<BusinessId | null, FigureCalendar>,
): Promise<boolean> {
  return whileLocked(connection, async (transaction) => {
    const { rows } = await sql<{ business_id: number | null; hours: string }>`
      SELECT business_id, hours FROM figure_calendars
    `.execute(transaction);
    const known = new Map(rows.map((row) => [row.business_id, row.hours]));
    const businesses = await BusinessIds.read(transaction);
    let areOthers = false;
    for (const [businessId, { hours }] of calendars) {
      const business = businesses.numberOf(businessId);
      if (businessId !== null && business === null) continue;
      const before = known.get(business);
      if (before === hours) continue;
      await sql`
        INSERT INTO figure_calendars (business_id, hours) VALUES (${business}::integer, ${hours})
        ON CONFLICT (business_id) DO UPDATE SET hours = EXCLUDED.hours
      `.execute(transaction);
      // Of one that was not known nothing has been counted yet.
      if (before === undefined) continue;
      areOthers = true;
      await recount(transaction, business);
    }
    return areOthers;
  });
}

/** Throws away the figures of a business; they follow from the facts that are there. */
async function recount(transaction: Transaction<Tables>, business: number | null): Promise<void> {
  for (const table of [
    'response_waits',
    'contact_days',
    'conversation_hours',
    'sender_analytics',
    'message_analytics',
    'stale_days',
  ]) {
    await sql`
      DELETE FROM ${sql.table(table)} WHERE business_id IS NOT DISTINCT FROM ${business}::integer
    `.execute(transaction);
  }
  await sql`
    INSERT INTO stale_conversations (conversation_id, since, until)
    SELECT conversation_id, '-infinity', 'infinity' FROM conversation_facts
    WHERE business_id IS NOT DISTINCT FROM ${business}::integer ORDER BY conversation_id
  `.execute(transaction);
}
