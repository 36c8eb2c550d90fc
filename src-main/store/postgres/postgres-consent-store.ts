import { sql } from 'kysely';
import type { ConsentRecord } from '../../../src-preload/contract/consent.ts';
import { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { ConsentStore } from '../consent-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';

export function postgresConsentStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): ConsentStore {
  return {
    async record({ contactId, userId, purpose, state, method, at, message }) {
      // Made once: a repetition after a lost answer meets its own row, and a keyword that of its message.
      const objectId = newObjectId();
      await retry(() =>
        db
          .insertInto('contact_consents')
          .values({
            object_id: objectId,
            contact_id: contactId,
            purpose,
            state,
            method,
            said_at: new Date(at),
            conversation_id: message?.conversationId ?? null,
            message_id: message?.messageId ?? null,
            recorded_by: sql<number | null>`(SELECT id FROM users WHERE object_id = ${userId})`,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
    },

    async list(contactIds, limit) {
      if (contactIds.length === 0) return [];
      const rows = await retry(() =>
        db
          .selectFrom('contact_consents')
          .leftJoin('users', 'users.id', 'contact_consents.recorded_by')
          .select([
            'purpose',
            'state',
            'method',
            'said_at',
            'recorded_at',
            'users.name as recorded_by_name',
            'conversation_id',
            'message_id',
          ])
          .where('contact_id', 'in', contactIds)
          .orderBy('said_at', 'desc')
          .orderBy('contact_consents.id', 'desc')
          .limit(limit)
          .execute(),
      );
      return rows.map((row): ConsentRecord => ({
        purpose: row.purpose,
        state: row.state,
        method: row.method,
        at: row.said_at.getTime(),
        recordedAt: row.recorded_at.getTime(),
        recordedBy: row.recorded_by_name,
        message:
          row.conversation_id === null || row.message_id === null
            ? null
            : {
                conversationId: ConversationId.parse(row.conversation_id),
                messageId: MessageId.parse(row.message_id),
              },
      }));
    },
  };
}
