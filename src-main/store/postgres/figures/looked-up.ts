import { type RawBuilder, sql } from 'kysely';

/**
 * A part of a LATERAL join, `rows` of which are looked up for each row before it. OFFSET keeps the planner from comparing
 * all of one table with all of the other: it does so as soon as what it believes of their sizes is old, as it is while
 * very many messages arrive.
 */
export function lookedUp(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`LATERAL (${rows} OFFSET 0)`;
}
