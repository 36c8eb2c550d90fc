import type { SessionEntry } from '../journal/journal-entry.ts';
import type { Stores } from '../store/stores.ts';

/** A session changed its state: the session's document, and a row in its log. */
export async function storeSessionChange(
  entry: SessionEntry,
  { sessions, sessionLogs }: Pick<Stores, 'sessions' | 'sessionLogs'>,
): Promise<void> {
  const { sessionId, userId, at, status, qr, account, error } = entry;
  await sessions.recordChange({
    sessionId,
    userId,
    at,
    status,
    ...(qr && { qr }),
    ...(account && { account }),
    ...(error && { error }),
  });
  await sessionLogs.append([
    {
      eventId: entry.eventId,
      sessionId,
      userId,
      eventType: entry.eventType,
      severity: entry.severity,
      message: entry.message,
      eventData: entry.eventData,
      createdAt: at,
    },
  ]);
}
