import { beforeEach, expect, it } from 'vitest';
import type { ResponseRule } from '../../../src-preload/contract/business-hours.ts';
import { BusinessId, type UserId } from '../../../src-preload/contract/ids.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { BusinessHoursStore } from '../../../src-main/store/business-hours-store.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

const hours = {
  timeZone: 'Europe/Madrid',
  week: [
    ...Array.from({ length: 5 }, () => [
      { begin: 540, end: 840 },
      { begin: 960, end: 1_440 },
    ]),
    [],
    [],
  ],
  holidays: ['2026-12-25', '2027-01-06'],
};

export function postgresBusinessHoursTests(open: () => OpenPostgres): void {
  let businessHours: BusinessHoursStore;
  let businessId: BusinessId;
  let ana: UserId;
  let eva: UserId;

  beforeEach(async () => {
    const { users, businesses, ...stores } = open().stores;
    ({ businessHours } = stores);
    await open().raw.query('DELETE FROM business_hours');
    ({ userId: ana } = await users.signIn({ name: 'Ana', email: 'ana@example.com' }));
    ({ userId: eva } = await users.signIn({ name: 'Eva', email: 'eva@example.com' }));
    ({ businessId } = (await businesses.create({ name: 'Of the hours' })).business);
  });

  it('keeps a rule for each business and one for none, the last one that was set', async () => {
    expect(await businessHours.list()).toEqual([]);
    const ofBusiness: ResponseRule = { businessId, hours, targetMinutes: 30 };
    const ofNone: ResponseRule = { businessId: null, hours: null, targetMinutes: 240 };
    expect(await businessHours.set({ ...ofBusiness, targetMinutes: 5 }, ana)).toBe('saved');
    expect(await businessHours.set(ofNone, ana)).toBe('saved');
    expect(await businessHours.set(ofBusiness, ana)).toBe('saved');
    const rules = await businessHours.list();
    expect(rules).toHaveLength(2);
    expect(rules.find((each) => each.businessId === businessId)).toMatchObject(ofBusiness);
    expect(rules.find((each) => each.businessId === null)).toMatchObject(ofNone);
    const nothing: ResponseRule = { businessId, hours: null, targetMinutes: null };
    await businessHours.set(nothing, ana);
    expect(
      (await businessHours.list()).find((each) => each.businessId === businessId),
    ).toMatchObject(nothing);
  });

  it('says who changed it and when, by the clock of the server', async () => {
    const rule: ResponseRule = { businessId, hours, targetMinutes: 30 };
    await businessHours.set(rule, ana);
    const [first] = await businessHours.list();
    await businessHours.set({ ...rule, targetMinutes: 60 }, eva);
    const [second] = await businessHours.list();
    expect([first?.changedBy, second?.changedBy]).toEqual(['Ana', 'Eva']);
    expect(second?.changedAt).toBeGreaterThan(first?.changedAt ?? Infinity);
    const { rows } = await open().raw.query<{ at: Date }>(
      'SELECT updated_at AS at FROM business_hours',
    );
    expect(rows.map(({ at }) => at.getTime())).toEqual([second?.changedAt]);
  });

  it('takes none of a business that there is not', async () => {
    const unknown = BusinessId.parse('f'.repeat(24));
    const rule: ResponseRule = { businessId: unknown, hours, targetMinutes: 30 };
    expect(await businessHours.set(rule, ana)).toBe('notFound');
    expect(await businessHours.list()).toEqual([]);
  });

  it('is one rule when two desktops set it at the same time, or the answer was lost', async () => {
    const other = await open().otherDesktop();
    const rule: ResponseRule = { businessId: null, hours, targetMinutes: 30 };
    await Promise.all([
      businessHours.set(rule, ana),
      other.stores.businessHours.set({ ...rule, targetMinutes: 60 }, eva),
    ]);
    await other.close();
    expect(await businessHours.list()).toHaveLength(1);
    const connection = { ...open().connection, retry: afterLostAnswer };
    const context = { keys: testKeyRing(), deskId: open().deskId, newObjectId };
    const losing = postgresStores(connection, context).businessHours;
    expect(await losing.set({ ...rule, targetMinutes: 90 }, ana)).toBe('saved');
    expect(await businessHours.list()).toMatchObject([{ targetMinutes: 90 }]);
  });

  it('keeps no target of nothing or less, whoever writes it', async () => {
    await expect(
      open().raw.query('INSERT INTO business_hours (target_minutes) VALUES (0)'),
    ).rejects.toThrow(/target_minutes/);
  });
}
