import { randomUUID } from 'node:crypto';
import { report } from '../../src-main/analytics/report.ts';
import { responseClassEnds } from '../../src-preload/contract/response-classes.ts';
import { FigureCalendar } from '../../src-main/domain/figure-calendar.ts';
import { ownDatabase, startOwnPostgres } from '../support/databases/postgres-servers.ts';
import { FigureDesk } from '../support/figures/figure-desk.ts';
import type { PlainTalk } from '../support/figures/plain-talks.ts';
import { recordedTalks } from '../support/figures/recorded-talks.ts';
import { pipelineCosts } from './support/pipeline-costs.ts';
import { reportResult } from './support/report-result.ts';
import { median, percentile, rounded } from './support/statistics.ts';

/**
 * The figures of 10⁴ and 10⁵ messages, with `--large` 10⁶, in a year of recorded dialogues, on the app's own PostgreSQL:
 * how long it takes to write the facts, to work out everything from them, and to open the report of a year, compared
 * with the year before, beside the plain SQL that answers the same from the facts alone; and what facts and the lead
 * check cost the pipeline.
 */
const SIZES = [10_000, 100_000, ...(process.argv.includes('--large') ? [1_000_000] : [])];
/** As the pipeline stores them: groups of chats. */
const CHATS_IN_GROUP = 64;
const OPENINGS = 20;
/** It takes many seconds of a million messages. */
const PLAIN_RUNS = 5;
/** As many as there are recorded. */
const DIALOGUES = 200;
const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const ofOneAccount = {
  homes: [{ business: null, session: randomUUID() }],
  people: ['a'.repeat(24)],
  conversation: () => randomUUID(),
};
const NOW = Date.parse('2026-12-31T12:00:00Z');

/**
 * What the report says of a year, straight from the facts: messages, conversations and customers by day and together,
 * new customers, the week's hours, and the waits by what follows what with their classes. The year before is empty.
 */
const plainSql = `
  WITH written AS MATERIALIZED (
    SELECT conversation_id, message_id, at, is_incoming, type, is_automatic, contact_key,
      at AT TIME ZONE 'Europe/Lisbon' AS shown
    FROM message_facts JOIN conversation_facts USING (conversation_id)
    WHERE type NOT IN ('reaction', 'call_log', 'group_event')
  ), said AS (
    SELECT conversation_id, at, is_incoming,
      lag(is_incoming) OVER talk AS before_is_incoming, lag(at) OVER talk AS before_at,
      min(at) FILTER (WHERE NOT is_incoming) OVER (talk ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS answered_at
    FROM written WHERE type <> 'revoked' AND NOT is_automatic AND contact_key IS NOT NULL
    WINDOW talk AS (PARTITION BY conversation_id ORDER BY at, message_id)
  ), waits AS MATERIALIZED (
    SELECT extract(epoch FROM answered_at - at)::integer AS seconds,
      before_at IS NULL OR at - before_at >= interval '24 hours' AS is_first
    FROM said WHERE is_incoming AND before_is_incoming IS DISTINCT FROM true AND answered_at IS NOT NULL
  )
  SELECT
    (SELECT json_agg(times) FROM (SELECT of_first, count(*), avg(seconds),
      percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds)
      FROM waits JOIN (VALUES (false), (true)) AS kinds (of_first) ON is_first OR NOT of_first GROUP BY 1) AS times) AS times,
    (SELECT json_agg(classes) FROM (SELECT is_first, width_bucket(seconds, ARRAY[${responseClassEnds.join()}]), count(*)
      FROM waits GROUP BY 1, 2) AS classes) AS classes,
    (SELECT count(DISTINCT contact_key) FROM written WHERE is_incoming) AS contacts,
    (SELECT count(DISTINCT conversation_id) FROM written) AS conversations,
    (SELECT json_agg(firsts) FROM (SELECT day, count(*) FROM (SELECT min(shown)::date AS day FROM written
      WHERE is_incoming GROUP BY contact_key) AS contact GROUP BY 1) AS firsts) AS new_contacts,
    (SELECT json_agg(week) FROM (SELECT extract(isodow FROM shown), extract(hour FROM shown), is_incoming, count(*)
      FROM written GROUP BY 1, 2, 3) AS week) AS week,
    (SELECT json_agg(days) FROM (SELECT shown::date, count(*) FILTER (WHERE is_incoming), count(*),
      count(DISTINCT conversation_id), count(DISTINCT contact_key) FILTER (WHERE is_incoming)
      FROM written GROUP BY 1) AS days) AS days`;

const server = await startOwnPostgres();
type Row = Awaited<ReturnType<typeof measure>>;
const rows: Row[] = [];
for (const size of SIZES) {
  console.log(`Measuring the figures of ${String(size)} messages`);
  rows.push(await measure(size));
}
console.log('Measuring the pipeline with and without them');
const grown = rows.map((row) => ({
  ...row,
  'rolled up ÷ the first': ofTheFirst(row, 'rolled up, s'),
  'made anew ÷ the first': ofTheFirst(row, 'made anew, s'),
}));
await server.stop();
await reportResult('analytics', {
  'Figures of a year': grown,
  'Facts and the lead check in the pipeline': await pipelineCosts(),
});

/** What a message costs, beside the smallest size: 1 is in proportion to the messages. */
function ofTheFirst(row: Row, column: 'rolled up, s' | 'made anew, s'): number {
  const [first = row] = rows;
  return rounded(row[column] / row.messages / (first[column] / first.messages));
}

async function measure(size: number) {
  const desk = await FigureDesk.open((await ownDatabase(server.url)).url);
  // So that what comes is added to figures that are there, as on every day; making them anew is measured by itself.
  await desk.keeper.finish();
  const talks = await talksOf(size);
  const messages = messagesIn(talks);
  const facts = await timed(async () => {
    for (let start = 0; start < talks.length; start += CHATS_IN_GROUP) {
      const group = talks.slice(start, start + CHATS_IN_GROUP);
      await desk.tell(group.map((talk) => ({ talk, messages: talk.messages })));
    }
  });
  const rollUp = await timed(() => desk.keeper.finish());
  const rebuild = await timed(async () => {
    await desk.keeper.rebuild();
    await desk.keeper.finish();
  });
  const calendars = new Map([[null, new FigureCalendar('Europe/Lisbon', null)]]);
  const open = () =>
    report({
      ...{ figures: desk.figures, calendars, filter: YEAR, isCompared: true },
      ...{ now: NOW, rebuild: null },
    });
  // As the database does by itself after a while.
  await desk.raw.query('ANALYZE');
  const opening = await times(OPENINGS, open);
  const plain = await times(PLAIN_RUNS, () => desk.raw.query(plainSql));
  const { totals } = await open();
  await desk.close();
  return {
    messages,
    customers: totals.uniqueContacts,
    'facts, µs a message': rounded((facts * 1000) / messages),
    'rolled up, s': rounded(rollUp / 1000),
    'made anew, s': rounded(rebuild / 1000),
    'a year, ms': rounded(median(opening)),
    p95: rounded(percentile(opening, 95)),
    'plain SQL, ms': rounded(median(plain)),
    'plain p95': rounded(percentile(plain, 95)),
    'p95 ÷ plain p95': rounded(percentile(opening, 95) / percentile(plain, 95)),
  };
}

/** Dialogues until there are so many messages. */
async function talksOf(size: number): Promise<PlainTalk[]> {
  const recorded = await recordedTalks({ ...ofOneAccount, count: DIALOGUES });
  const inAll = messagesIn(recorded);
  // They come again and again, in the same order: made are just as many as are needed.
  const count = Math.ceil((size / inAll) * DIALOGUES);
  return recordedTalks({ ...ofOneAccount, count });
}

function messagesIn(talks: readonly PlainTalk[]): number {
  return talks.reduce((sum, talk) => sum + talk.messages.length, 0);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function times(turns: number, work: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let turn = 0; turn < turns; turn++) all.push(await timed(work));
  return all;
}
