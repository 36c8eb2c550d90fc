import { sql } from 'kysely';
import { type ConversationId, LeadId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadStage } from '../../../src-preload/contract/lead.ts';
import type { FormerFields } from '../../../src-preload/contract/lead-change.ts';
import { conversationSubject, leadSubject } from '../../crypto/key-subjects.ts';
import { columnsOf, sealHistory } from './change-lead.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { leadColumns, openLead, sealLead } from './sealed-lead.ts';

/** What is known of a lead that no message made. */
export type MadeLead = Omit<FormerFields, 'isDismissed'> & {
  source: string;
  conversationId: ConversationId | null;
};

/**
 * A lead that no message made; that somebody made it is the first line of its history. Rejects with PostgreSQL's unique
 * violation where it is open, and its conversation has another open one.
 */
export async function insertLead(
  { db, retry }: PostgresConnection,
  { keys, deskId, newObjectId }: PostgresContext,
  { source, conversationId, ...made }: MadeLead,
  by: UserId,
  now: number,
): Promise<Lead> {
  const { contactName = '', stage = 'new', lostReason = '' } = made;
  const fields = { ...made, contactName, stage, lostReason: stage === 'lost' ? lostReason : '' };
  // Made once: a repetition after a lost answer meets its own row.
  const [leadId, changeId] = [newObjectId(), newObjectId()];
  const key = await (conversationId === null
    ? keys.keyFor(leadSubject(LeadId.parse(leadId)), true)
    : keys.keyFor(conversationSubject(conversationId)));
  const lead = {
    ...sealLead(key, leadId, { contactName, reasons: [], excerpt: '' }),
    ...(await columnsOf({ db, retry }, { key, keys }, leadId, fields)),
    stage,
    object_id: leadId,
    conversation_id: conversationId,
    sealed_alone: conversationId === null,
    source: postgresText(source),
    created_at: new Date(now),
    updated_by: deskId,
  };
  const history = sealHistory(key, changeId, { before: {}, after: fields });
  await retry(() =>
    db
      .with('made', (query) =>
        query
          .insertInto('leads')
          .values(lead)
          .onConflict((conflict) => conflict.column('object_id').doNothing())
          .returning(['id', 'version']),
      )
      .insertInto('lead_changes')
      .columns(['object_id', 'lead_id', 'version', 'changed_by', 'to_stage', 'changes'])
      .expression((query) =>
        query
          .selectFrom('made')
          .select([
            sql<string>`${changeId}`.as('object_id'),
            'made.id as lead_id',
            'made.version',
            sql<number | null>`(SELECT id FROM users WHERE object_id = ${by})`.as('changed_by'),
            sql<LeadStage | null>`${stage}::varchar`.as('to_stage'),
            sql<Buffer>`${history}::bytea`.as('changes'),
          ]),
      )
      .execute(),
  );
  const row = await retry(() =>
    db
      .selectFrom('leads')
      .select(leadColumns)
      .where('object_id', '=', leadId)
      .executeTakeFirstOrThrow(),
  );
  return openLead(row, key);
}
