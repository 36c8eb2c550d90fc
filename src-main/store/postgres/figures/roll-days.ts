import { type RawBuilder, sql, type Transaction } from 'kysely';
import { DEFINITION_VERSION } from '../../../domain/figure-definition.ts';
import { type ZoneShift, zoneShifts } from '../../../domain/zone-shifts.ts';
import type { CalendarOf } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import type { Tables } from '../tables.ts';
import { BusinessIds } from './business-ids.ts';
import { whileLocked } from './figure-lock.ts';
import { hourOf, isWritten, whoOf } from './figure-filter.ts';
import { lookedUp } from './looked-up.ts';
import { responseColumns, responseSums, responseSumsOrNone } from './response-sums.ts';

interface StaleDay {
  day: string;
  business_id: number | null;
}

const counts = [
  'total_messages',
  'incoming_messages',
  'outgoing_messages',
  'unique_contacts',
  'new_leads_generated',
] as const;

/**
 * See `FigureStore.rollDays`. A day of a business is added up from its facts as a whole, so that it does not matter
 * what was added in which order; a row that comes out as it was is not written.
 */
export function rollDays(
  connection: PostgresConnection,
  deskId: string,
  limit: number,
  calendarOf: CalendarOf,
): Promise<{ days: number; isChanged: boolean }> {
  return whileLocked(connection, async (transaction) => {
    const { rows: stale } = await sql<StaleDay>`
      DELETE FROM stale_days WHERE (date, coalesce(business_id, 0)) IN (
        -- The newest first: they are what people look at.
        SELECT date, coalesce(business_id, 0) FROM stale_days ORDER BY date DESC, business_id LIMIT ${limit}
      ) RETURNING to_char(date, 'YYYY-MM-DD') AS day, business_id
    `.execute(transaction);
    if (stale.length === 0) return { days: 0, isChanged: false };
    const businesses = await BusinessIds.read(transaction);
    const withClock = stale.map((each) => {
      const clock = calendarOf(businesses.idOf(each.business_id)).days;
      return { ...each, clock, span: clock.spanOf(each.day) };
    });
    const spans = withClock.map(({ span }) => span);
    const pieces = withClock.flatMap(({ day, business_id, clock, span }) =>
      zoneShifts(clock.timeZone, span.from, span.until).map((shift) => ({
        ...shift,
        day,
        business_id,
      })),
    );
    const days = sql`
      SELECT * FROM unnest(
        ${stale.map((each) => each.day)}::date[],
        ${stale.map((each) => each.business_id)}::integer[],
        ${spans.map(({ from }) => new Date(from))}::timestamptz[],
        ${spans.map(({ until }) => new Date(until))}::timestamptz[]
      ) AS each (date, business_id, begins, ends)`;
    await throwAway(transaction, days);
    await rollMessages(transaction, pieces);
    const changed = await rollFigures(transaction, days, deskId);
    await rollSenders(transaction, days);
    return { days: stale.length, isChanged: changed > 0 };
  });
}

async function throwAway(
  transaction: Transaction<Tables>,
  days: RawBuilder<unknown>,
): Promise<void> {
  for (const table of ['contact_days', 'conversation_hours', 'sender_analytics']) {
    await sql`
      WITH days AS (${days})
      DELETE FROM ${sql.table(table)} AS known USING days
      WHERE known.date = days.date AND known.business_id IS NOT DISTINCT FROM days.business_id
    `.execute(transaction);
  }
}

/**
 * Who wrote how much in which conversation, by the hours that the clock of the business showed, and which customers on
 * which day. All else about the messages of a day follows from that, so that the facts are read once.
 */
async function rollMessages(
  transaction: Transaction<Tables>,
  pieces: readonly (StaleDay & ZoneShift)[],
): Promise<void> {
  await sql`
    WITH pieces AS MATERIALIZED (
      SELECT * FROM unnest(
        ${pieces.map((each) => each.day)}::date[],
        ${pieces.map((each) => each.business_id)}::integer[],
        ${pieces.map(({ from }) => new Date(from))}::timestamptz[],
        ${pieces.map(({ until }) => new Date(until))}::timestamptz[],
        ${pieces.map(({ shift }) => shift / 1000)}::integer[]
      ) AS each (date, business_id, begins, ends, shift)
    ), spans AS (
      SELECT DISTINCT begins, ends FROM pieces
    ), messages AS MATERIALIZED (
      SELECT pieces.date, ${hourOf(sql`fact.at`, sql`shift`)} AS hour, pieces.business_id, talk.session_id,
        talk.contact_key, fact.conversation_id, fact.message_id, fact.at, ${whoOf} AS who
      FROM spans CROSS JOIN ${lookedUp(sql`
        SELECT * FROM message_facts AS fact WHERE at >= begins AND at < ends AND ${isWritten}`)} AS fact
        JOIN conversation_facts AS talk ON talk.conversation_id = fact.conversation_id
        JOIN pieces ON pieces.begins = spans.begins AND pieces.ends = spans.ends
          AND coalesce(pieces.business_id, 0) = coalesce(talk.business_id, 0)
    ), hours AS (
      INSERT INTO conversation_hours (date, hour, business_id, session_id, conversation_id, who, messages)
      SELECT date, hour, business_id, session_id, conversation_id, who, count(*)
      FROM messages GROUP BY 1, 2, 3, 4, 5, 6
    )
    INSERT INTO contact_days (date, business_id, session_id, contact_key, first_at, first_by, first_in)
    SELECT DISTINCT ON (date, business_id, session_id, contact_key)
      date, business_id, session_id, contact_key, at, message_id, conversation_id
    FROM messages WHERE who = 'customer' AND contact_key IS NOT NULL
    ORDER BY date, business_id, session_id, contact_key, at, message_id, conversation_id
  `.execute(transaction);
}

/** `days` with the rows of a table, `row`, that belong to each of them. */
function inDays(table: string): RawBuilder<unknown> {
  return sql`
    (SELECT DISTINCT date FROM days) AS dates
      CROSS JOIN ${lookedUp(sql`SELECT * FROM ${sql.table(table)} AS known WHERE known.date = dates.date`)} AS row
      JOIN days ON days.date = row.date AND coalesce(days.business_id, 0) = coalesce(row.business_id, 0)`;
}

/** Of each session, and of all sessions of the business. Answers how many rows are other ones now. */
async function rollFigures(
  transaction: Transaction<Tables>,
  days: RawBuilder<unknown>,
  deskId: string,
): Promise<number> {
  const both = sql`GROUP BY GROUPING SETS
    ((days.date, days.business_id, session_id), (days.date, days.business_id))`;
  const figures = [...counts, ...responseColumns, 'definition_version'];
  const of = (row: string): RawBuilder<unknown> =>
    sql.join(figures.map((name) => sql.ref(`${row}.${name}`)));
  const { rows } = await sql`
    WITH days AS (${days}), messages AS MATERIALIZED (
      SELECT days.date, days.business_id, session_id,
        sum(messages) FILTER (WHERE who = 'customer') AS incoming,
        sum(messages) FILTER (WHERE who <> 'customer') AS outgoing
      FROM ${inDays('conversation_hours')} ${both}
    ), contacts AS MATERIALIZED (
      SELECT days.date, days.business_id, session_id, count(DISTINCT contact_key) AS contacts
      FROM ${inDays('contact_days')} ${both}
    ), new_leads AS MATERIALIZED (
      SELECT days.date, days.business_id, session_id, count(*) AS new_leads
      FROM days CROSS JOIN ${lookedUp(sql`
        SELECT conversation_id FROM leads WHERE created_at >= begins AND created_at < ends AND NOT is_dismissed`)} AS lead
        JOIN conversation_facts AS talk ON talk.conversation_id = lead.conversation_id
          AND talk.business_id IS NOT DISTINCT FROM days.business_id ${both}
    ), responses AS MATERIALIZED (
      SELECT days.date, days.business_id, session_id, ${responseSums}
      FROM ${inDays('response_waits')} ${both}
    ), keys AS (
      SELECT date, business_id, session_id FROM messages
      UNION SELECT date, business_id, session_id FROM new_leads
      UNION SELECT date, business_id, session_id FROM responses
    ), removed AS (
      DELETE FROM message_analytics AS known USING days
      WHERE known.date = days.date AND known.business_id IS NOT DISTINCT FROM days.business_id
        AND NOT EXISTS (SELECT FROM keys WHERE ${isSameRow('keys', 'known')})
      RETURNING known.id
    ), written AS (
      INSERT INTO message_analytics AS known
        (date, business_id, session_id, ${refs(figures)}, updated_by)
      SELECT keys.date, keys.business_id, keys.session_id,
        coalesce(incoming, 0) + coalesce(outgoing, 0), coalesce(incoming, 0), coalesce(outgoing, 0),
        coalesce(contacts, 0), coalesce(new_leads, 0), ${responseSumsOrNone},
        ${DEFINITION_VERSION}::smallint, ${deskId}::uuid
      FROM keys
        LEFT JOIN messages ON ${isSameRow('messages', 'keys')}
        LEFT JOIN contacts ON ${isSameRow('contacts', 'keys')}
        LEFT JOIN new_leads ON ${isSameRow('new_leads', 'keys')}
        LEFT JOIN responses ON ${isSameRow('responses', 'keys')}
      ON CONFLICT ON CONSTRAINT message_analytics_day DO UPDATE
        SET (${refs(figures)}, updated_by) = ROW (${of('excluded')}, excluded.updated_by)
        WHERE (${of('known')}) IS DISTINCT FROM (${of('excluded')})
      RETURNING known.id
    )
    SELECT id FROM removed UNION ALL SELECT id FROM written
  `.execute(transaction);
  return rows.length;
}

async function rollSenders(
  transaction: Transaction<Tables>,
  days: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    WITH days AS (${days}), messages AS MATERIALIZED (
      SELECT days.date, days.business_id, session_id, nullif(who, 'phone') AS sender_id, sum(messages) AS outgoing
      FROM ${inDays('conversation_hours')} WHERE who NOT IN ('customer', 'automatic') GROUP BY 1, 2, 3, 4
    ), responses AS MATERIALIZED (
      SELECT days.date, days.business_id, session_id, sender_id, ${responseSums}
      FROM ${inDays('response_waits')} GROUP BY 1, 2, 3, 4
    )
    INSERT INTO sender_analytics
      (date, business_id, session_id, sender_id, outgoing_messages, ${refs(responseColumns)}, definition_version)
    SELECT messages.date, messages.business_id, messages.session_id, messages.sender_id, outgoing,
      ${responseSumsOrNone}, ${DEFINITION_VERSION}::smallint
    -- Who answered has written on that day.
    FROM messages LEFT JOIN responses ON ${isSameRow('responses', 'messages')}
      AND responses.sender_id IS NOT DISTINCT FROM messages.sender_id
  `.execute(transaction);
}

/** Of the same day, business and session, where none is one, too. */
function isSameRow(one: string, other: string): RawBuilder<boolean> {
  const of = (row: string, column: string): RawBuilder<unknown> => sql.ref(`${row}.${column}`);
  // Written so that it can be hashed: rows are compared with very many others.
  return sql<boolean>`(${of(one, 'date')} = ${of(other, 'date')}
    AND coalesce(${of(one, 'business_id')}, 0) = coalesce(${of(other, 'business_id')}, 0)
    AND coalesce(${of(one, 'session_id')}, '') = coalesce(${of(other, 'session_id')}, ''))`;
}

function refs(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}
