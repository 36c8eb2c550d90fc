import { LabelId } from '../../../src-preload/contract/ids.ts';
import type { Label } from '../../../src-preload/contract/label.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import type { Filling } from './sample-bridge.ts';
import { objectId } from './sample-data.ts';

/** Those of the team. */
export const sampleLabels: readonly Label[] = (
  [
    ['urgent', 'orange'],
    ['VIP', 'violet'],
    ['wholesale', 'green'],
    ['عميل جديد', 'teal'],
    ['has asked for the new price list twice', 'pink'],
  ] as const
).map(([name, colour], index) => ({
  labelId: LabelId.parse(objectId(600 + index)),
  name,
  colour,
}));

/** What is asked about the team's labels. */
export function handleLabels(
  bridge: FakeBridge,
  filling: Filling,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  bridge
    .handle('label.list', () => fill(() => (filling === 'full' ? [...sampleLabels] : [])))
    .handle('label.create', () => succeed({ outcome: 'name_taken' }))
    .handle('label.update', () => succeed({ outcome: 'name_taken' }))
    .handle('label.count', () => succeed({ conversations: 12, messages: 3, views: 1 }))
    .handle('label.delete', () => succeed(null))
    .handle('label.move', ({ labelId, place }) => {
      const order = sampleLabels.filter((each) => each.labelId !== labelId);
      order.splice(place, 0, ...sampleLabels.filter((each) => each.labelId === labelId));
      return succeed(order);
    });
}
