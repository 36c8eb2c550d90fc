import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { DaysAndTotal, FigureQuestion } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import { asksOfThreads, isIn, isThreadWanted } from './figure-filter.ts';
import { writtenHours } from './read-written.ts';

const DayCount = z.object({ day: z.string().nullable(), count: z.coerce.number() });

/** Of rows (day, count), where the total has no day. */
export function countsOf(rows: readonly unknown[]): DaysAndTotal<number> {
  const days = new Map<string, number>();
  let total = 0;
  for (const row of rows) {
    const { day, count } = DayCount.parse(row);
    if (day === null) total = count;
    else days.set(day, count);
  }
  return { days, total };
}

/** See `FigureStore.uniqueContacts`. */
export async function readUniqueContacts(
  { db, retry }: PostgresConnection,
  question: FigureQuestion,
): Promise<DaysAndTotal<number>> {
  // Days of customers know their conversation no more: who asks of those has to ask the hours.
  const wrote = asksOfThreads(question)
    ? sql`SELECT figures.date, talk.contact_key FROM ${writtenHours(question)}
        AND who = 'customer' AND talk.contact_key IS NOT NULL GROUP BY 1, 2`
    : sql`SELECT figures.date, contact_key FROM contact_days AS figures WHERE ${isIn(question)} GROUP BY 1, 2`;
  const { rows } = await retry(() =>
    sql`
      WITH wrote AS MATERIALIZED (${wrote})
      SELECT to_char(date, 'YYYY-MM-DD') AS day, count(*) AS count FROM wrote GROUP BY date
      UNION ALL SELECT NULL, count(*) FROM (SELECT DISTINCT contact_key FROM wrote) AS people
    `.execute(db),
  );
  return countsOf(rows);
}

/**
 * The rows of `contact_days AS figures` that hold the first message of a customer at all, and are asked for. Whether a
 * message was the first is not asked of the filter: who was known to another business is known.
 */
export function firstContacts(question: FigureQuestion): RawBuilder<unknown> {
  return sql`contact_days AS figures JOIN conversation_facts AS talk ON talk.conversation_id = figures.first_in
    WHERE ${isIn(question)} AND ${isThreadWanted(question, sql`talk.thread_id`)} AND NOT EXISTS (
      SELECT FROM contact_days AS earlier WHERE earlier.contact_key = figures.contact_key
        AND (earlier.first_at, earlier.first_by, earlier.first_in)
          < (figures.first_at, figures.first_by, figures.first_in)
    )`;
}

/** See `FigureStore.newContacts`. */
export async function readNewContacts(
  { db, retry }: PostgresConnection,
  question: FigureQuestion,
): Promise<DaysAndTotal<number>> {
  const { rows } = await retry(() =>
    sql`
      SELECT to_char(figures.date, 'YYYY-MM-DD') AS day, count(*) AS count
      FROM ${firstContacts(question)} GROUP BY GROUPING SETS ((figures.date), ())
    `.execute(db),
  );
  return countsOf(rows);
}
