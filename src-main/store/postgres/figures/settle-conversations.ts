import { sql, type Transaction } from 'kysely';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Stretch } from '../../../domain/history-spans.ts';
import type { CalendarOf, ConversationFacts, MessageFact, Settlement } from '../../figure-store.ts';
import { type PostgresConnection, postgresJson } from '../postgres-connection.ts';
import type { Tables } from '../tables.ts';
import { BusinessIds } from './business-ids.ts';
import { whileLocked } from './figure-lock.ts';
import { isMoreKnown } from './record-facts.ts';
import { replayWaits } from './replay-waits.ts';
import { StaleDays } from './stale-days.ts';
import { rewriteWaits } from './rewrite-waits.ts';

const ALWAYS: Stretch = { from: -Infinity, to: Infinity };

/** What stands in `conversation_facts`. */
interface KnownFacts {
  conversation_id: string;
  thread_id: string;
  session_id: string;
  business_id: number | null;
  contact_key: string | null;
}

class Overtaken extends Error {}

/** See `FigureStore.settle`. */
export async function settleConversations(
  connection: PostgresConnection,
  settlement: Settlement,
  calendarOf: CalendarOf,
): Promise<'done' | 'overtaken'> {
  try {
    await whileLocked(connection, (transaction) => settleIn(transaction, settlement, calendarOf));
    return 'done';
  } catch (error) {
    if (error instanceof Overtaken) return 'overtaken';
    throw error;
  }
}

async function settleIn(
  transaction: Transaction<Tables>,
  { stale, conversations, messages }: Settlement,
  calendarOf: CalendarOf,
): Promise<void> {
  await takeNotes(
    transaction,
    stale.flatMap(({ noteIds }) => noteIds),
  );
  const businesses = await BusinessIds.read(transaction);
  const before = await knownFacts(
    transaction,
    stale.map(({ conversationId }) => conversationId),
  );
  await writeConversations(transaction, conversations, businesses);
  await writeMessages(transaction, messages);
  const now = new Map(conversations.map((each) => [each.conversationId, each]));

  const days = new StaleDays(calendarOf, businesses);
  const threads = new Map<ConversationId, Stretch>();
  const touch = (threadId: string, span: Stretch): void => {
    const id = ConversationId.parse(threadId);
    threads.set(id, around(threads.get(id), span));
  };
  for (const { conversationId, span, isUnread } of stale) {
    const known = before.get(conversationId);
    const found = now.get(conversationId);
    // Of one that is no longer there what was counted stays.
    const threadId = found?.threadId ?? known?.thread_id;
    if (threadId === undefined) continue;
    const isMoved = found !== undefined && !isAsKnown(found, known, businesses);
    const changed = isMoved || isUnread ? ALWAYS : span;
    if (!changed) continue;
    touch(threadId, changed);
    if (known && known.thread_id !== threadId) touch(known.thread_id, ALWAYS);
    days.addMessages(conversationId, changed, [
      ...(known ? [known.business_id] : []),
      ...(found ? [businesses.numberOf(found.businessId)] : []),
    ]);
  }
  const replayed = await replayWaits(transaction, threads);
  await rewriteWaits(transaction, replayed, calendarOf, businesses, days);
  await days.write(transaction);
}

/** Should one be gone, another desktop has done this; what it found out may be newer than what is known here. */
async function takeNotes(
  transaction: Transaction<Tables>,
  noteIds: readonly string[],
): Promise<void> {
  const { rows } = await sql`
    DELETE FROM stale_conversations WHERE id = ANY (${[...noteIds]}::bigint[]) RETURNING id
  `.execute(transaction);
  if (rows.length < noteIds.length) throw new Overtaken();
}

async function knownFacts(
  transaction: Transaction<Tables>,
  conversationIds: readonly ConversationId[],
): Promise<Map<string, KnownFacts>> {
  const { rows } = await sql<KnownFacts>`
    SELECT conversation_id, thread_id, session_id, business_id, contact_key FROM conversation_facts
    WHERE conversation_id = ANY (${[...conversationIds]}::uuid[])
  `.execute(transaction);
  return new Map(rows.map((row) => [row.conversation_id, row]));
}

function isAsKnown(
  found: ConversationFacts,
  known: KnownFacts | undefined,
  businesses: BusinessIds,
): boolean {
  return (
    known?.thread_id === found.threadId &&
    known.session_id === found.sessionId &&
    known.business_id === businesses.numberOf(found.businessId) &&
    known.contact_key === found.contactKey
  );
}

async function writeConversations(
  transaction: Transaction<Tables>,
  conversations: readonly ConversationFacts[],
  businesses: BusinessIds,
): Promise<void> {
  if (conversations.length === 0) return;
  await sql`
    INSERT INTO conversation_facts
      (conversation_id, thread_id, session_id, business_id, contact_key, unproved, labels)
    SELECT conversation_id, thread_id, session_id, business_id, contact_key, unproved,
      ARRAY(SELECT jsonb_array_elements_text(labels)) FROM unnest(
      ${conversations.map((each) => each.conversationId)}::uuid[],
      ${conversations.map((each) => each.threadId)}::uuid[],
      ${conversations.map((each) => each.sessionId)}::text[],
      ${conversations.map((each) => businesses.numberOf(each.businessId))}::integer[],
      ${conversations.map((each) => each.contactKey)}::text[],
      ${conversations.map((each) => multirange(each.unproved))}::tstzmultirange[],
      ${conversations.map((each) => postgresJson(each.labels))}::jsonb[]
    ) AS each (conversation_id, thread_id, session_id, business_id, contact_key, unproved, labels)
    ON CONFLICT (conversation_id) DO UPDATE SET thread_id = EXCLUDED.thread_id,
      session_id = EXCLUDED.session_id, business_id = EXCLUDED.business_id,
      contact_key = EXCLUDED.contact_key, unproved = EXCLUDED.unproved,
      labels = EXCLUDED.labels
  `.execute(transaction);
}

/** Both ends of a stretch were read: what may lack messages is between them. */
function multirange(stretches: readonly Stretch[]): string {
  const ends = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : '');
  return `{${stretches.map(({ from, to }) => `(${ends(from)},${ends(to)})`).join(',')}}`;
}

async function writeMessages(
  transaction: Transaction<Tables>,
  messages: ReadonlyMap<ConversationId, readonly MessageFact[]>,
): Promise<void> {
  const facts = [...messages].flatMap(([conversationId, each]) =>
    each.map((fact) => ({ conversationId, ...fact })),
  );
  if (facts.length === 0) return;
  await sql`
    INSERT INTO message_facts AS fact
      (conversation_id, message_id, at, is_incoming, type, is_automatic, sent_by)
    SELECT * FROM unnest(
      ${facts.map((each) => each.conversationId)}::uuid[],
      ${facts.map((each) => each.messageId)}::text[],
      ${facts.map((each) => new Date(each.at))}::timestamptz[],
      ${facts.map((each) => each.isIncoming)}::boolean[],
      ${facts.map((each) => each.type)}::text[],
      ${facts.map((each) => each.isAutomatic)}::boolean[],
      ${facts.map((each) => each.sentBy)}::text[]
    ) AS told (conversation_id, message_id, at, is_incoming, type, is_automatic, sent_by)
    ORDER BY conversation_id, message_id COLLATE "C"
    ON CONFLICT (conversation_id, message_id) DO UPDATE SET
      at = EXCLUDED.at, is_incoming = EXCLUDED.is_incoming, is_automatic = EXCLUDED.is_automatic,
      sent_by = EXCLUDED.sent_by,
      type = CASE WHEN ${isMoreKnown} THEN EXCLUDED.type ELSE fact.type END
      WHERE (fact.at, fact.is_incoming, fact.is_automatic, fact.sent_by)
        IS DISTINCT FROM (EXCLUDED.at, EXCLUDED.is_incoming, EXCLUDED.is_automatic, EXCLUDED.sent_by)
        OR (${isMoreKnown})
  `.execute(transaction);
}

/** The stretch that has both. */
function around(one: Stretch | undefined, other: Stretch): Stretch {
  if (!one) return other;
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}
