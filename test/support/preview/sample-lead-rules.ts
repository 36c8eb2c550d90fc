import { LeadRuleId, type MessageId } from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadOfConversation } from '../../../src-preload/contract/lead.ts';
import type { LeadReason } from '../../../src-preload/contract/lead-reason.ts';
import type { LeadRule } from '../../../src-preload/contract/lead-rule.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import type { Filling } from './sample-bridge.ts';
import { objectId } from './sample-data.ts';

const rules: readonly LeadRule[] = (
  [
    ['phrase', 'wholesale', 40, 'Ana Salas'],
    ['pattern', '[0-9]+ (chairs|tables)', 25, 'Ana Salas'],
    ['phrase', 'just looking', -60, null],
    ['phrase', 'عرض سعر', 55, 'Luis Vega'],
  ] as const
).map(([kind, content, points, updatedBy], index) => ({
  ruleId: LeadRuleId.parse(objectId(700 + index)),
  ...{ kind, content, points, updatedBy },
  businessId: null,
  isOn: index !== 1,
  updatedAt: 0,
}));

const reasons: readonly (readonly LeadReason[])[] = [
  [
    { kind: 'signal', signal: 'price', words: 'how much is', points: 55 },
    { kind: 'words', words: 'velvet armchair for saturday', points: 21 },
    { kind: 'signal', signal: 'first_contact', words: null, points: 8 },
  ],
  [
    { kind: 'words', words: 'place an order', points: 48 },
    {
      kind: 'rule',
      ruleId: LeadRuleId.parse(objectId(701)),
      rule: '[0-9]+ (chairs|tables)',
      words: '12 chairs',
      points: 25,
    },
    {
      kind: 'rule',
      ruleId: LeadRuleId.parse(objectId(702)),
      rule: 'just looking',
      words: 'just looking',
      points: -60,
    },
  ],
];

/** Those that a message made; the others came from a file. */
function isOfConversation(lead: Lead): lead is LeadOfConversation & { messageId: MessageId } {
  return lead.conversationId !== null && lead.messageId !== null;
}

/** What is asked about the team's rules for leads, and about what stands behind a lead. */
export function handleLeadRules(
  bridge: FakeBridge,
  filling: Filling,
  leads: readonly Lead[],
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  bridge
    .handle('leadRule.list', () => fill(() => (filling === 'full' ? [...rules] : [])))
    .handle('leadRule.create', ({ kind }) =>
      succeed(
        kind === 'pattern'
          ? { outcome: 'pattern_refused', problem: 'nested_repetition' }
          : { outcome: 'too_many' },
      ),
    )
    .handle('leadRule.update', () => succeed({ outcome: 'too_many' }))
    .handle('leadRule.delete', () => succeed(null))
    .handle('leadRule.try', ({ after }) =>
      succeed({
        outcome: 'tried',
        messages: 640,
        next: null,
        matches:
          after === null
            ? leads
                .filter(isOfConversation)
                .slice(0, 12)
                .map((lead, index) => ({
                  conversationId: lead.conversationId,
                  conversationName: lead.contactName,
                  messageId: lead.messageId,
                  timestamp: lead.createdAt,
                  excerpt: lead.excerpt,
                  words: 'wholesale',
                  before: 20 + index * 4,
                  after: Math.min(100, 60 + index * 4),
                }))
            : [],
      }),
    )
    .handle('leadEvidence.list', ({ leadId }) => {
      const lead = leads.filter(isOfConversation).find((each) => each.leadId === leadId);
      return fill(() =>
        lead === undefined
          ? []
          : reasons.map((each, index) => ({
              conversationId: lead.conversationId,
              messageId: lead.messageId,
              saidAt: lead.createdAt + index * 60_000,
              score: 84 - index * 21,
              reasons: [...each],
              excerpt: index === 0 ? lead.excerpt : 'I want to place an order: 12 chairs, please',
            })),
      );
    });
}
