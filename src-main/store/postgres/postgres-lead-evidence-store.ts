import { sql } from 'kysely';
import { z } from 'zod';
import { ConversationId, LeadId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { LeadEvidence } from '../../../src-preload/contract/lead-evidence.ts';
import { LeadReason } from '../../../src-preload/contract/lead-reason.ts';
import { type DataKey, openField, sealField } from '../../crypto/field-cipher.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import { evidenceOf } from '../../domain/leads/lead-strength.ts';
import type { LeadEvidenceStore } from '../lead-evidence-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';

const Reasons = z.array(LeadReason);
/** What each score adds, from 0 on. */
const WEIGHTS = Array.from({ length: 101 }, (_, score) => evidenceOf(score));

export function postgresLeadEvidenceStore(
  { db, retry }: PostgresConnection,
  { keys, deskId }: PostgresContext,
): LeadEvidenceStore {
  return {
    async look(messages) {
      if (messages.length === 0) return [];
      const { rows } = await retry(() =>
        sql<{ counted: boolean; open: string | null; is_past: boolean }>`
          SELECT
            EXISTS (SELECT FROM lead_messages
              WHERE conversation_id = said.conversation AND message_id = said.message) AS counted,
            coalesce(
              (SELECT object_id FROM leads
               WHERE conversation_id = said.conversation AND stage NOT IN ('won', 'lost')),
              (SELECT object_id FROM leads
               WHERE object_id = said.lead AND stage NOT IN ('won', 'lost'))
            ) AS open,
            EXISTS (SELECT FROM leads
              WHERE conversation_id = said.conversation AND closed_at >= said.at)
            OR EXISTS (SELECT FROM leads
              WHERE object_id = said.lead AND closed_at >= said.at)
            OR EXISTS (SELECT FROM lead_judgements
              WHERE conversation_id = said.conversation AND message_id = said.message
                AND NOT is_lead) AS is_past
          FROM unnest(
            ${messages.map(({ conversationId }) => conversationId)}::uuid[],
            ${messages.map(({ messageId }) => messageId)}::text[],
            ${messages.map(({ saidAt }) => new Date(saidAt))}::timestamptz[],
            ${messages.map(({ leadId }) => leadId)}::bpchar[]
          ) WITH ORDINALITY AS said (conversation, message, at, lead, place)
          ORDER BY place`.execute(db),
      );
      return rows.map(({ counted, open, is_past: isPast }) => ({
        counted,
        open: open === null ? null : LeadId.parse(open),
        isPast,
      }));
    },

    async add(evidence) {
      if (evidence.length === 0) return [];
      const sealed = await Promise.all(
        evidence.map(async ({ conversationId, messageId, reasons }) =>
          sealField(
            await keys.keyFor(conversationSubject(conversationId)),
            evidenceContext(conversationId, messageId),
            JSON.stringify(reasons),
          ),
        ),
      );
      const { rows } = await retry(() =>
        sql<{ object_id: string }>`
          WITH noted AS (
            INSERT INTO lead_messages (conversation_id, message_id, lead_id, score, reasons, said_at)
            SELECT conversation, message, leads.id, said.score, said.reasons, at
            FROM unnest(
              ${evidence.map(({ conversationId }) => conversationId)}::uuid[],
              ${evidence.map(({ messageId }) => messageId)}::text[],
              ${evidence.map(({ leadId }) => leadId)}::bpchar[],
              ${evidence.map(({ score }) => score)}::smallint[],
              ${sealed}::bytea[],
              ${evidence.map(({ saidAt }) => new Date(saidAt))}::timestamptz[]
            ) AS said (conversation, message, lead, score, reasons, at)
            JOIN leads ON leads.object_id = said.lead
            ON CONFLICT DO NOTHING
            RETURNING lead_id, conversation_id, message_id
          ), added AS (
            SELECT lead_id, sum(weight)::integer AS weight
            FROM noted JOIN unnest(
              ${evidence.map(({ conversationId }) => conversationId)}::uuid[],
              ${evidence.map(({ messageId }) => messageId)}::text[],
              ${evidence.map(({ score }) => evidenceOf(score))}::integer[]
            ) AS weighed (conversation, message, weight)
            ON conversation_id = conversation AND message_id = message
            GROUP BY lead_id
          )
          UPDATE leads
          SET evidence = coalesce(evidence, 0) + weight, updated_by = ${deskId}
          FROM added WHERE leads.id = lead_id
          RETURNING object_id`.execute(db),
      );
      return rows.map((row) => LeadId.parse(row.object_id));
    },

    async confirm({ conversationId, messageId, leadId, score, reasons, saidAt }) {
      const key = await keys.keyFor(conversationSubject(conversationId));
      const sealed = sealField(
        key,
        evidenceContext(conversationId, messageId),
        JSON.stringify(reasons),
      );
      // Done again after a lost answer it finds its own row, and adds nothing.
      const { rows } = await retry(() =>
        sql<{ object_id: string }>`
          WITH known AS (
            SELECT lead_id, score FROM lead_messages
            WHERE conversation_id = ${conversationId} AND message_id = ${messageId} FOR UPDATE
          ), noted AS (
            INSERT INTO lead_messages (conversation_id, message_id, lead_id, score, reasons, said_at)
            SELECT ${conversationId}, ${messageId}, leads.id, ${score}::smallint, ${sealed}::bytea,
              ${new Date(saidAt)}::timestamptz
            -- What is known is read, and held, before anything of it is changed.
            FROM leads LEFT JOIN known ON true WHERE object_id = ${leadId}
            ON CONFLICT (conversation_id, message_id) DO UPDATE
              SET lead_id = EXCLUDED.lead_id, score = EXCLUDED.score, reasons = EXCLUDED.reasons
            RETURNING lead_id
          ), changed AS (
            SELECT lead_id, sum(weight)::integer AS weight FROM (
              SELECT lead_id, ${evidenceOf(score)}::integer AS weight FROM noted
              UNION ALL SELECT lead_id, -(${WEIGHTS}::integer[])[known.score + 1] FROM known
            ) AS each GROUP BY lead_id
          )
          UPDATE leads
          SET evidence = greatest(coalesce(evidence, 0) + weight, 0), updated_by = ${deskId}
          FROM changed WHERE leads.id = lead_id
          RETURNING object_id`.execute(db),
      );
      return rows.map((row) => LeadId.parse(row.object_id));
    },

    async of(leadId, limit) {
      const rows = await retry(() =>
        db
          .selectFrom('lead_messages')
          .innerJoin('leads', 'leads.id', 'lead_messages.lead_id')
          .select([
            'lead_messages.conversation_id',
            'lead_messages.message_id',
            'lead_messages.score',
            'lead_messages.reasons',
            'lead_messages.said_at',
          ])
          .where('leads.object_id', '=', leadId)
          .orderBy('lead_messages.said_at')
          .orderBy('lead_messages.message_id')
          .limit(limit)
          .execute(),
      );
      const subjectOf = (row: { conversation_id: string }): string =>
        conversationSubject(ConversationId.parse(row.conversation_id));
      const found = await keys.keysFor(rows.map(subjectOf));
      return rows.map((row) => toEvidence(row, found.get(subjectOf(row))));
    },
  };
}

interface EvidenceRow {
  conversation_id: string;
  message_id: string;
  score: number;
  reasons: Buffer;
  said_at: Date;
}

function toEvidence(row: EvidenceRow, key: DataKey | undefined): LeadEvidence {
  const conversationId = ConversationId.parse(row.conversation_id);
  const messageId = MessageId.parse(row.message_id);
  const context = evidenceContext(conversationId, messageId);
  return {
    conversationId,
    messageId,
    saidAt: row.said_at.getTime(),
    score: row.score,
    reasons: key ? Reasons.parse(JSON.parse(openField(key, context, row.reasons))) : [],
  };
}

/** What the reasons of a message are bound to. */
export function evidenceContext(conversationId: ConversationId, messageId: MessageId): string {
  return `lead_messages/${conversationId}/${messageId}/reasons`;
}
