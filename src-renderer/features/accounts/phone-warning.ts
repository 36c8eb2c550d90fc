import type { Session } from '../../../src-preload/contract/session.ts';

const DAY = 24 * 60 * 60_000;
/** WhatsApp unlinks computers after 14 days without the phone: early enough to find it and charge it. */
const WARN_AFTER_DAYS = 10;

/** For how many days the owner's phone was not seen, once that puts the link at risk; else null. */
export function phoneUnseenDays({ state, phoneSeenAt }: Session, now: number): number | null {
  const isLinked =
    state.kind === 'connected' ||
    state.kind === 'read_only' ||
    state.kind === 'asleep' ||
    state.kind === 'reconnecting' ||
    state.kind === 'standby';
  if (!isLinked || phoneSeenAt === undefined) return null;
  const days = Math.floor((now - phoneSeenAt) / DAY);
  return days >= WARN_AFTER_DAYS ? days : null;
}
