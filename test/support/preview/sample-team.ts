import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import { sampleColleagues } from './sample-data.ts';

/** Four people, one of whom is away; half of them take part in the rota of what belongs to no business. */
export function handleTeam(
  bridge: FakeBridge,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  const people = sampleColleagues().map((each, index) => ({
    ...each,
    isAway: index === 2,
    openConversations: [12, 1, 0, 1_000][index] ?? 0,
  }));
  const members = people.slice(0, 2).map(({ userId }) => userId);
  bridge
    .handle('team.get', () =>
      fill(() => ({ people, rotas: [{ businessId: null, isOn: true, members }] })),
    )
    .handle('team.setAway', () => succeed(null))
    .handle('team.setRota', () => succeed(null));
}
