import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import { InboxView, MAXIMUM_VIEWS } from '../../../src-preload/contract/inbox-view.ts';
import { AppError } from '../../common/app-error.ts';
import type { InboxViewStore } from '../inbox-view-store.ts';
import { type PostgresConnection, postgresJson, postgresText } from './postgres-connection.ts';
import type { Tables } from './tables.ts';

const columns = ['object_id', 'name', 'filter', 'sort'] as const;

export function postgresInboxViewStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): InboxViewStore {
  const list: InboxViewStore['list'] = async (userId) => {
    const rows = await retry(() =>
      db
        .selectFrom('inbox_views')
        .select(columns)
        .where(isOf(userId))
        .orderBy('position')
        .orderBy('id')
        .execute(),
    );
    return rows.map(toView);
  };

  return {
    list,

    async create(userId, { name, filter, sort }) {
      // Made once: a repetition after a lost answer meets its own row.
      const objectId = newObjectId();
      const row = await retry(() =>
        db
          .insertInto('inbox_views')
          .columns(['object_id', 'user_id', 'name', 'filter', 'sort', 'position'])
          .expression((from) =>
            from
              .selectFrom('users')
              .select((users) => [
                sql<string>`${objectId}`.as('object_id'),
                'users.id as user_id',
                sql<string>`${postgresText(name)}`.as('name'),
                sql<string>`${postgresJson(filter)}::jsonb`.as('filter'),
                sql<string>`${sort}`.as('sort'),
                users
                  .selectFrom('inbox_views')
                  .select(sql<number>`coalesce(max(position), 0) + 1`.as('next'))
                  .whereRef('inbox_views.user_id', '=', 'users.id')
                  .as('position'),
              ])
              .where('users.object_id', '=', userId)
              .where(
                (users) =>
                  users
                    .selectFrom('inbox_views')
                    .select(sql<number>`count(*)`.as('count'))
                    .whereRef('inbox_views.user_id', '=', 'users.id')
                    .where('inbox_views.object_id', '!=', objectId),
                '<',
                MAXIMUM_VIEWS,
              ),
          )
          .onConflict((conflict) =>
            conflict.column('object_id').doUpdateSet({ name: sql.ref('inbox_views.name') }),
          )
          .returning(columns)
          .executeTakeFirst(),
      );
      if (!row) throw new AppError('not_allowed', 'This person has no room for another view');
      return toView(row);
    },

    async rename(userId, viewId, name) {
      const row = await retry(() =>
        db
          .updateTable('inbox_views')
          .set({ name: postgresText(name), updated_at: sql`now()` })
          .where('object_id', '=', viewId)
          .where(isOf(userId))
          .returning(columns)
          .executeTakeFirst(),
      );
      return row ? toView(row) : null;
    },

    async remove(userId, viewId) {
      const { numDeletedRows } = await retry(() =>
        db
          .deleteFrom('inbox_views')
          .where('object_id', '=', viewId)
          .where(isOf(userId))
          .executeTakeFirstOrThrow(),
      );
      return numDeletedRows > 0n ? 'removed' : 'notFound';
    },

    async move(userId, viewId, place) {
      const views = await list(userId);
      const moved = views.find((each) => each.viewId === viewId);
      if (!moved) return 'notFound';
      const order = views.filter((each) => each !== moved);
      order.splice(place, 0, moved);
      const ids = order.map((each) => each.viewId);
      await retry(() =>
        db
          .updateTable('inbox_views')
          .set({
            position: sql<number>`array_position(${sql.val(ids)}::text[], object_id::text)`,
            updated_at: sql`now()`,
          })
          .where('object_id', 'in', ids)
          .where(isOf(userId))
          .execute(),
      );
      return order;
    },
  };
}

/** Whether a view is this person's: nobody reaches those of others. */
function isOf(
  userId: UserId,
): (views: ExpressionBuilder<Tables, 'inbox_views'>) => Expression<SqlBool> {
  return (views) =>
    views(
      'user_id',
      '=',
      views.selectFrom('users').select('users.id').where('users.object_id', '=', userId),
    );
}

function toView(row: {
  object_id: string;
  name: string;
  filter: unknown;
  sort: string;
}): InboxView {
  return InboxView.parse({
    viewId: row.object_id,
    name: row.name,
    filter: row.filter,
    sort: row.sort,
  });
}
