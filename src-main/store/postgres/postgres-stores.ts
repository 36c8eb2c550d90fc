import { classifyRejections } from '../classify-rejections.ts';
import type { RelationalStores } from '../stores.ts';
import { classifyPostgresError, type PostgresConnection } from './postgres-connection.ts';
import { postgresLeadStore } from './postgres-lead-store.ts';
import { postgresSessionLogStore } from './postgres-session-log-store.ts';
import { postgresUserStore } from './postgres-user-store.ts';

export function postgresStores(
  connection: PostgresConnection,
  newObjectId: () => string,
): RelationalStores {
  return {
    users: classifyRejections(postgresUserStore(connection, newObjectId), classifyPostgresError),
    sessionLogs: classifyRejections(postgresSessionLogStore(connection), classifyPostgresError),
    leads: classifyRejections(postgresLeadStore(connection, newObjectId), classifyPostgresError),
  };
}
