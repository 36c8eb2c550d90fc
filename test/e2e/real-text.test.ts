import { readDialogues } from '../simulator/control/dialogues.ts';
import { isFlawless } from '../support/replay/judge.ts';
import { replay } from '../support/replay/replay.ts';
import { seededRandom } from '../support/replay/seeded-random.ts';
import { expect, test } from './fixtures.ts';

const dialogues = await readDialogues(
  new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url),
);

for (const mode of ['interleaved', 'same-instant'] as const) {
  for (const kills of [0, 1]) {
    const how = kills === 0 ? '' : ', the app killed in the middle';
    test(`200 real dialogues, all customers new, ${mode}${how}: nothing is lost, doubled or moved`, async () => {
      const result = await replay({ dialogues, mode, kills, random: seededRandom(7 + kills) });
      console.log(
        `${mode}, ${kills} kills: ${result.sent} turns, ${result.turnsPerSecond.toFixed(1)} a second`,
      );
      expect(result).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, altered: 0 });
      expect(result.wrongCounters).toEqual([]);
      expect(result.stored).toBe(result.sent);
      expect(isFlawless(result)).toBe(true);
    });
  }
}
