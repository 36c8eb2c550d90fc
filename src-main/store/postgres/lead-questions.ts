import {
  type ExpressionBuilder,
  type ExpressionWrapper,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import {
  closedStages,
  type Lead,
  type LeadFilter,
  type LeadOrder,
  type LeadSort,
} from '../../../src-preload/contract/lead.ts';
import type { Tables } from './tables.ts';

type LeadExpressions = ExpressionBuilder<Tables, 'leads'>;

/** Greater than any key: what has none is last, from the smallest on; -1 is that from the greatest on. */
const LAST = Number.MAX_SAFE_INTEGER;
const DAY_MS = 86_400_000;

/** What leads are ordered by, as a number, in the database and of a lead that was read. */
const orders: Record<
  LeadOrder,
  { column(none: number): RawBuilder<unknown>; keyOf(lead: Lead): number | null }
> = {
  created: {
    // As it stands, so that the index is of use.
    column: () => sql`created_at`,
    keyOf: ({ createdAt }) => createdAt,
  },
  stageSince: {
    column: () => milliseconds(sql`coalesce(stage_since, created_at)`),
    keyOf: ({ stageSince }) => stageSince,
  },
  value: {
    column: (none) => sql`coalesce(value_minor, ${none}::bigint)`,
    keyOf: ({ value }) => value?.minor ?? null,
  },
  expectedClose: {
    column: (none) => sql`coalesce(expected_close - DATE '1970-01-01', ${none}::bigint)`,
    keyOf: ({ expectedClose }) =>
      expectedClose === null ? null : Date.parse(expectedClose) / DAY_MS,
  },
  nextStep: {
    column: (none) => sql`coalesce(${milliseconds(sql`next_step_at`)}, ${none}::bigint)`,
    keyOf: ({ nextStep }) => nextStep?.at ?? null,
  },
};

/** Where a lead stands in this order: a number. */
export function leadSortKey(lead: Lead, { by, isDescending }: LeadSort): number {
  return orders[by].keyOf(lead) ?? valueOfNone(isDescending);
}

/** What to order by; equal ones by their id. */
export function orderOf({ by, isDescending }: LeadSort): RawBuilder<unknown> {
  const column = orders[by].column(valueOfNone(isDescending));
  return isDescending ? sql`${column} DESC` : sql`${column} ASC`;
}

/** Those after a lead in this order. */
export function isAfter(
  { key, leadId }: { key: number; leadId: string },
  { by, isDescending }: LeadSort,
): RawBuilder<SqlBool> {
  const column = orders[by].column(valueOfNone(isDescending));
  const value = by === 'created' ? sql`${new Date(key)}::timestamptz` : sql`${key}::bigint`;
  const [beyond, from] = isDescending ? [sql`<`, sql`<=`] : [sql`>`, sql`>=`];
  // The first says nothing new, but is what the index can begin at.
  return sql<SqlBool>`${column} ${from} ${value}
    AND (${column} ${beyond} ${value} OR object_id > ${leadId})`;
}

/** Those that a filter leaves. */
export function matches(
  filter: LeadFilter,
): (expressions: LeadExpressions) => ExpressionWrapper<Tables, 'leads', SqlBool> {
  return (lead) => {
    const { stages, ownerId, businessId, campaignId, source, worth, overdueAt } = filter;
    const all = [
      lead('is_dismissed', '=', false),
      ...(stages ? [lead('stage', 'in', stages)] : []),
      ...(ownerId === undefined ? [] : [isOf(lead, 'user_id', 'users', ownerId)]),
      ...(businessId === undefined ? [] : [isOf(lead, 'business_id', 'businesses', businessId)]),
      ...(campaignId === undefined ? [] : [isOf(lead, 'campaign_id', 'campaigns', campaignId)]),
      ...(source === undefined ? [] : [lead('source', '=', source)]),
      ...(worth
        ? [
            lead('currency', '=', worth.currency),
            sql<SqlBool>`value_minor >= ${worth.minor}::bigint`,
          ]
        : []),
      ...(overdueAt === undefined
        ? []
        : [lead('next_step_at', '<', new Date(overdueAt)), lead('stage', 'not in', closedStages)]),
    ];
    return lead.and(all);
  };
}

function isOf(
  lead: LeadExpressions,
  column: 'user_id' | 'business_id' | 'campaign_id',
  table: 'users' | 'businesses' | 'campaigns',
  objectId: string | null,
): ExpressionWrapper<Tables, 'leads', SqlBool> {
  return objectId === null
    ? lead(column, 'is', null)
    : lead(
        column,
        '=',
        sql<number>`(SELECT id FROM ${sql.table(table)} WHERE object_id = ${objectId})`,
      );
}

function milliseconds(moment: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`floor(extract(epoch FROM ${moment}) * 1000)::bigint`;
}

function valueOfNone(isDescending: boolean): number {
  return isDescending ? -1 : LAST;
}
