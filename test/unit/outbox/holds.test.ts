import { expect, it } from 'vitest';
import { Holds } from '../../../src-main/outbox/holds.ts';
import type { OutboxItem } from '../../../src-main/outbox/outbox-item.ts';
import type { Admission } from '../../../src-main/pace/pace.ts';

type Wait = Extract<Admission, { kind: 'wait' }>;

it('forgets everything that held messages when the pace changes, also of those that were cancelled', () => {
  const holds = new Holds({ now: () => 0, after: () => () => {} });
  const item = { sessionId: 'account', conversationId: 'conversation' } as OutboxItem;
  const wait: Omit<Wait, 'reason' | 'scope'> = {
    kind: 'wait',
    until: 1_000,
    places: [1_000],
    every: 0,
    slotAt: undefined,
  };
  holds.hold(item, { ...wait, reason: 'recipient_limit', scope: 'conversation' });
  holds.hold(item, { ...wait, reason: 'account_limit', scope: 'account' });
  expect(holds.dueTime(item)).toBe(1_000);
  holds.releaseAll();
  expect(holds.dueTime(item)).toBe(0);
});
