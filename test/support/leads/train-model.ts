import type { LeadModel } from '../../../src-main/domain/leads/lead-model.ts';
import { featuresOf, foldMessage, wordsIn } from '../../../src-main/domain/leads/message-words.ts';
import { seededRandom } from '../replay/seeded-random.ts';
import type { LabelledMessage } from './labelled-messages.ts';

export interface TrainingOptions {
  /** Features that are kept: those that say most in a first training on all of them. */
  readonly vocabulary: number;
  /** How often all messages are gone through. */
  readonly rounds: number;
  /** How strongly weights are drawn to zero. */
  readonly decay: number;
  /** How fast weights follow. */
  readonly pace: number;
}

/** Messages as the numbers of their features. */
export interface Examples {
  readonly names: readonly string[];
  readonly rows: readonly { readonly features: Int32Array; readonly isBuying: boolean }[];
}

/** A feature that one message alone has teaches nothing. */
const FEWEST_MESSAGES = 2;
const SEED = 20_261_129;

export function examplesOf(messages: readonly LabelledMessage[]): Examples {
  const read = messages.map(({ text, buying }) => ({
    features: featuresOf(wordsIn(foldMessage(text))).map(({ name }) => name),
    isBuying: buying,
  }));
  const counts = new Map<string, number>();
  for (const { features } of read) {
    for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = [...counts]
    .filter(([, count]) => count >= FEWEST_MESSAGES)
    .map(([name]) => name)
    .sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  return {
    names,
    rows: read.map(({ features, isBuying }) => ({
      features: Int32Array.from(features.flatMap((name) => numbers.get(name) ?? [])),
      isBuying,
    })),
  };
}

/**
 * Logistic regression on lengths made equal, by gradients that slow down for features that are met often (AdaGrad), in
 * an order that is always the same: the same examples give the same weights. First on all features, then once more on
 * those that are kept.
 */
export function train(
  { names, rows }: Examples,
  options: TrainingOptions,
): Pick<LeadModel, 'bias' | 'weights'> {
  const first = descend(names.length, rows, options);
  const counts = new Float64Array(names.length);
  for (const { features } of rows) {
    for (const feature of features) counts[feature] = (counts[feature] ?? 0) + 1;
  }
  const kept = new Set(
    names
      .map((_, feature) => ({
        feature,
        says: Math.abs(first.weights[feature] ?? 0) * Math.sqrt(counts[feature] ?? 0),
      }))
      .filter(({ says }) => says > 0)
      .sort((a, b) => b.says - a.says || a.feature - b.feature)
      .slice(0, options.vocabulary)
      .map(({ feature }) => feature),
  );
  const reduced = rows.map((row) => ({
    ...row,
    features: row.features.filter((feature) => kept.has(feature)),
  }));
  const { bias, weights } = descend(names.length, reduced, options);
  return {
    bias,
    weights: new Map(
      names.flatMap((name, feature) => (kept.has(feature) ? [[name, weights[feature] ?? 0]] : [])),
    ),
  };
}

function descend(
  count: number,
  rows: Examples['rows'],
  { rounds, decay, pace }: TrainingOptions,
): { bias: number; weights: Float64Array } {
  const weights = new Float64Array(count);
  const squares = new Float64Array(count).fill(1e-6);
  const random = seededRandom(SEED);
  let bias = 0;
  let biasSquares = 1e-6;
  for (let round = 0; round < rounds; round++) {
    for (const { features, isBuying } of shuffled(rows, random)) {
      const scale = features.length === 0 ? 0 : 1 / Math.sqrt(features.length);
      let steps = bias;
      for (const feature of features) steps += (weights[feature] ?? 0) * scale;
      const error = 1 / (1 + Math.exp(-steps)) - (isBuying ? 1 : 0);
      biasSquares += error * error;
      bias -= (pace * error) / Math.sqrt(biasSquares);
      for (const feature of features) {
        const weight = weights[feature] ?? 0;
        const gradient = error * scale + decay * weight;
        const sum = (squares[feature] ?? 0) + gradient * gradient;
        squares[feature] = sum;
        weights[feature] = weight - (pace * gradient) / Math.sqrt(sum);
      }
    }
  }
  return { bias, weights };
}

/** The same list in another order. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((each) => ({ each, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ each }) => each);
}
