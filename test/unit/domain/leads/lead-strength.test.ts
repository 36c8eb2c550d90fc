import { expect, it } from 'vitest';
import { evidenceOf, scoreOfEvidence } from '../../../../src-main/domain/leads/lead-strength.ts';
import { shuffled } from '../../../support/leads/train-model.ts';
import { seededRandom } from '../../../support/replay/seeded-random.ts';

const sum = (scores: readonly number[]): number =>
  scores.reduce((all, score) => all + evidenceOf(score), 0);

it('a lead of one message has its score', () => {
  for (let score = 0; score <= 99; score++) expect(scoreOfEvidence(evidenceOf(score))).toBe(score);
  expect(scoreOfEvidence(evidenceOf(100))).toBe(99);
});

it('gets stronger with every message, in whatever order they come, and never above 100', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 200; round++) {
    const scores = Array.from({ length: 1 + (round % 9) }, () => Math.floor(random() * 101));
    const evidence = sum(scores);
    expect(sum(shuffled(scores, random))).toBe(evidence);
    expect(scoreOfEvidence(evidence)).toBeGreaterThanOrEqual(Math.min(99, Math.max(...scores)));
    expect(scoreOfEvidence(evidence)).toBeLessThanOrEqual(100);
  }
});
