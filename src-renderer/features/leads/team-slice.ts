import type { User } from '../../../src-preload/contract/app.ts';
import type { Business } from '../../../src-preload/contract/business.ts';
import { LeadStage } from '../../../src-preload/contract/lead.ts';
import type { StageSetting } from '../../../src-preload/contract/lead-change.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** What the team calls things: stages, colleagues and businesses. */
export interface TeamSlice {
  /** In the team's order; in the app's until they are known. */
  readonly stages: readonly StageSetting[];
  /** Everybody, A to Z, also who works here no longer; empty until they are known. */
  readonly people: readonly User[];
  readonly businesses: readonly Business[];
  readonly areNamesKnown: boolean;
  readonly areStagesEdited: boolean;
  readonly loadStages: () => Promise<void>;
  readonly loadNames: () => Promise<void>;
  /** Where they were ever needed. */
  readonly refreshNames: () => Promise<void>;
  readonly editStages: (areEdited: boolean) => void;
  /** Whether they were kept. */
  readonly saveStages: (stages: readonly StageSetting[]) => Promise<boolean>;
}

export function createTeamSlice(
  set: (change: Partial<TeamSlice>) => void,
  get: () => TeamSlice,
  { bridge, reportFailure }: StoreDependencies,
): TeamSlice {
  return {
    stages: LeadStage.options.map((stage) => ({ stage, name: null })),
    people: [],
    businesses: [],
    areNamesKnown: false,
    areStagesEdited: false,

    async loadStages() {
      try {
        set({ stages: await call(bridge, 'lead.stages', {}) });
      } catch (error) {
        // The app's own words stand there meanwhile; the leads themselves say what is wrong with the database.
        toBridgeFailure(error);
      }
    },

    async loadNames() {
      try {
        const [people, { businesses }] = await Promise.all([
          call(bridge, 'user.list', {}),
          call(bridge, 'business.list', {}),
        ]);
        set({ people, businesses, areNamesKnown: true });
      } catch (error) {
        // As above; they are asked for again with the next opening.
        toBridgeFailure(error);
      }
    },

    async refreshNames() {
      if (get().areNamesKnown) await get().loadNames();
    },

    editStages: (areStagesEdited) => set({ areStagesEdited }),

    async saveStages(stages) {
      try {
        await call(bridge, 'lead.setStages', { stages: [...stages] });
        set({ stages, areStagesEdited: false });
        return true;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return false;
      }
    },
  };
}
