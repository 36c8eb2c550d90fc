import type { LeadRule } from '../../../src-preload/contract/lead-rule.ts';
import { phraseMatcher } from './rule-phrase.ts';
import { readPattern } from './rule-pattern.ts';

/** A rule of the team, ready to be matched. */
export interface CompiledRule {
  readonly rule: Pick<LeadRule, 'ruleId' | 'content' | 'points'>;
  /** The words of a folded text (`foldMessage`) that it is about; null where it says nothing. */
  readonly find: (folded: string) => string | null;
}

/**
 * Rules that are on. A pattern that cannot be read is left out: it was refused when it was saved, so that another
 * version of the app has written it.
 */
export function compileRules(rules: readonly LeadRule[]): CompiledRule[] {
  return rules.flatMap((rule) => {
    if (!rule.isOn) return [];
    if (rule.kind === 'phrase') return [{ rule, find: phraseMatcher(rule.content) }];
    const pattern = readPattern(rule.content);
    return typeof pattern === 'string' ? [] : [{ rule, find: (folded) => pattern.find(folded) }];
  });
}
