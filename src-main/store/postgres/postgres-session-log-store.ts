import type { SessionLogStore } from '../session-log-store.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

export function postgresSessionLogStore({ db }: PostgresConnection): SessionLogStore {
  return {
    async append(rows) {
      if (rows.length === 0) return;
      await db
        .insertInto('whatsapp_session_logs')
        .values((expression) =>
          rows.map((row) => ({
            event_id: row.eventId,
            session_id: row.sessionId,
            user_id: expression
              .selectFrom('users')
              .select('id')
              .where('object_id', '=', row.userId),
            event_type: row.eventType,
            event_data: JSON.stringify(row.eventData),
            severity: row.severity,
            message: postgresText(row.message),
            created_at: new Date(row.createdAt),
          })),
        )
        .onConflict((conflict) => conflict.column('event_id').doNothing())
        .execute();
    },
  };
}
