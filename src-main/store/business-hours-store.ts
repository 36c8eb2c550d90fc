import type { KeptResponseRule, ResponseRule } from '../../src-preload/contract/business-hours.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';

/** When each business is open, and how soon its customers are to have an answer (`business_hours`). */
export interface BusinessHoursStore {
  /** Those that were ever set, in no order. */
  list(): Promise<KeptResponseRule[]>;
  /** In the place of what was set before. `notFound` where there is no such business; then nothing is changed. */
  set(rule: ResponseRule, changedBy: UserId): Promise<'saved' | 'notFound'>;
}
