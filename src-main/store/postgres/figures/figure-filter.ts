import { type RawBuilder, sql } from 'kysely';
import { notWritten } from '../../../domain/response-waits.ts';
import type { FigureQuestion, FigureRange } from '../../figure-store.ts';
import { businessNumber } from './business-ids.ts';

/** `message_facts AS fact`: somebody wrote it. */
export const isWritten = sql<boolean>`fact.type <> ALL (${[...notWritten]}::text[])`;

/** `message_facts AS fact`: who wrote it, as in `conversation_hours`. */
export const whoOf = sql<string>`(CASE WHEN fact.is_incoming THEN 'customer'
  WHEN fact.is_automatic THEN 'automatic' ELSE coalesce(fact.sent_by, 'phone') END)`;

/** What the clock showed at a moment; `shift` in seconds (`ZoneShift`). */
function shown(at: RawBuilder<unknown>, shift: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${at} AT TIME ZONE 'UTC' + ${shift} * interval '1 second')`;
}

export function hourOf(at: RawBuilder<unknown>, shift: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`extract(hour FROM ${shown(at, shift)})::smallint`;
}

export function dateOf(at: RawBuilder<unknown>, shift: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`${shown(at, shift)}::date`;
}

/** Monday is 0. */
export function weekdayOf(date: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(extract(isodow FROM ${date})::integer - 1)`;
}

/** The rows of one business or of all, of one session or of all; of the table `figures`. */
export function isWanted({
  businessId,
  sessionId,
}: Pick<FigureRange, 'businessId' | 'sessionId'>): RawBuilder<boolean> {
  return isOf({ businessId, sessionId }, sql`figures.business_id`, sql`figures.session_id`);
}

export function isOf(
  { businessId, sessionId }: Pick<FigureRange, 'businessId' | 'sessionId'>,
  businessColumn: RawBuilder<unknown>,
  sessionColumn: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const business =
    businessId === undefined
      ? sql`true`
      : sql`${businessColumn} IS NOT DISTINCT FROM ${businessNumber(businessId)}`;
  const session = sessionId === undefined ? sql`true` : sql`${sessionColumn} = ${sessionId}`;
  return sql<boolean>`(${business} AND ${session})`;
}

export function isIn(range: FigureRange): RawBuilder<boolean> {
  return sql<boolean>`
    (figures.date BETWEEN ${range.from}::date AND ${range.to}::date AND ${isWanted(range)})`;
}

/** Threads that have the label now, and of which a lead of the campaign came. */
export function isThreadWanted(
  { label, campaignId }: Pick<FigureQuestion, 'label' | 'campaignId'>,
  threadId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const labelled =
    label === undefined
      ? sql`true`
      : sql`${threadId} IN (
          SELECT conversation_id FROM conversation_facts WHERE labels @> ARRAY[${label.toLowerCase()}]
        )`;
  const came =
    campaignId === undefined
      ? sql`true`
      : sql`${threadId} IN (
          SELECT origin.thread_id FROM leads JOIN campaigns ON campaigns.id = leads.campaign_id
            JOIN conversation_facts AS origin ON origin.conversation_id = leads.conversation_id
          WHERE campaigns.object_id = ${campaignId}
        )`;
  return sql<boolean>`(${labelled} AND ${came})`;
}

/** Whether `isThreadWanted` leaves any thread out. */
export function asksOfThreads({
  label,
  campaignId,
}: Pick<FigureQuestion, 'label' | 'campaignId'>): boolean {
  return label !== undefined || campaignId !== undefined;
}

/** Rows of one sender or of all, by a column as `conversation_hours.who`. */
export function isBy(
  { senderId }: Pick<FigureQuestion, 'senderId'>,
  who: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return senderId === undefined ? sql<boolean>`true` : sql<boolean>`(${who} = ${senderId})`;
}

/** On that day, or on any. */
export function isOn(date: string | undefined, day: RawBuilder<unknown>): RawBuilder<boolean> {
  return date === undefined ? sql<boolean>`true` : sql<boolean>`(${day} = ${date}::date)`;
}

/**
 * The stretches of the question's clocks, as rows (business, since, until, shift): what belongs to no business has 0.
 * Whatever is in one of them is in the range, and its date is `dateOf`.
 */
export function shiftsOf({ shifts }: Pick<FigureQuestion, 'shifts'>): RawBuilder<unknown> {
  return sql`(
    SELECT coalesce(businesses.id, 0) AS business, since, until, shift FROM unnest(
      ${shifts.map(({ businessId }) => businessId)}::text[],
      ${shifts.map(({ from }) => new Date(from))}::timestamptz[],
      ${shifts.map(({ until }) => new Date(until))}::timestamptz[],
      ${shifts.map(({ shift }) => shift / 1000)}::integer[]
    ) AS asked (object_id, since, until, shift) LEFT JOIN businesses ON businesses.object_id = asked.object_id
    WHERE asked.object_id IS NULL OR businesses.id IS NOT NULL
  )`;
}
