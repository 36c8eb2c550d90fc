import { sql } from 'kysely';
import type { User } from '../../../src-preload/contract/app.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import type { UserStore } from '../user-store.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

export function postgresUserStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): UserStore {
  return {
    async signIn({ name, email }) {
      const { rows } = await retry(() =>
        sql<{ outcome: string }>`
          SELECT join_workspace(${newObjectId()}, ${postgresText(name)}, ${postgresText(email)}) AS outcome
        `.execute(db),
      );
      refuse(rows[0]?.outcome ?? '');
      const row = await retry(() =>
        db
          .selectFrom('users')
          .select(['object_id', 'name', 'email'])
          .where(sql`lower(email)`, '=', sql`lower(${postgresText(email)})`)
          .executeTakeFirstOrThrow(),
      );
      return toUser(row);
    },

    async list() {
      const rows = await retry(() =>
        db
          .selectFrom('users')
          .select(['object_id', 'name', 'email', 'removed_at'])
          .orderBy(sql`lower(name)`)
          .orderBy('object_id')
          .execute(),
      );
      return rows.map((row) => ({
        ...toUser(row),
        ...(row.removed_at !== null && { isRemoved: true as const }),
      }));
    },

    async readers() {
      const rows = await retry(() =>
        db.selectFrom('users').select(['object_id', 'created_at']).execute(),
      );
      return rows.map((row) => ({
        userId: UserId.parse(row.object_id),
        since: row.created_at.getTime(),
      }));
    },

    async find(userId) {
      const row = await retry(() =>
        db
          .selectFrom('users')
          .select(['object_id', 'name', 'email'])
          .where('object_id', '=', userId)
          .executeTakeFirst(),
      );
      return row ? toUser(row) : null;
    },
  };
}

function toUser(row: { object_id: string; name: string; email: string }): User {
  return { userId: UserId.parse(row.object_id), name: row.name, email: row.email };
}

function refuse(outcome: string): void {
  switch (outcome) {
    case 'password':
      throw new AppError('password_needed', 'Somebody of this e-mail has a password');
    case 'invitation':
      throw new AppError('invitation_needed', 'Nobody joins without an invitation any more');
    case 'removed':
      throw new AppError('member_removed', 'This person works here no longer');
    default:
  }
}
