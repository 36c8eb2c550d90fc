import { sql } from 'kysely';
import { LeadId } from '../../../src-preload/contract/ids.ts';
import type { LeadStore } from '../lead-store.ts';
import { phoneKey } from './change-lead.ts';
import { isUniqueViolation, type PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';

/** Leads that have a number, and wait for the conversation of it. */
export function waitingLeads(
  { db, retry }: PostgresConnection,
  { keys, deskId }: PostgresContext,
): Pick<LeadStore, 'waitingNumbers' | 'linkNumber'> {
  return {
    async waitingNumbers() {
      const rows = await retry(() =>
        db
          .selectFrom('leads')
          .select('phone_key')
          .distinct()
          .where('conversation_id', 'is', null)
          .where('phone_key', 'is not', null)
          .execute(),
      );
      const known = new Set(rows.map(({ phone_key: key }) => key));
      return known.size === 0 ? null : (phoneNumber) => known.has(phoneKey(keys, phoneNumber));
    },

    async linkNumber(phoneNumber, conversationId) {
      const key = phoneKey(keys, phoneNumber);
      try {
        // Of several that are open the oldest; none where the conversation has an open one.
        const { rows } = await retry(() =>
          sql<{ object_id: string }>`
            UPDATE leads SET conversation_id = ${conversationId}, updated_by = ${deskId}
            WHERE phone_key = ${key} AND conversation_id IS NULL AND (
              stage IN ('won', 'lost')
              OR id = (SELECT min(waiting.id) FROM leads AS waiting
                WHERE waiting.phone_key = ${key} AND waiting.conversation_id IS NULL
                  AND waiting.stage NOT IN ('won', 'lost')
                  AND NOT EXISTS (SELECT FROM leads AS other
                    WHERE other.conversation_id = ${conversationId}
                      AND other.stage NOT IN ('won', 'lost')))
            )
            RETURNING object_id`.execute(db),
        );
        return rows.map((row) => LeadId.parse(row.object_id));
      } catch (error) {
        // Another desktop has just opened one.
        if (isUniqueViolation(error)) return [];
        throw error;
      }
    },
  };
}
