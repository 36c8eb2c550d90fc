import { sql } from 'kysely';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { LeadStore } from '../lead-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { leadColumns, type LeadRow, openLead, sealLead } from './sealed-lead.ts';

const closedStages = ['won', 'lost'] as const;

export function postgresLeadStore(
  { db, retry }: PostgresConnection,
  { keys, deskId, newObjectId }: PostgresContext,
): LeadStore {
  /** Their keys in one round trip, whatever their number. */
  const openAll = async (rows: readonly LeadRow[]): Promise<Lead[]> => {
    const subjectOf = (row: LeadRow): string =>
      conversationSubject(ConversationId.parse(row.conversation_id));
    const found = await keys.keysFor(rows.map(subjectOf));
    return rows.map((row) => openLead(row, found.get(subjectOf(row))));
  };

  return {
    async open(lead) {
      // Made once: a repetition after a lost answer finds its own lead and knows it.
      const leadId = newObjectId();
      const key = await keys.keyFor(conversationSubject(lead.conversationId));
      const sealed = sealLead(key, leadId, lead);
      const row = await retry(async () => {
        for (;;) {
          const opened = await db
            .insertInto('leads')
            .values((expression) => ({
              object_id: leadId,
              user_id: lead.userId
                ? expression
                    .selectFrom('users')
                    .select('users.id')
                    .where('users.object_id', '=', lead.userId)
                : null,
              business_id: lead.businessId
                ? expression
                    .selectFrom('businesses')
                    .select('businesses.id')
                    .where('businesses.object_id', '=', lead.businessId)
                : null,
              conversation_id: lead.conversationId,
              message_id: lead.messageId,
              ...sealed,
              stage: 'new',
              source: 'whatsapp',
              created_at: new Date(lead.createdAt),
              updated_by: deskId,
            }))
            .onConflict((conflict) =>
              conflict.column('conversation_id').where('stage', 'not in', closedStages).doNothing(),
            )
            .returning(leadColumns)
            .executeTakeFirst();
          if (opened) return opened;
          const open = await db
            .selectFrom('leads')
            .select(leadColumns)
            .where('conversation_id', '=', lead.conversationId)
            .where('stage', 'not in', closedStages)
            .executeTakeFirst();
          if (open) return open;
          // It was closed between the two statements: the insert will succeed now.
        }
      });
      return {
        outcome: row.object_id === leadId ? 'opened' : 'alreadyOpen',
        lead: openLead(row, key),
      };
    },

    async find(leadId) {
      const row = await retry(() =>
        db
          .selectFrom('leads')
          .select(leadColumns)
          .where('object_id', '=', leadId)
          .executeTakeFirst(),
      );
      const [lead] = await openAll(row ? [row] : []);
      return lead ?? null;
    },

    async page({ after, limit }) {
      let query = db
        .selectFrom('leads')
        .select(leadColumns)
        .orderBy('created_at', 'desc')
        .orderBy('object_id')
        .limit(limit + 1);
      if (after) {
        const at = new Date(after.createdAt);
        query = query
          // Says nothing new, but is what the index can begin at.
          .where('created_at', '<=', at)
          .where((expression) =>
            expression.or([
              expression('created_at', '<', at),
              expression('object_id', '>', after.leadId),
            ]),
          );
      }
      const rows = await retry(() => query.execute());
      const items = await openAll(rows.slice(0, limit));
      const last = items.at(-1);
      return {
        items,
        next:
          rows.length > limit && last ? { createdAt: last.createdAt, leadId: last.leadId } : null,
      };
    },

    async dailyCounts(from, timeZone) {
      const day = sql<string>`to_char(created_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD')`;
      const rows = await retry(() =>
        db
          .selectFrom('leads')
          .select(({ fn }) => [day.as('day'), fn.countAll<string>().as('count')])
          .where('created_at', '>=', new Date(from))
          .groupBy(sql`1`)
          .execute(),
      );
      return new Map(rows.map((row) => [row.day, Number(row.count)]));
    },
  };
}
