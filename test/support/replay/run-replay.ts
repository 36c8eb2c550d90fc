import { parseArgs } from 'node:util';
import { readDialogues } from '../../simulator/control/dialogues.ts';
import { isFlawless } from './judge.ts';
import { replay, type ReplayMode, type ReplayResult } from './replay.ts';
import { seededRandom } from './seeded-random.ts';

const USAGE = `npm run replay -- FILE [--dialogues N] [--kill N] [--mode interleaved|same-instant] [--seed N]

Plays the dialogues of FILE (one JSON object a line: {id, turns: [{from: 'customer'|'agent', text}]}) to the built app,
all customers new, as fast as it goes; without --mode once in each. --kill kills the app N times at random points.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dialogues: { type: 'string' },
    kill: { type: 'string', default: '0' },
    mode: { type: 'string' },
    seed: { type: 'string' },
  },
});
const [file] = positionals;
const modes: ReplayMode[] = ['interleaved', 'same-instant'];
const chosen = modes.filter((mode) => values.mode === undefined || values.mode === mode);
const kills = Number(values.kill);
const limit = values.dialogues === undefined ? Infinity : Number(values.dialogues);
if (!file || chosen.length === 0 || !Number.isInteger(kills) || kills < 0 || !(limit > 0)) {
  console.error(USAGE);
  process.exit(2);
}

const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const random = seededRandom(seed);
const dialogues = (await readDialogues(file)).slice(0, limit);
const results: ReplayResult[] = [];
for (const mode of chosen) {
  results.push(
    await replay({ dialogues, mode, kills, random, onStep: (step) => console.log(`  ${step}`) }),
  );
}
console.log(
  `${dialogues.length} dialogues of ${file}, every customer new; killed ${kills} times (seed ${seed})`,
);
for (const result of results) {
  for (const wrong of result.wrongCounters.slice(0, 5)) {
    console.log(`  a wrong counter: ${JSON.stringify(wrong)}`);
  }
  console.log(
    `${result.mode}: sent ${result.sent}, stored ${result.stored}, lost ${result.lost}, ` +
      `duplicated ${result.duplicated}, out of order ${result.outOfOrder}, ` +
      `wrong counters ${result.wrongCounters.length}, altered ${result.altered}, ` +
      `mistimed ${result.mistimed}, ` +
      `turns per second ${result.turnsPerSecond.toFixed(1)}`,
  );
}
process.exit(results.every(isFlawless) ? 0 : 1);
