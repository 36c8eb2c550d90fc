import type { AnalyticsDay, AnalyticsOverview } from '../../src-preload/contract/analytics.ts';
import { calendarDay, startOfDay } from '../domain/calendar-day.ts';
import type { Stores } from '../store/stores.ts';

/** The last `days` calendar days of the time zone, up to and including the day of `now` (milliseconds). */
export async function overview(input: {
  stores: Pick<Stores, 'messages' | 'leads'>;
  days: number;
  now: number;
  timeZone: string;
}): Promise<AnalyticsOverview> {
  const { stores, days, now, timeZone } = input;
  const dates = lastDates(days, now, timeZone);
  const from = startOfDay(dates[0] ?? calendarDay(now, timeZone), timeZone);
  const [counts, leads] = await Promise.all([
    stores.messages.dailyCounts(from, timeZone),
    stores.leads.dailyCounts(from, timeZone),
  ]);
  const byDate = new Map(counts.map((count) => [count.date, count]));
  const rows = dates.map((date): AnalyticsDay => {
    const count = byDate.get(date);
    return {
      date,
      incomingMessages: count?.incomingMessages ?? 0,
      outgoingMessages: count?.outgoingMessages ?? 0,
      uniqueContacts: count?.uniqueContacts ?? 0,
      newLeads: leads.get(date) ?? 0,
    };
  });
  const sum = (field: Exclude<keyof AnalyticsDay, 'date'>): number =>
    rows.reduce((total, row) => total + row[field], 0);
  return {
    days: rows,
    totals: {
      incomingMessages: sum('incomingMessages'),
      outgoingMessages: sum('outgoingMessages'),
      uniqueContacts: await stores.messages.uniqueContacts(from),
      newLeads: sum('newLeads'),
    },
    timeZone,
  };
}

/** `YYYY-MM-DD`, oldest first. */
function lastDates(days: number, now: number, timeZone: string): string[] {
  const today = new Date(`${calendarDay(now, timeZone)}T00:00:00Z`);
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(today);
    day.setUTCDate(day.getUTCDate() - (days - 1 - index));
    return day.toISOString().slice(0, 10);
  });
}
