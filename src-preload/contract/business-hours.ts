import { z } from 'zod';

const MINUTES_OF_DAY = 1_440;

/** An IANA name, such as `Europe/Madrid`. */
const TimeZone = z.string().max(64).refine(isTimeZone, 'there is no such time zone');

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

const Day = z.array(Span).max(12).refine(isApart, 'spans of a day do not overlap');

/** A calendar day, `YYYY-MM-DD`. */
const Holiday = z.iso.date();

/** When a business is open. */
export const BusinessHours = z.object({
  timeZone: TimeZone,
  /** Seven days, Monday first; a day without a span is closed. Spans may touch each other. */
  week: z.array(Day).length(7),
  /** Closed whatever the weekday says, by the calendar of the time zone. */
  holidays: z
    .array(Holiday)
    .max(400)
    .refine((holidays) => new Set(holidays).size === holidays.length, 'a holiday counts once'),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

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
