import { HOUR, tomorrow } from '../../src-preload/contract/desktop.ts';
import type { Session } from '../../src-preload/contract/session.ts';
import type { TrayState } from './desktop-presence.ts';
import type { DesktopWords, Speech } from './desktop-words.ts';
import type { MenuLine } from './menu-line.ts';

export interface TrayActions {
  showMain(): void;
  linkAccount(): void;
  /** Until that moment, in milliseconds since 1970; null for no longer. */
  pauseNotifications(until: number | null): void;
  quit(): void;
}

/**
 * What stands in the menu of the tray, from the top. `now` (milliseconds since 1970) is asked when a line is clicked:
 * a menu may stand for days.
 */
export function trayMenu(
  state: TrayState,
  actions: TrayActions,
  now: () => number,
  { words, locale }: Speech,
): MenuLine[] {
  return [
    { label: words.open, run: actions.showMain },
    ...(state.unread > 0 ? [{ label: words.unread(state.unread) }] : []),
    'separator',
    ...state.accounts.map((account) => ({
      label: `${nameOf(account, words)}: ${words.accountStates[account.state.kind]}`,
      run: actions.showMain,
    })),
    { label: words.commands.linkAccount, run: actions.linkAccount },
    'separator',
    state.pausedUntil === null
      ? {
          label: words.pause,
          submenu: [
            { label: words.forAnHour, run: () => actions.pauseNotifications(now() + HOUR) },
            { label: words.untilTomorrow, run: () => actions.pauseNotifications(tomorrow(now())) },
          ],
        }
      : {
          label: words.resume(timeText(state.pausedUntil, now(), locale)),
          run: () => actions.pauseNotifications(null),
        },
    'separator',
    { label: words.quit, run: actions.quit },
  ];
}

/** What the tray says when the mouse rests on it. */
export function trayToolTip({ unread }: TrayState, words: DesktopWords): string {
  return unread === 0 ? 'Alexia Desk' : `Alexia Desk: ${words.unread(unread)}`;
}

function nameOf({ pushname, phoneNumber }: Session, words: DesktopWords): string {
  return pushname ?? phoneNumber ?? words.newAccount;
}

/** Of a moment to come, in milliseconds: today's time alone, another day's with its weekday. */
export function timeText(time: number, now: number, locale: string): string {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(!isToday && { weekday: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);
}
