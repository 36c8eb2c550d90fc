import type { Business } from '../../../src-preload/contract/business.ts';
import type { CommandOutput } from '../../../src-preload/contract/contract.ts';
import type { ConversationCursor } from '../../../src-preload/contract/conversation.ts';
import type { LeadRuleId } from '../../../src-preload/contract/ids.ts';
import {
  type LeadRule,
  type LeadRuleDraft,
  type PatternProblem,
  type RuleMatch,
  TRIED_MESSAGES,
} from '../../../src-preload/contract/lead-rule.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** What a rule would have matched, as far as it was looked for. */
export interface RuleTrial {
  readonly messages: number;
  /** Newest conversations first. */
  readonly matches: readonly RuleMatch[];
  readonly isDone: boolean;
  /** There was more than is looked at. */
  readonly isLimited: boolean;
}

export type SavedLeadRule = 'saved' | 'too_many' | 'failed' | { readonly problem: PatternProblem };

export interface LeadRulesSlice {
  readonly leadRules: RemoteData<{
    readonly rules: readonly LeadRule[];
    readonly businesses: readonly Business[];
  }>;
  readonly loadLeadRules: () => Promise<void>;
  /** Makes one, or changes the one of this id. What main could not do is reported. */
  readonly saveLeadRule: (
    ruleId: LeadRuleId | null,
    draft: LeadRuleDraft,
  ) => Promise<SavedLeadRule>;
  readonly deleteLeadRule: (ruleId: LeadRuleId) => Promise<void>;
  /**
   * Looks for what the rule would have matched last month, and tells what is found so far, until `signal` stops it.
   * Answers what is wrong with the pattern, null when it was tried, or `failed` after it was reported.
   */
  readonly tryLeadRule: (
    rule: LeadRuleDraft,
    ruleId: LeadRuleId | null,
    options: { readonly signal: AbortSignal; readonly onFound: (trial: RuleTrial) => void },
  ) => Promise<PatternProblem | 'failed' | null>;
}

export function createLeadRulesSlice(
  set: (state: Pick<LeadRulesSlice, 'leadRules'>) => void,
  get: () => LeadRulesSlice,
  { bridge, reportFailure }: StoreDependencies,
): LeadRulesSlice {
  return {
    leadRules: idle,

    async loadLeadRules() {
      set({ leadRules: toLoading(get().leadRules) });
      try {
        const [rules, { businesses }] = await Promise.all([
          call(bridge, 'leadRule.list', {}),
          call(bridge, 'business.list', {}),
        ]);
        set({ leadRules: toReady({ rules, businesses }) });
      } catch (error) {
        set({ leadRules: toFailed(get().leadRules, toBridgeFailure(error)) });
      }
    },

    async saveLeadRule(ruleId, draft) {
      try {
        const saved =
          ruleId === null
            ? await call(bridge, 'leadRule.create', draft)
            : await call(bridge, 'leadRule.update', { ...draft, ruleId });
        if (saved.outcome === 'pattern_refused') return { problem: saved.problem };
        if (saved.outcome === 'saved') await get().loadLeadRules();
        return saved.outcome;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return 'failed';
      }
    },

    async deleteLeadRule(ruleId) {
      try {
        await call(bridge, 'leadRule.delete', { ruleId });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
      await get().loadLeadRules();
    },

    async tryLeadRule(rule, ruleId, { signal, onFound }) {
      let after: ConversationCursor | null = null;
      let messages = 0;
      let matches: readonly RuleMatch[] = [];
      try {
        do {
          const tried: CommandOutput<'leadRule.try'> = await call(bridge, 'leadRule.try', {
            ...{ rule, ruleId, after },
          });
          if (signal.aborted) return null;
          if (tried.outcome === 'pattern_refused') return tried.problem;
          after = tried.next;
          messages += tried.messages;
          matches = [...matches, ...tried.matches];
          const isLimited = messages >= TRIED_MESSAGES;
          if (isLimited) after = null;
          onFound({ messages, matches, isDone: after === null, isLimited });
        } while (after !== null);
        return null;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return 'failed';
      }
    },
  };
}
