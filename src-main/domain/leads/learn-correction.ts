import { type LeadCorrection, MOST_WEIGHT, scaleOf } from './lead-correction.ts';
import { POINTS_PER_STEP } from './lead-model.ts';
import type { ScoreParts } from './score-message.ts';

/** What one message alone has teaches nothing: that also keeps out whatever one customer alone has written. */
const FEWEST_MESSAGES = 2;
/** How strongly weights are drawn to nothing; the bias more, for it is no word that anybody could read as a reason. */
const DECAY = 0.3;
const BIAS_DECAY = 20;
/** How much a message that nobody judged counts, which is to stay as it is. */
const UNJUDGED_WEIGHT = 0.1;
const ROUNDS = 200;
/** Weights that are kept: the largest. */
const MOST_WEIGHTS = 4_000;
/** Weights are told in thousandths, so that they are the same on every machine. */
const PRECISION = 1_000;
const LEAD_POINTS = 50;

/** A message to learn from. */
export interface LearningMessage {
  /** Its parts as they are without any correction. */
  readonly parts: Pick<ScoreParts, 'text' | 'rules'>;
  /** The numbers of its features, each once. */
  readonly features: Int32Array;
}

export interface JudgedMessage extends LearningMessage {
  readonly isLead: boolean;
}

interface Row {
  readonly offset: number;
  readonly target: number;
  readonly weight: number;
  readonly scale: number;
  /** Places in the list of weights. */
  readonly columns: Int32Array;
}

/**
 * The correction with which the messages that people judged come nearest to what they said, while the others stay
 * nearly as they are: logistic regression on top of the model's own log odds, with weights drawn to nothing and cut off
 * at `MOST_WEIGHT`. The problem is convex, and gone through in the order of the messages: the same messages in the same
 * order give the same weights. Judgements that contradict each other leave such messages in doubt; none change nothing.
 * @param breathe is awaited after each round, so that whoever waits has a turn
 */
export async function learnCorrection(
  judged: readonly JudgedMessage[],
  unjudged: readonly LearningMessage[],
  breathe: () => Promise<void>,
): Promise<LeadCorrection> {
  if (judged.length === 0) return { bias: 0, weights: new Map() };
  const numbers = learnable(judged);
  const columnOf = new Map(numbers.map((number, column) => [number, column]));
  const rows: Row[] = [
    ...judged.map((each) => rowOf(each, columnOf, each.isLead ? 1 : 0, 1)),
    ...unjudged.map((each) => rowOf(each, columnOf, null, UNJUDGED_WEIGHT)),
  ];
  // No step is longer than the curve allows: the error cannot grow.
  const pace =
    1 / (rows.reduce((sum, { weight }) => sum + weight * 0.5, 0) + Math.max(DECAY, BIAS_DECAY));
  let weights = new Float64Array(numbers.length + 1);
  let before = weights;
  for (let round = 1; round <= ROUNDS; round++) {
    // Nesterov: each step begins a little further on in the direction of the last.
    const push = (round - 1) / (round + 2);
    const ahead = weights.map((weight, index) => weight + push * (weight - (before[index] ?? 0)));
    const gradient = gradientAt(ahead, rows);
    before = weights;
    weights = ahead.map((weight, index) =>
      Math.min(MOST_WEIGHT, Math.max(-MOST_WEIGHT, weight - pace * (gradient[index] ?? 0))),
    );
    await breathe();
  }
  return kept(numbers, weights);
}

/** The score of a message in points before it is rounded, as `totalScore` has it, in steps of the model around a lead. */
function offsetOf({ text, rules }: LearningMessage['parts']): number {
  return (Math.min(100, Math.max(0, text)) + rules - LEAD_POINTS) / POINTS_PER_STEP;
}

function rowOf(
  { parts, features }: LearningMessage,
  columnOf: ReadonlyMap<number, number>,
  target: number | null,
  weight: number,
): Row {
  const offset = offsetOf(parts);
  return {
    ...{ offset, weight },
    target: target ?? likelihood(offset),
    scale: scaleOf(features.length),
    columns: Int32Array.from([...features].flatMap((number) => columnOf.get(number) ?? [])),
  };
}

/** The bias stands last. */
function gradientAt(weights: Float64Array, rows: readonly Row[]): Float64Array {
  const bias = weights.length - 1;
  const gradient = weights.map((weight, index) => weight * (index === bias ? BIAS_DECAY : DECAY));
  for (const { offset, target, weight, scale, columns } of rows) {
    let sum = 0;
    for (const column of columns) sum += weights[column] ?? 0;
    const steps = (weights[bias] ?? 0) + sum * scale;
    const error = weight * (likelihood(offset + steps) - target);
    for (const column of columns) gradient[column] = (gradient[column] ?? 0) + error * scale;
    gradient[bias] = (gradient[bias] ?? 0) + error;
  }
  return gradient;
}

/** Features of several judged messages, in their order. */
function learnable(judged: readonly JudgedMessage[]): number[] {
  const counts = new Map<number, number>();
  for (const { features } of judged) {
    for (const number of features) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= FEWEST_MESSAGES)
    .map(([number]) => number)
    .sort((one, other) => one - other);
}

function kept(numbers: readonly number[], weights: Float64Array): LeadCorrection {
  const rounded = (weight: number): number => Math.round(weight * PRECISION) / PRECISION || 0;
  const largest = numbers
    .map((number, column) => [number, rounded(weights[column] ?? 0)] as const)
    .filter(([, weight]) => weight !== 0)
    .sort(([a, one], [b, other]) => Math.abs(other) - Math.abs(one) || a - b)
    .slice(0, MOST_WEIGHTS);
  return {
    bias: rounded(weights.at(-1) ?? 0),
    weights: new Map(largest.sort(([one], [other]) => one - other)),
  };
}

function likelihood(steps: number): number {
  return 1 / (1 + Math.exp(-steps));
}
