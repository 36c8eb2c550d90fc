import type { Session } from '../../../src-preload/contract/session.ts';
import { phoneUnseenDays } from './phone-warning.ts';
import { presentSession } from './session-presentation.ts';

/** What a person should know of an account wherever they read and write, and not only where accounts are listed. */
export interface AccountNotice {
  /** The same as long as nothing changed: what was hidden stays hidden so long. */
  readonly key: string;
  readonly session: Session;
  readonly tone: 'warning' | 'danger';
  /** For how many days the phone was not seen; null where the state itself is the matter. */
  readonly unseenDays: number | null;
}

/** The gravest first. */
export function accountNotices(sessions: readonly Session[], now: number): AccountNotice[] {
  const notices = sessions.flatMap((session) => noticeOf(session, now) ?? []);
  return notices.sort((one, other) => Number(isMild(one)) - Number(isMild(other)));
}

const isMild = ({ tone }: AccountNotice): boolean => tone === 'warning';

function noticeOf(session: Session, now: number): AccountNotice | null {
  const { state, sessionId } = session;
  const { tone } = presentSession(state);
  // While it is being linked, the window of that says all.
  const isBeingLinked = tone === 'attention' && !isPutOff(state.kind);
  if ((tone === 'attention' || tone === 'bad') && !isBeingLinked) {
    const reason = state.kind === 'disconnected' ? ` ${state.reason}` : '';
    return {
      key: `${sessionId} ${state.kind}${reason}`,
      session,
      tone: tone === 'bad' ? 'danger' : 'warning',
      unseenDays: null,
    };
  }
  const unseenDays = phoneUnseenDays(session, now);
  if (unseenDays === null) return null;
  return { key: `${sessionId} unseen ${unseenDays}`, session, tone: 'warning', unseenDays };
}

function isPutOff(kind: Session['state']['kind']): boolean {
  return kind === 'read_only' || kind === 'disconnected';
}
