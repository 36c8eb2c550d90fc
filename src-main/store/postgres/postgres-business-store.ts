import { sql } from 'kysely';
import { BusinessId } from '../../../src-preload/contract/ids.ts';
import type { Business, BusinessStore } from '../business-store.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

const columns = ['object_id', 'name', 'is_high_volume', 'created_at'] as const;

export function postgresBusinessStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): BusinessStore {
  const find: BusinessStore['find'] = async (businessId) => {
    const row = await retry(() =>
      db
        .selectFrom('businesses')
        .select(columns)
        .where('object_id', '=', businessId)
        .executeTakeFirst(),
    );
    return row ? toBusiness(row) : null;
  };

  return {
    async create({ name }) {
      // Made once: a repetition after a lost answer finds its own row and knows it.
      const objectId = newObjectId();
      const row = await retry(() =>
        db
          .insertInto('businesses')
          .values({ object_id: objectId, name: postgresText(name) })
          // Changes nothing, and so answers the row that is there.
          .onConflict((conflict) =>
            conflict.expression(sql`lower(name)`).doUpdateSet({ name: sql.ref('businesses.name') }),
          )
          .returning(columns)
          .executeTakeFirstOrThrow(),
      );
      return {
        outcome: row.object_id === objectId ? 'created' : 'alreadyKnown',
        business: toBusiness(row),
      };
    },

    async list() {
      const rows = await retry(() =>
        db
          .selectFrom('businesses')
          .select(columns)
          .orderBy(sql`lower(name)`)
          .execute(),
      );
      return rows.map(toBusiness);
    },

    find,

    async setHighVolume(businessId, isHighVolume) {
      const { numUpdatedRows } = await retry(() =>
        db
          .updateTable('businesses')
          .set({ is_high_volume: isHighVolume, updated_at: sql`now()` })
          .where('object_id', '=', businessId)
          .where('is_high_volume', '!=', isHighVolume)
          .executeTakeFirstOrThrow(),
      );
      if (numUpdatedRows > 0n) return 'changed';
      return (await find(businessId)) ? 'unchanged' : 'notFound';
    },
  };
}

function toBusiness(row: {
  object_id: string;
  name: string;
  is_high_volume: boolean;
  created_at: Date;
}): Business {
  return {
    businessId: BusinessId.parse(row.object_id),
    name: row.name,
    isHighVolume: row.is_high_volume,
    createdAt: row.created_at.getTime(),
  };
}
