import { closedStages } from '../../../src-preload/contract/lead.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { LeadStore, NewLead } from '../lead-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { leadColumns, type LeadRow, openLead, sealLead, subjectOf } from './sealed-lead.ts';

interface SealedLead {
  lead: NewLead;
  leadId: string;
  sealed: ReturnType<typeof sealLead>;
}

/** See `LeadStore.openMany`: one statement, and another one when some have a lead. */
export async function openLeads(
  { db, retry }: PostgresConnection,
  { keys, deskId, newObjectId }: PostgresContext,
  leads: readonly NewLead[],
): ReturnType<LeadStore['openMany']> {
  const prepared = await Promise.all(
    leads.map(async (lead) => {
      // Made once: a repetition after a lost answer finds its own lead and knows it.
      const leadId = newObjectId();
      const key = await keys.keyFor(conversationSubject(lead.conversationId));
      return { key, lead, leadId, sealed: sealLead(key, leadId, lead) };
    }),
  );
  const rows = await retry(() => insertOrFind(prepared));
  return Promise.all(
    prepared.map(async ({ key, lead, leadId }) => {
      const row = rows.get(lead.conversationId);
      if (!row) throw new Error('A lead that was just opened is not there');
      const own = row.sealed_alone ? await keys.keyFor(subjectOf(row)) : key;
      return {
        outcome: row.object_id === leadId ? ('opened' as const) : ('alreadyOpen' as const),
        lead: { ...openLead(row, own), conversationId: lead.conversationId },
      };
    }),
  );

  /** By conversation. */
  async function insertOrFind(wanted: readonly SealedLead[]): Promise<Map<string, LeadRow>> {
    const found = new Map<string, LeadRow>();
    // In one order everywhere: two desktops that open the same leads wait for each other once, not in a circle.
    const inOrder = [...wanted].sort((a, b) =>
      a.lead.conversationId < b.lead.conversationId ? -1 : 1,
    );
    for (let missing = inOrder; missing.length > 0;) {
      const keep = (row: LeadRow): void => {
        if (row.conversation_id !== null) found.set(row.conversation_id, row);
      };
      (await insert(missing)).forEach(keep);
      const open = missing.filter(({ lead }) => !found.has(lead.conversationId));
      if (open.length > 0) (await findOpen(open)).forEach(keep);
      // What is still missing was closed between the two statements: the insert will succeed now.
      missing = missing.filter(({ lead }) => !found.has(lead.conversationId));
    }
    return found;
  }

  function insert(wanted: readonly SealedLead[]): Promise<LeadRow[]> {
    return db
      .insertInto('leads')
      .values((expression) =>
        wanted.map(({ lead, leadId, sealed }) => ({
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
          campaign_id: lead.campaignId
            ? expression
                .selectFrom('campaigns')
                .select('campaigns.id')
                .where('campaigns.object_id', '=', lead.campaignId)
            : null,
          conversation_id: lead.conversationId,
          message_id: lead.messageId,
          ...sealed,
          stage: 'new' as const,
          source: 'whatsapp',
          created_at: new Date(lead.createdAt),
          updated_by: deskId,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('conversation_id').where('stage', 'not in', closedStages).doNothing(),
      )
      .returning(leadColumns)
      .execute();
  }

  function findOpen(wanted: readonly SealedLead[]): Promise<LeadRow[]> {
    const ids = wanted.map(({ lead }) => lead.conversationId);
    return db
      .selectFrom('leads')
      .select(leadColumns)
      .where('conversation_id', 'in', ids)
      .where('stage', 'not in', closedStages)
      .execute();
  }
}
