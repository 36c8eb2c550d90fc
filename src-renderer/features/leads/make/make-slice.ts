import type { ConversationId, LeadId } from '../../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import type { NewLeadDraft } from '../../../../src-preload/contract/lead-change.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';

/** The conversation of which a lead is made by hand; null for none. */
export interface LeadMaking {
  readonly conversation: { readonly conversationId: ConversationId; readonly name: string } | null;
}

export interface MakeSlice {
  /** Null while none is made. */
  readonly making: LeadMaking | null;
  readonly beginMaking: (conversation: LeadMaking['conversation']) => void;
  readonly leaveMaking: () => void;
  /** Makes it and opens its page; where its conversation has an open one, that one. */
  readonly makeLead: (draft: NewLeadDraft) => Promise<'created' | 'another_open' | 'failed'>;
}

export function createMakeSlice(
  set: (change: Pick<MakeSlice, 'making'>) => void,
  get: () => {
    readonly receiveLead: (lead: Lead) => void;
    readonly loadNames: () => Promise<void>;
    readonly openLead: (leadId: LeadId) => Promise<void>;
  },
  { bridge, reportFailure }: StoreDependencies,
): MakeSlice {
  return {
    making: null,

    beginMaking(conversation) {
      void get().loadNames();
      set({ making: { conversation } });
    },

    leaveMaking: () => set({ making: null }),

    async makeLead(draft) {
      try {
        const { outcome, lead } = await call(bridge, 'lead.create', draft);
        get().receiveLead(lead);
        set({ making: null });
        void get().openLead(lead.leadId);
        return outcome;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return 'failed';
      }
    },
  };
}
