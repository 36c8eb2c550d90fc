import { daysBetween, type FigureFilter } from '../../src-preload/contract/analytics-filter.ts';
import type { BusinessId } from '../../src-preload/contract/ids.ts';
import { dayAfter } from '../domain/day-clock.ts';
import type { FigureCalendar } from '../domain/figure-calendar.ts';
import { zoneShifts } from '../domain/zone-shifts.ts';
import type { ClockShift, FigureQuestion } from '../store/figure-store.ts';

export type Calendars = ReadonlyMap<BusinessId | null, FigureCalendar>;

/** A filter with the clocks by which its days are told: those of all businesses, for what is asked for. */
export function questionOf(filter: FigureFilter, calendars: Calendars): FigureQuestion {
  const stretches = new Map<string, ReturnType<typeof zoneShifts>>();
  const shifts = [...calendars].flatMap(([businessId, { days }]): ClockShift[] => {
    if (filter.businessId !== undefined && filter.businessId !== businessId) return [];
    let ofZone = stretches.get(days.timeZone);
    if (!ofZone) {
      const [{ from }, { until }] = [days.spanOf(filter.from), days.spanOf(filter.to)];
      ofZone = zoneShifts(days.timeZone, from, until);
      stretches.set(days.timeZone, ofZone);
    }
    return ofZone.map((shift) => ({ ...shift, businessId }));
  });
  return { ...filter, shifts };
}

/** The same number of days, directly before. */
export function periodBefore(filter: FigureFilter): FigureFilter {
  const days = daysBetween(filter.from, filter.to);
  return { ...filter, from: dayAfter(filter.from, -days), to: dayAfter(filter.from, -1) };
}

/** The calendar of a business, or of the team where all are asked for. */
export function calendarFor({ businessId }: FigureFilter, calendars: Calendars): FigureCalendar {
  const calendar = calendars.get(businessId ?? null) ?? calendars.get(null);
  if (!calendar) throw new Error('There is a calendar for what belongs to no business');
  return calendar;
}
