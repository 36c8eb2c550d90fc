import { sql } from 'kysely';
import type { z } from 'zod';
import { type LeadId, UserId } from '../../../src-preload/contract/ids.ts';
import { type FormerFields, LeadHistoryEntry } from '../../../src-preload/contract/lead-change.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { openField } from '../../crypto/field-cipher.ts';
import { historyContext } from './change-lead.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { subjectOf } from './sealed-lead.ts';

const Difference = LeadHistoryEntry.pick({ before: true, after: true });

/** See `LeadStore.history`. */
export async function leadHistory(
  { db, retry }: PostgresConnection,
  { keys }: PostgresContext,
  leadId: LeadId,
  limit: number,
): Promise<LeadHistoryEntry[]> {
  const rows = await retry(() =>
    db
      .selectFrom('lead_changes')
      .innerJoin('leads', 'leads.id', 'lead_changes.lead_id')
      .select([
        'leads.object_id',
        'leads.conversation_id',
        'leads.sealed_alone',
        'lead_changes.object_id as change_id',
        'lead_changes.version',
        'changed_at',
        'from_stage',
        'to_stage',
        'changes',
        sql<string | null>`(SELECT object_id FROM users WHERE users.id = changed_by)`.as('by'),
      ])
      .where('leads.object_id', '=', leadId)
      .orderBy('lead_changes.version', 'desc')
      .limit(limit)
      .execute(),
  );
  const [first] = rows;
  if (!first) return [];
  const subject = subjectOf(first);
  const key = (await keys.keysFor([subject])).get(subject);
  return rows.map((row) => ({
    version: row.version,
    at: row.changed_at.getTime(),
    by: row.by === null ? null : UserId.parse(row.by),
    ...openHistory(row, key),
  }));
}

interface HistoryRow {
  change_id: string;
  from_stage: FormerFields['stage'] | null;
  to_stage: FormerFields['stage'] | null;
  changes: Buffer;
}

function openHistory(
  { change_id, from_stage, to_stage, changes }: HistoryRow,
  key: DataKey | undefined,
): z.infer<typeof Difference> {
  if (key && changes.length > 0) {
    return Difference.parse(JSON.parse(openField(key, historyContext(change_id), changes)));
  }
  // The customer was erased.
  return {
    before: from_stage ? { stage: from_stage } : {},
    after: to_stage ? { stage: to_stage } : {},
  };
}
