import { sql } from 'kysely';
import type { StageSetting } from '../../../src-preload/contract/lead-change.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

/** See `LeadStore.stages`. */
export function leadStages({ db, retry }: PostgresConnection): Promise<StageSetting[]> {
  return retry(() =>
    db.selectFrom('lead_stages').select(['stage', 'name']).orderBy('position').execute(),
  );
}

/** See `LeadStore.setStages`: one statement, so that two people at once leave the setting of one of them. */
export async function setLeadStages(
  { db, retry }: PostgresConnection,
  stages: readonly StageSetting[],
): Promise<void> {
  const rows = stages.map(
    ({ stage, name }, index) =>
      sql`(${stage}::varchar, ${name === null ? null : postgresText(name)}::varchar, ${index + 1}::integer)`,
  );
  await retry(() =>
    sql`
      UPDATE lead_stages SET name = wanted.name, position = wanted.position
      FROM (VALUES ${sql.join(rows)}) AS wanted (stage, name, position)
      WHERE lead_stages.stage = wanted.stage`.execute(db),
  );
}
