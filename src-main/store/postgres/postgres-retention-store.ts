import { type RawBuilder, sql } from 'kysely';
import { BusinessId, ContactId, type UserId } from '../../../src-preload/contract/ids.ts';
import {
  NOTHING_GONE,
  RetentionCounts,
  RetentionKind,
} from '../../../src-preload/contract/retention.ts';
import type { RetentionStore } from '../retention-store.ts';
import { expireLostLeads } from './expire-lost-leads.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';

/** A number of our own among the locks of the database. */
const HOLDS = 7_251_018;

export function postgresRetentionStore(
  connection: PostgresConnection,
  context: Pick<PostgresContext, 'keys'>,
): RetentionStore {
  const { db, retry } = connection;
  return {
    async policies() {
      const rows = await retry(() =>
        db
          .selectFrom('retention_policies')
          .leftJoin('businesses', 'businesses.id', 'retention_policies.business_id')
          .leftJoin('users', 'users.id', 'retention_policies.updated_by')
          .select([
            'retention_policies.kind',
            'retention_policies.days',
            'retention_policies.updated_at',
            'businesses.object_id as business_object_id',
            'users.name as changed_by',
          ])
          .orderBy('retention_policies.id')
          .execute(),
      );
      return rows.map((row) => ({
        businessId:
          row.business_object_id === null ? null : BusinessId.parse(row.business_object_id),
        kind: RetentionKind.parse(row.kind),
        days: row.days,
        changedBy: row.changed_by,
        changedAt: row.updated_at.getTime(),
      }));
    },

    async setPolicy({ businessId, kind, days, userId }) {
      const business = sql<
        number | null
      >`(SELECT id FROM businesses WHERE object_id = ${businessId})`;
      if (days === undefined) {
        await retry(() =>
          db
            .deleteFrom('retention_policies')
            .where('kind', '=', kind)
            .where(sql<boolean>`business_id IS NOT DISTINCT FROM ${business}`)
            .execute(),
        );
        return;
      }
      const change = { days, updated_by: userKey(userId), updated_at: sql<Date>`now()` };
      await retry(() =>
        db
          .insertInto('retention_policies')
          .values({ business_id: business, kind, ...change })
          .onConflict((conflict) =>
            conflict.constraint('retention_policies_of').doUpdateSet(change),
          )
          .execute(),
      );
    },

    async holds() {
      const rows = await retry(() =>
        db
          .selectFrom('legal_holds')
          .leftJoin('users', 'users.id', 'legal_holds.placed_by')
          .select(['contact_id', 'reason', 'placed_at', 'users.name as placed_by_name'])
          .where('lifted_at', 'is', null)
          .orderBy('placed_at', 'desc')
          .orderBy('legal_holds.id', 'desc')
          .execute(),
      );
      return rows.map((row) => ({
        contactId: ContactId.parse(row.contact_id),
        reason: row.reason,
        placedBy: row.placed_by_name,
        placedAt: row.placed_at.getTime(),
      }));
    },

    async placeHold({ contactId, reason, userId }) {
      await retry(() =>
        db.transaction().execute(async (transaction) => {
          await sql`SELECT pg_advisory_xact_lock(${HOLDS})`.execute(transaction);
          await transaction
            .insertInto('legal_holds')
            .values({
              contact_id: contactId,
              reason: postgresText(reason),
              placed_by: userKey(userId),
            })
            .onConflict((conflict) =>
              conflict.column('contact_id').where('lifted_at', 'is', null).doNothing(),
            )
            .execute();
        }),
      );
    },

    async liftHolds(contactIds, userId) {
      if (contactIds.length === 0) return;
      await retry(() =>
        db
          .updateTable('legal_holds')
          .set({ lifted_at: sql`clock_timestamp()`, lifted_by: userKey(userId) })
          .where('contact_id', 'in', contactIds)
          .where('lifted_at', 'is', null)
          .execute(),
      );
    },

    // Not repeated: what the work has deleted is deleted.
    whileHoldsStand: (work) =>
      db.transaction().execute(async (transaction) => {
        await sql`SELECT pg_advisory_xact_lock_shared(${HOLDS})`.execute(transaction);
        const rows = await transaction
          .selectFrom('legal_holds')
          .select('contact_id')
          .where('lifted_at', 'is', null)
          .execute();
        return work(rows.map((row) => ContactId.parse(row.contact_id)));
      }),

    beginRun: ({ deskId, notSince, ttl }) =>
      retry(() =>
        db.transaction().execute(async (transaction) => {
          await transaction
            .updateTable('retention_runs')
            .set({ outcome: 'interrupted' })
            .where('outcome', '=', 'running')
            .where(
              sql<boolean>`alive_at < clock_timestamp() - make_interval(secs => ${ttl / 1000})`,
            )
            .execute();
          const begun = await sql<{ id: number }>`
            INSERT INTO retention_runs (desk_id)
            SELECT ${deskId} WHERE NOT EXISTS (
              SELECT FROM retention_runs
              WHERE outcome = 'running' OR (outcome = 'done' AND started_at >= ${new Date(notSince)})
            )
            ON CONFLICT DO NOTHING RETURNING id`.execute(transaction);
          return begun.rows[0]?.id ?? null;
        }),
      ),

    async noteProgress(runId, { counts, held }) {
      const { numUpdatedRows } = await retry(() =>
        db
          .updateTable('retention_runs')
          .set({ counts: JSON.stringify(counts), held, alive_at: sql`clock_timestamp()` })
          .where('id', '=', runId)
          .where('outcome', '=', 'running')
          .executeTakeFirstOrThrow(),
      );
      return numUpdatedRows > 0n;
    },

    async endRun(runId, outcome, { counts, held }) {
      await retry(() =>
        db
          .updateTable('retention_runs')
          .set({
            ...{ outcome, held, counts: JSON.stringify(counts) },
            ended_at: sql`clock_timestamp()`,
          })
          .where('id', '=', runId)
          .where('outcome', '=', 'running')
          .execute(),
      );
    },

    async runs(limit) {
      const rows = await retry(() =>
        db
          .selectFrom('retention_runs')
          .select(['started_at', 'ended_at', 'outcome', 'counts', 'held'])
          .orderBy('started_at', 'desc')
          .limit(limit)
          .execute(),
      );
      return rows.map((row) => ({
        startedAt: row.started_at.getTime(),
        endedAt: row.ended_at?.getTime() ?? null,
        outcome: row.outcome,
        counts: RetentionCounts.parse({ ...NOTHING_GONE, ...(row.counts as object) }),
        held: row.held,
      }));
    },

    ...expireLostLeads(connection, context),

    expireSessionLogs: () =>
      retry(async () => {
        const { rows } = await sql<{ gone: string }>`SELECT expire_session_logs() AS gone`.execute(
          db,
        );
        return Number(rows[0]?.gone ?? 0);
      }),

    async countSessionLogs(before) {
      const { count, oldest } = await retry(() =>
        db
          .selectFrom('whatsapp_session_logs')
          .select(({ fn }) => [
            fn.countAll<string>().as('count'),
            fn.min('created_at').as('oldest'),
          ])
          .where('created_at', '<', new Date(before))
          .executeTakeFirstOrThrow(),
      );
      return { count: Number(count), oldest: (oldest as Date | null)?.getTime() ?? null };
    },
  };
}

function userKey(userId: UserId): RawBuilder<number | null> {
  return sql<number | null>`(SELECT id FROM users WHERE object_id = ${userId})`;
}
