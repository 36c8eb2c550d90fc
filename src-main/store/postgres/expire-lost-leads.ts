import { type RawBuilder, sql } from 'kysely';
import { LeadId } from '../../../src-preload/contract/ids.ts';
import type { Cutoffs } from '../expiry-store.ts';
import type { HeldLeads, RetentionStore } from '../retention-store.ts';
import { phoneKey } from './change-lead.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';

/** Lost leads that are past. A lead goes by its own business, not by that of its conversation. */
export function expireLostLeads(
  { db, retry }: PostgresConnection,
  { keys }: Pick<PostgresContext, 'keys'>,
): Pick<RetentionStore, 'countLostLeads' | 'expireLostLeads'> {
  const isPast = (cutoffs: Cutoffs, { conversations, numbers }: HeldLeads): RawBuilder<boolean> => {
    const phoneKeys = numbers.map((number) => phoneKey(keys, number));
    return sql`stage = 'lost' AND closed_at < ${cutoffOf(cutoffs)}
      AND coalesce(conversation_id <> ALL (${[...conversations]}::uuid[]), true)
      AND coalesce(phone_key <> ALL (${phoneKeys}::text[]), true)`;
  };
  return {
    async countLostLeads(cutoffs, held) {
      const { count, oldest } = await retry(() =>
        db
          .selectFrom('leads')
          .select(({ fn }) => [
            fn.countAll<string>().as('count'),
            sql<Date | null>`min(closed_at)`.as('oldest'),
          ])
          .where(isPast(cutoffs, held))
          .executeTakeFirstOrThrow(),
      );
      return { count: Number(count), oldest: oldest?.getTime() ?? null };
    },

    expireLostLeads: ({ cutoffs, held, limit, forget }) =>
      retry(() =>
        db.transaction().execute(async (transaction) => {
          const rows = await transaction
            .selectFrom('leads')
            .select(['id', 'object_id', 'conversation_id', 'sealed_alone'])
            .where(isPast(cutoffs, held))
            .orderBy('closed_at')
            .limit(limit)
            .forUpdate()
            .execute();
          if (rows.length === 0) return 0;
          await forget(
            rows.map((row) => ({
              leadId: LeadId.parse(row.object_id),
              hasOwnKey: row.conversation_id === null || row.sealed_alone,
            })),
          );
          await transaction
            .deleteFrom('leads')
            .where(
              'id',
              'in',
              rows.map(({ id }) => id),
            )
            .execute();
          return rows.length;
        }),
      ),
  };
}

/** Before when the lead of a row goes; NULL where it is kept. */
function cutoffOf({ others, businesses }: Cutoffs): RawBuilder<unknown> {
  const at = (before: number | null): RawBuilder<unknown> =>
    sql`${before === null ? null : new Date(before)}::timestamptz`;
  if (businesses.size === 0) return at(others);
  const own = [...businesses].map(
    ([businessId, before]) => sql`WHEN ${businessId}::char(24) THEN ${at(before)}`,
  );
  return sql`CASE (SELECT object_id FROM businesses WHERE businesses.id = leads.business_id)
    ${sql.join(own, sql` `)} ELSE ${at(others)} END`;
}
