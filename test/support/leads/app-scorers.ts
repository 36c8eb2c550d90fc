import { type ScorerOf, scorersOf } from '../../../src-main/leads/lead-scoring.ts';
import { loadLeadModel } from '../../../src-main/leads/load-lead-model.ts';

const scorers = loadLeadModel().then((model) => scorersOf(model, []));

/** By what the app judges messages for a team that has no rules of its own. */
export function appScorers(): Promise<ScorerOf> {
  return scorers;
}
