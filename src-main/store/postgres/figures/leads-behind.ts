import { type RawBuilder, sql } from 'kysely';
import type { BehindWhat } from '../../../../src-preload/contract/analytics-behind.ts';
import type { KeyRing } from '../../../crypto/key-ring.ts';
import type { Behind, FigureQuestion } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import { leadColumns, type LeadRow, openLead, subjectOf } from '../sealed-lead.ts';
import { isOn } from './figure-filter.ts';
import { cohortOf, dayOfLead, leadsThatCame } from './lead-cohort.ts';
import type { BehindInput } from './messages-behind.ts';
import { readLost } from './read-lead-figures.ts';

const kindsOfLeads = ['newLeads', 'entered', 'source', 'stage', 'won', 'lost'] as const;
export type WhatOfLeads = Extract<BehindWhat, { kind: (typeof kindsOfLeads)[number] }>;

export function isOfLeads(what: BehindWhat): what is WhatOfLeads {
  return (kindsOfLeads as readonly string[]).includes(what.kind);
}

/** See `FigureStore.behind`. */
export async function leadsBehind(
  connection: PostgresConnection,
  keys: KeyRing,
  { question, what, limit, after }: BehindInput<WhatOfLeads>,
): Promise<Behind> {
  const { db, retry } = connection;
  const found =
    what.kind === 'lost' && what.reason !== undefined
      ? await lostFor(connection, keys, question, what.reason)
      : foundLeads(question, what);
  const ids = db.selectFrom(sql<{ id: number }>`(${found})`.as('found')).select('found.id');
  let page = db
    .selectFrom('leads')
    .select(leadColumns)
    .where('id', 'in', ids)
    .orderBy('created_at', 'desc')
    .orderBy('object_id', 'desc')
    .limit(limit + 1);
  if (after) {
    page = page.where(
      sql<boolean>`(created_at, object_id) < (${new Date(after.at)}::timestamptz, ${after.id})`,
    );
  }
  const [counted, rows] = await retry(() =>
    Promise.all([
      sql<{ count: string }>`SELECT count(*) AS count FROM (${found}) AS found`.execute(db),
      page.execute(),
    ]),
  );
  const shown: LeadRow[] = rows.slice(0, limit);
  const known = await keys.keysFor(shown.map(subjectOf));
  const leads = shown.map((row) => openLead(row, known.get(subjectOf(row))));
  const last = rows.length > limit ? leads.at(-1) : undefined;
  return {
    count: Number(counted.rows[0]?.count ?? 0),
    items: leads.map(({ leadId, conversationId, messageId, createdAt, contactName, stage }) => ({
      kind: 'lead',
      ...{ leadId, conversationId, messageId, at: createdAt, name: contactName, stage },
    })),
    next: last ? { at: last.createdAt, id: last.leadId } : null,
  };
}

/** Rows of their numbers, `id`. */
function foundLeads(question: FigureQuestion, what: WhatOfLeads): RawBuilder<unknown> {
  const came = (isFound: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`SELECT leads.id FROM ${leadsThatCame(question)} AND ${isFound}`;
  const cohort = (isFound: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`WITH ${cohortOf(question)} SELECT id FROM cohort WHERE ${isFound}`;
  switch (what.kind) {
    case 'entered':
      return came(sql`true`);
    case 'newLeads':
      return came(sql`talk.conversation_id IS NOT NULL AND ${isOn(what.date, dayOfLead)}`);
    case 'lost':
      return came(sql`leads.stage = 'lost'`);
    case 'source': {
      const isOfSource = sql`source = ${what.source} AND campaign_id IS NOT DISTINCT FROM
        (SELECT id FROM campaigns WHERE object_id = ${what.campaignId})`;
      return what.isWon ? cohort(sql`is_won AND ${isOfSource}`) : came(isOfSource);
    }
    case 'won':
      return what.currency === undefined
        ? cohort(sql`is_won`)
        : cohort(sql`is_won AND currency = ${what.currency}`);
    case 'stage':
      return what.stage === 'won'
        ? cohort(sql`is_won`)
        : cohort(sql`furthest >= (SELECT rank FROM ranks WHERE stage = ${what.stage})`);
  }
}

/** Rows as `foundLeads`. Reasons are sealed: all of them are opened. */
async function lostFor(
  connection: PostgresConnection,
  keys: KeyRing,
  question: FigureQuestion,
  reason: string,
): Promise<RawBuilder<unknown>> {
  const lost = await readLost(connection, keys, question);
  const ids = lost.filter((lead) => lead.reason === reason).map(({ id }) => id);
  return sql`SELECT unnest(${ids}::integer[]) AS id`;
}
