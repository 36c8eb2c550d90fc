import { sql, type Transaction } from 'kysely';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Wait } from '../../../domain/response-waits.ts';
import type { CalendarOf } from '../../figure-store.ts';
import type { Tables } from '../tables.ts';
import type { BusinessIds } from './business-ids.ts';
import type { ReplayedWaits, SaidMessage } from './replay-waits.ts';
import type { StaleDays } from './stale-days.ts';

interface Home {
  conversation_id: string;
  business_id: number | null;
  session_id: string;
}

interface WaitRow extends Wait<SaidMessage> {
  threadId: ConversationId;
  home: Home;
  answer: Answer | null;
}

interface Answer {
  date: string;
  wallSeconds: number;
  businessSeconds: number;
}

/** Puts what was worked out anew in the place of what stood there. The days of both are out of date. */
export async function rewriteWaits(
  transaction: Transaction<Tables>,
  replayed: readonly ReplayedWaits[],
  calendarOf: CalendarOf,
  businesses: BusinessIds,
  days: StaleDays,
): Promise<void> {
  if (replayed.length === 0) return;
  const { rows: removed } = await sql<{ day: string | null; business_id: number | null }>`
    DELETE FROM response_waits USING unnest(
      ${replayed.map((each) => each.threadId)}::uuid[],
      ${replayed.map((each) => each.after?.openedAt ?? '-infinity')}::timestamptz[],
      ${replayed.map((each) => each.after?.openedBy ?? '')}::text[],
      ${replayed.map((each) => each.upTo?.openedAt ?? 'infinity')}::timestamptz[],
      ${replayed.map((each) => each.upTo?.openedBy ?? '')}::text[]
    ) AS each (of_thread, after_at, after_by, up_to_at, up_to_by)
    WHERE thread_id = of_thread
      AND (opened_at, opened_by) > (after_at, after_by COLLATE "C")
      AND (opened_at, opened_by) <= (up_to_at, up_to_by COLLATE "C")
    RETURNING to_char(date, 'YYYY-MM-DD') AS day, business_id
  `.execute(transaction);
  const homes = await homesOf(transaction, replayed);
  const rows = replayed.flatMap(({ threadId, waits }) =>
    waits.flatMap((wait): WaitRow[] => {
      const home = homes.get((wait.closed ?? wait.opened).conversationId);
      if (!home) return [];
      const calendar = calendarOf(businesses.idOf(home.business_id));
      const [from, to] = [wait.opened.at, wait.closed?.at];
      const answer = to !== undefined && {
        date: calendar.days.dayOf(to),
        wallSeconds: (to - from) / 1000,
        businessSeconds: Math.floor(calendar.openBetween(from, to) / 1000),
      };
      return [{ ...wait, threadId, home, answer: answer || null }];
    }),
  );
  for (const { day, business_id: business } of removed) if (day) days.add(business, day);
  for (const { answer, home } of rows) if (answer) days.add(home.business_id, answer.date);
  if (rows.length > 0) await insert(transaction, rows);
}

/** What the conversations of these waits belong to. */
async function homesOf(
  transaction: Transaction<Tables>,
  replayed: readonly ReplayedWaits[],
): Promise<Map<string, Home>> {
  const { rows } = await sql<Home>`
    SELECT conversation_id, business_id, session_id FROM conversation_facts
    WHERE thread_id = ANY (${replayed.map((each) => each.threadId)}::uuid[])
  `.execute(transaction);
  return new Map(rows.map((row) => [row.conversation_id, row]));
}

async function insert(transaction: Transaction<Tables>, rows: readonly WaitRow[]): Promise<void> {
  await sql`
    INSERT INTO response_waits (thread_id, opened_at, opened_by, opened_in, closed_at, closed_by, closed_in,
      sender_id, date, wall_seconds, business_seconds, is_first, business_id, session_id)
    SELECT * FROM unnest(
      ${rows.map((each) => each.threadId)}::uuid[],
      ${rows.map((each) => new Date(each.opened.at))}::timestamptz[],
      ${rows.map((each) => each.opened.messageId)}::text[],
      ${rows.map((each) => each.opened.conversationId)}::uuid[],
      ${rows.map((each) => each.closed && new Date(each.closed.at))}::timestamptz[],
      ${rows.map((each) => each.closed?.messageId ?? null)}::text[],
      ${rows.map((each) => each.closed?.conversationId ?? null)}::uuid[],
      ${rows.map((each) => each.closed?.senderId ?? null)}::text[],
      ${rows.map((each) => each.answer?.date ?? null)}::date[],
      ${rows.map((each) => each.answer?.wallSeconds ?? null)}::integer[],
      ${rows.map((each) => each.answer?.businessSeconds ?? null)}::integer[],
      ${rows.map((each) => each.isFirst)}::boolean[],
      ${rows.map((each) => each.home.business_id)}::integer[],
      ${rows.map((each) => each.home.session_id)}::text[]
    )
  `.execute(transaction);
}
