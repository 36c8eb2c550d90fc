import type { WaitingReason } from '../../src-preload/contract/message-content.ts';
import type { PaceSettings } from '../../src-preload/contract/pace.ts';
import type { ConversationId, SessionId, UserId } from '../../src-preload/contract/ids.ts';
import type { RateLimit } from '../store/rate-limit-store.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Who writes to whom. */
export interface PacedMessage {
  sessionId: SessionId;
  userId: UserId;
  conversationId: ConversationId;
}

export interface PaceLimit extends RateLimit {
  reason: WaitingReason;
}

/** The limits that a message counts under. */
export function limitsFor(
  { sessionId, userId, conversationId }: PacedMessage,
  facts: {
    settings: PaceSettings;
    /** `whatsapp_sessions.rateLimitPerHour` */
    accountPerHour: number;
    /** Milliseconds since the account was linked. */
    accountAge: number;
    /** Nobody there ever wrote to this account. */
    isFirstContact: boolean;
  },
): PaceLimit[] {
  const { settings, accountAge } = facts;
  const ofSession = { identifier: sessionId, identifierType: 'session' as const, method: 'SEND' };
  const limits: PaceLimit[] = [
    {
      ...ofSession,
      reason: 'account_limit',
      endpoint: 'message.send',
      limit: facts.accountPerHour,
      windowMs: HOUR,
    },
    {
      reason: 'user_limit',
      identifier: userId,
      identifierType: 'user',
      endpoint: 'message.send',
      method: 'SEND',
      limit: settings.userPerHour,
      windowMs: HOUR,
    },
    {
      ...ofSession,
      reason: 'recipient_limit',
      // An opaque id: it says nothing about who is behind it.
      endpoint: `message.send/${conversationId}`,
      limit: settings.recipientPerHour,
      windowMs: HOUR,
    },
  ];
  const day = Math.floor(Math.max(0, accountAge) / DAY) + 1;
  if (day <= settings.warmUpDays) {
    limits.push({
      ...ofSession,
      reason: 'warm_up',
      endpoint: 'message.send/warm-up',
      limit: settings.warmUpPerDay * day,
      windowMs: DAY,
    });
  }
  if (facts.isFirstContact) {
    limits.push({
      ...ofSession,
      reason: 'first_contact_limit',
      endpoint: 'message.send/first-contact',
      limit: settings.firstContactsPerDay,
      windowMs: DAY,
    });
  }
  return limits;
}
