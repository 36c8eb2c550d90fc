import type { SessionState } from '../../../src-preload/contract/session.ts';
import { assertNever } from '../../bridge/assert-never.ts';

/** Why what is written in a conversation does not go at once. */
export interface SendingObstacle {
  readonly reason:
    | 'offline'
    | 'wakes'
    | 'read_only'
    | 'not_linked'
    | 'conflict'
    | 'line_lost'
    | 'elsewhere'
    | 'banned'
    | 'incompatible'
    | 'failed';
  /** It does not pass by itself: a person has to do something. */
  readonly needsPerson: boolean;
}

/** What the state of a conversation's account means for writing in it; undefined where the account is not of this computer. */
export function sendingObstacle(state: SessionState | undefined): SendingObstacle | null {
  if (state === undefined) return { reason: 'elsewhere', needsPerson: true };
  switch (state.kind) {
    case 'connected':
      return null;
    case 'asleep':
      return { reason: 'wakes', needsPerson: false };
    case 'starting':
    case 'authenticating':
    case 'syncing':
    case 'reconnecting':
      return { reason: 'offline', needsPerson: false };
    case 'qr':
    case 'qr_expired':
    case 'pairing_code':
    case 'passkey_needed':
      return { reason: 'not_linked', needsPerson: true };
    case 'standby':
      return state.reason === 'held_elsewhere'
        ? { reason: 'elsewhere', needsPerson: true }
        : { reason: 'offline', needsPerson: false };
    case 'disconnected':
      return {
        reason:
          state.reason === 'conflict' || state.reason === 'line_lost' ? state.reason : 'not_linked',
        needsPerson: true,
      };
    case 'read_only':
    case 'banned':
    case 'incompatible':
    case 'failed':
      return { reason: state.kind, needsPerson: true };
    default:
      return assertNever(state);
  }
}
