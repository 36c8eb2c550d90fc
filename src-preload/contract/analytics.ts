import { z } from 'zod';
import { TimeZone } from './business-hours.ts';
import { ConversationId, Timestamp } from './ids.ts';

const count = z.number().int().nonnegative();

export const AnalyticsDay = z.object({
  /** Calendar day in the time zone of the business, `YYYY-MM-DD`. */
  date: z.iso.date(),
  incomingMessages: count,
  outgoingMessages: count,
  /** Customers, not groups, of whom at least one message came that day. */
  uniqueContacts: count,
  newLeads: count,
  /** Conversations of which nobody has proved that all messages of that day are stored. */
  unprovedConversations: count,
});
export type AnalyticsDay = z.infer<typeof AnalyticsDay>;

/** Seconds. Median and 90th percentile are exact: the smallest time that half, or 90 %, of all do not exceed. */
const Times = z.object({
  mean: z.number().nonnegative(),
  median: count,
  p90: count,
});

/** How long customers waited for answers. */
export const ResponseFigures = z.object({
  count,
  /** By the clock on the wall, and by the hours of the business; null without any. */
  wall: Times.nullable(),
  business: Times.nullable(),
});
export type ResponseFigures = z.infer<typeof ResponseFigures>;

/** How far the figures are. */
export const FigureStatus = z.object({
  /** By whose days what belongs to no business with hours of its own is counted. */
  timeZone: z.string(),
  /** Conversations that were read again; null unless all figures are being made anew. */
  rebuild: z.object({ done: count, total: count, isStopped: z.boolean() }).nullable(),
});
export type FigureStatus = z.infer<typeof FigureStatus>;

export const AnalyticsOverview = z.object({
  /** One row for every day of the span, oldest first, days without messages included. */
  days: z.array(AnalyticsDay),
  /** Customers count once, however many days they wrote on. */
  totals: AnalyticsDay.pick({
    incomingMessages: true,
    outgoingMessages: true,
    uniqueContacts: true,
    newLeads: true,
  }),
  responses: ResponseFigures,
  firstResponses: ResponseFigures,
  /** Who waits at this moment, in whatever span that began; longest first, at most ten. */
  openWaits: z.object({
    count,
    longest: z.array(
      z.object({ conversationId: ConversationId, name: z.string(), since: Timestamp }),
    ),
  }),
  /** By whose days is counted; of several, where businesses have different ones, separated by commas. */
  timeZone: z.string(),
  /** Figures are too low until this is done. */
  rebuild: FigureStatus.shape.rebuild,
});
export type AnalyticsOverview = z.infer<typeof AnalyticsOverview>;

export const analyticsCommands = {
  /** The last `days` calendar days up to and including today. */
  'analytics.overview': {
    input: z.object({ days: z.number().int().min(1).max(366) }),
    output: AnalyticsOverview,
  },
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
