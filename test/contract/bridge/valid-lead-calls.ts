import { randomUUID } from 'node:crypto';
import type { CommandInput } from '../../../src-preload/contract/contract.ts';
import { LeadStage } from '../../../src-preload/contract/lead.ts';
import type { BridgeDesk } from './bridge-desk.ts';
import { FREE_TEXT, type ValidCalls } from './valid-call.ts';

const LEAD_VIEW: CommandInput<'leadView.create'> = {
  name: FREE_TEXT,
  isShared: true,
  layout: 'table',
  choice: { ownerId: null, isOverdue: true },
  sort: { by: 'value', isDescending: true },
};
const CAMPAIGN: CommandInput<'campaign.create'> = {
  name: FREE_TEXT,
  businessId: null,
  channel: 'shop',
  code: 'AUTUMN',
  startsAt: 1,
  endsAt: 2_000_000_000_000,
  status: 'active',
  budget: { minor: 100, currency: 'EUR' },
};

/** Those of `validCallsOf` that are about leads. */
export function validLeadCallsOf(
  bridge: BridgeDesk,
): Pick<
  ValidCalls,
  Extract<
    keyof ValidCalls,
    `${'lead' | 'leadJudgement' | 'leadLearning' | 'leadView' | 'campaign'}.${string}`
  >
> {
  return {
    'leadView.list': { input: () => ({}) },
    'leadView.create': { input: () => LEAD_VIEW },
    'leadView.update': {
      input: () => ({ viewId: '0'.repeat(24), view: LEAD_VIEW }),
      refusedWith: 'not_found',
    },
    'leadView.remove': { input: () => ({ viewId: '0'.repeat(24) }) },
    'campaign.list': { input: () => ({}) },
    'campaign.create': { input: () => ({ ...CAMPAIGN, code: `C${randomUUID().slice(0, 8)}` }) },
    'campaign.update': {
      input: () => ({ ...CAMPAIGN, campaignId: '0'.repeat(24) }),
      refusedWith: 'not_found',
    },
    'campaign.results': { input: () => ({}) },
    'campaign.linkConversation': {
      input: () => ({ conversationId: bridge.conversationId, campaignId: null }),
    },
    'lead.ofConversation': { input: () => ({ conversationId: bridge.conversationId }) },
    'lead.totals': { input: () => ({ filter: { stages: ['new'] } }) },
    'lead.export': {
      input: () => ({
        filter: { ownerId: null },
        sort: { by: 'value', isDescending: true },
      }),
    },
    'lead.get': { input: () => ({ leadId: '0'.repeat(24) }), refusedWith: 'not_found' },
    'lead.update': {
      input: () => ({ leadId: '0'.repeat(24), version: 1, change: { notes: FREE_TEXT } }),
      refusedWith: 'not_found',
    },
    'lead.updateMany': {
      input: () => ({
        leads: [{ leadId: '0'.repeat(24), version: 1 }],
        change: { stage: 'won' },
      }),
    },
    'lead.import': {
      input: () => ({
        leads: [
          {
            ...{ leadId: '0'.repeat(24), contactName: 'Eva', stage: 'new', lostReason: '' },
            ...{ ownerId: null, businessId: null, campaignId: null, value: null },
            expectedClose: null,
            ...{ nextStep: null, notes: FREE_TEXT, source: 'import' },
          },
        ],
      }),
    },
    'lead.create': {
      input: () => ({
        conversationId: null,
        ...{ contactName: 'Eva', phoneNumber: '+34600999000', stage: 'new' },
        ...{ ownerId: null, businessId: null, value: null, expectedClose: null },
        ...{ nextStep: null, notes: FREE_TEXT, lostReason: FREE_TEXT, campaignId: null },
      }),
    },
    'leadJudgement.confirm': {
      input: () => ({ conversationId: bridge.conversationId, messageId: FREE_TEXT }),
      refusedWith: 'not_found',
    },
    'leadJudgement.dismiss': {
      input: () => ({ leadId: '0'.repeat(24), version: 1 }),
      refusedWith: 'not_found',
    },
    'leadJudgement.restore': {
      input: () => ({ leadId: '0'.repeat(24), version: 1 }),
      refusedWith: 'not_found',
    },
    'leadLearning.state': { input: () => ({}) },
    'leadLearning.propose': { input: () => ({ wants: 'learn' }) },
    'leadLearning.apply': { input: () => ({ proposalId: randomUUID() }) },
    'leadLearning.discard': { input: () => ({ proposalId: randomUUID() }) },
    'lead.stages': { input: () => ({}) },
    'lead.setStages': {
      input: () => ({
        stages: LeadStage.options.map((stage) => ({ stage, name: null })),
      }),
    },
    'lead.list': {
      input: () => ({
        search: FREE_TEXT,
        filter: { overdueAt: Date.now() },
        sort: { by: 'nextStep', isDescending: false },
        after: { key: Date.now(), leadId: '0'.repeat(24) },
        limit: 50,
      }),
    },
  };
}
