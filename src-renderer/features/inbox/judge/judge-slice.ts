import type { Lead } from '../../../../src-preload/contract/lead.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';

/** What came of a person's word: the lead as it is then. */
export type Judged =
  | { readonly outcome: 'saved'; readonly lead: Lead }
  | { readonly outcome: 'changed' | 'another_open' | 'gone' | 'failed' };

/** What people say of messages and of the leads that came of them. */
export interface JudgeSlice {
  /** It is a buying message. What becomes of its conversation and its leads comes by itself. */
  readonly confirmBuying: (message: Message) => Promise<boolean>;
  /** It is none, and the lead that it made is no lead. */
  readonly denyBuying: (message: Message) => Promise<Judged>;
  readonly judgeLead: (lead: Lead, isLead: boolean) => Promise<Judged>;
}

export function createJudgeSlice({ bridge, reportFailure }: StoreDependencies): JudgeSlice {
  const judgeLead = async ({ leadId, version }: Lead, isLead: boolean): Promise<Judged> => {
    try {
      const name = isLead ? 'leadJudgement.restore' : 'leadJudgement.dismiss';
      const answer = await call(bridge, name, { leadId, version });
      if (answer.outcome === 'saved') return { outcome: 'saved', lead: answer.lead };
      return { outcome: answer.outcome === 'conflict' ? 'changed' : 'another_open' };
    } catch (error) {
      reportFailure(toBridgeFailure(error));
      return { outcome: 'failed' };
    }
  };
  return {
    judgeLead,

    async confirmBuying({ conversationId, messageId }) {
      try {
        await call(bridge, 'leadJudgement.confirm', { conversationId, messageId });
        return true;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return false;
      }
    },

    async denyBuying({ conversationId, messageId }) {
      try {
        const leads = await call(bridge, 'lead.ofConversation', { conversationId });
        const made = leads.find((each) => each.messageId === messageId && !each.isDismissed);
        return made === undefined ? { outcome: 'gone' } : await judgeLead(made, false);
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return { outcome: 'failed' };
      }
    },
  };
}
