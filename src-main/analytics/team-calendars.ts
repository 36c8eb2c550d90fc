import type { BusinessId } from '../../src-preload/contract/ids.ts';
import { FigureCalendar } from '../domain/figure-calendar.ts';
import type { CalendarOf } from '../store/figure-store.ts';
import type { Stores } from '../store/stores.ts';
import type { HoursOf } from './hours-of.ts';

/** The calendars by which figures are counted, as they are now. What was worked out of one that is the same stays. */
export class TeamCalendars {
  readonly #businesses: Pick<Stores['businesses'], 'list'>;
  readonly #readHours: () => Promise<HoursOf>;
  #known = new Map<string, FigureCalendar>();

  constructor(input: {
    businesses: Pick<Stores['businesses'], 'list'>;
    /** As they are set now. */
    readHours(): Promise<HoursOf>;
  }) {
    this.#businesses = input.businesses;
    this.#readHours = () => input.readHours();
  }

  /** Of every business, and of null: of what belongs to none. */
  async read(timeZone: string): Promise<ReadonlyMap<BusinessId | null, FigureCalendar>> {
    const [businesses, hoursOf] = await Promise.all([this.#businesses.list(), this.#readHours()]);
    const ids = [null, ...businesses.map(({ businessId }) => businessId)];
    const calendars = new Map<BusinessId | null, FigureCalendar>();
    const kept = new Map<string, FigureCalendar>();
    for (const id of ids) {
      const fresh = new FigureCalendar(timeZone, hoursOf(id));
      const calendar = kept.get(fresh.hours) ?? this.#known.get(fresh.hours) ?? fresh;
      kept.set(calendar.hours, calendar);
      calendars.set(id, calendar);
    }
    this.#known = kept;
    return calendars;
  }
}

/** A business that was made just now has no calendar of its own yet. */
export function calendarIn(calendars: ReadonlyMap<BusinessId | null, FigureCalendar>): CalendarOf {
  return (businessId) => {
    const calendar = calendars.get(businessId) ?? calendars.get(null);
    if (!calendar) throw new Error('There is a calendar for what belongs to no business');
    return calendar;
  };
}
