import { type RawBuilder, sql } from 'kysely';
import { BusinessId, UserId } from '../../../src-preload/contract/ids.ts';
import type { TeamStore } from '../team-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';

export function postgresTeamStore({ db, retry }: PostgresConnection): TeamStore {
  return {
    async people() {
      const rows = await retry(() =>
        db
          .selectFrom('users')
          .select(['object_id', 'name', 'email', 'is_away'])
          .where('removed_at', 'is', null)
          .orderBy(sql`lower(name)`)
          .orderBy('object_id')
          .execute(),
      );
      return rows.map((row) => ({
        userId: UserId.parse(row.object_id),
        name: row.name,
        email: row.email,
        isAway: row.is_away,
      }));
    },

    async setAway(userId, isAway) {
      const { numUpdatedRows } = await retry(() =>
        db
          .updateTable('users')
          .set({ is_away: isAway })
          .where('object_id', '=', userId)
          .where('is_away', '!=', isAway)
          .executeTakeFirstOrThrow(),
      );
      return numUpdatedRows > 0n ? 'changed' : 'unchanged';
    },

    async rotas() {
      const rows = await retry(() =>
        db
          .selectFrom('rotas')
          .leftJoin('businesses', 'businesses.id', 'rotas.business_id')
          .leftJoin('rota_members', 'rota_members.rota_id', 'rotas.id')
          .leftJoin('users', 'users.id', 'rota_members.user_id')
          .select(['businesses.object_id as business', 'rotas.is_on'])
          .select(
            sql<
              string[]
            >`array_remove(array_agg(users.object_id::text ORDER BY users.object_id), NULL)`.as(
              'members',
            ),
          )
          .groupBy(['rotas.id', 'businesses.object_id'])
          .orderBy('rotas.id')
          .execute(),
      );
      return rows.map((row) => ({
        businessId: row.business === null ? null : BusinessId.parse(row.business),
        isOn: row.is_on,
        members: row.members.map((member) => UserId.parse(member)),
      }));
    },

    setRota({ businessId, isOn, members }) {
      return retry(() =>
        db.transaction().execute(async (transaction) => {
          const people = await transaction
            .selectFrom('users')
            .select('id')
            .where('object_id', '=', sql<string>`ANY(${[...members]}::text[])`)
            .execute();
          const business = await transaction
            .selectFrom('businesses')
            .select('id')
            .where('object_id', '=', businessId ?? '')
            .executeTakeFirst();
          if (people.length < members.length || (businessId !== null && !business)) {
            return 'notFound';
          }
          const rota = await transaction
            .insertInto('rotas')
            .values({ business_id: business?.id ?? null, is_on: isOn })
            .onConflict((conflict) =>
              conflict.column('business_id').doUpdateSet({ is_on: isOn, updated_at: sql`now()` }),
            )
            .returning('id')
            .executeTakeFirstOrThrow();
          const ids = people.map(({ id }) => id);
          await transaction
            .deleteFrom('rota_members')
            .where('rota_id', '=', rota.id)
            .where(sql<boolean>`user_id <> ALL(${ids}::integer[])`)
            .execute();
          if (ids.length > 0) {
            await transaction
              .insertInto('rota_members')
              .values(ids.map((id) => ({ rota_id: rota.id, user_id: id })))
              .onConflict((conflict) => conflict.doNothing())
              .execute();
          }
          return 'saved';
        }),
      );
    },

    async takeTurn({ businessId, conversationId, messageId }) {
      const { rows } = await retry(() =>
        sql<{ object_id: string }>`
          SELECT users.object_id
          FROM take_turn(${businessKey(businessId)}, ${conversationId}, ${messageId}) AS person
          JOIN users ON users.id = person
        `.execute(db),
      );
      return rows[0] ? UserId.parse(rows[0].object_id) : null;
    },

    async giveTurnBack({ conversationId, messageId }) {
      await retry(() =>
        sql`
          WITH rota AS (
            -- Locked first, as a turn that is taken does.
            SELECT id FROM rotas
            WHERE id = (SELECT rota_id FROM rota_turns WHERE conversation_id = ${conversationId})
            FOR UPDATE
          ), back AS (
            DELETE FROM rota_turns USING rota
            WHERE rota_id = rota.id AND conversation_id = ${conversationId} AND message_id = ${messageId}
            RETURNING rota_turns.rota_id, user_id, turn, turn_before
          )
          UPDATE rota_members SET last_turn = back.turn_before FROM back
          WHERE rota_members.rota_id = back.rota_id AND rota_members.user_id = back.user_id
            AND last_turn = back.turn
        `.execute(db),
      );
    },
  };
}

function businessKey(businessId: BusinessId | null): RawBuilder<number | null> {
  return sql<number | null>`(SELECT id FROM businesses WHERE object_id = ${businessId})`;
}
