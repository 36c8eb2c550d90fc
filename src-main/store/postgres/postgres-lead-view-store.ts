import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import {
  LeadView,
  type LeadViewDraft,
  MAXIMUM_LEAD_VIEWS,
} from '../../../src-preload/contract/lead-view.ts';
import { AppError } from '../../common/app-error.ts';
import type { LeadViewStore } from '../lead-view-store.ts';
import { type PostgresConnection, postgresJson, postgresText } from './postgres-connection.ts';
import type { Tables } from './tables.ts';

const columns = ['object_id', 'name', 'choice', 'sort', 'layout', 'is_shared'] as const;

export function postgresLeadViewStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): LeadViewStore {
  return {
    async list(userId) {
      const rows = await retry(() =>
        db
          .selectFrom('lead_views')
          .select(columns)
          .where(isSeenBy(userId))
          .orderBy(sql`lower(name)`)
          .orderBy('id')
          .execute(),
      );
      return rows.map(toView);
    },

    async create(userId, view) {
      // Made once: a repetition after a lost answer meets its own row.
      const objectId = newObjectId();
      const { name, choice, sort, layout, is_shared } = valuesOf(view);
      const row = await retry(() =>
        db
          .insertInto('lead_views')
          .columns(['object_id', 'user_id', 'name', 'choice', 'sort', 'layout', 'is_shared'])
          .expression((from) =>
            from
              .selectFrom('users')
              .select([
                sql<string>`${objectId}`.as('object_id'),
                'users.id as user_id',
                sql<string>`${name}`.as('name'),
                sql<string>`${choice}::jsonb`.as('choice'),
                sql<string>`${sort}::jsonb`.as('sort'),
                sql<string>`${layout}`.as('layout'),
                sql<boolean>`${is_shared}::boolean`.as('is_shared'),
              ])
              .where('users.object_id', '=', userId)
              .where(
                (users) =>
                  users
                    .selectFrom('lead_views')
                    .select(sql<number>`count(*)`.as('count'))
                    .whereRef('lead_views.user_id', '=', 'users.id')
                    .where('lead_views.object_id', '!=', objectId),
                '<',
                MAXIMUM_LEAD_VIEWS,
              ),
          )
          .onConflict((conflict) =>
            conflict.column('object_id').doUpdateSet({ name: sql.ref('lead_views.name') }),
          )
          .returning(columns)
          .executeTakeFirst(),
      );
      if (!row) throw new AppError('not_allowed', 'This person has no room for another view');
      return toView(row);
    },

    async update(userId, viewId, view) {
      const row = await retry(() =>
        db
          .updateTable('lead_views')
          .set({ ...valuesOf(view), updated_at: sql`now()` })
          .where('object_id', '=', viewId)
          .where(isSeenBy(userId))
          .returning(columns)
          .executeTakeFirst(),
      );
      return row ? toView(row) : null;
    },

    async remove(userId, viewId) {
      const { numDeletedRows } = await retry(() =>
        db
          .deleteFrom('lead_views')
          .where('object_id', '=', viewId)
          .where(isSeenBy(userId))
          .executeTakeFirstOrThrow(),
      );
      return numDeletedRows > 0n ? 'removed' : 'notFound';
    },
  };
}

/** Whether a view is this person's, or everybody's: nobody reaches what others keep for themselves. */
function isSeenBy(
  userId: UserId,
): (views: ExpressionBuilder<Tables, 'lead_views'>) => Expression<SqlBool> {
  return (views) =>
    views.or([
      views('is_shared', '=', true),
      views(
        'user_id',
        '=',
        views.selectFrom('users').select('users.id').where('users.object_id', '=', userId),
      ),
    ]);
}

function valuesOf({ name, choice, sort, layout, isShared }: LeadViewDraft) {
  return {
    name: postgresText(name),
    choice: postgresJson(choice),
    sort: JSON.stringify(sort),
    layout,
    is_shared: isShared,
  };
}

function toView(row: {
  object_id: string;
  name: string;
  choice: unknown;
  sort: unknown;
  layout: string;
  is_shared: boolean;
}): LeadView {
  return LeadView.parse({
    viewId: row.object_id,
    name: row.name,
    choice: row.choice,
    sort: row.sort,
    layout: row.layout,
    isShared: row.is_shared,
  });
}
