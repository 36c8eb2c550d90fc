import type { BusinessId } from '../../src-preload/contract/ids.ts';
import {
  type LeadRuleDraft,
  MAXIMUM_RULES,
  type PatternProblem,
} from '../../src-preload/contract/lead-rule.ts';
import { MAXIMUM_EVIDENCE } from '../../src-preload/contract/lead-evidence.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { groupBy } from '../common/group-by.ts';
import { excerpt } from '../domain/excerpt.ts';
import { readPattern } from '../domain/leads/rule-pattern.ts';
import { tryRule } from '../leads/try-rule.ts';
import type { HandlersOf } from './handlers.ts';

/** The team's rules for finding leads, and what was found. */
export function leadRuleHandlers(
  workplace: () => Workplace,
): HandlersOf<'leadRule'> & HandlersOf<'leadEvidence'> {
  const requireBusiness = async (businessId: BusinessId | null): Promise<void> => {
    if (businessId !== null && !(await workplace().stores.businesses.find(businessId))) {
      throw new AppError('not_found', 'There is no such business');
    }
  };
  return {
    'leadRule.list': () => workplace().stores.leadRules.list(),

    'leadRule.create': async (draft) => {
      const problem = problemOf(draft);
      if (problem) return { outcome: 'pattern_refused', problem };
      await requireBusiness(draft.businessId);
      const { stores, user, leadScoring } = workplace();
      const saved = await stores.leadRules.create({ ...draft, userId: user.userId }, MAXIMUM_RULES);
      leadScoring.forget();
      return saved.outcome === 'saved' ? saved : { outcome: 'too_many' };
    },

    'leadRule.update': async ({ ruleId, ...draft }) => {
      const problem = problemOf(draft);
      if (problem) return { outcome: 'pattern_refused', problem };
      await requireBusiness(draft.businessId);
      const { stores, user, leadScoring } = workplace();
      const saved = await stores.leadRules.update(ruleId, { ...draft, userId: user.userId });
      leadScoring.forget();
      if (saved.outcome === 'notFound') throw new AppError('not_found', 'It was deleted meanwhile');
      return saved;
    },

    'leadRule.delete': async ({ ruleId }) => {
      const { stores, leadScoring } = workplace();
      await stores.leadRules.remove(ruleId);
      leadScoring.forget();
      return null;
    },

    'leadRule.try': async ({ rule, ruleId, after }) => {
      const problem = problemOf(rule);
      if (problem) return { outcome: 'pattern_refused', problem };
      await requireBusiness(rule.businessId);
      const { stores, leadScoring, clock } = workplace();
      const rules = await stores.leadRules.list();
      return {
        outcome: 'tried',
        ...(await tryRule({
          stores,
          model: await leadScoring.model(),
          correction: await leadScoring.correction(),
          others: rules.filter((each) => each.ruleId !== ruleId),
          draft: rule,
          after,
          now: clock.now(),
        })),
      };
    },

    'leadEvidence.list': async ({ leadId }) => {
      const { stores } = workplace();
      const evidence = await stores.leadEvidence.of(leadId, MAXIMUM_EVIDENCE);
      const texts = new Map<string, string>();
      for (const [conversationId, each] of groupBy(evidence, (one) => one.conversationId)) {
        const ids = each.map(({ messageId }) => messageId);
        for (const { messageId, content } of await stores.messages.findMany(conversationId, ids)) {
          texts.set(`${conversationId} ${messageId}`, excerpt(content));
        }
      }
      return evidence.map((each) => ({
        ...each,
        excerpt: texts.get(`${each.conversationId} ${each.messageId}`) ?? '',
      }));
    },
  };
}

function problemOf({ kind, content }: LeadRuleDraft): PatternProblem | null {
  if (kind === 'phrase') return null;
  const pattern = readPattern(content);
  return typeof pattern === 'string' ? pattern : null;
}
