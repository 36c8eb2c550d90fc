import { randomUUID } from 'node:crypto';
import { overview } from '../../src-main/analytics/overview.ts';
import { FigureCalendar } from '../../src-main/domain/figure-calendar.ts';
import { ownDatabase, startOwnPostgres } from '../support/databases/postgres-servers.ts';
import { FigureDesk } from '../support/figures/figure-desk.ts';
import type { PlainTalk } from '../support/figures/plain-talks.ts';
import { recordedTalks } from '../support/figures/recorded-talks.ts';
import { reportResult } from './support/report-result.ts';
import { median, percentile, rounded } from './support/statistics.ts';

/**
 * The figures of 10⁴ and 10⁵ messages, with `--large` 10⁶, in a year of recorded dialogues, on the app's own PostgreSQL:
 * what facts cost the pipeline, how long it takes to work out everything from them, and to open a year of them, beside
 * the plain SQL that answers the same from the facts alone.
 */
const SIZES = [10_000, 100_000, ...(process.argv.includes('--large') ? [1_000_000] : [])];
/** As the pipeline stores them: groups of chats. */
const CHATS_IN_GROUP = 64;
const OPENINGS = 20;
const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const NOW = Date.parse('2026-12-31T12:00:00Z');

/** What a year holds, straight from the facts: counts, customers, and the waits by what follows what. */
const plainSql = `
  WITH said AS (
    SELECT conversation_id, at, is_incoming,
      lag(is_incoming) OVER talk AS before_is_incoming,
      min(at) FILTER (WHERE NOT is_incoming) OVER (talk ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS answered_at
    FROM message_facts WHERE type NOT IN ('reaction', 'call_log', 'group_event', 'revoked') AND NOT is_automatic
    WINDOW talk AS (PARTITION BY conversation_id ORDER BY at, message_id)
  ), waits AS (
    SELECT extract(epoch FROM answered_at - at) AS seconds FROM said
    WHERE is_incoming AND before_is_incoming IS DISTINCT FROM true AND answered_at IS NOT NULL
  )
  SELECT (SELECT count(*) FROM waits) AS count, (SELECT avg(seconds) FROM waits) AS mean,
    (SELECT percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds) FROM waits) AS percentiles,
    (SELECT count(DISTINCT contact_key) FROM message_facts JOIN conversation_facts USING (conversation_id)
      WHERE is_incoming) AS contacts,
    (SELECT json_agg(days) FROM (SELECT (at AT TIME ZONE 'Europe/Lisbon')::date AS date, is_incoming, count(*)
      FROM message_facts GROUP BY 1, 2) AS days) AS days`;

const server = await startOwnPostgres();
const rows = [];
for (const size of SIZES) rows.push(await measure(size));
await server.stop();
await reportResult('analytics', { 'Figures of a year': rows });

async function measure(size: number): Promise<object> {
  const desk = await FigureDesk.open((await ownDatabase(server.url)).url);
  const talks = await talksOf(size);
  const messages = talks.reduce((sum, talk) => sum + talk.messages.length, 0);
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
  const open = (): Promise<unknown> =>
    overview({
      ...{ figures: desk.figures, calendars, days: 365, now: NOW, rebuild: null },
      namesOf: () => Promise.resolve(new Map()),
    });
  const opening = await times(open);
  const plain = await times(() => desk.raw.query(plainSql));
  const { uniqueContacts } = await desk.figures.totals(YEAR);
  await desk.close();
  return {
    messages,
    customers: uniqueContacts,
    'facts, µs a message': rounded((facts * 1000) / messages),
    'rolled up, s': rounded(rollUp / 1000),
    'made anew, s': rounded(rebuild / 1000),
    'a year, ms': rounded(median(opening)),
    p95: rounded(percentile(opening, 95)),
    'plain SQL, ms': rounded(median(plain)),
    'plain p95': rounded(percentile(plain, 95)),
  };
}

/** Dialogues until there are so many messages. */
async function talksOf(size: number): Promise<PlainTalk[]> {
  const session = randomUUID();
  const all = await recordedTalks({
    count: Math.ceil(size / 3),
    homes: [{ business: null, session }],
    people: ['a'.repeat(24)],
    conversation: () => randomUUID(),
  });
  let messages = 0;
  const last = all.findIndex((talk) => (messages += talk.messages.length) >= size);
  return all.slice(0, last + 1);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function times(work: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let turn = 0; turn < OPENINGS; turn++) all.push(await timed(work));
  return all;
}
