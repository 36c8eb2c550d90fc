import { type RawBuilder, sql } from 'kysely';
import { CONVERSION_WINDOW_DAYS } from '../../../../src-preload/contract/analytics-lead.ts';
import type { FigureQuestion } from '../../figure-store.ts';
import { dateOf, isOf, shiftsOf } from './figure-filter.ts';

/** A lead belongs to what its conversation does now; one that was brought from a file to what people have said. */
const businessOfLead = sql`(CASE WHEN talk.conversation_id IS NULL
  THEN leads.business_id ELSE talk.business_id END)`;

/**
 * `leads` with their conversation, `talk`, that nobody said to be none, that came in the range and are asked for;
 * `shifts` tells their day.
 */
export function leadsThatCame(question: FigureQuestion): RawBuilder<unknown> {
  const { senderId, label, campaignId } = question;
  const owned =
    senderId === undefined
      ? sql`true`
      : sql`leads.user_id = (SELECT id FROM users WHERE object_id = ${senderId})`;
  const labelled =
    label === undefined
      ? sql`true`
      : sql`talk.thread_id IN (
          SELECT conversation_id FROM conversation_facts WHERE labels @> ARRAY[${label.toLowerCase()}]
        )`;
  const came =
    campaignId === undefined
      ? sql`true`
      : sql`leads.campaign_id = (SELECT id FROM campaigns WHERE object_id = ${campaignId})`;
  return sql`leads LEFT JOIN conversation_facts AS talk ON talk.conversation_id = leads.conversation_id
    JOIN ${shiftsOf(question)} AS shifts ON shifts.business = coalesce(${businessOfLead}, 0)
      AND leads.created_at >= since AND leads.created_at < until
    WHERE ${isOf(question, businessOfLead, sql`talk.session_id`)} AND ${owned} AND ${labelled} AND ${came}
      AND NOT leads.is_dismissed`;
}

/** The day on which a row of `leadsThatCame` came. */
export const dayOfLead = dateOf(sql`leads.created_at`, sql`shifts.shift`);

/**
 * Common table expressions: `cohort`, the leads that came, each with whether it `is_won` and how far it got; `stays`, of
 * each in each stage, in order; `ranks`, the stages in the order of the team without lost.
 */
export function cohortOf(question: FigureQuestion): RawBuilder<unknown> {
  const inTime = sql`stays.at < came.created_at + ${CONVERSION_WINDOW_DAYS} * interval '24 hours'`;
  return sql`
    came AS MATERIALIZED (SELECT leads.* FROM ${leadsThatCame(question)}),
    moves AS (
      -- That a lead was brought from a file is told in its history, but is no move: it comes from no stage.
      SELECT lead_id, version, changed_at, from_stage, to_stage FROM lead_changes
      WHERE from_stage IS NOT NULL AND to_stage IS NOT NULL AND lead_id IN (SELECT id FROM came)
    ),
    entries AS (
      -- The stage in which it came is the one that it was taken out of first.
      SELECT id, 0 AS version, created_at AS at, coalesce(
        (SELECT from_stage FROM moves WHERE lead_id = came.id ORDER BY version LIMIT 1), stage) AS stage
      FROM came
      UNION ALL SELECT lead_id, version, changed_at, to_stage FROM moves
    ),
    stays AS (
      SELECT id, stage, at, lead(at) OVER (PARTITION BY id ORDER BY version) AS left_at FROM entries
    ),
    ranks AS (
      SELECT stage, rank() OVER (ORDER BY position) AS rank FROM lead_stages WHERE stage <> 'lost'
    ),
    progress AS (
      SELECT came.id, bool_or(stays.stage = 'won') AS was_won,
        -- A win that was taken back has reached what comes before it, and no more.
        max(CASE WHEN stays.stage = 'won' AND came.stage <> 'won' THEN rank - 1 ELSE rank END) AS furthest
      FROM came JOIN stays ON stays.id = came.id AND ${inTime} LEFT JOIN ranks ON ranks.stage = stays.stage
      GROUP BY came.id
    ),
    cohort AS (
      SELECT came.*, came.stage = 'won' AND was_won AS is_won, furthest FROM came JOIN progress USING (id)
    )`;
}
