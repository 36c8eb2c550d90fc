import type { Session } from '../../src-preload/contract/session.ts';
import type { TrayState } from './desktop-presence.ts';
import { tomorrow } from './quiet-hours.ts';

/** One line of the tray's menu; without `run` and `submenu` it only tells something. */
export type TrayLine =
  'separator' | { label: string; run?: () => void; submenu?: readonly TrayLine[] };

export interface TrayActions {
  showMain(): void;
  linkAccount(): void;
  /** Until that moment, in milliseconds since 1970; null for no longer. */
  pauseNotifications(until: number | null): void;
  quit(): void;
}

const HOUR = 60 * 60_000;

/**
 * What stands in the menu of the tray, from the top. `now` (milliseconds since 1970) is asked when a line is clicked:
 * a menu may stand for days.
 */
export function trayMenu(state: TrayState, actions: TrayActions, now: () => number): TrayLine[] {
  return [
    { label: 'Open Alexia Desk', run: actions.showMain },
    ...(state.unread > 0 ? [{ label: unreadText(state.unread) }] : []),
    'separator',
    ...state.accounts.map((account) => ({
      label: `${nameOf(account)}: ${stateText(account)}`,
      run: actions.showMain,
    })),
    { label: 'Link WhatsApp account…', run: actions.linkAccount },
    'separator',
    state.pausedUntil === null
      ? {
          label: 'Pause notifications',
          submenu: [
            { label: 'For an hour', run: () => actions.pauseNotifications(now() + HOUR) },
            { label: 'Until tomorrow', run: () => actions.pauseNotifications(tomorrow(now())) },
          ],
        }
      : {
          label: `Resume notifications (paused until ${timeText(state.pausedUntil, now())})`,
          run: () => actions.pauseNotifications(null),
        },
    'separator',
    { label: 'Quit', run: actions.quit },
  ];
}

/** What the tray says when the mouse rests on it. */
export function trayToolTip({ unread }: TrayState): string {
  return unread === 0 ? 'Alexia Desk' : `Alexia Desk: ${unreadText(unread)}`;
}

function unreadText(count: number): string {
  return count === 1 ? '1 unread conversation' : `${count} unread conversations`;
}

function nameOf({ pushname, phoneNumber }: Session): string {
  return pushname ?? phoneNumber ?? 'New account';
}

/** Today's time alone; another day's with its date. */
function timeText(time: number, now: number): string {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat('en', {
    ...(!isToday && { weekday: 'short' }),
    timeStyle: undefined,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(time);
}

function stateText({ state }: Session): string {
  switch (state.kind) {
    case 'connected':
      return 'connected';
    case 'read_only':
      return 'connected, read-only';
    case 'starting':
    case 'authenticating':
    case 'syncing':
      return 'connecting';
    case 'qr':
    case 'qr_expired':
    case 'pairing_code':
    case 'passkey_needed':
      return 'being linked';
    case 'asleep':
      return 'asleep';
    case 'reconnecting':
      return 'connecting again';
    case 'standby':
      return 'runs on another computer';
    case 'disconnected':
      return 'not connected';
    case 'banned':
      return 'blocked by WhatsApp';
    case 'incompatible':
      return 'does not fit WhatsApp any more';
    case 'failed':
      return 'could not be started';
  }
}
