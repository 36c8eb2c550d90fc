import type { User } from '../../../src-preload/contract/app.ts';
import type { Business } from '../../../src-preload/contract/business.ts';
import type { Campaign } from '../../../src-preload/contract/campaign.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** By what figures can be narrowed; empty until it is known. */
export interface NamesSlice {
  readonly businesses: readonly Business[];
  /** A to Z. */
  readonly colleagues: readonly User[];
  /** Newest first; those that have ended are among them. */
  readonly campaigns: readonly Campaign[];
  readonly loadNames: () => Promise<void>;
}

export function createNamesSlice(
  set: (change: Partial<NamesSlice>) => void,
  { bridge }: StoreDependencies,
): NamesSlice {
  return {
    businesses: [],
    colleagues: [],
    campaigns: [],
    async loadNames() {
      try {
        const [{ businesses }, colleagues, campaigns] = await Promise.all([
          call(bridge, 'business.list', {}),
          call(bridge, 'user.list', {}),
          call(bridge, 'campaign.list', {}),
        ]);
        set({ businesses, colleagues, campaigns });
      } catch (error) {
        // The figures themselves say what is wrong with the database; without names there is less to choose from.
        toBridgeFailure(error);
      }
    },
  };
}
