import { z } from 'zod';

export const AnalyticsDay = z.object({
  /** Calendar day in the desktop's time zone, `YYYY-MM-DD`. */
  date: z.iso.date(),
  incomingMessages: z.number().int().nonnegative(),
  outgoingMessages: z.number().int().nonnegative(),
  /** Conversations with at least one incoming message that day. */
  uniqueContacts: z.number().int().nonnegative(),
  newLeads: z.number().int().nonnegative(),
});
export type AnalyticsDay = z.infer<typeof AnalyticsDay>;

export const AnalyticsOverview = z.object({
  /** One row for every day of the span, oldest first, days without messages included. */
  days: z.array(AnalyticsDay),
  totals: AnalyticsDay.omit({ date: true }),
  timeZone: z.string(),
});
export type AnalyticsOverview = z.infer<typeof AnalyticsOverview>;

export const analyticsCommands = {
  /** The last `days` calendar days up to and including today. */
  'analytics.overview': {
    input: z.object({ days: z.number().int().min(1).max(366) }),
    output: AnalyticsOverview,
  },
} as const;

export const analyticsEvents = {
  /** Another desktop wrote figures: those that are shown have to be read again. */
  'analytics.changed': z.object({}),
} as const;
