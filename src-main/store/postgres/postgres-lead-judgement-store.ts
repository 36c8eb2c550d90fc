import { sql } from 'kysely';
import { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { LeadJudgementStore } from '../lead-judgement-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';

export function postgresLeadJudgementStore({ db, retry }: PostgresConnection): LeadJudgementStore {
  return {
    async judge(judgements, by) {
      if (judgements.length === 0) return;
      await retry(() =>
        sql`
          INSERT INTO lead_judgements (conversation_id, message_id, is_lead, judged_by)
          SELECT said.*, (SELECT id FROM users WHERE object_id = ${by})
          FROM unnest(
            ${judgements.map(({ conversationId }) => conversationId)}::uuid[],
            ${judgements.map(({ messageId }) => messageId)}::text[],
            ${judgements.map(({ isLead }) => isLead)}::boolean[]
          ) AS said
          ON CONFLICT (conversation_id, message_id) DO UPDATE SET
            is_lead = EXCLUDED.is_lead, judged_by = EXCLUDED.judged_by,
            judged_at = EXCLUDED.judged_at`.execute(db),
      );
    },

    async withdraw(messages) {
      if (messages.length === 0) return;
      await retry(() =>
        sql`
          DELETE FROM lead_judgements USING unnest(
            ${messages.map(({ conversationId }) => conversationId)}::uuid[],
            ${messages.map(({ messageId }) => messageId)}::text[]
          ) AS said (conversation, message)
          WHERE conversation_id = conversation AND message_id = message AND NOT is_lead`.execute(
          db,
        ),
      );
    },

    async newest(limit) {
      const rows = await retry(() =>
        db
          .selectFrom('lead_judgements')
          .select(['conversation_id', 'message_id', 'is_lead'])
          .orderBy('judged_at', 'desc')
          .orderBy('conversation_id')
          .orderBy('message_id')
          .limit(limit)
          .execute(),
      );
      return rows.map((row) => ({
        conversationId: ConversationId.parse(row.conversation_id),
        messageId: MessageId.parse(row.message_id),
        isLead: row.is_lead,
      }));
    },

    async count() {
      const { rows } = await retry(() =>
        sql<{ leads: number; others: number }>`
          SELECT count(*) FILTER (WHERE is_lead)::integer AS leads,
            count(*) FILTER (WHERE NOT is_lead)::integer AS others
          FROM lead_judgements`.execute(db),
      );
      return rows[0] ?? { leads: 0, others: 0 };
    },
  };
}
