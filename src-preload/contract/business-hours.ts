import { z } from 'zod';
import { BusinessId, Timestamp } from './ids.ts';

const MINUTES_OF_DAY = 1_440;

/** An IANA name, such as `Europe/Madrid`. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'there is no such time zone');

/** Minutes since midnight by the clock on the wall; 1440 is the end of the day. Nothing goes on past midnight. */
const Span = z
  .object({
    begin: z
      .number()
      .int()
      .min(0)
      .max(MINUTES_OF_DAY - 1),
    end: z.number().int().min(1).max(MINUTES_OF_DAY),
  })
  .refine(({ begin, end }) => begin < end, 'a span ends after it begins');
export type HoursSpan = z.infer<typeof Span>;

/** How many spans a day has at most. */
export const MAXIMUM_SPANS = 12;
/** What is open on one day of the week. */
export const HoursDay = z
  .array(Span)
  .max(MAXIMUM_SPANS)
  .refine(isApart, 'spans of a day do not overlap');

/** A calendar day, `YYYY-MM-DD`. */
const Holiday = z.iso.date();
export const MAXIMUM_HOLIDAYS = 400;

/** When a business is open. */
export const BusinessHours = z.object({
  timeZone: TimeZone,
  /** Seven days, Monday first; a day without a span is closed. Spans may touch each other. */
  week: z.array(HoursDay).length(7),
  /** Closed whatever the weekday says, by the calendar of the time zone. */
  holidays: z
    .array(Holiday)
    .max(MAXIMUM_HOLIDAYS)
    .refine((holidays) => new Set(holidays).size === holidays.length, 'a holiday counts once'),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

/** A week around the clock. */
export const LONGEST_TARGET_MINUTES = 7 * MINUTES_OF_DAY;

/** When the conversations of a business are looked after, and how soon who writes there has an answer. */
export const ResponseRule = z.object({
  /** Null for the conversations of no business. */
  businessId: BusinessId.nullable(),
  /** Null where it is always open. */
  hours: BusinessHours.nullable(),
  /** Minutes of business hours that a wait is to last at most; null for no target. */
  targetMinutes: z.number().int().min(1).max(LONGEST_TARGET_MINUTES).nullable(),
});
export type ResponseRule = z.infer<typeof ResponseRule>;

/** A rule with the colleague who made it what it is (the name; null where they are gone), and when. */
export const KeptResponseRule = ResponseRule.extend({
  changedBy: z.string().nullable(),
  changedAt: Timestamp,
});
export type KeptResponseRule = z.infer<typeof KeptResponseRule>;

export const businessHoursCommands = {
  /** Those that were ever set. Where there is none a business is always open, and has no target. */
  'businessHours.list': { input: z.object({}), output: z.array(KeptResponseRule) },
  /** In the place of what was set before. `not_found` where there is no such business. */
  'businessHours.set': { input: ResponseRule, output: z.null() },
} as const;

export const businessHoursEvents = {
  /** Some rule was set, on whichever desktop: all of them have to be read again. */
  'businessHours.changed': z.object({}),
} as const;

function isTimeZone(name: string): boolean {
  // An offset such as +01:00 knows nothing of summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isApart(spans: readonly HoursSpan[]): boolean {
  const sorted = [...spans].sort((one, other) => one.begin - other.begin);
  return sorted.every((span, index) => span.begin >= (sorted[index - 1]?.end ?? 0));
}
