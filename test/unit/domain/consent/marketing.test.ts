import { describe, expect, it } from 'vitest';
import {
  marketingOccasion,
  marketingRefusal,
  mayComeBack,
} from '../../../../src-main/domain/consent/marketing.ts';
import type {
  ConsentPurpose,
  ConsentRecord,
  ConsentState,
} from '../../../../src-preload/contract/consent.ts';

/** The newest first, one moment apart. */
function records(...said: (readonly [ConsentPurpose, ConsentState])[]): ConsentRecord[] {
  return said.map(([purpose, state], index) => ({
    ...{ purpose, state, method: 'form', recordedAt: 0, recordedBy: null, message: null },
    at: (said.length - index) * 1_000,
  }));
}
const marketing = (state: ConsentState) => records(['marketing', state]);
const plain = { isMarketing: false, namesCampaign: false, hasWritten: true };

describe('advertising', () => {
  it('is a flagged quick reply, the code of a campaign, and the first message to a stranger', () => {
    expect(marketingOccasion(plain)).toBeNull();
    expect(marketingOccasion({ ...plain, isMarketing: true })).toBe('quick_reply');
    expect(marketingOccasion({ ...plain, namesCampaign: true })).toBe('campaign');
    expect(marketingOccasion({ ...plain, hasWritten: false })).toBe('first_message');
    const all = { isMarketing: true, namesCampaign: true, hasWritten: false };
    expect(marketingOccasion(all)).toBe('quick_reply');
  });

  it.each([
    // occasion, what was said, has written, why not
    ['campaign', marketing('given'), false, null],
    ['campaign', [], true, null],
    ['campaign', [], false, 'marketing_not_agreed'],
    ['campaign', marketing('unknown'), false, 'marketing_not_agreed'],
    ['campaign', marketing('refused'), true, 'marketing_refused'],
    ['quick_reply', marketing('withdrawn'), true, 'marketing_refused'],
    [
      'quick_reply',
      records(['service', 'given'], ['marketing', 'refused']),
      true,
      'marketing_refused',
    ],
    ['quick_reply', records(['marketing', 'given'], ['marketing', 'withdrawn']), true, null],
    ['first_message', [], false, null],
    ['first_message', marketing('given'), false, null],
    ['first_message', marketing('withdrawn'), false, 'marketing_refused'],
    ['first_message', records(['service', 'withdrawn']), false, 'marketing_refused'],
    ['first_message', records(['service', 'given'], ['marketing', 'withdrawn']), false, null],
    ['first_message', records(['analytics', 'refused']), false, null],
  ] as const)('%s to whom said %j (has written: %s): %s', (occasion, said, hasWritten, refusal) => {
    expect(marketingRefusal(occasion, said, hasWritten)).toBe(refusal);
  });
});

describe('a keyword to come back', () => {
  const gone = records(['marketing', 'withdrawn'], ['marketing', 'given']);

  it('brings back what was given once and is withdrawn', () => {
    expect(mayComeBack(gone, 9_000)).toBe(true);
  });

  it.each([
    ['nobody ever agreed', marketing('withdrawn')],
    ['nothing was said', []],
    ['it was refused last', records(['marketing', 'refused'], ['marketing', 'given'])],
    ['it holds already', marketing('given')],
    ['another purpose was given', records(['marketing', 'withdrawn'], ['service', 'given'])],
  ])('does nothing where %s', (_, said) => {
    expect(mayComeBack(said, 9_000)).toBe(false);
  });

  it('does nothing where it was sent before the withdrawal', () => {
    expect(mayComeBack(gone, 1_500)).toBe(false);
  });
});
