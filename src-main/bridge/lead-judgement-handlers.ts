import type { LeadSaved } from '../../src-preload/contract/lead-change.ts';
import type { LeadUpdate } from '../store/lead-store.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { assertNever } from '../common/assert-never.ts';
import { confirmLead, dismissLead } from '../leads/judge-leads.ts';
import type { HandlersOf } from './handlers.ts';

/** What people say of leads and of messages, and what the scoring learns from it. */
export function leadJudgementHandlers(
  workplace: () => Workplace,
): HandlersOf<'leadJudgement'> & HandlersOf<'leadLearning'> {
  const judging = () => {
    const { stores, publish, user, outbox } = workplace();
    return {
      ...{ stores, publish, by: user.userId },
      withOutbox: (message: Parameters<typeof outbox.withState>[0]) => outbox.withState(message),
    };
  };
  return {
    'leadJudgement.confirm': (message) => confirmLead(judging(), message),

    'leadJudgement.dismiss': async (lead) =>
      leadSaved(await dismissLead(judging(), { ...lead, isDismissed: true })),

    'leadJudgement.restore': async (lead) =>
      leadSaved(await dismissLead(judging(), { ...lead, isDismissed: false })),

    'leadLearning.state': () => workplace().learning.state(),

    'leadLearning.propose': ({ wants }) => workplace().learning.propose(wants),

    'leadLearning.apply': async ({ proposalId }) => {
      const { learning, user, publish, leadScoring } = workplace();
      const outcome = await learning.apply(proposalId, user.userId);
      leadScoring.forget();
      publish('leadRule.changed', {});
      return { outcome };
    },

    'leadLearning.discard': ({ proposalId }) => {
      workplace().learning.discard(proposalId);
      return Promise.resolve(null);
    },
  };
}

/** What came of a person's change, as the bridge tells it. Throws `not_found`. */
export function leadSaved(update: LeadUpdate): LeadSaved {
  switch (update.outcome) {
    case 'saved':
    case 'unchanged':
      return { outcome: 'saved', lead: update.lead };
    case 'conflict':
      return { outcome: 'conflict', lead: update.lead };
    case 'anotherOpen':
      return { outcome: 'another_open' };
    case 'notFound':
      throw new AppError('not_found', 'There is no such lead');
    default:
      return assertNever(update);
  }
}
