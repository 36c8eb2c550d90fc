import { z } from 'zod';
import { analyticsBehindCommands } from './analytics-behind.ts';
import { FigureFilter, OpenWait, OpenWaitCursor } from './analytics-filter.ts';
import { LeadFigures, Sender, WonValue } from './analytics-lead.ts';
import { TimeZone } from './business-hours.ts';

const count = z.number().int().nonnegative();

/** Null where the filter has no meaning for it: nobody of the team sends what comes in. */
const countOrNone = count.nullable();

export const FigureTotals = z.object({
  incomingMessages: countOrNone,
  outgoingMessages: count,
  /** In which anything was written. */
  activeConversations: count,
  /** Customers, not groups, whose first message of all came then. */
  newContacts: countOrNone,
  /** Customers, not groups, of whom at least one message came; over several days each counts once. */
  uniqueContacts: countOrNone,
  /** That came of a conversation. */
  newLeads: count,
});
export type FigureTotals = z.infer<typeof FigureTotals>;

export const FigureDay = FigureTotals.extend({
  /** Calendar day in the time zone of the business, `YYYY-MM-DD`. */
  date: z.iso.date(),
  /** Conversations of the business of which nobody has proved that all messages of that day are stored. */
  unprovedConversations: count,
});
export type FigureDay = z.infer<typeof FigureDay>;

/** Seconds. Median and 90th percentile are exact: the smallest time that half, or 90 %, of all do not exceed. */
const Times = z.object({
  mean: z.number().nonnegative(),
  median: count,
  p90: count,
  /** How many fall into each class of `responseClassEnds`, and above the last end. */
  classes: z.array(count),
});

/** How long customers waited for answers. */
export const FigureTimes = z.object({
  count,
  /** By the clock on the wall, and by the hours of the business; null without any. */
  wall: Times.nullable(),
  business: Times.nullable(),
});
export type FigureTimes = z.infer<typeof FigureTimes>;

const Span = z.object({
  totals: FigureTotals,
  responses: FigureTimes,
  firstResponses: FigureTimes,
});
export type FigureSpan = z.infer<typeof Span>;

/** How far the figures are. */
export const FigureStatus = z.object({
  /** By whose days what belongs to no business with hours of its own is counted. */
  timeZone: z.string(),
  /** Conversations that were read again; null unless all figures are being made anew. */
  rebuild: z.object({ done: count, total: count, isStopped: z.boolean() }).nullable(),
});
export type FigureStatus = z.infer<typeof FigureStatus>;

/** Messages of each weekday, Monday first, and of each hour from 0, as the clock of the business showed it. */
const Week = z.array(z.array(count).length(24)).length(7);

export const FigureReport = Span.extend({
  /** One row for every day of the range, oldest first, days without messages included. */
  days: z.array(FigureDay),
  heat: z.object({ incoming: Week.nullable(), outgoing: Week }),
  /** The same number of days, directly before; null unless it was asked for. */
  before: Span.nullable(),
  /** Today, in the time zone of the business or the team: what a range ends with at the latest. */
  today: z.iso.date(),
  /** By whose days is counted; of several, where businesses have different ones, separated by commas. */
  timeZone: z.string(),
  /** Figures are too low until this is done. */
  rebuild: FigureStatus.shape.rebuild,
});
export type FigureReport = z.infer<typeof FigureReport>;

export const PersonFigures = z.object({
  senderId: Sender,
  outgoingMessages: count,
  /** In which they wrote. */
  conversations: count,
  responses: FigureTimes,
  firstResponses: FigureTimes,
  /** That came in the range and that they look after now; the phone looks after none. */
  leads: count,
  /** Of these, within `CONVERSION_WINDOW_DAYS`. */
  won: count,
  wonValue: z.array(WonValue),
});
export type PersonFigures = z.infer<typeof PersonFigures>;

export const analyticsCommands = {
  /** With `isCompared`, the period before as well. */
  'analytics.report': {
    input: z.object({ filter: FigureFilter, isCompared: z.boolean() }),
    output: FigureReport,
  },
  /** Whoever wrote, or looks after a lead, in the range; most messages first. */
  'analytics.people': { input: z.object({ filter: FigureFilter }), output: z.array(PersonFigures) },
  /** By a person: those that they look after. */
  'analytics.leads': { input: z.object({ filter: FigureFilter }), output: LeadFigures },
  /**
   * Who waits at this moment, whenever that began (the days of the filter do not matter): longest first. Nobody has
   * answered, so that `count` is 0 where the filter asks for a person.
   */
  'analytics.openWaits': {
    input: z.object({
      filter: FigureFilter,
      after: OpenWaitCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ count, items: z.array(OpenWait), next: OpenWaitCursor.nullable() }),
  },
  ...analyticsBehindCommands,
  'analytics.status': { input: z.object({}), output: FigureStatus },
  /**
   * By whose days is counted what belongs to no business with hours of its own, for the whole team. Those figures are
   * made anew by themselves, soon; answers before that.
   */
  'analytics.setTimeZone': { input: z.object({ timeZone: TimeZone }), output: FigureStatus },
  /** Throws all figures away and makes them anew from the messages; answers once that has begun. */
  'analytics.rebuild': { input: z.object({}), output: FigureStatus },
  /** Stops a rebuild, or lets it go on where it was. */
  'analytics.stopRebuild': { input: z.object({ isStopped: z.boolean() }), output: FigureStatus },
} as const;

export const analyticsEvents = {
  /** Figures are other ones now: those that are shown have to be read again. */
  'analytics.changed': z.object({}),
  'analytics.statusChanged': FigureStatus,
} as const;
