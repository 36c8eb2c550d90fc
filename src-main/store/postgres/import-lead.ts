import { sql } from 'kysely';
import { LeadId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadStage } from '../../../src-preload/contract/lead.ts';
import type { ImportedLead, LeadImportOutcome } from '../../../src-preload/contract/lead-change.ts';
import { assertNever } from '../../common/assert-never.ts';
import { leadSubject } from '../../crypto/key-subjects.ts';
import { changeLead, columnsOf, sealHistory } from './change-lead.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { leadColumns, openLead, sealLead } from './sealed-lead.ts';

/** How often a line is tried when colleagues change its lead at the same moment. */
const ATTEMPTS = 5;

/** See `LeadStore.import`. */
export async function importLead(
  connection: PostgresConnection,
  context: PostgresContext,
  imported: ImportedLead,
  by: UserId,
  now: number,
): Promise<{ outcome: LeadImportOutcome; lead: Lead | null }> {
  const { leadId, source: _, ...fields } = imported;
  if (leadId === null) {
    return { outcome: 'created', lead: await insertLead(connection, context, imported, by, now) };
  }
  for (let attempt = 1; ; attempt++) {
    const update = await changeLead(connection, context, {
      ...{ leadId, by, change: fields },
      // The file says what it is to be, whatever it was.
      version: null,
    });
    switch (update.outcome) {
      case 'saved':
        return { outcome: 'updated', lead: update.lead };
      case 'unchanged':
        return { outcome: 'unchanged', lead: update.lead };
      case 'anotherOpen':
        return { outcome: 'another_open', lead: null };
      case 'notFound':
        return { outcome: 'not_found', lead: null };
      case 'conflict':
        if (attempt === ATTEMPTS) throw new Error('A lead was changed again and again');
        break;
      default:
        assertNever(update);
    }
  }
}

/** A lead of no conversation; that somebody made it is the first line of its history. */
async function insertLead(
  { db, retry }: PostgresConnection,
  { keys, deskId, newObjectId }: PostgresContext,
  { leadId: _, source, ...imported }: ImportedLead,
  by: UserId,
  now: number,
): Promise<Lead> {
  const { contactName = '', stage = 'new', lostReason = '' } = imported;
  const fields = {
    ...imported,
    contactName,
    stage,
    lostReason: stage === 'lost' ? lostReason : '',
  };
  // Made once: a repetition after a lost answer meets its own row.
  const [leadId, changeId] = [newObjectId(), newObjectId()];
  const key = await keys.keyFor(leadSubject(LeadId.parse(leadId)), true);
  const lead = {
    ...sealLead(key, leadId, { contactName: fields.contactName, reasons: [], excerpt: '' }),
    ...(await columnsOf({ db, retry }, key, leadId, fields)),
    stage: fields.stage,
    object_id: leadId,
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
            sql<LeadStage | null>`${fields.stage}::varchar`.as('to_stage'),
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
