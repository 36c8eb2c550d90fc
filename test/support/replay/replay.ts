import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { Dialogue } from '../../simulator/control/dialogues.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';
import { dataFolder } from '../data-folder.ts';
import { countMessages, SealedWorkspace } from '../databases/sealed-workspace.ts';
import { startDatabases } from '../databases/start-databases.ts';
import { Desk } from '../desk/launch-desk.ts';
import { goThroughFirstRun, linkAccount, PASSPHRASE } from '../desk/new-user.ts';
import { judge, type Verdict } from './judge.ts';
import { settled } from './settled.ts';

export type ReplayMode = 'interleaved' | 'same-instant';

export interface ReplayResult extends Verdict {
  mode: ReplayMode;
  kills: number;
  /** From the first turn written to the last one stored, restarts included. */
  seconds: number;
  turnsPerSecond: number;
}

export interface ReplayRun {
  dialogues: readonly Dialogue[];
  mode: ReplayMode;
  /** How often the app is killed (SIGKILL) and started again on the way. */
  kills: number;
  /** From 0 up to 1; decides the points at which the app is killed. */
  random: () => number;
  /** Hears what is being done. */
  onStep?: (step: string) => void;
}

const POLL_MS = 25;
/**
 * How long nothing may move before the run is judged as it stands, in milliseconds: MongoDB keeps the locks of a
 * transaction whose client was killed for a minute.
 */
const STALLED_MS = 100_000;

/**
 * Plays dialogues to the built app through the simulator, as fast as it goes, all customers new, and kills the app on
 * the way when told to: the dialogues are dealt out over the app's lives, and each life but the last ends at a random
 * point of its share. Judges when everything is stored or nothing moves any more.
 */
export async function replay(run: ReplayRun): Promise<ReplayResult> {
  const { dialogues, mode, kills, random, onStep = () => {} } = run;
  const closers: (() => Promise<unknown>)[] = [];
  try {
    onStep('starting databases, simulator and app');
    const databases = await startDatabases();
    closers.push(() => databases.stop());
    const mongo = await MongoClient.connect(databases.mongodbUrl);
    closers.push(() => mongo.close());
    const db = mongo.db('alexia');
    const folder = await dataFolder();
    closers.push(() => folder.remove());
    const simulator = await WhatsAppSimulator.start();
    closers.push(() => simulator.stop());
    const launch = (): Promise<Desk> =>
      Desk.launch({ folder: folder.path, browserArguments: simulator.launchArgs() });

    let desk = await launch();
    closers.push(() => desk.kill());
    const page = await desk.mainWindow();
    await goThroughFirstRun(page, databases);
    await linkAccount(desk, page, simulator);

    const shares = deal(dialogues, kills + 1);
    const total = dialogues.reduce((sum, dialogue) => sum + dialogue.turns.length, 0);
    const startedAt = performance.now();
    let written = 0;
    for (const [life, share] of shares.entries()) {
      const turns = share.reduce((sum, dialogue) => sum + dialogue.turns.length, 0);
      onStep(`writing ${turns} turns (${mode}), life ${life + 1} of ${shares.length}`);
      const writing = simulator.replay(share, { mode, firstCustomer: firstOf(shares, life) });
      if (life < shares.length - 1) {
        const killAt = written + Math.floor(random() * turns);
        await stored(db, killAt);
        await desk.kill();
        onStep(`killed after ${await countMessages(db)} stored turns`);
        desk = await launch();
      }
      await writing;
      written += turns;
    }
    const last = await stored(db, total);
    const seconds = (last - startedAt) / 1000;
    onStep('judging');
    await settled(db);
    const verdict = await judge(await simulator.book(), await SealedWorkspace.open(db, PASSPHRASE));
    await desk.quit();
    return { mode, kills, ...verdict, seconds, turnsPerSecond: total / seconds };
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** When (performance.now) so many messages were stored, or when it was clear that they would not be. */
async function stored(db: ReturnType<MongoClient['db']>, count: number): Promise<number> {
  let seen = -1;
  let movedAt = performance.now();
  for (;;) {
    const now = await countMessages(db);
    if (now !== seen) {
      seen = now;
      movedAt = performance.now();
    }
    if (now >= count || performance.now() - movedAt > STALLED_MS) return movedAt;
    await sleep(POLL_MS);
  }
}

function deal(dialogues: readonly Dialogue[], parts: number): Dialogue[][] {
  const size = Math.ceil(dialogues.length / parts);
  return Array.from({ length: parts }, (_, index) =>
    dialogues.slice(index * size, (index + 1) * size),
  );
}

function firstOf(shares: readonly Dialogue[][], life: number): number {
  return shares.slice(0, life).reduce((sum, share) => sum + share.length, 0);
}
