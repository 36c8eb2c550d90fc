import type { Lead, LeadField, LeadStage } from '../../../src-preload/contract/lead.ts';
import type { LeadChange } from '../../../src-preload/contract/lead-change.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { sameValue } from './same-value.ts';

/** Two people set the same: which of both is to stand has to be said. */
export interface LeadConflict {
  readonly change: LeadChange;
  /** As it was when the person began. */
  readonly base: Lead;
  /** As somebody else has set it meanwhile. */
  readonly theirs: Lead;
}

export type LeadProblem = 'another_open' | 'changed' | null;

export interface ChangeSlice {
  readonly conflict: LeadConflict | null;
  /** Why the last change was not made. */
  readonly leadProblem: LeadProblem;
  /**
   * Shows the change at once and has it written. Where somebody else has set something else meanwhile, both stand;
   * where they have set the same, it is asked which is to stand.
   */
  readonly changeLead: (base: Lead, change: LeadChange) => Promise<'saved' | 'asked' | 'failed'>;
  /** Puts a lead into another stage; for one that is lost, asks why first. */
  readonly moveLead: (lead: Lead, stage: LeadStage) => Promise<void>;
  /** The lead of which it is asked why it is lost. */
  readonly losing: Lead | null;
  /** Answers why, or with null leaves the lead where it is. */
  readonly loseLead: (reason: string | null) => Promise<void>;
  /** Answers the question of a conflict. */
  readonly settleConflict: (whose: 'mine' | 'theirs') => Promise<void>;
  readonly forgetProblem: () => void;
}

export function createChangeSlice(
  set: (change: Partial<Pick<ChangeSlice, 'conflict' | 'leadProblem' | 'losing'>>) => void,
  get: () => ChangeSlice & { readonly receiveLead: (lead: Lead) => void },
  { bridge, reportFailure }: StoreDependencies,
): ChangeSlice {
  return {
    conflict: null,
    leadProblem: null,
    losing: null,

    async changeLead(base, change) {
      const { receiveLead } = get();
      receiveLead({
        ...base,
        ...definedOf(change),
        ...(change.stage !== undefined &&
          change.stage !== base.stage && { stageSince: Date.now() }),
      });
      try {
        for (let seen = base; ;) {
          const { leadId, version } = seen;
          const answer = await call(bridge, 'lead.update', { leadId, version, change });
          switch (answer.outcome) {
            case 'saved':
              receiveLead(answer.lead);
              return 'saved';
            case 'another_open':
              receiveLead(seen);
              set({ leadProblem: 'another_open' });
              return 'failed';
            case 'conflict':
              if (isContested(base, answer.lead, change)) {
                receiveLead(answer.lead);
                set({ conflict: { base, theirs: answer.lead, change } });
                return 'asked';
              }
              seen = answer.lead;
          }
        }
      } catch (error) {
        receiveLead(base);
        reportFailure(toBridgeFailure(error));
        return 'failed';
      }
    },

    async moveLead(lead, stage) {
      if (stage === lead.stage) return;
      if (stage === 'lost') set({ losing: lead });
      else await get().changeLead(lead, { stage });
    },

    async loseLead(lostReason) {
      const { losing } = get();
      set({ losing: null });
      if (losing === null || lostReason === null) return;
      await get().changeLead(losing, { stage: 'lost', lostReason });
    },

    async settleConflict(whose) {
      const { conflict } = get();
      set({ conflict: null });
      if (conflict === null || whose === 'theirs') return;
      await get().changeLead(conflict.theirs, conflict.change);
    },

    forgetProblem: () => set({ leadProblem: null }),
  };
}

/** The fields of a change that somebody else has set to something else. */
export function contestedFields(base: Lead, theirs: Lead, change: LeadChange): LeadField[] {
  return (Object.keys(change) as LeadField[]).filter(
    (field) =>
      change[field] !== undefined &&
      !sameValue(base[field], theirs[field]) &&
      !sameValue(theirs[field], change[field]),
  );
}

function isContested(base: Lead, theirs: Lead, change: LeadChange): boolean {
  return contestedFields(base, theirs, change).length > 0;
}

function definedOf(change: LeadChange): Partial<Lead> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
