import { sql } from 'kysely';
import type { ChatFacts, FigureStore } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';

type Fact = ChatFacts['messages'][number];

/** See `FigureStore.record`. Facts and the note that figures are out of date are one statement. */
export async function recordFacts(
  { db, retry }: PostgresConnection,
  chats: Parameters<FigureStore['record']>[0],
): Promise<void> {
  const facts = chats.flatMap(({ conversationId, messages, revoked }) =>
    factsOf(messages, new Set(revoked)).map((fact) => ({ conversationId, ...fact })),
  );
  const isFact = new Set(facts.map(nameOf));
  const revoked = chats.flatMap(({ conversationId, revoked: ids }) =>
    [...new Set(ids)]
      .map((messageId) => ({ conversationId, messageId }))
      .filter((each) => !isFact.has(nameOf(each))),
  );
  if (facts.length === 0 && revoked.length === 0) return;
  // In one order everywhere: two that write the same facts wait for each other once, not in a circle.
  facts.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  await retry(() =>
    sql`
      WITH told AS (
        SELECT * FROM unnest(
          ${facts.map((each) => each.conversationId)}::uuid[],
          ${facts.map((each) => each.messageId)}::text[],
          ${facts.map((each) => new Date(each.at))}::timestamptz[],
          ${facts.map((each) => each.isIncoming)}::boolean[],
          ${facts.map((each) => each.type)}::text[],
          ${facts.map((each) => each.isAutomatic)}::boolean[],
          ${facts.map((each) => each.sentBy)}::text[],
          ${facts.map((each) => each.isKnown)}::boolean[]
        ) AS each (conversation_id, message_id, at, is_incoming, type, is_automatic, sent_by, is_known)
      ), written AS (
        INSERT INTO message_facts AS fact
          (conversation_id, message_id, at, is_incoming, type, is_automatic, sent_by)
        SELECT conversation_id, message_id, at, is_incoming, type, is_automatic, sent_by FROM told
        ON CONFLICT (conversation_id, message_id) DO UPDATE SET type = EXCLUDED.type
          WHERE ${isMoreKnown}
        RETURNING conversation_id, message_id, at, xmax = 0 AS is_new
      ), taken_back AS (
        UPDATE message_facts AS fact SET type = 'revoked'
        FROM unnest(
          ${revoked.map((each) => each.conversationId)}::uuid[],
          ${revoked.map((each) => each.messageId)}::text[]
        ) AS each (conversation_id, message_id)
        WHERE fact.conversation_id = each.conversation_id AND fact.message_id = each.message_id
          AND fact.type <> 'revoked'
        RETURNING fact.conversation_id, fact.at
      ), changed AS (
        SELECT written.conversation_id, written.at, is_new AND is_known AS is_unread
          FROM written JOIN told USING (conversation_id, message_id)
        UNION ALL SELECT conversation_id, at, false FROM taken_back
      )
      INSERT INTO stale_conversations (conversation_id, since, until, is_unread)
      -- Of a message that was known and had no fact nobody can tell what else was missed.
      SELECT conversation_id, min(at), max(at), bool_or(is_unread) FROM changed GROUP BY conversation_id
    `.execute(db),
  );
}

/**
 * What is learnt of a message goes one way: what could not be deciphered gets its kind, and what was taken back stays
 * so. `fact` is what stands there, `EXCLUDED` what is told.
 */
export const isMoreKnown = sql`
  fact.type <> EXCLUDED.type AND fact.type <> 'revoked'
  AND (EXCLUDED.type = 'revoked' OR fact.type = 'unknown')`;

/** Each message once, as the most is known of it. */
function factsOf(messages: readonly Fact[], revoked: ReadonlySet<string>): Fact[] {
  const facts = new Map<string, Fact>();
  for (const message of messages) {
    const before = facts.get(message.messageId);
    const isRevoked =
      revoked.has(message.messageId) || message.type === 'revoked' || before?.type === 'revoked';
    const type = before && before.type !== 'unknown' ? before.type : message.type;
    facts.set(message.messageId, { ...(before ?? message), type: isRevoked ? 'revoked' : type });
  }
  return [...facts.values()];
}

function nameOf({
  conversationId,
  messageId,
}: Pick<ChatFacts, 'conversationId'> & Pick<Fact, 'messageId'>): string {
  return `${conversationId} ${messageId}`;
}
