import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import {
  type Erasure,
  ErasureCounts,
  type ErasureDesktop,
  ErasureId,
  erasureParts,
  ErasureVerification,
} from '../../../src-preload/contract/erasure.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { formsOf } from '../../domain/person-ids.ts';
import { ErasurePlan } from '../erasure-plan.ts';
import type { ErasureStore } from '../erasure-store.ts';
import { countRows, eraseRows, leadsOf, lookAtRows } from './erase-rows.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';

/** Hashes that are asked for or written in one statement. */
const BATCH = 5_000;

const noCounts: ErasureCounts = ErasureCounts.parse(
  Object.fromEntries(erasureParts.map((part) => [part, 0])),
);

interface DesktopRow {
  erasure_id: number;
  desk_id: string;
  done_at: Date | null;
  name: string | null;
  last_seen_at: Date | null;
  /** It may have been shut out since. */
  is_known: boolean;
}

export function postgresErasureStore(
  { db, retry }: PostgresConnection,
  { keys, deskId }: PostgresContext,
): ErasureStore {
  const { lookup } = keys;

  async function read(erasureId?: ErasureId): Promise<(Erasure & { subject: string })[]> {
    const rows = await retry(() =>
      db
        .selectFrom('erasures')
        .leftJoin('users', 'users.id', 'erasures.started_by')
        .selectAll('erasures')
        .select('users.name as started_by_name')
        .$if(erasureId !== undefined, (query) => query.where('erasure_id', '=', erasureId ?? ''))
        .orderBy('erasures.id', 'desc')
        .execute(),
    );
    const { rows: desktops } = await retry(() =>
      sql<DesktopRow>`
        SELECT each.erasure_id, each.desk_id, each.done_at, known.name, known.last_seen_at,
          known.desk_id IS NOT NULL AS is_known
        FROM erasure_desktops each LEFT JOIN known_desktops() known USING (desk_id)`.execute(db),
    );
    return rows.map((row) => {
      const own = desktops.filter((each) => each.erasure_id === row.id);
      return {
        erasureId: ErasureId.parse(row.erasure_id),
        startedAt: row.started_at.getTime(),
        endedAt: row.ended_at?.getTime() ?? null,
        state: row.state,
        step: row.state === 'done' ? null : row.step,
        reason: row.reason,
        startedBy: row.started_by_name,
        counts: ErasureCounts.parse({ ...noCounts, ...(row.counts as object) }),
        verification:
          row.verification === null ? null : ErasureVerification.parse(row.verification),
        awaited: own.flatMap((each) =>
          each.done_at === null && (each.is_known || each.desk_id === deskId)
            ? [toDesktop(each)]
            : [],
        ),
        desktopsDone: own.filter((each) => each.done_at !== null).length,
        subject: row.subject,
      };
    });
  }

  return {
    async begin({ contactId, plan, reason, userId }) {
      const erasureId = randomUUID();
      return retry(() =>
        db.transaction().execute(async (transaction) => {
          const begun = await transaction
            .insertInto('erasures')
            .values({
              erasure_id: erasureId,
              contact_id: contactId,
              ...{ subject: plan.subject, reason, plan: JSON.stringify(plan) },
              started_by: sql<number | null>`(SELECT id FROM users WHERE object_id = ${userId})`,
              conversation_ids: plan.conversations.map(({ conversationId }) => conversationId),
            })
            .onConflict((conflict) =>
              conflict.column('contact_id').where('state', '<>', 'done').doNothing(),
            )
            .returning(['id', 'started_at'])
            .executeTakeFirst();
          if (!begun) {
            const { erasure_id: running } = await transaction
              .selectFrom('erasures')
              .select('erasure_id')
              .where('contact_id', '=', contactId)
              .where('state', '<>', 'done')
              .executeTakeFirstOrThrow();
            return ErasureId.parse(running);
          }
          await sql`
            INSERT INTO erasure_desktops (erasure_id, desk_id)
            SELECT ${begun.id}::integer, desk_id FROM known_desktops()
            UNION SELECT ${begun.id}::integer, ${deskId}::uuid`.execute(transaction);
          const hashes = [...new Set(plan.people.map((each) => lookup.suppression(each)))];
          for (let start = 0; start < hashes.length; start += BATCH) {
            await transaction
              .insertInto('suppressions')
              .values(
                hashes
                  .slice(start, start + BATCH)
                  .map((id_hash) => ({ id_hash, erased_at: begun.started_at })),
              )
              .onConflict((conflict) =>
                conflict.column('id_hash').doUpdateSet({ erased_at: begun.started_at }),
              )
              .execute();
          }
          return ErasureId.parse(erasureId);
        }),
      );
    },

    async list() {
      return (await read()).map(({ subject: _, ...erasure }) => erasure);
    },

    async find(erasureId) {
      return (await read(erasureId))[0] ?? null;
    },

    async otherDesktops() {
      const { rows } = await retry(() =>
        sql<Pick<DesktopRow, 'desk_id' | 'name' | 'last_seen_at'>>`
          SELECT * FROM known_desktops() WHERE desk_id <> ${deskId}::uuid
          ORDER BY last_seen_at DESC`.execute(db),
      );
      return rows.map(toDesktop);
    },

    async take(ttl) {
      const row = await retry(() =>
        db
          .updateTable('erasures')
          .set({ state: 'running', desk_id: deskId, alive_at: sql<Date>`clock_timestamp()` })
          .where('id', '=', (query) =>
            query
              .selectFrom('erasures')
              .select('id')
              .where('state', '<>', 'done')
              .where(
                // One that failed is tried again, and not at once.
                sql<boolean>`state = 'interrupted' OR alive_at < clock_timestamp()
                  - make_interval(secs => ${ttl / 1000}) * CASE state WHEN 'failed' THEN 6 ELSE 1 END`,
              )
              .orderBy('id')
              .limit(1)
              .forUpdate()
              .skipLocked(),
          )
          .returning(['erasure_id', 'plan', 'step', 'counts'])
          .executeTakeFirst(),
      );
      if (!row) return null;
      return {
        erasureId: ErasureId.parse(row.erasure_id),
        plan: ErasurePlan.parse(row.plan),
        step: row.step,
        counts: ErasureCounts.parse({ ...noCounts, ...(row.counts as object) }),
      };
    },

    async note(erasureId, step, counts) {
      const { numUpdatedRows } = await retry(() =>
        db
          .updateTable('erasures')
          .set({ step, counts: JSON.stringify(counts), alive_at: sql<Date>`clock_timestamp()` })
          .where('erasure_id', '=', erasureId)
          .where('state', '=', 'running')
          .where('desk_id', '=', deskId)
          .executeTakeFirstOrThrow(),
      );
      return numUpdatedRows > 0n;
    },

    async end(erasureId, outcome, verification) {
      await retry(() =>
        db
          .updateTable('erasures')
          .set({
            state: outcome,
            ...(verification && { verification: JSON.stringify(verification) }),
            ...(outcome === 'done' && { plan: null, ended_at: sql<Date>`clock_timestamp()` }),
          })
          .where('erasure_id', '=', erasureId)
          .where('state', '=', 'running')
          .where('desk_id', '=', deskId)
          .execute(),
      );
    },

    async owed() {
      const rows = await retry(() =>
        db
          .selectFrom('erasure_desktops')
          .innerJoin('erasures', 'erasures.id', 'erasure_desktops.erasure_id')
          .select(['erasures.erasure_id', 'conversation_ids'])
          .where('erasure_desktops.desk_id', '=', deskId)
          .where('done_at', 'is', null)
          // Before that something may still be read, and kept.
          .where('step', 'in', ['devices', 'verify'])
          .orderBy('erasures.id')
          .execute(),
      );
      return rows.map((row) => ({
        erasureId: ErasureId.parse(row.erasure_id),
        conversationIds: row.conversation_ids.map((each) => ConversationId.parse(each)),
      }));
    },

    async settle(erasureId) {
      await retry(() =>
        db
          .updateTable('erasure_desktops')
          .set({ done_at: sql<Date>`clock_timestamp()` })
          .where('desk_id', '=', deskId)
          .where('done_at', 'is', null)
          .where('erasure_id', '=', (query) =>
            query.selectFrom('erasures').select('id').where('erasure_id', '=', erasureId),
          )
          .execute(),
      );
    },

    async erasedAt(ids) {
      const idsByHash = new Map<string, Set<string>>();
      for (const id of new Set(ids)) {
        for (const form of formsOf(id)) {
          const hash = lookup.suppression(lookup.pseudonym(form));
          idsByHash.set(hash, (idsByHash.get(hash) ?? new Set()).add(id));
        }
      }
      const hashes = [...idsByHash.keys()];
      const erased = new Map<string, number>();
      for (let start = 0; start < hashes.length; start += BATCH) {
        const rows = await retry(() =>
          db
            .selectFrom('suppressions')
            .selectAll()
            .where('id_hash', '=', sql<string>`ANY (${hashes.slice(start, start + BATCH)}::text[])`)
            .execute(),
        );
        for (const { id_hash: hash, erased_at: at } of rows) {
          for (const id of idsByHash.get(hash) ?? []) {
            erased.set(id, Math.max(at.getTime(), erased.get(id) ?? 0));
          }
        }
      }
      return erased;
    },

    leadsOf: (plan) => retry(() => leadsOf(db, plan)),
    countRows: (plan) => retry(() => countRows(db, plan)),
    eraseRows: async (plan, onCounted) => onCounted(await retry(() => eraseRows(db, plan))),
    lookAtRows: (plan) => retry(() => lookAtRows(db, plan)),
  };
}

function toDesktop(row: Pick<DesktopRow, 'desk_id' | 'name' | 'last_seen_at'>): ErasureDesktop {
  return {
    deskId: row.desk_id,
    name: row.name,
    lastSeenAt: row.last_seen_at?.getTime() ?? null,
  };
}
