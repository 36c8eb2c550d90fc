import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import {
  CONVERSION_WINDOW_DAYS,
  type LeadFigures,
  WonValue,
} from '../../../../src-preload/contract/analytics-lead.ts';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import { LeadStage } from '../../../../src-preload/contract/lead.ts';
import type { KeyRing } from '../../../crypto/key-ring.ts';
import type { DaysAndTotal, FigureQuestion, LeadsOwned } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import { type LeadRow, openLostReason, subjectOf } from '../sealed-lead.ts';
import { cohortOf, dayOfLead, leadsThatCame } from './lead-cohort.ts';
import { countsOf } from './read-contacts.ts';

/** See `FigureStore.newLeads`. */
export async function readNewLeads(
  { db, retry }: PostgresConnection,
  question: FigureQuestion,
): Promise<DaysAndTotal<number>> {
  const { rows } = await retry(() =>
    sql`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, count(*) AS count FROM (
        SELECT ${dayOfLead} AS day FROM ${leadsThatCame(question)} AND talk.conversation_id IS NOT NULL
      ) AS came GROUP BY GROUPING SETS ((day), ())
    `.execute(db),
  );
  return countsOf(rows);
}

/** Rows of `cohort` that were won and have a value, added up by currency; as JSON, in the order of the currencies. */
const wonValues = (isOf: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce((
  SELECT json_agg(json_build_object('currency', currency, 'minor', minor, 'leads', leads) ORDER BY currency)
  FROM (
    SELECT currency, sum(value_minor)::text AS minor, count(*) AS leads FROM cohort
    WHERE is_won AND currency IS NOT NULL AND ${isOf} GROUP BY currency
  ) AS sums), '[]')`;

const count = z.coerce.number();
const OwnedRow = z.object({
  owner: UserId.nullable(),
  leads: count,
  won: count,
  won_value: z.array(WonValue),
});

/** See `FigureStore.leadsOwned`. */
export async function readLeadsOwned(
  { db, retry }: PostgresConnection,
  question: FigureQuestion,
): Promise<LeadsOwned[]> {
  const { rows } = await retry(() =>
    sql`
      WITH ${cohortOf(question)}
      SELECT (SELECT object_id FROM users WHERE id = owned.user_id) AS owner, leads, won,
        ${wonValues(sql`cohort.user_id IS NOT DISTINCT FROM owned.user_id`)} AS won_value
      FROM (
        SELECT user_id, count(*) AS leads, count(*) FILTER (WHERE is_won) AS won FROM cohort GROUP BY 1
      ) AS owned
    `.execute(db),
  );
  return rows.map((each) => {
    const { owner, leads, won, won_value } = OwnedRow.parse(each);
    return { ownerId: owner, leads, won, wonValue: won_value };
  });
}

const FigureRow = z.object({
  entered: count,
  won: count,
  sources: z.array(
    z.object({
      source: z.string(),
      campaign: z.object({ campaignId: z.string(), name: z.string() }).nullable(),
      entered: z.number(),
      won: z.number(),
    }),
  ),
  stages: z.array(
    z.object({ stage: LeadStage, reached: z.number(), medianSeconds: z.number().nullable() }),
  ),
  won_value: z.array(WonValue),
});

/** See `FigureStore.leads`. Lengths of stays are told in whole seconds of the clock. */
export async function readLeadFigures(
  connection: PostgresConnection,
  keys: KeyRing,
  question: FigureQuestion,
): Promise<LeadFigures> {
  const { db, retry } = connection;
  const seconds = (moment: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`floor(extract(epoch FROM ${moment}))`;
  const [figures, lost] = await Promise.all([
    retry(() =>
      sql`
        WITH ${cohortOf(question)}, sources AS (
          SELECT source, campaign_id, count(*) AS entered, count(*) FILTER (WHERE is_won) AS won
          FROM cohort GROUP BY 1, 2
        ), times AS (
          SELECT stage, percentile_disc(0.5) WITHIN GROUP (ORDER BY
            ${seconds(sql`left_at`)} - ${seconds(sql`at`)}) AS median
          FROM stays WHERE left_at IS NOT NULL AND stage NOT IN ('won', 'lost') GROUP BY stage
        ), stages AS (
          SELECT ranks.stage, rank, median, CASE WHEN ranks.stage = 'won'
            THEN (SELECT count(*) FROM cohort WHERE is_won)
            ELSE (SELECT count(*) FROM cohort WHERE furthest >= rank) END AS reached
          FROM ranks LEFT JOIN times ON times.stage = ranks.stage
        )
        SELECT (SELECT count(*) FROM cohort) AS entered, (SELECT count(*) FROM cohort WHERE is_won) AS won,
          coalesce((SELECT json_agg(json_build_object('source', source, 'entered', entered, 'won', won,
            'campaign', CASE WHEN campaigns.id IS NOT NULL
              THEN json_build_object('campaignId', campaigns.object_id, 'name', campaigns.name) END)
            ORDER BY entered DESC, source, campaigns.name, campaigns.object_id)
            FROM sources LEFT JOIN campaigns ON campaigns.id = campaign_id), '[]') AS sources,
          (SELECT json_agg(json_build_object('stage', stage, 'reached', reached, 'medianSeconds', median)
            ORDER BY rank) FROM stages) AS stages,
          ${wonValues(sql`true`)} AS won_value
      `.execute(db),
    ),
    readLost(connection, keys, question),
  ]);
  const { won_value, ...rest } = FigureRow.parse(figures.rows[0]);
  const reasons = new Map<string, number>();
  for (const { reason } of lost) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    ...rest,
    windowDays: CONVERSION_WINDOW_DAYS,
    lost: [...reasons]
      .map(([reason, leads]) => ({ reason, leads }))
      .sort((a, b) => b.leads - a.leads || (a.reason < b.reason ? -1 : 1)),
    wonValue: won_value,
  };
}

/** The leads that came and are lost now, each with why: empty where nobody said so, or it can be read no more. */
export async function readLost(
  { db, retry }: PostgresConnection,
  keys: KeyRing,
  question: FigureQuestion,
): Promise<{ id: number; reason: string }[]> {
  type Row = Pick<LeadRow, 'object_id' | 'conversation_id' | 'sealed_alone' | 'lost_reason'>;
  const { rows } = await retry(() =>
    sql<Row & { id: number }>`
      SELECT leads.id, leads.object_id, leads.conversation_id, leads.sealed_alone, lost_reason
      FROM ${leadsThatCame(question)} AND leads.stage = 'lost'
    `.execute(db),
  );
  const found = await keys.keysFor(rows.map(subjectOf));
  return rows.map((row) => ({
    id: row.id,
    reason: openLostReason(row, found.get(subjectOf(row))),
  }));
}
