import { sql } from 'kysely';
import { ConversationId, LeadId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import type { LeadStore } from '../lead-store.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

const columns = [
  'object_id',
  'conversation_id',
  'message_id',
  'contact_name',
  'stage',
  'reasons',
  'excerpt',
  'created_at',
] as const;

const closedStages = ['won', 'lost'] as const;

export function postgresLeadStore(
  { db }: PostgresConnection,
  newObjectId: () => string,
): LeadStore {
  return {
    async open(lead) {
      for (;;) {
        const opened = await db
          .insertInto('leads')
          .values({
            object_id: newObjectId(),
            conversation_id: lead.conversationId,
            message_id: lead.messageId,
            contact_name: postgresText(lead.contactName),
            stage: 'new',
            reasons: lead.reasons,
            excerpt: postgresText(lead.excerpt),
            source: 'whatsapp',
            created_at: new Date(lead.createdAt),
          })
          .onConflict((conflict) =>
            conflict.column('conversation_id').where('stage', 'not in', closedStages).doNothing(),
          )
          .returning(columns)
          .executeTakeFirst();
        if (opened) return { outcome: 'opened', lead: toLead(opened) };
        const open = await db
          .selectFrom('leads')
          .select(columns)
          .where('conversation_id', '=', lead.conversationId)
          .where('stage', 'not in', closedStages)
          .executeTakeFirst();
        if (open) return { outcome: 'alreadyOpen', lead: toLead(open) };
        // It was closed between the two statements: the insert will succeed now.
      }
    },

    async page({ after, limit }) {
      let query = db
        .selectFrom('leads')
        .select(columns)
        .orderBy('created_at', 'desc')
        .orderBy('object_id')
        .limit(limit + 1);
      if (after) {
        const at = new Date(after.createdAt);
        query = query.where((expression) =>
          expression.or([
            expression('created_at', '<', at),
            expression.and([
              expression('created_at', '=', at),
              expression('object_id', '>', after.leadId),
            ]),
          ]),
        );
      }
      const rows = await query.execute();
      const items = rows.slice(0, limit).map(toLead);
      const last = items.at(-1);
      return {
        items,
        next:
          rows.length > limit && last ? { createdAt: last.createdAt, leadId: last.leadId } : null,
      };
    },

    async dailyCounts(from, timeZone) {
      const day = sql<string>`to_char(created_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD')`;
      const rows = await db
        .selectFrom('leads')
        .select(({ fn }) => [day.as('day'), fn.countAll<string>().as('count')])
        .where('created_at', '>=', new Date(from))
        .groupBy(sql`1`)
        .execute();
      return new Map(rows.map((row) => [row.day, Number(row.count)]));
    },
  };
}

function toLead(row: {
  object_id: string;
  conversation_id: string;
  message_id: string;
  contact_name: string;
  stage: Lead['stage'];
  reasons: string[];
  excerpt: string;
  created_at: Date;
}): Lead {
  return {
    leadId: LeadId.parse(row.object_id),
    conversationId: ConversationId.parse(row.conversation_id),
    messageId: MessageId.parse(row.message_id),
    contactName: row.contact_name,
    stage: row.stage,
    reasons: row.reasons,
    excerpt: row.excerpt,
    createdAt: row.created_at.getTime(),
  };
}
