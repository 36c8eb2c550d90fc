import { sql } from 'kysely';
import { z } from 'zod';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { StaleConversation } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import { lookedUp } from './looked-up.ts';

/** Seconds, from the beginning and without end too. */
const Moment = z.custom<number>((value) => typeof value === 'number' && !Number.isNaN(value));

const StaleRow = z.object({
  conversation_id: ConversationId,
  note_ids: z.array(z.string()),
  since: Moment.nullable(),
  until: Moment.nullable(),
  is_unread: z.boolean(),
  is_rebuild: z.boolean(),
});

/** See `FigureStore.stale`. All notes of a conversation are taken together. */
export async function staleConversations(
  { db, retry }: PostgresConnection,
  limit: number,
  withRebuild: boolean,
): Promise<StaleConversation[]> {
  const { rows } = await retry(() =>
    sql`
      WITH next AS (
        SELECT DISTINCT conversation_id FROM (
          SELECT conversation_id FROM stale_conversations
          WHERE ${withRebuild} OR NOT is_rebuild ORDER BY is_rebuild, id LIMIT ${limit}
        ) AS notes
      )
      SELECT conversation_id, array_agg(id::text) AS note_ids,
        extract(epoch FROM min(since))::float8 AS since, extract(epoch FROM max(until))::float8 AS until,
        bool_or(is_unread) AS is_unread, bool_or(is_rebuild) AS is_rebuild
      FROM next CROSS JOIN ${lookedUp(sql`
        SELECT id, since, until, is_unread, is_rebuild FROM stale_conversations AS note
        -- Who has stopped a rebuild has not stopped what is new.
        WHERE note.conversation_id = next.conversation_id AND (${withRebuild} OR NOT is_rebuild)`)} AS note
      GROUP BY conversation_id ORDER BY min(id)
    `.execute(db),
  );
  return rows.map((each): StaleConversation => {
    const row = StaleRow.parse(each);
    return {
      conversationId: row.conversation_id,
      noteIds: row.note_ids,
      span:
        row.since === null || row.until === null
          ? null
          : { from: Math.floor(row.since) * 1000, to: Math.ceil(row.until) * 1000 },
      isUnread: row.is_unread,
      isRebuild: row.is_rebuild,
    };
  });
}

export async function noteUnread(
  { db, retry }: PostgresConnection,
  conversationIds: readonly ConversationId[],
): Promise<void> {
  if (conversationIds.length === 0) return;
  await retry(() =>
    sql`
      INSERT INTO stale_conversations (conversation_id, is_unread)
      SELECT unnest(${[...conversationIds]}::uuid[]), true
    `.execute(db),
  );
}

/** See `FigureStore.noteLooked`. */
export async function noteLooked(
  { db, retry }: PostgresConnection,
  conversationIds: readonly ConversationId[],
  upTo: number,
): Promise<void> {
  await retry(() =>
    sql`
      WITH looked AS (UPDATE figure_state SET looked_at = greatest(looked_at, ${new Date(upTo)}))
      INSERT INTO stale_conversations (conversation_id)
      SELECT unnest(${[...conversationIds]}::uuid[])
    `.execute(db),
  );
}

/** See `FigureStore.noteClosed`. */
export async function noteClosed(
  { db, retry }: PostgresConnection,
  conversationId: ConversationId,
  at: number,
): Promise<void> {
  await retry(() =>
    sql`
      WITH closed AS (
        INSERT INTO conversation_closings (conversation_id, at)
        VALUES (${conversationId}, ${new Date(at)}) ON CONFLICT DO NOTHING
      )
      INSERT INTO stale_conversations (conversation_id, since, until)
      VALUES (${conversationId}, ${new Date(at)}, ${new Date(at)})
    `.execute(db),
  );
}
