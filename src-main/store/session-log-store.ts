import type { SessionId, UserId } from '../../src-preload/contract/ids.ts';
import type { Severity } from '../domain/session-state.ts';

/** One row of `whatsapp_session_logs`: an event in the life of a session, without personal data. */
export interface SessionLogRow {
  /** A UUID made when it happened: writing the row twice leaves one. */
  eventId: string;
  sessionId: SessionId;
  userId: UserId;
  eventType: string;
  severity: Severity;
  message: string;
  eventData: Record<string, string | number | boolean | string[]>;
  /** Milliseconds. */
  createdAt: number;
}

export interface SessionLogStore {
  append(rows: readonly SessionLogRow[]): Promise<void>;
}
