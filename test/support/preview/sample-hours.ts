import type { KeptResponseRule } from '../../../src-preload/contract/business-hours.ts';
import { BusinessId } from '../../../src-preload/contract/ids.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import type { Filling } from './sample-bridge.ts';

const morning = { begin: 540, end: 840 };
const afternoon = { begin: 960, end: 1_200 };
const split = [morning, afternoon];

/** A shop with a siesta, Saturdays and holidays, and a target of three hours for what belongs to no business. */
export function handleHours(
  bridge: FakeBridge,
  filling: Filling,
  now: number,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  const year = new Date(now).getFullYear();
  const rules: KeptResponseRule[] = [
    {
      businessId: BusinessId.parse('b'.repeat(24)),
      hours: {
        timeZone: 'Europe/Madrid',
        week: [split, split, split, split, split, [morning], []],
        holidays: [
          ...['01-01', '01-06', '05-01', '08-15', '10-12', '12-08', '12-25'].map(
            (day) => `${year}-${day}`,
          ),
          `${year + 1}-01-01`,
          `${year + 1}-01-06`,
        ],
      },
      targetMinutes: 30,
      changedBy: 'Bilal Haddad',
      changedAt: now - 3 * 86_400_000,
    },
    {
      ...{ businessId: null, hours: null, targetMinutes: 180 },
      ...{ changedBy: 'Ana Torres', changedAt: now - 3_600_000 },
    },
  ];
  bridge
    .handle('businessHours.list', () =>
      filling === 'empty' ? succeed([]) : fill(() => [...rules]),
    )
    .handle('businessHours.set', (rule) => {
      const place = rules.findIndex(({ businessId }) => businessId === rule.businessId);
      const kept = { ...rule, changedBy: 'Ana Torres', changedAt: Date.now() } as KeptResponseRule;
      rules.splice(place < 0 ? rules.length : place, place < 0 ? 0 : 1, kept);
      return succeed(null);
    });
}
