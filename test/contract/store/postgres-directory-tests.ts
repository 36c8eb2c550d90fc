import { describe, expect, it } from 'vitest';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import { BusinessId, UserId } from '../../../src-preload/contract/ids.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

/** Run by `postgres-stores.test.ts` on every server, as are the other `postgres-*-tests.ts`. */
export function postgresDirectoryTests(open: () => OpenPostgres): void {
  describe('users', () => {
    it('are known by their e-mail, whatever its capitals', async () => {
      const { users } = open().stores;
      const first = await users.signIn({ name: 'Pau', email: 'pau@example.com' });
      const again = await users.signIn({ name: 'Pau Mas', email: 'PAU@example.com' });
      expect(again).toMatchObject({ userId: first.userId, name: 'Pau Mas' });
      expect(await users.find(first.userId)).toMatchObject({ name: 'Pau Mas' });
      expect(await users.find(UserId.parse('f'.repeat(24)))).toBeNull();
    });
  });

  describe('businesses', () => {
    it('are made once, also when several desktops make the same at the same time', async () => {
      const other = await open().otherDesktop();
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 ? open() : other).stores.businesses.create({
            name: index % 3 ? 'Zapatería' : 'zapatería',
          }),
        ),
      );
      await other.close();
      expect(all.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
      expect(new Set(all.map(({ business }) => business.businessId)).size).toBe(1);
    });

    it('are made, not met, by a desktop that lost the first answer and asks again', async () => {
      const connection = { ...open().connection, retry: afterLostAnswer };
      const { businesses } = postgresStores(connection, {
        keys: testKeyRing(),
        deskId: open().deskId,
        newObjectId,
      });
      const { outcome, business } = await businesses.create({ name: 'Once' });
      expect(outcome).toBe('created');
      await open().raw.query('DELETE FROM businesses WHERE object_id = $1', [business.businessId]);
    });

    it('are listed by name and found by their id', async () => {
      const { businesses } = open().stores;
      const made = await businesses.create({ name: 'Almacén' });
      const names = (await businesses.list()).map(({ name }) => name);
      expect(names.map((name) => name.toLowerCase())).toEqual(['almacén', 'zapatería']);
      expect(await businesses.find(made.business.businessId)).toEqual(made.business);
      expect(await businesses.find(BusinessId.parse('f'.repeat(24)))).toBeNull();
    });

    it('are ordinary until they are flagged as busy, and tell whether that changed anything', async () => {
      const { businesses } = open().stores;
      const { business } = await businesses.create({ name: 'Almacén' });
      expect(business.isHighVolume).toBe(false);
      expect(await businesses.setHighVolume(business.businessId, true)).toBe('changed');
      expect(await businesses.setHighVolume(business.businessId, true)).toBe('unchanged');
      expect(await businesses.find(business.businessId)).toMatchObject({ isHighVolume: true });
      const nobody = BusinessId.parse('f'.repeat(24));
      expect(await businesses.setHighVolume(nobody, true)).toBe('notFound');
    });
  });
}
