import { randomUUID } from 'node:crypto';
import { LeadStage } from '../../../src-preload/contract/lead.ts';
import type { BridgeDesk } from './bridge-desk.ts';
import { FREE_TEXT, type ValidCalls } from './valid-call.ts';

/** Those of `validCallsOf` that are about leads. */
export function validLeadCallsOf(
  bridge: BridgeDesk,
): Pick<ValidCalls, Extract<keyof ValidCalls, `lead${'' | 'Judgement' | 'Learning'}.${string}`>> {
  return {
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
            ...{ ownerId: null, businessId: null, value: null, expectedClose: null },
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
        ...{ nextStep: null, notes: FREE_TEXT, lostReason: FREE_TEXT },
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
