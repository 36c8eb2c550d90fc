import { sql } from 'kysely';
import { Label } from '../../../src-preload/contract/label.ts';
import type { LabelStore } from '../label-store.ts';
import { isUniqueViolation, type PostgresConnection, postgresText } from './postgres-connection.ts';

const columns = ['object_id', 'name', 'colour'] as const;

export function postgresLabelStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): LabelStore {
  const find = (objectId: string): Promise<LabelRow | undefined> =>
    db.selectFrom('labels').select(columns).where('object_id', '=', objectId).executeTakeFirst();

  const list: LabelStore['list'] = async () => {
    const rows = await retry(() =>
      db.selectFrom('labels').select(columns).orderBy('position').orderBy('id').execute(),
    );
    return rows.map(toLabel);
  };

  return {
    list,

    async create({ name, colour }) {
      // Made once: a repetition after a lost answer finds its own row and knows it.
      const objectId = newObjectId();
      const row = await retry(async () => {
        await db
          .insertInto('labels')
          .values({
            object_id: objectId,
            name: postgresText(name),
            colour,
            position: sql<number>`(SELECT coalesce(max(position), 0) + 1 FROM labels)`,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        return find(objectId);
      });
      return row ? { outcome: 'saved', label: toLabel(row) } : { outcome: 'nameTaken' };
    },

    async update(labelId, draft) {
      const name = postgresText(draft.name);
      try {
        const row = await retry(async () => {
          // One statement: the views go with the label, or neither changes.
          await sql`
            WITH old AS (SELECT name FROM labels WHERE object_id = ${labelId}),
            views AS (
              UPDATE inbox_views
              SET filter = jsonb_set(filter, '{label}', to_jsonb(${name}::text)), updated_at = now()
              FROM old
              WHERE old.name <> ${name} AND lower(filter ->> 'label') = lower(old.name)
            )
            UPDATE labels SET name = ${name}, colour = ${draft.colour}, updated_at = now()
            WHERE object_id = ${labelId}`.execute(db);
          return find(labelId);
        });
        return row ? { outcome: 'saved', label: toLabel(row) } : { outcome: 'notFound' };
      } catch (error) {
        if (isUniqueViolation(error)) return { outcome: 'nameTaken' };
        throw error;
      }
    },

    async remove(labelId) {
      // One statement: the views go with the label, or neither does.
      const { numAffectedRows } = await retry(() =>
        sql`
          WITH old AS (SELECT name FROM labels WHERE object_id = ${labelId}),
          views AS (
            DELETE FROM inbox_views USING old WHERE lower(filter ->> 'label') = lower(old.name)
          )
          DELETE FROM labels WHERE object_id = ${labelId}`.execute(db),
      );
      return (numAffectedRows ?? 0n) > 0n ? 'removed' : 'notFound';
    },

    async countViews(name) {
      const { count } = await retry(() =>
        db
          .selectFrom('inbox_views')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .where(sql`lower(filter ->> 'label')`, '=', sql`lower(${postgresText(name)})`)
          .executeTakeFirstOrThrow(),
      );
      return Number(count);
    },

    async move(labelId, place) {
      const labels = await list();
      const moved = labels.find((each) => each.labelId === labelId);
      if (!moved) return 'notFound';
      const order = labels.filter((each) => each !== moved);
      order.splice(place, 0, moved);
      const ids = order.map((each) => each.labelId);
      await retry(() =>
        db
          .updateTable('labels')
          .set({
            position: sql<number>`array_position(${sql.val(ids)}::text[], object_id::text)`,
            updated_at: sql`now()`,
          })
          .where('object_id', 'in', ids)
          .execute(),
      );
      return order;
    },
  };
}

interface LabelRow {
  object_id: string;
  name: string;
  colour: string;
}

function toLabel({ object_id, name, colour }: LabelRow): Label {
  return Label.parse({ labelId: object_id, name, colour });
}
