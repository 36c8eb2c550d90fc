import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import { sampleColleagues } from './sample-data.ts';

const NOW = Date.parse('2026-03-09T10:00:00Z');
const DAY = 24 * 60 * 60_000;

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
  const roles = ['owner', 'manager', 'agent', 'read_only'] as const;
  const [me] = people;
  if (!me) throw new Error('Somebody works there');
  bridge
    .handle('access.get', () =>
      succeed({
        ...{ userId: me.userId, name: me.name, email: me.email, role: 'owner' as const },
        ...{ hasPassword: true, isProtected: true, lockAfterMinutes: 15, asksAtStart: false },
        refused: [],
      }),
    )
    .handle('access.lock', () => succeed(null))
    .handle('access.setLocking', () => succeed(null))
    .handle('member.list', () =>
      fill(() =>
        people.map(({ userId, name, email }, index) => ({
          ...{ userId, name, email, hasPassword: index !== 3 },
          role: roles[index] ?? 'agent',
        })),
      ),
    )
    .handle('invitation.list', () =>
      succeed([
        {
          ...{ invitationId: '5'.repeat(24), email: 'dora@corner-shop.example' },
          ...{ role: 'agent', expiresAt: NOW + 2 * DAY },
        },
      ]),
    )
    .handle('device.list', () =>
      fill(() =>
        people.slice(0, 3).map(({ name }, index) => ({
          ...{ deskId: crypto.randomUUID(), name: `laptop-${index + 1}`, userName: name },
          ...{ login: name.toLowerCase(), lastSeenAt: NOW - index * DAY, isThis: index === 0 },
          shutOutAt: index === 2 ? NOW - DAY : null,
        })),
      ),
    )
    .handle('team.get', () =>
      fill(() => ({ people, rotas: [{ businessId: null, isOn: true, members }] })),
    )
    .handle('team.setAway', () => succeed(null))
    .handle('team.setRota', () => succeed(null));
}
