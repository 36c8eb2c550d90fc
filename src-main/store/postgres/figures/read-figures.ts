import { sql } from 'kysely';
import { z } from 'zod';
import {
  BusinessId,
  ConversationId,
  SessionId,
  UserId,
} from '../../../../src-preload/contract/ids.ts';
import type { OpenWaitCursor } from '../../../../src-preload/contract/analytics-filter.ts';
import type { Stretch } from '../../../domain/history-spans.ts';
import type {
  DayFigures,
  FigureRange,
  FigureStore,
  ResponseTimes,
  SenderFigures,
} from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import { isIn, isThreadWanted, isWanted } from './figure-filter.ts';
import { momentOf } from './replay-waits.ts';
import { responseColumns } from './response-sums.ts';

const sum = z.coerce.number();
const Responses = z.object({
  response_time_count: z.number(),
  response_time_sum_seconds: sum,
  response_time_histogram: z.array(z.number()),
  business_time_sum_seconds: sum,
  business_time_histogram: z.array(z.number()),
  first_response_count: z.number(),
  first_response_sum_seconds: sum,
  first_response_histogram: z.array(z.number()),
  first_business_time_sum_seconds: sum,
  first_business_time_histogram: z.array(z.number()),
});
type Responses = z.infer<typeof Responses>;

const DayRow = Responses.extend({
  day: z.string(),
  business: BusinessId.nullable(),
  session_id: SessionId.nullable(),
  incoming_messages: z.number(),
  outgoing_messages: z.number(),
  unique_contacts: z.number(),
  new_leads_generated: z.number(),
});

const SenderRow = Responses.extend({
  day: z.string(),
  business: BusinessId.nullable(),
  session_id: SessionId,
  sender: UserId.nullable(),
  outgoing_messages: z.number(),
});

const columns = sql.join(responseColumns.map((name) => sql.ref(name)));

export async function readDays(
  { db, retry }: PostgresConnection,
  range: FigureRange,
): Promise<DayFigures[]> {
  const { rows } = await retry(() =>
    sql`
      SELECT to_char(date, 'YYYY-MM-DD') AS day, businesses.object_id AS business, session_id,
        incoming_messages, outgoing_messages, unique_contacts, new_leads_generated, ${columns}
      FROM message_analytics AS figures LEFT JOIN businesses ON businesses.id = figures.business_id
      WHERE ${isIn(range)} ORDER BY date, figures.business_id NULLS FIRST, session_id NULLS FIRST
    `.execute(db),
  );
  return rows.map((each): DayFigures => {
    const row = DayRow.parse(each);
    return {
      date: row.day,
      businessId: row.business,
      sessionId: row.session_id,
      incomingMessages: row.incoming_messages,
      outgoingMessages: row.outgoing_messages,
      uniqueContacts: row.unique_contacts,
      newLeads: row.new_leads_generated,
      ...timesOf(row),
    };
  });
}

export async function readSenders(
  { db, retry }: PostgresConnection,
  range: FigureRange,
): Promise<SenderFigures[]> {
  const { rows } = await retry(() =>
    sql`
      SELECT to_char(date, 'YYYY-MM-DD') AS day, businesses.object_id AS business, session_id,
        sender_id AS sender, outgoing_messages, ${columns}
      FROM sender_analytics AS figures LEFT JOIN businesses ON businesses.id = figures.business_id
      WHERE ${isIn(range)}
      ORDER BY date, figures.business_id NULLS FIRST, session_id, sender_id NULLS FIRST
    `.execute(db),
  );
  return rows.map((each): SenderFigures => {
    const row = SenderRow.parse(each);
    return {
      date: row.day,
      businessId: row.business,
      sessionId: row.session_id,
      senderId: row.sender,
      outgoingMessages: row.outgoing_messages,
      ...timesOf(row),
    };
  });
}

function timesOf(row: Responses): { responses: ResponseTimes; firstResponses: ResponseTimes } {
  return {
    responses: {
      count: row.response_time_count,
      sum: row.response_time_sum_seconds,
      businessSum: row.business_time_sum_seconds,
      histogram: row.response_time_histogram,
      businessHistogram: row.business_time_histogram,
    },
    firstResponses: {
      count: row.first_response_count,
      sum: row.first_response_sum_seconds,
      businessSum: row.first_business_time_sum_seconds,
      histogram: row.first_response_histogram,
      businessHistogram: row.first_business_time_histogram,
    },
  };
}

const OpenRow = z.object({
  thread_id: ConversationId,
  business: BusinessId.nullable(),
  session_id: SessionId,
  opened_at: z.date(),
});

export async function readOpenWaits(
  { db, retry }: PostgresConnection,
  question: Parameters<FigureStore['openWaits']>[0],
  limit: number,
  after?: OpenWaitCursor,
): ReturnType<FigureStore['openWaits']> {
  const isOpen = sql`closed_at IS NULL AND ${isWanted(question)}
    AND ${isThreadWanted(question, sql`figures.thread_id`)} AND NOT EXISTS (
      SELECT FROM conversation_closings JOIN conversation_facts USING (conversation_id)
      WHERE conversation_facts.thread_id = figures.thread_id AND at > opened_at
    )`;
  const isNext = after
    ? sql`(opened_at, thread_id) > (${new Date(after.since)}::timestamptz, ${after.conversationId}::uuid)`
    : sql`true`;
  const [counted, { rows }] = await retry(() =>
    Promise.all([
      sql<{ count: string }>`
        SELECT count(*) AS count FROM response_waits AS figures WHERE ${isOpen}
      `.execute(db),
      sql`
        SELECT thread_id, businesses.object_id AS business, session_id, opened_at
        FROM response_waits AS figures LEFT JOIN businesses ON businesses.id = figures.business_id
        WHERE ${isOpen} AND ${isNext} ORDER BY opened_at, thread_id LIMIT ${limit}
      `.execute(db),
    ]),
  );
  const waits = rows.map((row) => OpenRow.parse(row));
  return {
    count: Number(counted.rows[0]?.count ?? 0),
    longest: waits.map((row) => ({
      conversationId: row.thread_id,
      businessId: row.business,
      sessionId: row.session_id,
      since: row.opened_at.getTime(),
    })),
  };
}

/**
 * See `FigureStore.unproved`. Each conversation says between which stretches it may lack something, and these are added
 * up: comparing every conversation with every stretch would take seconds of many.
 */
export async function readUnproved(
  { db, retry }: PostgresConnection,
  stretches: readonly Stretch[],
  businessId: BusinessId | null | undefined,
): Promise<number[]> {
  const froms = sql`${stretches.map(({ from }) => momentOf(from))}::timestamptz[]`;
  const tos = sql`${stretches.map(({ to }) => momentOf(to))}::timestamptz[]`;
  // How many stretches end before it begins, and how many begin before it ends: the places of those that it touches.
  const first = sql`width_bucket(coalesce(lower(span), '-infinity'), ${tos})`;
  const end = sql`width_bucket(coalesce(upper(span), 'infinity') - interval '1 microsecond', ${froms})`;
  const { rows } = await retry(() =>
    sql<{ place: number; step: string }>`
      WITH touched AS (
        SELECT range_agg(int4range(${first}, greatest(${first}, ${end}))) AS places
        FROM conversation_facts AS figures CROSS JOIN unnest(unproved) AS span
        WHERE NOT isempty(unproved) AND ${isWanted({ businessId })}
        GROUP BY conversation_id
      ), runs AS (
        SELECT lower(run) AS begins, upper(run) AS ends FROM touched CROSS JOIN unnest(places) AS run
      )
      SELECT place, sum(step) AS step FROM (
        SELECT begins AS place, 1 AS step FROM runs UNION ALL SELECT ends, -1 FROM runs
      ) AS steps GROUP BY place
    `.execute(db),
  );
  const steps = new Map(rows.map(({ place, step }) => [place, Number(step)]));
  let conversations = 0;
  return stretches.map((_, place) => (conversations += steps.get(place) ?? 0));
}
