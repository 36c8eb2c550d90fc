import type { CommandOutput } from '../../../src-preload/contract/contract.ts';
import type { LeadId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export type Evidence = CommandOutput<'leadEvidence.list'>;

export interface EvidenceSlice {
  /** What stands behind the lead that is looked at. */
  readonly evidence: { readonly leadId: LeadId | null; readonly data: RemoteData<Evidence> };
  readonly loadEvidence: (leadId: LeadId) => Promise<void>;
}

export function createEvidenceSlice(
  set: (state: Pick<EvidenceSlice, 'evidence'>) => void,
  get: () => EvidenceSlice,
  { bridge }: StoreDependencies,
): EvidenceSlice {
  return {
    evidence: { leadId: null, data: idle },

    async loadEvidence(leadId) {
      const { evidence } = get();
      const before = evidence.leadId === leadId ? evidence.data : idle;
      set({ evidence: { leadId, data: toLoading(before) } });
      const answer = await call(bridge, 'leadEvidence.list', { leadId }).then(
        toReady,
        (error: unknown) => toFailed(before, toBridgeFailure(error)),
      );
      // Another lead is looked at by now.
      if (get().evidence.leadId === leadId) set({ evidence: { leadId, data: answer } });
    },
  };
}
