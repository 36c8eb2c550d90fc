import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newPassphraseParameters } from '../../../src-main/crypto/passphrase.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { QUICK_COST } from '../../support/databases/test-workspace.ts';
import type { OpenPostgres } from './open-postgres.ts';

const aPassword = () => ({
  parameters: newPassphraseParameters(QUICK_COST),
  key: randomBytes(32),
});

/** What happens when two desktops do it in the same moment. */
export function postgresAccessTests(databases: () => OpenPostgres): void {
  describe('who works here', () => {
    it('always has an owner, also when two give it up at once', async () => {
      const { stores, raw } = databases();
      const people: UserId[] = [];
      for (let index = 0; index < 2; index++) {
        const email = `${randomUUID()}@example.com`;
        people.push((await stores.users.signIn({ name: 'Owner', email })).userId);
      }
      for (let round = 0; round < 10; round++) {
        await raw.query(
          `UPDATE users SET role = CASE WHEN object_id = ANY($1) THEN 'owner' ELSE 'agent' END
           WHERE removed_at IS NULL`,
          [people],
        );
        const outcomes = await Promise.all([
          ...people.map((userId) => stores.access.setRole(userId, 'agent')),
        ]);
        expect(outcomes.sort()).toEqual(['changed', 'lastOwner']);
      }
    });

    it('takes an invitation once, from one of ten who use it at once', async () => {
      const { stores } = databases();
      const code = randomBytes(13);
      const email = `${randomUUID()}@example.com`;
      const by = UserId.parse('0'.repeat(24));
      const expiresAt = Date.now() + 60_000;
      await stores.access.invite({ email, role: 'manager', code, expiresAt, by });
      const use = () =>
        stores.access.useInvitation({ code, name: 'New', email, password: aPassword() });
      const used = await Promise.all(Array.from({ length: 10 }, use));
      expect(used.filter((user) => user !== null)).toHaveLength(1);
      expect((await stores.access.members()).find((each) => each.email === email)).toMatchObject({
        role: 'manager',
        hasPassword: true,
      });
    });

    it('takes no code that is too old, withdrawn, or replaced by another', async () => {
      const { stores } = databases();
      const email = `${randomUUID()}@example.com`;
      const by = UserId.parse('0'.repeat(24));
      const invite = async (expiresAt: number) => {
        const code = randomBytes(13);
        await stores.access.invite({ email, role: 'agent', code, expiresAt, by });
        return code;
      };
      const use = (code: Buffer) =>
        stores.access.useInvitation({ code, name: 'New', email, password: aPassword() });
      expect(await use(await invite(Date.now() - 1_000))).toBeNull();
      const replaced = await invite(Date.now() + 60_000);
      const withdrawn = await invite(Date.now() + 60_000);
      expect(await use(replaced)).toBeNull();
      const invitation = (await stores.access.invitations()).find((each) => each.email === email);
      expect(await stores.access.cancelInvitation(invitation?.invitationId ?? '')).toBe(true);
      expect(await use(withdrawn)).toBeNull();
    });

    it('keeps of a password nothing that opens', async () => {
      const { stores, raw } = databases();
      const email = `${randomUUID()}@example.com`;
      const { userId } = await stores.users.signIn({ name: 'Plain', email });
      const password = aPassword();
      expect(await stores.access.setPassword(userId, null, password)).toBe(true);
      const { rows } = await raw.query('SELECT * FROM user_passwords');
      expect(JSON.stringify(rows)).not.toContain(JSON.stringify(password.key));
      const token = randomBytes(32);
      const come = { userId, computer: 'a computer' };
      expect(await stores.access.signIn({ ...come, key: password.key, token })).toBe(true);
      const [desktop] = (await raw.query('SELECT * FROM desktops')).rows as unknown[];
      expect(JSON.stringify(desktop)).not.toContain(JSON.stringify(token));
      expect(await stores.access.checkIn({ ...come, token })).toMatchObject({ outcome: 'in' });
      const other = randomBytes(32);
      expect(await stores.access.checkIn({ ...come, token: other })).toMatchObject({
        outcome: 'signIn',
      });
      await raw.query('DELETE FROM user_passwords');
    });
  });
}
