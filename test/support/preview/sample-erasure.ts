import type { Contact } from '../../../src-preload/contract/contact.ts';
import {
  type Erasure,
  type ErasureCounts,
  ErasureId,
  erasureParts,
} from '../../../src-preload/contract/erasure.ts';
import { ContactId } from '../../../src-preload/contract/ids.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import { objectId, uuid } from './sample-data.ts';

const DAY = 86_400_000;
/** As `erasureParts` are ordered. */
const much = [3, 5, 2, 2, 1_284, 31, 96, 48_200_000, 4, 2, 3, 1, 0, 12];

function counts(numbers: readonly number[]): ErasureCounts {
  return Object.fromEntries(
    erasureParts.map((part, index) => [part, numbers[index] ?? 0]),
  ) as ErasureCounts;
}

/** Erasures in every state; the fourth contact is held. */
export function handleErasure(
  bridge: FakeBridge,
  contacts: readonly Contact[],
  now: number,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  const laptop = { deskId: uuid(801), name: 'laptop-2', lastSeenAt: now - 3 * DAY };
  const nameless = { deskId: uuid(802), name: null, lastSeenAt: null };
  const done: Erasure = {
    ...{ erasureId: ErasureId.parse(uuid(701)), startedAt: now - 9 * DAY, endedAt: now - 9 * DAY },
    ...{ state: 'done', step: null, reason: 'consent_withdrawn', startedBy: 'Ana Torres' },
    counts: counts(much),
    verification: {
      ...{ checkedAt: now - 9 * DAY + 60_000, places: 41, records: 81_204, left: 0 },
      keysDestroyed: 5,
    },
    ...{ awaited: [laptop, nameless], desktopsDone: 2 },
  };
  const running: Erasure = {
    ...{ ...done, erasureId: ErasureId.parse(uuid(700)), startedAt: now - 20_000, endedAt: null },
    ...{ state: 'running', step: 'groups', reason: 'objection', verification: null, awaited: [] },
    counts: counts([0, 0, 0, 2, 1_284, 12, 96, 48_200_000]),
  };
  const failed: Erasure = {
    ...{ ...done, erasureId: ErasureId.parse(uuid(702)), startedAt: now - 30 * DAY },
    ...{ state: 'failed', step: 'verify', reason: 'legal_duty', startedBy: null, awaited: [] },
    verification: { ...{ checkedAt: now, places: 41, records: 80_000, left: 1 }, keysDestroyed: 5 },
  };
  const erasures = contacts.length > 0 ? [running, done, failed] : [];
  bridge
    .handle('erasure.list', () => fill(() => erasures))
    .handle('erasure.preview', ({ contactId }) =>
      fill(() => {
        const asked = ContactId.parse(contactId);
        const contact = contacts.find((each) => each.contactId === contactId);
        return {
          ...{ contactId: asked, name: contact?.name ?? '', counts: counts(much) },
          oldest: now - 700 * DAY,
          desktops: [laptop],
          confirmation: 'sample',
          hold:
            contactId === objectId(4)
              ? {
                  contactId: asked,
                  reason: 'Complaint 2026/118, with the lawyers until it is settled',
                  placedBy: 'Ana Torres',
                  placedAt: now - 5 * DAY,
                }
              : null,
        };
      }),
    )
    .handle('erasure.start', () => succeed(running))
    .handle('erasure.certificate', () => succeed('saved'));
}
