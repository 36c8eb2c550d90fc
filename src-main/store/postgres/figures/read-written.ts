import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { Sender } from '../../../../src-preload/contract/analytics-lead.ts';
import type {
  DaysAndTotal,
  FigureQuestion,
  FigureStore,
  MessageCounts,
  ResponseSpread,
  WrittenBy,
} from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import { asksOfThreads, isBy, isIn, isThreadWanted, weekdayOf } from './figure-filter.ts';

const count = z.coerce.number();
const isIncoming = sql`who = 'customer'`;

/** The rows of `conversation_hours AS figures` with their conversation, `talk`, that are asked for. */
export function writtenHours(question: FigureQuestion): RawBuilder<unknown> {
  return sql`
    conversation_hours AS figures JOIN conversation_facts AS talk USING (conversation_id)
    WHERE ${isIn(question)} AND ${isBy(question, sql`who`)}
      AND ${isThreadWanted(question, sql`talk.thread_id`)}`;
}

/** The same rows, `figures`, without their conversation where nothing is asked of it: that is most of the work. */
function writtenHoursAlone(question: FigureQuestion): RawBuilder<unknown> {
  return asksOfThreads(question)
    ? writtenHours(question)
    : sql`conversation_hours AS figures WHERE ${isIn(question)} AND ${isBy(question, sql`who`)}`;
}

const CountsRow = z.object({
  day: z.string().nullable(),
  incoming: count,
  outgoing: count,
  conversations: count,
});

/** See `FigureStore.messages`. */
export async function readMessages(
  { db, retry }: PostgresConnection,
  question: FigureQuestion,
): Promise<DaysAndTotal<MessageCounts>> {
  const { rows } = await retry(() =>
    sql`
      WITH active AS MATERIALIZED (
        SELECT figures.date, talk.thread_id,
          coalesce(sum(messages) FILTER (WHERE ${isIncoming}), 0) AS incoming,
          coalesce(sum(messages) FILTER (WHERE NOT ${isIncoming}), 0) AS outgoing
        FROM ${writtenHours(question)} GROUP BY 1, 2
      )
      SELECT to_char(date, 'YYYY-MM-DD') AS day, sum(incoming) AS incoming, sum(outgoing) AS outgoing,
        count(*) AS conversations
      FROM active GROUP BY date
      UNION ALL
      SELECT NULL, coalesce(sum(incoming), 0), coalesce(sum(outgoing), 0), count(*) FROM (
        SELECT sum(incoming) AS incoming, sum(outgoing) AS outgoing FROM active GROUP BY thread_id
      ) AS threads
    `.execute(db),
  );
  const days = new Map<string, MessageCounts>();
  let total: MessageCounts = { incoming: 0, outgoing: 0, conversations: 0 };
  for (const row of rows) {
    const { day, ...counts } = CountsRow.parse(row);
    if (day === null) total = counts;
    else days.set(day, counts);
  }
  return { days, total };
}

const HourRow = z.object({
  weekday: z.number(),
  hour: z.number(),
  incoming: count,
  outgoing: count,
});

/** See `FigureStore.hours`. */
export async function readHours(
  { db, retry }: PostgresConnection,
  question: FigureQuestion,
): ReturnType<FigureStore['hours']> {
  const { rows } = await retry(() =>
    sql`
      SELECT ${weekdayOf(sql`figures.date`)} AS weekday, hour,
        coalesce(sum(messages) FILTER (WHERE ${isIncoming}), 0) AS incoming,
        coalesce(sum(messages) FILTER (WHERE NOT ${isIncoming}), 0) AS outgoing
      FROM ${writtenHoursAlone(question)} GROUP BY 1, 2
    `.execute(db),
  );
  const week = (): number[][] => Array.from({ length: 7 }, () => Array<number>(24).fill(0));
  const hours = { incoming: week(), outgoing: week() };
  for (const row of rows) {
    const { weekday, hour, incoming, outgoing } = HourRow.parse(row);
    (hours.incoming[weekday] ?? [])[hour] = incoming;
    (hours.outgoing[weekday] ?? [])[hour] = outgoing;
  }
  return hours;
}

const Spread = z.array(z.tuple([z.number(), z.number()])).nullable();
const SpreadRow = z.object({
  sender: Sender.nullable(),
  is_first: z.boolean(),
  wall: Spread,
  business: Spread,
});

/** The rows of `response_waits AS figures` that were answered and are asked for. */
export function answeredWaits(question: FigureQuestion): RawBuilder<unknown> {
  return sql`response_waits AS figures WHERE ${isIn(question)}
    AND ${isBy(question, sql`coalesce(sender_id, 'phone')`)}
    AND ${isThreadWanted(question, sql`figures.thread_id`)}`;
}

/**
 * See `FigureStore.responses`. How often each number of seconds came: everything else follows from that exactly, and it
 * is much less than the waits.
 */
export async function readResponses(
  { db, retry }: PostgresConnection,
  question: FigureQuestion,
  isBySender: boolean,
): Promise<ResponseSpread[]> {
  const sender = isBySender ? sql`coalesce(sender_id, 'phone')` : sql`NULL`;
  const spread = (column: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    SELECT sender, is_first, json_agg(json_build_array(seconds, waits)) AS spread FROM (
      SELECT sender, is_first, ${column} AS seconds, count(*) AS waits FROM answered GROUP BY 1, 2, 3
    ) AS counted GROUP BY 1, 2`;
  const { rows } = await retry(() =>
    sql`
      WITH answered AS MATERIALIZED (
        SELECT (${sender})::text AS sender, is_first, wall_seconds, business_seconds
        FROM ${answeredWaits(question)}
      ), wall AS (${spread(sql`wall_seconds`)}), business AS (${spread(sql`business_seconds`)})
      SELECT wall.sender, wall.is_first, wall.spread AS wall, business.spread AS business
      FROM wall JOIN business ON business.is_first = wall.is_first
        AND business.sender IS NOT DISTINCT FROM wall.sender
    `.execute(db),
  );
  return rows.map((each) => {
    const row = SpreadRow.parse(each);
    return {
      senderId: row.sender,
      isFirst: row.is_first,
      wall: row.wall ?? [],
      business: row.business ?? [],
    };
  });
}

const WrittenRow = z.object({ who: Sender, messages: count, conversations: count });

/** See `FigureStore.writtenBy`. */
export async function readWrittenBy(
  { db, retry }: PostgresConnection,
  question: FigureQuestion,
): Promise<WrittenBy[]> {
  const { rows } = await retry(() =>
    sql`
      SELECT who, sum(messages) AS messages, count(*) AS conversations FROM (
        SELECT who, talk.thread_id, sum(messages) AS messages
        FROM ${writtenHours(question)} AND who NOT IN ('customer', 'automatic') GROUP BY 1, 2
      ) AS written GROUP BY who
    `.execute(db),
  );
  return rows.map((each) => {
    const { who, ...counts } = WrittenRow.parse(each);
    return { senderId: who, ...counts };
  });
}
