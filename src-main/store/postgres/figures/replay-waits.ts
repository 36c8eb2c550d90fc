import { type RawBuilder, sql, type Transaction } from 'kysely';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { groupBy } from '../../../common/group-by.ts';
import type { Stretch } from '../../../domain/history-spans.ts';
import { inOrder, type Said, type Wait, waitsOf } from '../../../domain/response-waits.ts';
import { noTurns } from '../../../domain/turns.ts';
import type { Tables } from '../tables.ts';
import { lookedUp } from './looked-up.ts';

/** Of `message_facts AS fact`: somebody said something (`Said`). */
export const isSaidRow: RawBuilder<boolean> = sql<boolean>`
  (NOT fact.is_automatic AND fact.type <> ALL (${[...noTurns]}::text[]))`;

export interface SaidMessage extends Said {
  conversationId: ConversationId;
  senderId: string | null;
}

/** A wait's place among those of its conversation. */
interface WaitPlace {
  openedAt: Date;
  openedBy: string;
}

/** The waits of a conversation that have to be written anew: those after `after`, up to `upTo`; null: without an end. */
export interface ReplayedWaits {
  threadId: ConversationId;
  after: WaitPlace | null;
  upTo: WaitPlace | null;
  waits: Wait<SaidMessage>[];
}

interface Region {
  thread_id: string;
  seed_at: Date | null;
  seed_by: string | null;
  last_at: Date | null;
  last_by: string | null;
  last_closed: Date | null;
}

/** Of a thread that is worked out as a whole. */
const NO_ENDS = { seed_at: null, seed_by: null, last_at: null, last_by: null, last_closed: null };

/**
 * Works out anew those waits that a change within a stretch can touch. They begin after the last one that was answered
 * before the stretch: from there it is known that nobody waited. The first answer after the stretch ends whatever it
 * left open, so that all waits after it stay, but for the first of them, which may or may not be the first of its
 * conversation any more. A thread whose stretch is infinite is worked out as a whole.
 */
export async function replayWaits(
  transaction: Transaction<Tables>,
  threads: ReadonlyMap<ConversationId, Stretch>,
): Promise<ReplayedWaits[]> {
  if (threads.size === 0) return [];
  const regions = await regionsOf(transaction, threads);
  const [said, closings] = [
    await saidIn(transaction, regions),
    await closingsIn(transaction, regions),
  ];
  return regions.map((region) => {
    const threadId = ConversationId.parse(region.thread_id);
    const after = placeOf(region.seed_at, region.seed_by);
    const upTo = placeOf(region.last_at, region.last_by);
    const messages = (said.get(threadId) ?? [])
      .sort(inOrder)
      .filter((message) => !after || !isBefore(message, after));
    const waits = waitsOf(messages, closings.get(threadId) ?? []).filter(
      ({ opened }) => (!after || isAfter(opened, after)) && (!upTo || !isAfter(opened, upTo)),
    );
    return { threadId, after, upTo, waits };
  });
}

async function regionsOf(
  transaction: Transaction<Tables>,
  threads: ReadonlyMap<ConversationId, Stretch>,
): Promise<Region[]> {
  const isWhole = ({ from, to }: Stretch): boolean => from === -Infinity && to === Infinity;
  const wholes = [...threads].flatMap(([threadId, stretch]): Region[] =>
    isWhole(stretch) ? [{ ...NO_ENDS, thread_id: threadId }] : [],
  );
  const parts = [...threads].filter(([, stretch]) => !isWhole(stretch));
  if (parts.length === 0) return wholes;
  const { rows } = await sql<Region>`
    SELECT asked.thread_id, seed.opened_at AS seed_at, seed.opened_by AS seed_by,
      last.opened_at AS last_at, last.opened_by AS last_by, last.closed_at AS last_closed
    FROM unnest(
      ${parts.map(([threadId]) => threadId)}::uuid[],
      ${parts.map(([, { from }]) => momentOf(from))}::timestamptz[],
      ${parts.map(([, { to }]) => momentOf(to))}::timestamptz[]
    ) AS asked (thread_id, since, until)
    LEFT JOIN LATERAL (
      SELECT opened_at, opened_by FROM response_waits
      WHERE thread_id = asked.thread_id AND closed_at < asked.since
      ORDER BY opened_at DESC, opened_by DESC LIMIT 1
    ) AS seed ON true
    LEFT JOIN LATERAL (
      SELECT min(first.at) AS at FROM conversation_facts AS talk CROSS JOIN LATERAL (
        SELECT fact.at FROM message_facts AS fact WHERE fact.conversation_id = talk.conversation_id
          AND fact.at > asked.until AND NOT fact.is_incoming AND ${isSaidRow}
        ORDER BY fact.at LIMIT 1
      ) AS first WHERE talk.thread_id = asked.thread_id
    ) AS answer ON true
    LEFT JOIN LATERAL (
      SELECT opened_at, opened_by, closed_at FROM response_waits
      WHERE thread_id = asked.thread_id AND opened_at > answer.at
      ORDER BY opened_at, opened_by LIMIT 1
    ) AS last ON true
  `.execute(transaction);
  return [...wholes, ...rows];
}

/** What was said from the wait before until the last one is answered. */
async function saidIn(
  transaction: Transaction<Tables>,
  regions: readonly Region[],
): Promise<Map<string, SaidMessage[]>> {
  interface Row {
    thread_id: string;
    conversation_id: string;
    message_id: string;
    at: Date;
    is_incoming: boolean;
    sent_by: string | null;
  }
  const { rows } = await sql<Row>`
    SELECT asked.thread_id, fact.conversation_id, fact.message_id, fact.at, fact.is_incoming, fact.sent_by
    FROM unnest(
      ${regions.map((each) => each.thread_id)}::uuid[],
      ${regions.map((each) => each.seed_at ?? '-infinity')}::timestamptz[],
      ${regions.map((each) => (each.last_at && each.last_closed) ?? 'infinity')}::timestamptz[]
    ) AS asked (thread_id, since, until)
    JOIN conversation_facts AS talk ON talk.thread_id = asked.thread_id
    CROSS JOIN ${lookedUp(sql`
      SELECT * FROM message_facts AS fact WHERE fact.conversation_id = talk.conversation_id
        AND fact.at BETWEEN asked.since AND asked.until AND ${isSaidRow}`)} AS fact
    WHERE talk.contact_key IS NOT NULL
  `.execute(transaction);
  const said = rows.map((row) => ({
    threadId: row.thread_id,
    message: {
      conversationId: ConversationId.parse(row.conversation_id),
      messageId: row.message_id,
      at: row.at.getTime(),
      isIncoming: row.is_incoming,
      senderId: row.sent_by,
    },
  }));
  return new Map(
    [...groupBy(said, ({ threadId }) => threadId)].map(([threadId, each]) => [
      threadId,
      each.map(({ message }) => message),
    ]),
  );
}

/** In order, in milliseconds. */
async function closingsIn(
  transaction: Transaction<Tables>,
  regions: readonly Region[],
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ thread_id: string; at: Date }>`
    SELECT DISTINCT thread_id, at FROM conversation_closings JOIN conversation_facts USING (conversation_id)
    WHERE thread_id = ANY (${regions.map((each) => each.thread_id)}::uuid[]) ORDER BY at
  `.execute(transaction);
  return new Map(
    [...groupBy(rows, (row) => row.thread_id)].map(([threadId, each]) => [
      threadId,
      each.map(({ at }) => at.getTime()),
    ]),
  );
}

/** As PostgreSQL takes it; infinite ends too. */
export function momentOf(at: number): Date | string {
  if (Number.isFinite(at)) return new Date(at);
  return at < 0 ? '-infinity' : 'infinity';
}

function placeOf(openedAt: Date | null, openedBy: string | null): WaitPlace | null {
  return openedAt && openedBy !== null ? { openedAt, openedBy } : null;
}

function isBefore({ at, messageId }: Said, { openedAt, openedBy }: WaitPlace): boolean {
  const other = openedAt.getTime();
  return at < other || (at === other && messageId < openedBy);
}

function isAfter({ at, messageId }: Said, { openedAt, openedBy }: WaitPlace): boolean {
  const other = openedAt.getTime();
  return at > other || (at === other && messageId > openedBy);
}
