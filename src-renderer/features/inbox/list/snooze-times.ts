import { dayOf } from '../find/calendar-day.ts';

/** The hour at which a day of work begins for what was put aside. */
const MORNING = 9;
const MONDAY = 1;
const WEEK = 7;

export const snoozeChoices = ['hour', 'tomorrow', 'monday'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

/** What a field for a day and a time begins with, `2026-11-30T09:00`: the next morning, by the clock on the wall. */
export function nextMorning(now: Date): string {
  return `${dayOf(snoozeTime('tomorrow', now))}T${String(MORNING).padStart(2, '0')}:00`;
}

/** Until when each choice puts a conversation aside, in milliseconds, by the clock on the wall. */
export function snoozeTime(choice: SnoozeChoice, now: Date): number {
  if (choice === 'hour') return now.getTime() + 60 * 60 * 1000;
  const untilMonday = (MONDAY - now.getDay() + WEEK) % WEEK || WEEK;
  const days = choice === 'tomorrow' ? 1 : untilMonday;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING).getTime();
}
