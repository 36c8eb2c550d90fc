import type { NotificationSettings } from '../../src-preload/contract/desktop.ts';

/** Whether nothing is to be announced at this moment: it is paused, or one of the quiet hours by this computer's clock. */
export function isQuiet(
  { pausedUntil, quietHours }: Pick<NotificationSettings, 'pausedUntil' | 'quietHours'>,
  now: number,
): boolean {
  if (pausedUntil !== null && now < pausedUntil) return true;
  if (quietHours === null) return false;
  const time = new Date(now);
  const minute = time.getHours() * 60 + time.getMinutes();
  const [from, to] = [minuteOf(quietHours.from), minuteOf(quietHours.to)];
  return from <= to ? from <= minute && minute < to : from <= minute || minute < to;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
