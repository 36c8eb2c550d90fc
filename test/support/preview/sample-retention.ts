import { BusinessId, ContactId } from '../../../src-preload/contract/ids.ts';
import type { Contact } from '../../../src-preload/contract/contact.ts';
import {
  type HeldContact,
  NOTHING_GONE,
  type RetentionPolicy,
  type RetentionRun,
} from '../../../src-preload/contract/retention.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { FakeBridge } from './fake-bridge.ts';
import { objectId } from './sample-data.ts';

const DAY = 86_400_000;

/** Policies of all and of one business, two people who are held, and four runs. */
export function handleRetention(
  bridge: FakeBridge,
  contacts: readonly Contact[],
  now: number,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  const isFull = contacts.length > 0;
  const policies: RetentionPolicy[] = isFull
    ? [
        { businessId: null, kind: 'messages', days: 730, ...by('Ana Torres', now - 40 * DAY) },
        {
          ...{ businessId: BusinessId.parse('b'.repeat(24)), kind: 'messages', days: null },
          ...by('Bilal Haddad', now - 12 * DAY),
        },
        { businessId: null, kind: 'media', days: 90, ...by(null, now - 200 * DAY) },
      ]
    : [];
  const runs: RetentionRun[] = isFull
    ? [
        { ...run(now - 60_000, 'running'), counts: { ...NOTHING_GONE, messages: 400, files: 18 } },
        { ...run(now - DAY, 'done'), held: 2 },
        {
          ...run(now - 2 * DAY, 'interrupted'),
          counts: {
            ...{ messages: 41_204, months: 3, files: 812, conversations: 7 },
            ...{ sessionLogs: 96, leads: 12, people: 31 },
          },
        },
        { ...run(now - 3 * DAY, 'failed'), counts: { ...NOTHING_GONE, messages: 1 } },
      ]
    : [];
  const held: HeldContact[] = [4, 5]
    .flatMap((number) => contacts.find((each) => each.contactId === objectId(number)) ?? [])
    .map(({ contactId, name }, index) => ({
      contactId,
      name: index === 0 ? name : null,
      reason:
        index === 0
          ? 'Complaint 2026/118, with the lawyers until it is settled'
          : 'Audit of the spring campaign',
      placedBy: index === 0 ? 'Ana Torres' : null,
      placedAt: now - (5 + index * 60) * DAY,
    }));
  const holdOf = (contactId: string) => {
    const found = held.find((each) => each.contactId === contactId);
    if (found === undefined) return null;
    const { name: _, ...hold } = found;
    return hold;
  };
  bridge
    .handle('retention.policies', () => fill(() => policies))
    .handle('retention.setPolicy', () => fill(() => policies))
    .handle('retention.runs', () => fill(() => runs))
    .handle('retention.preview', ({ change }) =>
      fill(() =>
        isFull
          ? [
              { kind: 'messages' as const, now: 1_204, soon: 130, oldest: now - 900 * DAY },
              { kind: 'media' as const, now: 0, soon: 0, oldest: null },
            ].filter(({ kind }) => change === undefined || change.kind === kind)
          : [],
      ),
    )
    .handle('hold.list', () => fill(() => held))
    .handle('hold.ofContact', ({ contactId }) => fill(() => holdOf(contactId)))
    .handle('hold.place', ({ contactId, reason }) =>
      fill(() => ({
        contactId: ContactId.parse(contactId),
        reason,
        placedBy: 'Ana Torres',
        placedAt: now,
      })),
    )
    .handle('hold.lift', () => fill(() => null));
}

function by(changedBy: string | null, changedAt: number) {
  return { changedBy, changedAt };
}

function run(startedAt: number, outcome: RetentionRun['outcome']): RetentionRun {
  const endedAt = outcome === 'running' || outcome === 'interrupted' ? null : startedAt + 9_000;
  return { startedAt, endedAt, outcome, counts: NOTHING_GONE, held: 0 };
}
