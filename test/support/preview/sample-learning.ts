import type { Lead } from '../../../src-preload/contract/lead.ts';
import type { Proposal } from '../../../src-preload/contract/lead-learning.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import type { Filling } from './sample-bridge.ts';

const proposalId = '3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11';

/** What the team's judgements teach. */
export function handleLearning(
  bridge: FakeBridge,
  filling: Filling,
  leads: readonly Lead[],
  now: number,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  bridge
    .handle('leadLearning.state', () =>
      fill(() =>
        filling === 'full'
          ? {
              judgements: { leads: 31, others: 16 },
              applied: {
                ...{ version: 2, appliedBy: 'Ana Salas', appliedAt: now - 3 * 86_400_000 },
                ...{ judgements: 38, isOutdated: false },
              },
            }
          : { judgements: { leads: 1, others: 2 }, applied: null },
      ),
    )
    .handle('leadLearning.propose', () =>
      succeed({ outcome: 'proposed' as const, proposal: proposalOf(leads) }),
    )
    .handle('leadLearning.apply', () => succeed({ outcome: 'applied' as const }))
    .handle('leadLearning.discard', () => succeed(null));
}

function proposalOf(leads: readonly Lead[]): Proposal {
  const changes = leads.flatMap(({ conversationId, messageId, ...lead }, index) =>
    conversationId === null || messageId === null || index >= 14
      ? []
      : [
          {
            ...{ conversationId, messageId },
            conversationName: lead.contactName,
            timestamp: lead.createdAt,
            excerpt: lead.excerpt,
            before: index % 4 === 3 ? 64 : 21 + index,
            after: index % 4 === 3 ? 22 : 58 + index,
          },
        ],
  );
  return {
    proposalId,
    judgements: { count: 47, rightBefore: 29, rightAfter: 43, rightUnseen: 38 },
    ...{ messages: 2_718, isLimited: false, gained: 11, lost: 3, changes },
  };
}
