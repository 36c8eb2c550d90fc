import { faultNames } from '../fault/faults.ts';
import { faultRun, isUnharmed } from '../fault/fault-run.ts';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { seededRandom } from '../support/replay/seeded-random.ts';
import { expect, test } from './fixtures.ts';

const SEED = 20;
const dialogues = (
  await readDialogues(new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url))
).slice(0, 80);

// `npm run test:fault` does the same with more turns, and as often as one likes.
test('real dialogues in both directions: whatever is killed or paused, nothing is lost, doubled or moved', async () => {
  test.setTimeout(480_000);
  const verdict = await faultRun({
    dialogues,
    faults: faultNames,
    random: seededRandom(SEED),
    onStep: (step) => console.log(step),
  });
  expect(verdict).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, altered: 0, mistimed: 0 });
  expect(verdict).toMatchObject({ notSent: 0, sentTwice: 0, sentOutOfOrder: 0, wrongCounters: [] });
  expect(verdict.stored).toBe(verdict.sent);
  expect(isUnharmed(verdict)).toBe(true);
});
