import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { scorersOf } from '../../../src-main/leads/lead-scoring.ts';
import { openStores } from '../../../src-main/store/open-stores.ts';
import { readDialogues } from '../../simulator/control/dialogues.ts';
import { ingestTurns, type Turn } from '../../support/databases/ingest-dialogues.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { startDatabases } from '../../support/databases/start-databases.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { median, rounded } from './statistics.ts';

const RUNS = 3;
const TIMES_OVER = 5;

type Change = Parameters<typeof ingestTurns>[4];
const noFigures: Change = { figures: { record: () => Promise.resolve() } };
const noModel: Change = { scorers: () => Promise.resolve(scorersOf(null, [])) };
const kinds: Record<string, Change> = {
  'as it is': {},
  'without facts': noFigures,
  'without the text model and the leads that it finds': noModel,
  'without both': { ...noFigures, ...noModel },
};

/**
 * What facts and the lead check add to the pipeline: the same dialogues through all of it, and with one or both left
 * out, in turns, each time into empty databases.
 */
export async function pipelineCosts(): Promise<object[]> {
  const turns = await dialogueTurns();
  const databases = await startDatabases();
  const seconds = new Map(Object.keys(kinds).map((kind) => [kind, [] as number[]]));
  for (let run = 0; run < RUNS; run++) {
    for (const [kind, change] of Object.entries(kinds)) {
      seconds.get(kind)?.push(await timeIngest(databases, turns, change));
    }
  }
  await databases.stop();
  const whole = median(seconds.get('as it is') ?? []);
  return [...seconds].map(([pipeline, all]) => ({
    pipeline,
    messages: turns.length,
    runs: RUNS,
    'µs a message': rounded((median(all) * 1e6) / turns.length),
    'as it is ÷ this': rounded(whole / median(all)),
  }));
}

async function timeIngest(
  databases: { mongodbUrl: string; postgresUrl: string },
  turns: readonly Turn[],
  change: Change,
): Promise<number> {
  await empty(databases);
  const stores = await openStores({
    location: { kind: 'servers', addresses: databases },
    secrets: memorySecretStore(),
    deskId: randomUUID(),
    cache: memoryCache({ maxBytes: 1_000_000, clock: systemClock }),
    openKeys: (store) => Promise.resolve(testKeyRing(store)),
    onStep: () => {},
    log: recordedLog(),
  });
  const user = await stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
  const seconds = await ingestTurns(stores, user.userId, turns, undefined, change);
  await stores.close();
  return seconds;
}

async function empty({
  mongodbUrl,
  postgresUrl,
}: {
  mongodbUrl: string;
  postgresUrl: string;
}): Promise<void> {
  const client = await MongoClient.connect(mongodbUrl);
  await client.db('alexia').dropDatabase();
  await client.close();
  const postgres = new pg.Client({ connectionString: postgresUrl });
  await postgres.connect();
  await postgres.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await postgres.end();
}

/** Whole dialogues, as after linking. */
async function dialogueTurns(): Promise<Turn[]> {
  const dialogues = await readDialogues(
    new URL('../../fixtures/order-dialogues-200.jsonl', import.meta.url),
  );
  return Array.from({ length: TIMES_OVER }, (_, time) =>
    dialogues.flatMap(({ turns }, index) =>
      turns.map(({ text, from }) => ({
        number: `3460${time}${String(index).padStart(6, '0')}`,
        ...{ name: 'Somebody', text, fromMe: from === 'agent' },
      })),
    ),
  ).flat();
}
