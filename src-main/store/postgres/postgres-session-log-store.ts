import type { SessionLogStore } from '../session-log-store.ts';
import { type PostgresConnection, postgresJson, postgresText } from './postgres-connection.ts';
import { ensureLogMonths } from './session-log-partitions.ts';

export function postgresSessionLogStore({ db, retry }: PostgresConnection): SessionLogStore {
  /** Months whose partition is known to be there. Should one be dropped meanwhile, its late rows go to the default. */
  const ensured = new Set<string>();

  return {
    async append(rows) {
      if (rows.length === 0) return;
      const missing = new Map(
        rows
          .map(({ createdAt }) => [monthOf(createdAt), createdAt] as const)
          .filter(([month]) => !ensured.has(month)),
      );
      // Oldest first for everybody: two desktops that make the same months wait for each other, not in a circle.
      await retry(() =>
        ensureLogMonths(
          db,
          [...missing.values()].sort((a, b) => a - b),
        ),
      );
      for (const month of missing.keys()) ensured.add(month);
      await retry(() =>
        db
          .insertInto('whatsapp_session_logs')
          .values((expression) =>
            rows.map((row) => ({
              event_id: row.eventId,
              session_id: row.sessionId,
              user_id: expression
                .selectFrom('users')
                .select('users.id')
                .where('users.object_id', '=', row.userId),
              event_type: row.eventType,
              event_data: postgresJson(row.eventData),
              severity: row.severity,
              message: postgresText(row.message),
              created_at: new Date(row.createdAt),
            })),
          )
          .onConflict((conflict) => conflict.columns(['event_id', 'created_at']).doNothing())
          .execute(),
      );
    },
  };
}

/** Such as `2026-11`, of UTC. */
function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}
