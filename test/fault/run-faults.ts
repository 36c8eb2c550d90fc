import { parseArgs } from 'node:util';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { seededRandom } from '../support/replay/seeded-random.ts';
import { faultNames } from './faults.ts';
import { faultRun, type FaultVerdict, isUnharmed } from './fault-run.ts';

const USAGE = `npm run test:fault [-- --runs N] [--turns N] [--faults N] [--seed N] [--file FILE]

Plays real dialogues in both directions to the built app while the app, its browser, MongoDB, PostgreSQL and the network
are killed, paused and restored at random points, and judges by the simulator's own book. Without arguments: 30 runs of
2,000 turns, three faults each, in turn.`;

const fixture = new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url);

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30' },
    turns: { type: 'string', default: '2000' },
    faults: { type: 'string', default: '3' },
    seed: { type: 'string' },
    file: { type: 'string' },
  },
});
const [runs, turns, faults] = [values.runs, values.turns, values.faults].map(Number);
const isCount = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value > 0;
if (!isCount(runs) || !isCount(turns) || !isCount(faults)) {
  console.error(USAGE);
  process.exit(2);
}

const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
console.log(`seed ${seed}`);
const source = await readDialogues(values.file ?? fixture);
let failed = 0;
const sums = { lost: 0, duplicated: 0, outOfOrder: 0 };
for (let run = 0; run < runs; run++) {
  // Every run can be repeated by itself: --seed of the run, --runs 1.
  const own = seed + run;
  const random = seededRandom(own);
  const chosen = Array.from(
    { length: faults },
    (_, index) => faultNames[(own * faults + index) % faultNames.length] ?? 'app killed',
  );
  const verdict = await faultRun({
    dialogues: dialoguesOf(turns),
    faults: chosen,
    random,
    onStep: (step) => console.log(`  ${step}`),
  });
  report(run + 1, own, verdict);
  sums.lost += verdict.lost + verdict.notSent;
  sums.duplicated += verdict.duplicated + verdict.sentTwice;
  sums.outOfOrder += verdict.outOfOrder + verdict.sentOutOfOrder;
  if (!isUnharmed(verdict)) failed += 1;
}
console.log(
  `${runs} runs, ${failed} failed: ` +
    `lost ${sums.lost}, duplicated ${sums.duplicated}, out of order ${sums.outOfOrder}`,
);
process.exit(failed === 0 ? 0 : 1);

/** So many turns, from the beginning of the file, and from its beginning again when it has fewer. */
function dialoguesOf(wanted: number): typeof source {
  const dialogues: typeof source = [];
  for (let count = 0, index = 0; count < wanted; index++) {
    const dialogue = source[index % source.length];
    if (!dialogue) throw new Error('The file has no dialogues');
    dialogues.push(dialogue);
    count += dialogue.turns.length;
  }
  return dialogues;
}

function report(number: number, own: number, verdict: FaultVerdict): void {
  for (const wrong of verdict.wrongCounters.slice(0, 5)) {
    console.log(`  a wrong counter: ${JSON.stringify(wrong)}`);
  }
  console.log(
    `run ${number} (seed ${own}): sent ${verdict.sent}, stored ${verdict.stored}, ` +
      `lost ${verdict.lost + verdict.notSent}, duplicated ${verdict.duplicated + verdict.sentTwice}, ` +
      `out of order ${verdict.outOfOrder + verdict.sentOutOfOrder}, altered ${verdict.altered}, ` +
      `mistimed ${verdict.mistimed}, ` +
      `wrong counters ${verdict.wrongCounters.length}, ${verdict.seconds.toFixed(0)} s`,
  );
}
