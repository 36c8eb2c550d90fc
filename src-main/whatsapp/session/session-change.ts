import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { SessionState } from '../../../src-preload/contract/session.ts';
import type { Severity, SessionStatus } from '../../domain/session-state.ts';
import type { LinkedAccount } from '../../domain/whatsapp-event.ts';

/** A change of state that belongs into `whatsapp_session_logs`: told exactly once. */
export interface SessionChange {
  readonly sessionId: SessionId;
  /** Milliseconds. */
  readonly at: number;
  readonly previous: SessionState;
  readonly state: SessionState;
  /** The schema's name for the state. */
  readonly status: SessionStatus;
  readonly eventType: string;
  readonly severity: Severity;
  /** A sentence without personal data. */
  readonly message: string;
  /** The account, from the first time it was linked. */
  readonly account?: LinkedAccount;
}

/** Whether going from one state to the other is worth a row: progress within a state is not. */
export function isWorthARow(previous: SessionState, state: SessionState): boolean {
  if (previous.kind !== state.kind) return true;
  if (previous.kind === 'qr' && state.kind === 'qr') return previous.qr !== state.qr;
  if (previous.kind === 'reconnecting' && state.kind === 'reconnecting') {
    return previous.attempt !== state.attempt;
  }
  if (previous.kind === 'disconnected' && state.kind === 'disconnected') {
    return previous.reason !== state.reason;
  }
  if (previous.kind === 'standby' && state.kind === 'standby') {
    return previous.reason !== state.reason;
  }
  return false;
}
