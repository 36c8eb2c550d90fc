import { POINTS_PER_STEP, strongestStretches } from './lead-model.ts';
import type { FoundSignal } from './lead-signals.ts';
import { featuresOf, wordsIn } from './message-words.ts';

/** What a correction adds or takes at most, in points: less than a rule of the team can. */
export const MOST_POINTS = 60;
/** What one feature and the bias may weigh, in steps of the model (`POINTS_PER_STEP`). */
export const MOST_WEIGHT = 1;
/** Features are known by a number alone: of the words that were learned from none is kept. */
const NUMBERS = 1 << 20;

/** A small linear model on top of the text model, learned from what people of the team said of messages. */
export interface LeadCorrection {
  readonly bias: number;
  /** By the feature's number. */
  readonly weights: ReadonlyMap<number, number>;
}

/** What a correction knows of a text, each once. */
export interface NumberedFeature {
  readonly number: number;
  /** Where its words stand; none for a signal or a phrase. */
  readonly places: readonly number[];
}

export interface CorrectedText {
  /** −`MOST_POINTS` to `MOST_POINTS`, not rounded. */
  readonly points: number;
  /** The words that say most of it; null where none do. */
  readonly words: string | null;
}

/**
 * Sequences of words and of characters, as the text model has them, and which signals and phrases of the app it has.
 * Facts beside the text are none: they are not known of messages that are learned from.
 * @param folded see `foldMessage`
 */
export function numberedFeatures(
  folded: string,
  found: { readonly signals: readonly FoundSignal[]; readonly hasPhrase: boolean },
): NumberedFeature[] {
  const numbered = new Map<number, NumberedFeature>();
  const add = (name: string, places: readonly number[]): void => {
    const number = numberOf(name);
    if (!numbered.has(number)) numbered.set(number, { number, places });
  };
  for (const { name, places } of featuresOf(wordsIn(folded))) add(name, places);
  // No word has an exclamation mark.
  for (const { signal, words } of found.signals) if (words !== null) add(`!${signal}`, []);
  if (found.hasPhrase) add('!phrase', []);
  return [...numbered.values()];
}

/** How much a feature of a text counts that has so many: long messages say the same in more words. */
export function scaleOf(features: number): number {
  return features === 0 ? 0 : 1 / Math.sqrt(features);
}

/** In steps, before it is cut off. @param numbers of its features */
export function stepsOf({ bias, weights }: LeadCorrection, numbers: Int32Array): number {
  let sum = 0;
  for (const number of numbers) sum += weights.get(number) ?? 0;
  return bias + sum * scaleOf(numbers.length);
}

/** In points, cut off. */
export function correctionPoints(steps: number): number {
  return Math.min(MOST_POINTS, Math.max(-MOST_POINTS, POINTS_PER_STEP * steps));
}

export function numbersOf(features: readonly NumberedFeature[]): Int32Array {
  return Int32Array.from(features, ({ number }) => number);
}

export function correctText(
  correction: LeadCorrection,
  folded: string,
  features: readonly NumberedFeature[],
): CorrectedText {
  const points = correctionPoints(stepsOf(correction, numbersOf(features)));
  const words = wordsIn(folded);
  const direction = Math.sign(points);
  const scale = scaleOf(features.length) * POINTS_PER_STEP * direction;
  const ofWords = words.map(() => 0);
  for (const { number, places } of features) {
    const weight = correction.weights.get(number) ?? 0;
    for (const place of places) {
      ofWords[place] = (ofWords[place] ?? 0) + (weight * scale) / places.length;
    }
  }
  return { points, words: strongestStretches(words, ofWords)[0]?.words ?? null };
}

/** FNV-1a, folded to twenty bits: the same everywhere, and of no use to find the words again. */
function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  }
  return ((hash >>> 20) ^ hash) & (NUMBERS - 1);
}
