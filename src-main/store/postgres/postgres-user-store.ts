import { sql } from 'kysely';
import type { User } from '../../../src-preload/contract/app.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import type { UserStore } from '../user-store.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

export function postgresUserStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): UserStore {
  return {
    async signIn({ name, email }) {
      const row = await retry(() =>
        db
          .insertInto('users')
          .values({
            object_id: newObjectId(),
            name: postgresText(name),
            email: postgresText(email),
          })
          .onConflict((conflict) =>
            conflict
              .expression(sql`lower(email)`)
              .doUpdateSet({ name: postgresText(name), updated_at: sql`now()` }),
          )
          .returning(['object_id', 'name', 'email'])
          .executeTakeFirstOrThrow(),
      );
      return toUser(row);
    },

    async list() {
      const rows = await retry(() =>
        db
          .selectFrom('users')
          .select(['object_id', 'name', 'email'])
          .orderBy(sql`lower(name)`)
          .orderBy('object_id')
          .execute(),
      );
      return rows.map(toUser);
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
