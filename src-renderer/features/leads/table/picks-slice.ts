import type { LeadId } from '../../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import { type LeadChange, LEADS_AT_A_TIME } from '../../../../src-preload/contract/lead-change.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';

/** What came of a change of many leads. */
export type BulkCounts = Readonly<
  Record<'saved' | 'conflict' | 'another_open' | 'not_found', number>
>;

export interface PicksSlice {
  /** As they were when they were picked. */
  readonly picks: ReadonlyMap<LeadId, Lead>;
  /** Of the last change of many; null once it was read. */
  readonly bulkCounts: BulkCounts | null;
  readonly pick: (leads: readonly Lead[], isPicked: boolean) => void;
  readonly clearPicks: () => void;
  /** Changes all that are picked, and picks none of them any more. */
  readonly changePicked: (change: LeadChange) => Promise<void>;
  readonly forgetBulk: () => void;
}

export function createPicksSlice(
  set: (change: Partial<Pick<PicksSlice, 'picks' | 'bulkCounts'>>) => void,
  get: () => PicksSlice & { readonly load: () => Promise<void> },
  { bridge, reportFailure }: StoreDependencies,
): PicksSlice {
  return {
    picks: new Map(),
    bulkCounts: null,

    pick(leads, isPicked) {
      const picks = new Map(get().picks);
      for (const lead of leads) {
        if (isPicked) picks.set(lead.leadId, lead);
        else picks.delete(lead.leadId);
      }
      set({ picks, bulkCounts: null });
    },

    clearPicks: () => set({ picks: new Map() }),

    async changePicked(change) {
      const versions = [...get().picks.values()].map(({ leadId, version }) => ({
        leadId,
        version,
      }));
      const counts = { saved: 0, conflict: 0, another_open: 0, not_found: 0 };
      try {
        for (let done = 0; done < versions.length; done += LEADS_AT_A_TIME) {
          const leads = versions.slice(done, done + LEADS_AT_A_TIME);
          for (const outcome of await call(bridge, 'lead.updateMany', { leads, change })) {
            counts[outcome] += 1;
          }
        }
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
      set({ picks: new Map(), bulkCounts: counts });
      await get().load();
    },

    forgetBulk: () => set({ bulkCounts: null }),
  };
}
