import { type HoursSpan, MAXIMUM_SPANS } from '../../../../src-preload/contract/business-hours.ts';

const END_OF_DAY = 1_440;
const HOUR = 60;
/** What a day has that gets its first span: nine to six. */
const USUAL_SPAN: HoursSpan = { begin: 9 * HOUR, end: 18 * HOUR };
const LATER_HOURS = 3;

/** The usual week of who sets hours for the first time: Monday to Friday, nine to six. */
export function usualWeek(): HoursSpan[][] {
  return Array.from({ length: 7 }, (_, day) => (day < 5 ? [USUAL_SPAN] : []));
}

/** `09:30`, as a field for times has it; the end of the day is `00:00`. */
export function timeText(minutes: number): string {
  const parts = [Math.floor(minutes / HOUR) % 24, minutes % HOUR];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** Minutes since midnight; null for what is no time. As an end `00:00` is that of the day. */
export function timeOf(text: string, isEnd: boolean): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * HOUR + Number(match[2]);
  return isEnd && minutes === 0 ? END_OF_DAY : minutes;
}

/** The span that a day gets when one more is wanted: an hour after its last one; null where there is no room. */
export function nextSpan(spans: readonly HoursSpan[]): HoursSpan | null {
  if (spans.length === 0) return USUAL_SPAN;
  const begin = Math.max(...spans.map(({ end }) => end)) + HOUR;
  if (begin >= END_OF_DAY || spans.length >= MAXIMUM_SPANS) return null;
  return { begin, end: Math.min(END_OF_DAY, begin + LATER_HOURS * HOUR) };
}

/** Tuesday to Friday as Monday is. */
export function mondayToWeekdays(week: readonly (readonly HoursSpan[])[]): HoursSpan[][] {
  return week.map((spans, day) => [...((day < 5 ? week[0] : spans) ?? [])]);
}

/** The zones of this computer's list, with one that is not in it where it is in use. */
export function timeZones(inUse: string): { value: string; label: string }[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = known.includes(inUse) ? known : [inUse, ...known];
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
