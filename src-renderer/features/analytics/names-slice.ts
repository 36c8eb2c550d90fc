import type { User } from '../../../src-preload/contract/app.ts';
import type { Business } from '../../../src-preload/contract/business.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** By what figures can be narrowed; empty until it is known. */
export interface NamesSlice {
  readonly businesses: readonly Business[];
  /** A to Z. */
  readonly colleagues: readonly User[];
  readonly campaigns: readonly { readonly campaignId: string; readonly name: string }[];
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
        const [{ businesses }, colleagues] = await Promise.all([
          call(bridge, 'business.list', {}),
          call(bridge, 'user.list', {}),
        ]);
        set({ businesses, colleagues });
      } catch (error) {
        // The figures themselves say what is wrong with the database; without names there is less to choose from.
        toBridgeFailure(error);
      }
    },
  };
}
