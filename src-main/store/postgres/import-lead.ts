import type { UserId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import type { ImportedLead, LeadImportOutcome } from '../../../src-preload/contract/lead-change.ts';
import { assertNever } from '../../common/assert-never.ts';
import { changeLead } from './change-lead.ts';
import { insertLead } from './insert-lead.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';

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
  const { leadId, source, ...fields } = imported;
  if (leadId === null) {
    const made = { ...fields, source, conversationId: null };
    return { outcome: 'created', lead: await insertLead(connection, context, made, by, now) };
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
