import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Session } from '../../../src-preload/contract/session.ts';

/** The name or number of each account, for when there is more than one; otherwise nobody needs telling. */
export function accountLabels(sessions: readonly Session[]): ReadonlyMap<SessionId, string> {
  const labels = new Map<SessionId, string>();
  for (const { sessionId, pushname, phoneNumber } of sessions) {
    const label = pushname ?? phoneNumber;
    if (label !== undefined) {
      labels.set(sessionId, label);
    }
  }
  return labels.size > 1 ? labels : new Map();
}
