import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { LeadStore } from '../lead-store.ts';
import { openLeads } from './open-leads.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { leadColumns, type LeadRow, openLead } from './sealed-lead.ts';

export function postgresLeadStore(
  connection: PostgresConnection,
  context: PostgresContext,
): LeadStore {
  const { db, retry } = connection;
  const { keys } = context;
  /** Their keys in one round trip, whatever their number. */
  const openAll = async (rows: readonly LeadRow[]): Promise<Lead[]> => {
    const subjectOf = (row: LeadRow): string =>
      conversationSubject(ConversationId.parse(row.conversation_id));
    const found = await keys.keysFor(rows.map(subjectOf));
    return rows.map((row) => openLead(row, found.get(subjectOf(row))));
  };

  return {
    async open(lead) {
      const [opened] = await openLeads(connection, context, [lead]);
      if (!opened) throw new Error('There is an answer for each lead');
      return opened;
    },

    openMany: (leads) => openLeads(connection, context, leads),

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

    async ofConversations(conversationIds, limit) {
      const rows = await retry(() =>
        db
          .selectFrom('leads')
          .select(leadColumns)
          .where('conversation_id', 'in', conversationIds)
          .orderBy('created_at', 'desc')
          .orderBy('object_id')
          .limit(limit)
          .execute(),
      );
      return openAll(rows);
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
  };
}
