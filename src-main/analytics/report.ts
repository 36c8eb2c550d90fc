import type {
  FigureDay,
  FigureReport,
  FigureSpan,
  FigureTotals,
} from '../../src-preload/contract/analytics.ts';
import { daysBetween, type FigureFilter } from '../../src-preload/contract/analytics-filter.ts';
import { dayAfter } from '../domain/day-clock.ts';
import { timesOf } from '../domain/response-times.ts';
import type { DaysAndTotal, FigureStore, MessageCounts } from '../store/figure-store.ts';
import { calendarFor, type Calendars, periodBefore, questionOf } from './figure-question.ts';

type ReadFigures = Pick<
  FigureStore,
  'messages' | 'uniqueContacts' | 'newContacts' | 'newLeads' | 'hours' | 'responses' | 'unproved'
>;

/** What is counted of messages, contacts and leads; null where the filter has no meaning for it. */
interface Counts {
  messages: DaysAndTotal<MessageCounts>;
  uniqueContacts: DaysAndTotal<number> | null;
  newContacts: DaysAndTotal<number> | null;
  newLeads: DaysAndTotal<number>;
}

/** The figures of a range. Whatever cannot be added up from days is counted over the whole range. `now` in milliseconds. */
export async function report(input: {
  figures: ReadFigures;
  calendars: Calendars;
  filter: FigureFilter;
  isCompared: boolean;
  now: number;
  rebuild: FigureReport['rebuild'];
}): Promise<FigureReport> {
  const { figures, calendars, filter, now, rebuild } = input;
  const calendar = calendarFor(filter, calendars);
  const dates = Array.from({ length: daysBetween(filter.from, filter.to) }, (_, index) =>
    dayAfter(filter.from, index),
  );
  const question = questionOf(filter, calendars);
  const stretches = dates.map((date) => {
    const { from, until } = calendar.days.spanOf(date);
    return { from, to: until };
  });
  const [{ span, counts }, before, hours, unproved] = await Promise.all([
    readSpan(figures, filter, calendars),
    input.isCompared ? readSpan(figures, periodBefore(filter), calendars) : null,
    figures.hours(question),
    figures.unproved(stretches, filter.businessId),
  ]);
  return {
    ...span,
    days: dates.map((date, index): FigureDay => ({
      date,
      ...totalsOf(counts, (figure, none) => figure.days.get(date) ?? none),
      unprovedConversations: unproved[index] ?? 0,
    })),
    heat: {
      incoming: filter.senderId === undefined ? hours.incoming : null,
      outgoing: hours.outgoing,
    },
    before: before?.span ?? null,
    today: calendar.days.dayOf(now),
    timeZone: timeZonesOf(filter, calendars),
    rebuild,
  };
}

async function readSpan(
  figures: ReadFigures,
  filter: FigureFilter,
  calendars: Calendars,
): Promise<{ span: FigureSpan; counts: Counts }> {
  const question = questionOf(filter, calendars);
  const isOfAll = filter.senderId === undefined;
  const [messages, uniqueContacts, newContacts, newLeads, spreads] = await Promise.all([
    figures.messages(question),
    isOfAll ? figures.uniqueContacts(question) : null,
    isOfAll ? figures.newContacts(question) : null,
    figures.newLeads(question),
    figures.responses(question, false),
  ]);
  const counts = { messages, uniqueContacts, newContacts, newLeads };
  return {
    counts,
    span: {
      totals: totalsOf(counts, ({ total }) => total),
      responses: timesOf(spreads),
      firstResponses: timesOf(spreads.filter(({ isFirst }) => isFirst)),
    },
  };
}

/** Of a day, or of all: `pick` takes it out of each figure, or `none` where there is none. */
function totalsOf(
  { messages, uniqueContacts, newContacts, newLeads }: Counts,
  pick: <Figure>(figure: DaysAndTotal<Figure>, none: Figure) => Figure,
): FigureTotals {
  const written = pick(messages, { incoming: 0, outgoing: 0, conversations: 0 });
  return {
    incomingMessages: uniqueContacts && written.incoming,
    outgoingMessages: written.outgoing,
    activeConversations: written.conversations,
    newContacts: newContacts && pick(newContacts, 0),
    uniqueContacts: uniqueContacts && pick(uniqueContacts, 0),
    newLeads: pick(newLeads, 0),
  };
}

/** That of the team first. */
function timeZonesOf({ businessId }: FigureFilter, calendars: Calendars): string {
  const asked = [...calendars].filter(([each]) => businessId === undefined || each === businessId);
  return [...new Set(asked.map(([, { days }]) => days.timeZone))].join(', ');
}
