import { expect, it } from 'vitest';
import { certificateOf, certificatePage } from '../../../src-main/erasure/certificate.ts';
import {
  type Erasure,
  ErasureCounts,
  ErasureId,
  erasureParts,
} from '../../../src-preload/contract/erasure.ts';

const erasure: Erasure & { subject: string } = {
  erasureId: ErasureId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11'),
  startedAt: Date.parse('2026-11-29T10:00:00Z'),
  endedAt: Date.parse('2026-11-29T10:01:00Z'),
  ...{ state: 'done', step: null, reason: 'objection', startedBy: '<b>Ana</b>' },
  counts: ErasureCounts.parse(
    Object.fromEntries(erasureParts.map((part, index) => [part, index + 1_000])),
  ),
  verification: {
    checkedAt: Date.parse('2026-11-29T10:00:59Z'),
    ...{ places: 61, records: 4_711, left: 0, keysDestroyed: 7 },
  },
  awaited: [{ deskId: '3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d12', name: 'Till', lastSeenAt: 1 }],
  desktopsDone: 2,
  subject: 'kH7hash',
};

it('says what went, how much, when, by whom, what was found afterwards, and who is awaited', () => {
  const certificate = certificateOf(erasure);
  expect(certificate).toMatchObject({
    ...{ subject: 'kH7hash', ground: 'objection', startedBy: '<b>Ana</b>' },
    ...{ startedAt: '2026-11-29T10:00:00.000Z', endedAt: '2026-11-29T10:01:00.000Z' },
    erased: { contacts: 1_000, messages: 1_004 },
    verification: { checkedAt: '2026-11-29T10:00:59.000Z', left: 0, keysDestroyed: 7 },
    ...{ desktopsDone: 2, desktopsAwaited: ['Till'] },
  });
});

it('is a page with the same, in which nothing is a tag that is somebody’s name', () => {
  const page = certificatePage(certificateOf(erasure));
  for (const said of ['kH7hash', '4711', 'Till', '2026-11-29T10:01:00.000Z', '(1) (c)']) {
    expect(page).toContain(said);
  }
  for (const index of erasureParts.keys()) expect(page).toContain(`>${index + 1_000}<`);
  expect(page).not.toContain('<b>');
  expect(page).toContain('&#60;b&#62;Ana');
});
