import { type Dialogue, readDialogues } from '../../simulator/control/dialogues.ts';
import { isFlawless } from './judge.ts';
import { replay, type ReplayResult } from './replay.ts';
import { replayArguments, USAGE } from './replay-arguments.ts';
import { seededRandom } from './seeded-random.ts';

const asked = replayArguments(process.argv.slice(2));
if (!asked) {
  console.error(USAGE);
  process.exit(2);
}
const { file, modes, kills, limit } = asked;
const dialogues = (await readOrSay(file)).slice(0, limit);
const seed = asked.seed ?? Date.now() % 1_000_000;
const random = seededRandom(seed);
const results: ReplayResult[] = [];
for (const mode of modes) {
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

/** Ends the program when there is nothing that could be played: a run without turns would look flawless. */
async function readOrSay(path: string): Promise<Dialogue[]> {
  try {
    const read = await readDialogues(path);
    if (read.some(({ turns }) => turns.length > 0)) return read;
    console.error(`${path} has no dialogues`);
  } catch (error) {
    console.error(
      `${path} cannot be played: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  process.exit(2);
}
