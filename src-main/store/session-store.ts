import type { BusinessId, SessionId, UserId } from '../../src-preload/contract/ids.ts';
import type { SessionStatus } from '../domain/session-state.ts';
import type { SessionData } from '../domain/session-data.ts';
import type { LinkedAccount } from '../domain/whatsapp-event.ts';

/** One row of what is known of a linked account (`whatsapp_sessions`). */
export interface StoredSession {
  sessionId: SessionId;
  userId: UserId;
  status: SessionStatus;
  /** Absent until the account was linked once. */
  account?: LinkedAccount;
  createdAt: number;
  /** Whether it is connected again without a person. */
  autoReconnect: boolean;
  /** When the owner's phone was last seen in use (milliseconds); absent while that is not known. */
  phoneSeenAt?: number;
}

/** What an account has done so far. Times in milliseconds. */
export interface StoredUsage {
  sessionId: SessionId;
  messageCount: number;
  errorCount: number;
  lastError?: string;
  lastErrorAt?: number;
  lastActivity?: number;
}

/** What one change of state means for the stored session. Times in milliseconds. */
export interface SessionChangeRecord {
  sessionId: SessionId;
  userId: UserId;
  at: number;
  status: SessionStatus;
  qr?: { code: string; expiresAt: number };
  account?: LinkedAccount;
  /** For errors: a sentence without personal data. */
  error?: string;
}

/** What the pace of an account depends on. */
export interface AccountFacts {
  /** Messages that it may send in an hour. */
  perHour: number;
  /** Milliseconds. */
  linkedAt: number;
}

export interface SessionStore {
  /** The sessions of this user that were not removed, oldest first. */
  ofUser(userId: UserId): Promise<StoredSession[]>;
  /** Makes the session when it is new. Repeating a change changes nothing. */
  recordChange(change: SessionChangeRecord): Promise<void>;
  /** What stands for WhatsApp's credentials: the sealed profile that this desktop holds. Times in milliseconds. */
  recordProfile(
    sessionId: SessionId,
    profile: { fingerprint: string; size: number; sealedAt: number },
  ): Promise<void>;
  /** What the page keeps of the credentials of former days, sealed; what it no longer has is removed. */
  recordSessionData(sessionId: SessionId, data: SessionData): Promise<void>;
  /** The businesses that sessions speak for, of those that speak for one. */
  businesses(sessionIds: readonly SessionId[]): Promise<Map<SessionId, BusinessId>>;
  /** The session, and its conversations with it, belong to this business from now on, or to none. */
  setBusiness(sessionId: SessionId, businessId: BusinessId | null): Promise<void>;
  /** Whether the session is connected again without a person. */
  setAutoReconnect(sessionId: SessionId, autoReconnect: boolean): Promise<void>;
  /** The owner's phone was seen in use; what is older than what is known changes nothing. */
  recordPhoneSeen(sessionId: SessionId, at: number): Promise<void>;
  /** What these sessions have done, as far as they are stored. */
  usage(sessionIds: readonly SessionId[]): Promise<StoredUsage[]>;
  /** Null when there is no such session. */
  facts(sessionId: SessionId): Promise<AccountFacts | null>;
  /** Rejects with `not_found`. */
  setRateLimit(sessionId: SessionId, perHour: number): Promise<void>;
  /** Brings `messageCount` and `lastActivity` in line with the conversations of the session. */
  refreshStatistics(sessionId: SessionId): Promise<void>;
}
