import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import {
  BusinessId,
  ConversationId,
  SessionId,
  UserId,
} from '../../../../src-preload/contract/ids.ts';
import type { Stretch } from '../../../domain/history-spans.ts';
import type {
  DayFigures,
  FigureRange,
  FigureStore,
  Percentiles,
  RangeFigures,
  ResponseTimes,
  SenderFigures,
} from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import { businessNumber } from './business-ids.ts';
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

const PercentileRow = z.object({
  is_first: z.boolean(),
  wall: z.array(z.number()),
  business: z.array(z.number()),
});

const columns = sql.join(responseColumns.map((name) => sql.ref(name)));

/** The rows of one business or of all, of one session or of all; of the table `figures`. */
function isWanted({
  businessId,
  sessionId,
}: Pick<FigureRange, 'businessId' | 'sessionId'>): RawBuilder<boolean> {
  const business =
    businessId === undefined
      ? sql`true`
      : sql`figures.business_id IS NOT DISTINCT FROM ${businessNumber(businessId)}`;
  const session = sessionId === undefined ? sql`true` : sql`figures.session_id = ${sessionId}`;
  return sql<boolean>`(${business} AND ${session})`;
}

function isIn(range: FigureRange): RawBuilder<boolean> {
  return sql<boolean>`
    (figures.date BETWEEN ${range.from}::date AND ${range.to}::date AND ${isWanted(range)})`;
}

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

/** See `RangeFigures`. From the waits themselves: a histogram knows a median only as far as its classes are narrow. */
export async function readTotals(
  { db, retry }: PostgresConnection,
  range: FigureRange,
): Promise<RangeFigures> {
  const percentiles = (column: string): RawBuilder<unknown> =>
    sql`percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${sql.ref(column)})`;
  const [contacts, times] = await retry(async () => [
    await sql<{ day: string | null; contacts: string }>`
      SELECT to_char(date, 'YYYY-MM-DD') AS day, count(DISTINCT contact_key) AS contacts
      FROM contact_days AS figures WHERE ${isIn(range)} GROUP BY GROUPING SETS ((date), ())
    `.execute(db),
    await sql`
      SELECT of_first AS is_first, ${percentiles('wall_seconds')} AS wall, ${percentiles('business_seconds')} AS business
      FROM response_waits AS figures JOIN (VALUES (false), (true)) AS kinds (of_first) ON is_first OR NOT of_first
      WHERE ${isIn(range)} GROUP BY of_first
    `.execute(db),
  ]);
  const contactsOf = new Map(contacts.rows.map((row) => [row.day, Number(row.contacts)]));
  const rows = times.rows.map((row) => PercentileRow.parse(row));
  const of = (isFirst: boolean): RangeFigures['responses'] => {
    const row = rows.find((each) => each.is_first === isFirst);
    return row ? { wall: percentilesOf(row.wall), business: percentilesOf(row.business) } : null;
  };
  return {
    uniqueContacts: contactsOf.get(null) ?? 0,
    uniqueContactsOf: new Map(
      [...contactsOf].flatMap(([day, count]) => (day === null ? [] : [[day, count] as const])),
    ),
    responses: of(false),
    firstResponses: of(true),
  };
}

function percentilesOf([median = NaN, p90 = NaN]: readonly number[]): Percentiles {
  return { median, p90 };
}

const OpenRow = z.object({
  count: z.coerce.number(),
  thread_id: ConversationId,
  business: BusinessId.nullable(),
  session_id: SessionId,
  opened_at: z.date(),
});

export async function readOpenWaits(
  { db, retry }: PostgresConnection,
  range: Pick<FigureRange, 'businessId' | 'sessionId'>,
  limit: number,
): ReturnType<FigureStore['openWaits']> {
  const { rows } = await retry(() =>
    sql`
      SELECT count(*) OVER () AS count, thread_id, businesses.object_id AS business, session_id, opened_at
      FROM response_waits AS figures LEFT JOIN businesses ON businesses.id = figures.business_id
      WHERE closed_at IS NULL AND ${isWanted(range)} AND NOT EXISTS (
        SELECT FROM conversation_closings JOIN conversation_facts USING (conversation_id)
        WHERE conversation_facts.thread_id = figures.thread_id AND at > opened_at
      )
      ORDER BY opened_at, thread_id LIMIT ${limit}
    `.execute(db),
  );
  const waits = rows.map((row) => OpenRow.parse(row));
  return {
    count: waits[0]?.count ?? 0,
    longest: waits.map((row) => ({
      conversationId: row.thread_id,
      businessId: row.business,
      sessionId: row.session_id,
      since: row.opened_at.getTime(),
    })),
  };
}

/** See `FigureStore.unproved`. */
export async function readUnproved(
  { db, retry }: PostgresConnection,
  stretches: readonly Stretch[],
  businessId: BusinessId | null | undefined,
): Promise<number[]> {
  const { rows } = await retry(() =>
    sql<{ conversations: string }>`
      SELECT count(figures.conversation_id) AS conversations
      FROM unnest(
        ${stretches.map(({ from }) => momentOf(from))}::timestamptz[],
        ${stretches.map(({ to }) => momentOf(to))}::timestamptz[]
      ) WITH ORDINALITY AS asked (since, until, place)
      LEFT JOIN conversation_facts AS figures
        ON figures.unproved && tstzrange(since, until) AND ${isWanted({ businessId })}
      GROUP BY place ORDER BY place
    `.execute(db),
  );
  return rows.map((row) => Number(row.conversations));
}
