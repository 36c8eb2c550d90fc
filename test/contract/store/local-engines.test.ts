import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type LocalEngines,
  startLocalEngines,
} from '../../../src-main/store/embedded/local-engines.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { isGone } from '../../unit/scripts/is-gone.ts';

const PASSWORD = 'only-for-this-test';

let folder: Awaited<ReturnType<typeof dataFolder>>;
let running: LocalEngines[];

beforeEach(async () => {
  folder = await dataFolder();
  running = [];
});

afterEach(async () => {
  for (const engines of running) await engines.stop();
  await folder.remove();
});

async function start(): Promise<LocalEngines> {
  const secrets = memorySecretStore();
  await secrets.set('local.postgres.password', PASSWORD);
  await secrets.set('local.mongo.password', PASSWORD);
  const { path } = folder;
  const engines = await startLocalEngines({
    folder: path,
    cacheFolder: path,
    secrets,
    onStep: () => {},
    log: recordedLog(),
  });
  running.push(engines);
  return engines;
}

async function withBoth<T>(
  { mongodbUrl, postgresUrl }: LocalEngines,
  use: (mongo: MongoClient, postgres: pg.Client) => Promise<T>,
): Promise<T> {
  const mongo = new MongoClient(mongodbUrl, { serverSelectionTimeoutMS: 2_000 });
  const postgres = new pg.Client({ connectionString: postgresUrl });
  // A connection that breaks while nobody asks is no failure here.
  postgres.on('error', () => {});
  try {
    await postgres.connect();
    return await use(mongo, postgres);
  } finally {
    await mongo.close();
    await postgres.end();
  }
}

/** Leaves a row and a document that can be recognised. */
const leaveTrace = (engines: LocalEngines): Promise<void> =>
  withBoth(engines, async (mongo, postgres) => {
    await mongo.db('kept').collection('notes').insertOne({ text: 'still here' });
    await postgres.query(`CREATE TABLE notes AS SELECT 'still here' AS text`);
  });

const readTrace = (engines: LocalEngines): Promise<unknown[]> =>
  withBoth(engines, async (mongo, postgres) => {
    const { rows } = await postgres.query<{ text: string }>('SELECT text FROM notes');
    const notes = await mongo.db('kept').collection('notes').find().toArray();
    return [...rows.map(({ text }) => text), ...notes.map(({ text }): unknown => text)];
  });

const bothKept = ['still here', 'still here'];

async function enginePids(): Promise<{ mongo: number; postgres: number }> {
  const record = await readFile(join(folder.path, 'mongo', 'engine.json'), 'utf8');
  const [postgres] = (
    await readFile(join(folder.path, 'postgres', 'data', 'postmaster.pid'), 'utf8')
  ).split('\n');
  return {
    mongo: z.object({ pid: z.number() }).parse(JSON.parse(record)).pid,
    postgres: Number(postgres),
  };
}

it('engines that are stopped and started again keep their data and their ports', async () => {
  // What an app left that was killed while it made its data folder: begun anew.
  const unfinished = join(folder.path, 'postgres', 'data.new');
  await mkdir(unfinished, { recursive: true });
  await writeFile(join(unfinished, 'PG_VERSION'), '18\n');
  const first = await start();
  await leaveTrace(first);
  const pids = await enginePids();
  await first.stop();
  await first.stop();
  expect([isGone(pids.mongo), isGone(pids.postgres)]).toEqual([true, true]);
  const second = await start();
  expect(second).toMatchObject({ mongodbUrl: first.mongodbUrl, postgresUrl: first.postgresUrl });
  expect(await readTrace(second)).toEqual(bothKept);
});

it('engines that are killed are started again, with their data', async () => {
  const engines = await start();
  await leaveTrace(engines);
  const pids = await enginePids();
  process.kill(pids.mongo, 'SIGKILL');
  process.kill(pids.postgres, 'SIGKILL');
  await expect
    .poll(() => readTrace(engines).catch(() => []), { timeout: 45_000, interval: 250 })
    .toEqual(bothKept);
  expect((await enginePids()).postgres).not.toBe(pids.postgres);
});

it('engines of an app that was killed are stopped first, and their data is kept', async () => {
  const owner = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', join(import.meta.dirname, 'owner-process.ts')],
      JSON.stringify({ folder: folder.path, password: PASSWORD }),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await said(owner, 'started');
  const orphans = await enginePids();
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const engines = await start();
  expect((await enginePids()).postgres).not.toBe(orphans.postgres);
  expect([isGone(orphans.mongo), isGone(orphans.postgres)]).toEqual([true, true]);
  await leaveTrace(engines);
  expect(await readTrace(engines)).toEqual(bothKept);
});

async function said(child: ChildProcess, word: string): Promise<void> {
  if (!child.stdout) throw new Error('The process has no output');
  let heard = '';
  for await (const chunk of child.stdout) {
    heard += String(chunk);
    if (heard.includes(word)) return;
  }
  throw new Error('The process ended too early');
}
