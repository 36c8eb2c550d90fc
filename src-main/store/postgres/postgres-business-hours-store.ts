import { sql } from 'kysely';
import { KeptResponseRule } from '../../../src-preload/contract/business-hours.ts';
import type { BusinessHoursStore } from '../business-hours-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';

export function postgresBusinessHoursStore({ db, retry }: PostgresConnection): BusinessHoursStore {
  return {
    async list() {
      const rows = await retry(() =>
        db
          .selectFrom('business_hours')
          .leftJoin('businesses', 'businesses.id', 'business_hours.business_id')
          .leftJoin('users', 'users.id', 'business_hours.updated_by')
          .select(['businesses.object_id as business', 'users.name as changed_by'])
          .select(['business_hours.hours', 'target_minutes', 'business_hours.updated_at'])
          .execute(),
      );
      return rows.map((row) =>
        KeptResponseRule.parse({
          businessId: row.business,
          hours: row.hours,
          targetMinutes: row.target_minutes,
          changedBy: row.changed_by,
          changedAt: row.updated_at.getTime(),
        }),
      );
    },

    set({ businessId, hours, targetMinutes }, changedBy) {
      return retry(async () => {
        const business = await db
          .selectFrom('businesses')
          .select('id')
          .where('object_id', '=', businessId ?? '')
          .executeTakeFirst();
        if (businessId !== null && !business) return 'notFound';
        const rule = {
          hours: hours && JSON.stringify(hours),
          target_minutes: targetMinutes,
          updated_by: sql<number | null>`(SELECT id FROM users WHERE object_id = ${changedBy})`,
          updated_at: sql<Date>`now()`,
        };
        await db
          .insertInto('business_hours')
          .values({ business_id: business?.id ?? null, ...rule })
          .onConflict((conflict) => conflict.column('business_id').doUpdateSet(rule))
          .execute();
        return 'saved';
      });
    },
  };
}
