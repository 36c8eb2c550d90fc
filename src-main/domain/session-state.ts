import type { SessionState } from '../../src-preload/contract/session.ts';
import { assertNever } from '../common/assert-never.ts';

/** The schema's six names for what a session is doing (`whatsapp_sessions.status`). */
export type SessionStatus =
  'initializing' | 'qr_generated' | 'authenticating' | 'connected' | 'disconnected' | 'banned';

/** `whatsapp_session_logs.severity`. */
export type Severity = 'info' | 'warning' | 'error' | 'critical';

/** What a state means to the database, and to whoever waits for it. */
export interface StateMeaning {
  readonly status: SessionStatus;
  /** `whatsapp_session_logs.event_type`. */
  readonly eventType: string;
  readonly severity: Severity;
  /** A sentence for the log, without personal data. */
  readonly message: string;
  /** Nothing happens any more until a person does something. */
  readonly isFinal: boolean;
}

const reasons = {
  logged_out: 'Logged out in the app',
  unlinked_by_phone: 'No longer linked: removed on the phone or by WhatsApp',
  cancelled: 'The linking was given up',
  conflict: 'WhatsApp Web was opened elsewhere with this link',
  line_lost: 'The connection failed, and the account does not reconnect by itself',
} as const;

const startMessages = {
  ordinary: 'The browser is being started',
  memory: 'The browser is started anew: it had grown beyond its limit',
  hidden: 'The browser is started anew without its window',
} as const;

export function meaningOf(state: SessionState): StateMeaning {
  switch (state.kind) {
    case 'starting':
      return running('initializing', 'initializing', startMessages[state.reason ?? 'ordinary']);
    case 'qr':
      return running('qr_generated', 'qr_generated', 'A QR code waits to be scanned');
    case 'qr_expired':
      return running('qr_generated', 'qr_expired', 'Nobody scanned a QR code in time');
    case 'pairing_code':
      return running('qr_generated', 'pairing_code_generated', 'A code waits to be typed');
    case 'passkey_needed':
      return {
        ...running('authenticating', 'passkey_needed', 'WhatsApp asks for a passkey'),
        severity: 'warning',
      };
    case 'authenticating':
      return running('authenticating', 'authenticating', 'A phone scanned the QR code');
    case 'syncing':
      return running('authenticating', 'syncing', 'Chats are being loaded');
    case 'connected':
      return running('connected', 'connected', 'Connected');
    case 'read_only':
      return {
        ...running(
          'connected',
          'read_only',
          `Connected, but nothing can be sent: ${state.problems.join(', ')}`,
        ),
        severity: 'error',
      };
    case 'asleep':
      return running('disconnected', 'asleep', 'The browser is closed while nobody writes');
    case 'reconnecting':
      return {
        ...running('disconnected', 'reconnecting', `The line is down (attempt ${state.attempt})`),
        severity: 'warning',
      };
    case 'disconnected':
      return {
        status: 'disconnected',
        eventType: 'disconnected',
        severity:
          state.reason === 'logged_out' || state.reason === 'cancelled' ? 'info' : 'warning',
        message: reasons[state.reason],
        isFinal: true,
      };
    case 'standby':
      return running(
        'disconnected',
        'standby',
        state.reason === 'held_elsewhere'
          ? 'Another desktop runs the account'
          : 'Whether another desktop runs the account is not known',
      );
    case 'banned':
      return final('banned', 'banned', 'critical', 'WhatsApp has blocked the account');
    case 'incompatible':
      return final(
        'disconnected',
        'incompatible',
        'critical',
        state.missing.length === 0
          ? 'WhatsApp no longer supports this version'
          : `WhatsApp's page lacks ${state.missing.join(', ')}`,
      );
    case 'failed':
      return final('disconnected', 'error', 'error', `Could not be started: ${state.code}`);
    default:
      return assertNever(state);
  }
}

function running(status: SessionStatus, eventType: string, message: string): StateMeaning {
  return { status, eventType, severity: 'info', message, isFinal: false };
}

function final(
  status: SessionStatus,
  eventType: string,
  severity: Severity,
  message: string,
): StateMeaning {
  return { status, eventType, severity, message, isFinal: true };
}
