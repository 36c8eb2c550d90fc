import { BusinessCalendar } from '../../../../src-preload/contract/business-calendar.ts';
import type { ResponseRule } from '../../../../src-preload/contract/business-hours.ts';
import { Deadlines } from '../../../../src-preload/contract/response-deadline.ts';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;
/** The customer of the example writes so long before it closes, in minutes; sooner where the target is short. */
const BEFORE_CLOSING = 10;

/** What a rule comes to, in moments (milliseconds since 1970). */
export interface Meaning {
  readonly opening: 'always' | 'never' | 'open' | 'closed';
  /** When it closes or opens; null where it does not. */
  readonly changesAt: number | null;
  /** Somebody who writes then has to have an answer then; null without a target, and where nothing is ever due. */
  readonly example: { readonly writtenAt: number; readonly dueAt: number } | null;
}

export function meaningOf(rule: ResponseRule, now: number): Meaning {
  const calendar = rule.hours && new BusinessCalendar(rule.hours);
  const isOpen = calendar?.isOpenAt(now) ?? true;
  const changesAt = calendar?.nextChange(now) ?? null;
  return {
    opening: changesAt === null ? (isOpen ? 'always' : 'never') : isOpen ? 'open' : 'closed',
    changesAt,
    example: exampleOf(rule, calendar, now),
  };
}

function exampleOf(
  rule: ResponseRule,
  calendar: BusinessCalendar | null,
  now: number,
): Meaning['example'] {
  if (rule.targetMinutes === null) return null;
  const closing = calendar && longestClosing(calendar, now);
  const before = Math.min(BEFORE_CLOSING, Math.max(1, Math.floor(rule.targetMinutes / 3)));
  const writtenAt =
    closing === null ? Math.floor(now / MINUTE) * MINUTE : closing - before * MINUTE;
  const deadline = new Deadlines([rule]).of({
    businessId: rule.businessId,
    status: 'open',
    waitingSince: writtenAt,
  });
  return deadline && { writtenAt, dueAt: deadline.dueAt };
}

/** When it closes for the longest time within the coming week, as before a weekend; null where it does not close. */
function longestClosing(calendar: BusinessCalendar, now: number): number | null {
  let longest: { readonly at: number; readonly length: number } | null = null;
  let at = calendar.isOpenAt(now) ? now : calendar.nextChange(now);
  while (at !== null && at < now + WEEK) {
    const closes = calendar.nextChange(at);
    const opens = closes === null ? null : calendar.nextChange(closes);
    if (closes !== null && opens !== null && opens - closes > (longest?.length ?? 0)) {
      longest = { at: closes, length: opens - closes };
    }
    at = opens;
  }
  return longest?.at ?? null;
}
