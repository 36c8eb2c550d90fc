import { sql } from 'kysely';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { LeadStore } from '../lead-store.ts';
import { openLeads } from './open-leads.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { leadColumns, type LeadRow, openLead, sealContactName } from './sealed-lead.ts';

export function postgresLeadStore(
  connection: PostgresConnection,
  context: PostgresContext,
): LeadStore {
  const { db, retry } = connection;
  const { keys, deskId } = context;
  const subjectOf = (row: LeadRow): string =>
    conversationSubject(ConversationId.parse(row.conversation_id));
  /** Their keys in one round trip, whatever their number. */
  const openAll = async (rows: readonly LeadRow[]): Promise<Lead[]> => {
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

    async rename(names) {
      if (names.length === 0) return;
      const wanted = new Map(names.map((each) => [String(each.conversationId), each.name]));
      const rows = await retry(() =>
        db
          .selectFrom('leads')
          .select(leadColumns)
          .where('conversation_id', 'in', [...wanted.keys()])
          .execute(),
      );
      const found = await keys.keysFor(rows.map(subjectOf));
      for (const row of rows) {
        const key = found.get(subjectOf(row));
        const name = wanted.get(row.conversation_id);
        // Nothing can be added to what was erased.
        if (!key || name === undefined || openLead(row, key).contactName === name) continue;
        await retry(() =>
          db
            .updateTable('leads')
            .set({
              contact_name: sealContactName(key, row.object_id, name),
              updated_at: sql`clock_timestamp()`,
              updated_by: deskId,
            })
            .where('object_id', '=', row.object_id)
            .execute(),
        );
      }
    },

    async page({ among, after, limit }) {
      if (among?.length === 0) return { items: [], next: null };
      let query = db
        .selectFrom('leads')
        .select(leadColumns)
        .orderBy('created_at', 'desc')
        .orderBy('object_id')
        .limit(limit + 1);
      if (among) query = query.where('conversation_id', 'in', among);
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
