import type { Lead } from '../../../src-preload/contract/lead.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import type { LeadProblem } from './change-slice.ts';

export interface JudgeSlice {
  /** Somebody says that it is no lead, or that it is one after all. Answers it as it is then; null when it is not done. */
  readonly judgeLead: (lead: Lead, isLead: boolean) => Promise<Lead | null>;
}

export function createJudgeSlice(
  set: (change: { readonly leadProblem: LeadProblem }) => void,
  get: () => { readonly receiveLead: (lead: Lead) => void },
  { bridge, reportFailure }: StoreDependencies,
): JudgeSlice {
  return {
    async judgeLead({ leadId, version }, isLead) {
      try {
        const name = isLead ? 'leadJudgement.restore' : 'leadJudgement.dismiss';
        const answer = await call(bridge, name, { leadId, version });
        if (answer.outcome === 'another_open') {
          set({ leadProblem: 'another_open' });
          return null;
        }
        get().receiveLead(answer.lead);
        if (answer.outcome === 'saved') return answer.lead;
        set({ leadProblem: 'changed' });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
      return null;
    },
  };
}
