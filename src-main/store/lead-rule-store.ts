import type { LeadRuleId, UserId } from '../../src-preload/contract/ids.ts';
import type { LeadRule, LeadRuleDraft } from '../../src-preload/contract/lead-rule.ts';

/** The team's own rules for finding leads (`lead_rules`). */
export interface LeadRuleStore {
  /** All of them, in the order in which they were made. */
  list(): Promise<LeadRule[]>;
  /** `businessId` and `userId` have to exist; with `most` or more of them there are too many. */
  create(
    input: LeadRuleDraft & { userId: UserId },
    most: number,
  ): Promise<{ outcome: 'saved'; rule: LeadRule } | { outcome: 'tooMany' }>;
  update(
    ruleId: LeadRuleId,
    input: LeadRuleDraft & { userId: UserId },
  ): Promise<{ outcome: 'saved'; rule: LeadRule } | { outcome: 'notFound' }>;
  remove(ruleId: LeadRuleId): Promise<'removed' | 'notFound'>;
}
