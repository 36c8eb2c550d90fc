import type { Session } from '../../../src-preload/contract/session.ts';

/**
 * Puts a new or changed account in its place, oldest first. One that was never linked and never will be (its linking
 * was cancelled) leaves the list.
 */
export function placeSession(sessions: readonly Session[], changed: Session): readonly Session[] {
  const others = sessions.filter((each) => each.sessionId !== changed.sessionId);
  if (isAbandoned(changed)) {
    return others;
  }
  return [...others, changed].sort((one, other) => one.createdAt - other.createdAt);
}

function isAbandoned({ phoneNumber, state }: Session): boolean {
  return phoneNumber === undefined && state.kind === 'disconnected' && state.reason === 'cancelled';
}
