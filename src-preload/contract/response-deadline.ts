import { BusinessCalendar } from './business-calendar.ts';
import type { ResponseRule } from './business-hours.ts';
import { openWait } from './conversation-filter.ts';
import type { ConversationSummary } from './conversation.ts';
import type { BusinessId } from './ids.ts';

const MINUTE = 60_000;
const SHORTEST_NOTICE = 5 * MINUTE;

/** When a wait breaks its target, in milliseconds since 1970, and from when on that is soon. */
export interface Deadline {
  readonly soonAt: number;
  readonly dueAt: number;
}

export type WaitState = 'inTime' | 'dueSoon' | 'overdue';

type Waiting = Pick<ConversationSummary, 'businessId' | 'status' | 'waitingSince' | 'isBlocked'>;

/**
 * How much of a target is left when it is soon, in milliseconds of business hours: a fifth of it, or five minutes where
 * that is more; never more than half, so that a target of five minutes is not soon from its beginning.
 *
 * @param target in milliseconds
 */
export function noticeOf(target: number): number {
  return Math.min(Math.max(target / 5, SHORTEST_NOTICE), target / 2);
}

/** When each wait is due, by the rules of the businesses. */
export class Deadlines {
  readonly #targets = new Map<
    BusinessId | null,
    /** In milliseconds. */
    { readonly calendar: BusinessCalendar | null; readonly target: number }
  >();

  constructor(rules: readonly ResponseRule[]) {
    for (const { businessId, hours, targetMinutes } of rules) {
      if (targetMinutes === null) continue;
      const calendar = hours && new BusinessCalendar(hours);
      this.#targets.set(businessId, { calendar, target: targetMinutes * MINUTE });
    }
  }

  /** Whether no business has a target. */
  get areNone(): boolean {
    return this.#targets.size === 0;
  }

  /**
   * Of the wait that is open in a conversation (`openWait`), counted from its opening. Null where nobody waits, where
   * nobody can be answered because they are blocked, where the business has no target, and where it never opens again.
   */
  of(conversation: Waiting): Deadline | null {
    const since = openWait(conversation);
    const rule = this.#targets.get(conversation.businessId);
    if (since === null || conversation.isBlocked || rule === undefined) return null;
    const { calendar, target } = rule;
    const after = (span: number): number | null =>
      calendar === null ? since + span : calendar.openFor(span, since);
    const soonAt = after(target - noticeOf(target));
    const dueAt = after(target);
    return soonAt === null || dueAt === null ? null : { soonAt, dueAt };
  }
}

/** What a wait is at a moment: due at `dueAt`, it is overdue from that moment on. */
export function waitStateAt({ soonAt, dueAt }: Deadline, now: number): WaitState {
  if (now >= dueAt) return 'overdue';
  return now >= soonAt ? 'dueSoon' : 'inTime';
}
