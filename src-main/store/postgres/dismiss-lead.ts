import type { LeadId, UserId } from '../../../src-preload/contract/ids.ts';
import { MAXIMUM_LEAD_HISTORY } from '../../../src-preload/contract/lead-change.ts';
import type { LeadUpdate } from '../lead-store.ts';
import { changeLead } from './change-lead.ts';
import { leadHistory } from './lead-history.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';

/** See `LeadStore.dismiss`. */
export async function dismissLead(
  connection: PostgresConnection,
  context: PostgresContext,
  input: { leadId: LeadId; version: number; isDismissed: boolean; by: UserId },
): Promise<LeadUpdate> {
  const { isDismissed, ...lead } = input;
  if (isDismissed) {
    return changeLead(connection, context, { ...lead, change: { stage: 'lost', isDismissed } });
  }
  const history = await leadHistory(connection, context, lead.leadId, MAXIMUM_LEAD_HISTORY);
  const dismissal = history.find(({ after }) => after.isDismissed === true);
  const { stage = 'lost', lostReason = '' } = dismissal?.before ?? {};
  return changeLead(connection, context, {
    ...lead,
    change: { isDismissed, stage, ...(stage === 'lost' && lostReason !== '' && { lostReason }) },
  });
}
