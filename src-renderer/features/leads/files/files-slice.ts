import type { LeadStage } from '../../../../src-preload/contract/lead.ts';
import {
  type LeadImportOutcome,
  LEADS_AT_A_TIME,
  type StageSetting,
} from '../../../../src-preload/contract/lead-change.ts';
import type { User } from '../../../../src-preload/contract/app.ts';
import type { Business } from '../../../../src-preload/contract/business.ts';
import { type BridgeFailure, toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { filterOf } from '../lead-order.ts';
import type { Campaign } from '../../../../src-preload/contract/campaign.ts';
import type { LeadChoice } from '../../../../src-preload/contract/lead-view.ts';
import type { LeadSort } from '../../../../src-preload/contract/lead.ts';
import type { LeadFile, LeadFileProblem, RefusedLine } from './read-lead-file.ts';

/** How far a file that is being taken in has come. */
export type LeadImport =
  | { readonly step: 'choosing'; readonly problem: LeadFileProblem | null }
  | { readonly step: 'checked'; readonly file: LeadFile }
  | { readonly step: 'importing'; readonly done: number; readonly total: number }
  | LeadImportReport;

export interface LeadImportReport {
  readonly step: 'done';
  readonly counts: Readonly<Record<'created' | 'updated' | 'unchanged', number>>;
  readonly refused: readonly RefusedLine[];
  /** Why it ended before everything was taken; what was counted until then is stored. */
  readonly failure: BridgeFailure | null;
  /** How many of the file were not tried because of that. */
  readonly left: number;
}

export interface FilesSlice {
  /** Null while no file is taken in. */
  readonly leadImport: LeadImport | null;
  readonly beginImport: () => void;
  /** @param wordOf the app's own word for a stage */
  readonly checkFile: (file: File, wordOf: (stage: LeadStage) => string) => Promise<void>;
  readonly runImport: () => Promise<void>;
  readonly leaveImport: () => void;
  /** Writes what was chosen to a file. Answers how many; null when the person thought better of it, or it failed. */
  readonly exportLeads: () => Promise<number | null>;
}

type Read = () => FilesSlice & {
  readonly people: readonly User[];
  readonly businesses: readonly Business[];
  readonly campaigns: readonly Campaign[];
  readonly stages: readonly StageSetting[];
  readonly choice: LeadChoice;
  readonly sort: LeadSort;
  readonly load: () => Promise<void>;
  readonly loadNames: () => Promise<void>;
  readonly loadCampaignNames: () => Promise<void>;
};

export function createFilesSlice(
  set: (change: Pick<FilesSlice, 'leadImport'>) => void,
  get: Read,
  { bridge, reportFailure }: StoreDependencies,
): FilesSlice {
  return {
    leadImport: null,

    beginImport: () => set({ leadImport: { step: 'choosing', problem: null } }),

    async checkFile(file, wordOf) {
      try {
        // What reads files is large, and few people need it.
        const [{ readLeadFile }] = await Promise.all([
          import('./read-lead-file.ts'),
          get().loadNames(),
          get().loadCampaignNames(),
        ]);
        const { people, businesses, campaigns, stages } = get();
        const names = { people, businesses, campaigns, stages, wordOf };
        const read = await readLeadFile(file, names);
        set({
          leadImport:
            typeof read === 'string'
              ? { step: 'choosing', problem: read }
              : { step: 'checked', file: read },
        });
      } catch {
        set({ leadImport: { step: 'choosing', problem: 'unreadable' } });
      }
    },

    async runImport() {
      const { leadImport } = get();
      if (leadImport?.step !== 'checked') return;
      const { ready, refused } = leadImport.file;
      const counts = { created: 0, updated: 0, unchanged: 0 };
      const alsoRefused: RefusedLine[] = [];
      let done = 0;
      let failure: BridgeFailure | null = null;
      try {
        for (; done < ready.length; done += LEADS_AT_A_TIME) {
          set({ leadImport: { step: 'importing', done, total: ready.length } });
          const batch = ready.slice(done, done + LEADS_AT_A_TIME);
          const { outcomes } = await call(bridge, 'lead.import', {
            leads: batch.map(({ lead }) => lead),
          });
          for (const [index, { place, lead }] of batch.entries()) {
            const outcome: LeadImportOutcome | undefined = outcomes[index];
            if (outcome === undefined) continue;
            if (outcome === 'not_found' || outcome === 'another_open' || outcome === 'erased') {
              alsoRefused.push({ place, name: lead.contactName ?? '', problem: outcome });
            } else {
              counts[outcome] += 1;
            }
          }
        }
      } catch (error) {
        failure = toBridgeFailure(error);
      }
      const all = [...refused, ...alsoRefused].sort((one, other) => one.place - other.place);
      const left = Math.max(0, ready.length - done);
      set({ leadImport: { step: 'done', counts, refused: all, failure, left } });
      await get().load();
    },

    leaveImport: () => set({ leadImport: null }),

    async exportLeads() {
      const { choice, sort } = get();
      try {
        const filter = filterOf(choice, Date.now());
        return (await call(bridge, 'lead.export', { filter, sort })).count;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return null;
      }
    },
  };
}
