import type {
  AnalyticsDay,
  AnalyticsOverview,
  ResponseFigures,
} from '../../src-preload/contract/analytics.ts';
import type { BusinessId, ConversationId } from '../../src-preload/contract/ids.ts';
import { dayAfter } from '../domain/day-clock.ts';
import type { FigureCalendar } from '../domain/figure-calendar.ts';
import type {
  DayFigures,
  FigureStore,
  RangeFigures,
  ResponseTimes,
} from '../store/figure-store.ts';

/** How many of those that wait are named. */
const NAMED_WAITS = 10;

/**
 * The last `days` calendar days up to and including the day of `now` (milliseconds): of each business by its own days.
 * Counts and means are added up from days; medians and customers are counted over the whole span.
 */
export async function overview(input: {
  figures: Pick<FigureStore, 'days' | 'totals' | 'openWaits' | 'unproved'>;
  calendars: ReadonlyMap<BusinessId | null, FigureCalendar>;
  days: number;
  now: number;
  /** What conversations are called, by their id; one that is gone has no name. */
  namesOf(conversationIds: readonly ConversationId[]): Promise<ReadonlyMap<string, string>>;
  rebuild: AnalyticsOverview['rebuild'];
}): Promise<AnalyticsOverview> {
  const { figures, calendars, days, now } = input;
  const ofTeam = calendars.get(null);
  if (!ofTeam) throw new Error('There is a calendar for what belongs to no business');
  const today = ofTeam.days.dayOf(now);
  const dates = Array.from({ length: days }, (_, index) => dayAfter(today, index - days + 1));
  const range = { from: dates[0] ?? today, to: today };
  const [all, totals, openWaits, unproved] = await Promise.all([
    figures.days(range),
    figures.totals(range),
    figures.openWaits({}, NAMED_WAITS),
    figures.unproved(
      dates.map((date) => {
        const { from, until } = ofTeam.days.spanOf(date);
        return { from, to: until };
      }),
    ),
  ]);
  const names = await input.namesOf(openWaits.longest.map((each) => each.conversationId));
  const ofBusinesses = all.filter(({ sessionId }) => sessionId === null);
  const rows = dates.map((date, index): AnalyticsDay => {
    const same = ofBusinesses.filter((each) => each.date === date);
    return {
      date,
      incomingMessages: sumOf(same, (each) => each.incomingMessages),
      outgoingMessages: sumOf(same, (each) => each.outgoingMessages),
      uniqueContacts: totals.uniqueContactsOf.get(date) ?? 0,
      newLeads: sumOf(same, (each) => each.newLeads),
      unprovedConversations: unproved[index] ?? 0,
    };
  });
  return {
    days: rows,
    totals: {
      incomingMessages: sumOf(rows, (each) => each.incomingMessages),
      outgoingMessages: sumOf(rows, (each) => each.outgoingMessages),
      uniqueContacts: totals.uniqueContacts,
      newLeads: sumOf(rows, (each) => each.newLeads),
    },
    responses: responseFigures(ofBusinesses, (each) => each.responses, totals.responses),
    firstResponses: responseFigures(
      ofBusinesses,
      (each) => each.firstResponses,
      totals.firstResponses,
    ),
    openWaits: {
      count: openWaits.count,
      longest: openWaits.longest.map(({ conversationId, since }) => ({
        conversationId,
        name: names.get(conversationId) ?? '',
        since,
      })),
    },
    timeZone: timeZonesOf(calendars),
    rebuild: input.rebuild,
  };
}

function responseFigures(
  days: readonly DayFigures[],
  of: (day: DayFigures) => ResponseTimes,
  percentiles: RangeFigures['responses'],
): ResponseFigures {
  const count = sumOf(days, (each) => of(each).count);
  if (count === 0 || !percentiles) return { count, wall: null, business: null };
  return {
    count,
    wall: { mean: sumOf(days, (each) => of(each).sum) / count, ...percentiles.wall },
    business: {
      mean: sumOf(days, (each) => of(each).businessSum) / count,
      ...percentiles.business,
    },
  };
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}

/** That of the team first. */
function timeZonesOf(calendars: ReadonlyMap<BusinessId | null, FigureCalendar>): string {
  return [...new Set([...calendars.values()].map(({ days }) => days.timeZone))].join(', ');
}
