import type { Session, SessionState } from '../../../src-preload/contract/session.ts';
import { assertNever } from '../../bridge/assert-never.ts';

/** `good`: works; `busy`: on its way by itself; `attention`: waits for a person; `bad`: cannot work. */
export type Tone = 'good' | 'busy' | 'attention' | 'bad';
export type SessionAction = 'show_qr' | 'link_again' | 'retry' | 'connect' | 'wake' | 'take_over';

interface Presentation {
  readonly tone: Tone;
  /** The one thing that helps, if anything does. */
  readonly action: SessionAction | null;
  /** Whether logging out makes sense: WhatsApp knows this computer. */
  readonly canLogOut: boolean;
}

export function presentSession(state: SessionState): Presentation {
  switch (state.kind) {
    case 'connected':
      return { tone: 'good', action: null, canLogOut: true };
    case 'read_only':
      return { tone: 'attention', action: 'retry', canLogOut: true };
    case 'asleep':
      return { tone: 'busy', action: 'wake', canLogOut: true };
    case 'starting':
      return { tone: 'busy', action: null, canLogOut: false };
    case 'authenticating':
      return { tone: 'busy', action: 'show_qr', canLogOut: false };
    case 'syncing':
      return { tone: 'busy', action: null, canLogOut: true };
    case 'reconnecting':
      return { tone: 'busy', action: null, canLogOut: true };
    case 'qr':
    case 'qr_expired':
    case 'pairing_code':
    case 'passkey_needed':
      return { tone: 'attention', action: 'show_qr', canLogOut: false };
    case 'standby':
      // Nothing is wrong with it: the account works, on another desk.
      return state.reason === 'held_elsewhere'
        ? { tone: 'busy', action: 'take_over', canLogOut: true }
        : { tone: 'busy', action: null, canLogOut: true };
    case 'disconnected':
      if (state.reason === 'line_lost') {
        return { tone: 'attention', action: 'connect', canLogOut: true };
      }
      return { tone: 'attention', action: 'link_again', canLogOut: false };
    case 'failed':
      return { tone: 'bad', action: 'retry', canLogOut: false };
    case 'incompatible':
      return { tone: 'bad', action: 'retry', canLogOut: true };
    case 'banned':
      return { tone: 'bad', action: null, canLogOut: false };
    default:
      return assertNever(state);
  }
}

const urgency: Record<Tone, number> = { good: 0, busy: 1, attention: 2, bad: 3 };

/** The account whose state matters most to the user, or undefined when there is none. */
export function mostUrgent(sessions: readonly Session[]): Session | undefined {
  return sessions.reduce<Session | undefined>(
    (worst, session) =>
      worst === undefined ||
      urgency[presentSession(session.state).tone] > urgency[presentSession(worst.state).tone]
        ? session
        : worst,
    undefined,
  );
}

/** What an account is called: its own name, else its number; undefined before it was linked once. */
export function accountName(session: Session): string | undefined {
  return session.pushname ?? session.phoneNumber;
}
