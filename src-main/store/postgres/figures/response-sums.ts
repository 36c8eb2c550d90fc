import { type RawBuilder, sql } from 'kysely';
import {
  responseClassEnds,
  RESPONSE_CLASSES,
} from '../../../../src-preload/contract/response-classes.ts';

/** The columns of response times in `message_analytics` and `sender_analytics`, in this order everywhere. */
export const responseColumns = [
  'response_time_count',
  'response_time_sum_seconds',
  'response_time_histogram',
  'business_time_sum_seconds',
  'business_time_histogram',
  'first_response_count',
  'first_response_sum_seconds',
  'first_response_histogram',
  'first_business_time_sum_seconds',
  'first_business_time_histogram',
] as const;

/** `responseColumns`, added up from rows of `response_waits` that have an answer. */
export const responseSums: RawBuilder<unknown> = sql.join(
  [...sumsOf(sql`true`), ...sumsOf(sql`is_first`)].map(
    (sum, place) => sql`${sum} AS ${sql.ref(responseColumns[place] ?? '')}`,
  ),
);

/** `responseColumns` of what may have no waits. */
export const responseSumsOrNone: RawBuilder<unknown> = sql.join(
  responseColumns.map((name) => sql`coalesce(${sql.ref(name)}, ${noneOf(name)})`),
);

function noneOf(column: (typeof responseColumns)[number]): RawBuilder<unknown> {
  return column.endsWith('histogram')
    ? sql`array_fill(0, ARRAY[${sql.lit(RESPONSE_CLASSES)}])`
    : sql`0`;
}

function sumsOf(isCounted: RawBuilder<unknown>): RawBuilder<unknown>[] {
  return [
    sql`count(*) FILTER (WHERE ${isCounted})`,
    sql`coalesce(sum(wall_seconds) FILTER (WHERE ${isCounted}), 0)`,
    histogram(sql`wall_seconds`, isCounted),
    sql`coalesce(sum(business_seconds) FILTER (WHERE ${isCounted}), 0)`,
    histogram(sql`business_seconds`, isCounted),
  ];
}

/** How many belong to each class; none of them left out. */
function histogram(
  seconds: RawBuilder<unknown>,
  isCounted: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const classes = Array.from({ length: RESPONSE_CLASSES }, (_, place) => {
    const from = responseClassEnds[place - 1];
    const end = responseClassEnds[place];
    const limits = [
      isCounted,
      ...(from === undefined ? [] : [sql`${seconds} >= ${sql.lit(from)}`]),
      ...(end === undefined ? [] : [sql`${seconds} < ${sql.lit(end)}`]),
    ];
    return sql`count(*) FILTER (WHERE ${sql.join(limits, sql` AND `)})`;
  });
  return sql`ARRAY[${sql.join(classes)}]::integer[]`;
}
