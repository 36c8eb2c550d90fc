import { AccessRecorder } from '../../src-main/access-log/access-recorder.ts';
import type { Handlers } from '../../src-main/bridge/handlers.ts';
import { runCommand } from '../../src-main/bridge/run-command.ts';
import { systemClock } from '../../src-main/common/clock.ts';
import { UserId } from '../../src-preload/contract/ids.ts';
import { openPostgres } from '../contract/store/open-postgres.ts';
import { AccessDesk, anEntry } from '../support/access-log/access-desk.ts';
import { recordedLog } from '../support/databases/recorded-log.ts';
import { startOwnPostgres } from '../support/databases/postgres-servers.ts';
import { uuid } from '../support/preview/sample-data.ts';
import { reportResult } from './support/report-result.ts';
import { median, percentile, rounded } from './support/statistics.ts';
import { takeTurns } from './support/take-turns.ts';

/**
 * What the access log costs: the same command with and without it, in turn, one that does nothing and one that reads
 * PostgreSQL; how many rows a second go from the device into the database, beside the driver inserting the same rows; and
 * the check of all chains, beside the driver reading the same rows.
 */
const ROUNDS = 2_000;
const FLUSHED = 10_000;
const BATCH = 500;
const isLarge = process.argv.includes('--large');

const open = await openPostgres(await startOwnPostgres());
const log = open.stores.accessLog;
const desk = new AccessDesk();
await desk.start(log);

const perAction = await compareCommands();
const flushing = await compareFlush();
const checking = [await compareCheck(10_000), await compareCheck(100_000)];
if (isLarge) checking.push(await compareCheck(1_000_000));
await desk.remove();
await open.close();
await reportResult('access-log', {
  'One action with and without the log': perAction,
  'From the device into the database': flushing,
  'The check of all chains': checking,
});

async function compareCommands(): Promise<object[]> {
  let now = Date.now();
  const recorder = new AccessRecorder({
    who: () => UserId.parse('a'.repeat(24)),
    // Every time is another visit.
    clock: { ...systemClock, now: () => (now += 600_000) },
  });
  recorder.connect((entries) => desk.writer.take(entries));
  // Of each only what is used here.
  const handlers = {
    'message.react': () => Promise.resolve(null),
    'leadEvidence.list': async () => {
      await open.stores.labels.list();
      return [];
    },
  } as unknown as Handlers;
  const inputs = {
    'message.react': { conversationId: uuid(1), messageId: '3EB0', emoji: null },
    'leadEvidence.list': { leadId: 'f'.repeat(24) },
  };
  const rows: object[] = [];
  for (const [name, what] of [
    ['message.react', 'does nothing'],
    ['leadEvidence.list', 'reads PostgreSQL'],
  ] as const) {
    const run = (access?: AccessRecorder) => () =>
      runCommand(handlers, recordedLog(), name, inputs[name], systemClock, access);
    const [without = [], logged = []] = await takeTurns([run(), run(recorder)], {
      rounds: ROUNDS,
      warmUp: 200,
    });
    rows.push({
      command: what,
      withoutMs: rounded(median(without)),
      withoutP95: rounded(percentile(without, 95)),
      loggedMs: rounded(median(logged)),
      loggedP95: rounded(percentile(logged, 95)),
      costMs: rounded(median(logged) - median(without)),
      ofWithout: rounded(median(logged) / median(without)),
    });
  }
  await desk.writer.flush();
  return rows;
}

async function compareFlush(): Promise<object[]> {
  const entries = Array.from({ length: FLUSHED }, () => anEntry());
  let startedAt = performance.now();
  for (let from = 0; from < FLUSHED; from += 50) {
    desk.writer.take(entries.slice(from, from + 50));
  }
  await desk.writer.flush();
  const ours = (FLUSHED / (performance.now() - startedAt)) * 1_000;
  // The same rows and indexes, made beforehand.
  await open.raw.query('CREATE TABLE bare (LIKE access_log INCLUDING ALL)');
  startedAt = performance.now();
  for (let from = 0; from < FLUSHED; from += BATCH) {
    await open.raw.query(
      `INSERT INTO bare SELECT gen_random_uuid(), number + $1, now(), now(), gen_random_uuid(), repeat('a', 24),
         'opened', 'message.list', 'conversation', gen_random_uuid()::text, 'done', 1, NULL, repeat('x', 32)::bytea
       FROM generate_series(1, $2::int) AS number`,
      [from, BATCH],
    );
  }
  const raw = (FLUSHED / (performance.now() - startedAt)) * 1_000;
  return [
    {
      rows: FLUSHED,
      perSecond: rounded(ours),
      rawPerSecond: rounded(raw),
      ofRaw: rounded(ours / raw),
    },
  ];
}

async function compareCheck(rows: number): Promise<object> {
  await open.raw.query('TRUNCATE access_log, access_log_chains');
  for (let chain = 0; chain < 4; chain++) {
    const place = { chainId: uuid(chain + 1), deviceId: uuid(chain + 1) };
    let previous: Parameters<typeof log.append>[0]['previous'] = null;
    for (let written = 0; written < rows / 4; written += BATCH) {
      const entries = Array.from({ length: BATCH }, () => anEntry());
      const answer = await log.append({ ...place, previous, entries });
      if (answer === 'broken') throw new Error('The chain is broken');
      previous = answer.head;
    }
  }
  await open.raw.query('VACUUM ANALYZE access_log');
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed)), 20);
  const startedAt = performance.now();
  const report = await log.verify([]);
  const ours = performance.now() - startedAt;
  clearInterval(watch);
  if (report.rows !== rows || report.chains.some((chain) => chain.break !== null)) {
    throw new Error('The check did not find what is there');
  }
  const rawStartedAt = performance.now();
  for (let chain = 0; chain < 4; chain++) {
    for (let after = 0; after < rows / 4; after += 2_000) {
      await open.raw.query(
        'SELECT * FROM access_log WHERE chain_id = $1 AND seq > $2 ORDER BY seq LIMIT 2000',
        [uuid(chain + 1), after],
      );
    }
  }
  const raw = performance.now() - rawStartedAt;
  return {
    rows,
    ms: rounded(ours),
    rowsPerSecond: rounded((rows / ours) * 1_000),
    rawMs: rounded(raw),
    ofRaw: rounded(ours / raw),
    heapGrowthMb: rounded(Math.max(0, most - before) / 2 ** 20),
  };
}
