import { featuresOf, wordsIn } from './message-words.ts';

/** How many points a step of the model's own scale (log odds) is. At 50 points it is as likely as not. */
export const POINTS_PER_STEP = 10;
const EVEN = 50;
/** Stretches of a text that are named as reasons at most, of so many words at most. */
const REASONS = 3;
const WORDS_OF_REASON = 4;
/** The part of a stretch's points that its first and its last word have at least. */
const SHARE_OF_EDGE = 0.15;

/** A linear model of texts: what each feature (`message-words.ts`) speaks for or against, in steps. */
export interface LeadModel {
  readonly version: number;
  readonly bias: number;
  readonly weights: ReadonlyMap<string, number>;
}

/** Words of a text that follow each other, and how much they speak for it. */
export interface Stretch {
  readonly words: string;
  readonly points: number;
}

/** What the model makes of a text. */
export interface Judgement {
  /** On the model's own scale: above 0 it is likelier than not. */
  readonly steps: number;
  /** 0–100, not rounded. */
  readonly points: number;
  /** The words that speak most for it, the strongest first; none overlap. */
  readonly stretches: readonly Stretch[];
}

/** @param folded see `foldMessage` */
export function judgeText(model: LeadModel, folded: string): Judgement {
  const words = wordsIn(folded);
  const known = featuresOf(words).flatMap(({ name, places }) => {
    const weight = model.weights.get(name);
    return weight === undefined ? [] : [{ places, weight }];
  });
  // Long messages say the same in more words.
  const scale = known.length === 0 ? 0 : 1 / Math.sqrt(known.length);
  let steps = model.bias;
  /** What each word says, alone, by its characters, and together with others. */
  const points = words.map(() => 0);
  for (const { places, weight } of known) {
    steps += weight * scale;
    for (const place of places) {
      points[place] = (points[place] ?? 0) + (weight * scale * POINTS_PER_STEP) / places.length;
    }
  }
  return { steps, points: pointsOf(steps), stretches: strongestStretches(words, points) };
}

/** 0–100, not rounded. */
export function pointsOf(steps: number): number {
  return Math.min(100, Math.max(0, EVEN + POINTS_PER_STEP * steps));
}

/** Of words that each speak for something, the stretches that do it most, the strongest first; none overlap. */
export function strongestStretches(words: readonly string[], points: readonly number[]): Stretch[] {
  const stretches: (Stretch & { readonly first: number; readonly end: number })[] = [];
  for (let first = 0; first < words.length; first++) {
    let sum = 0;
    for (let end = first + 1; end <= Math.min(words.length, first + WORDS_OF_REASON); end++) {
      const last = points[end - 1] ?? 0;
      if (last <= 0) break;
      sum += last;
      const edge = Math.min(points[first] ?? 0, last);
      if (sum < 1 || edge < SHARE_OF_EDGE * sum) continue;
      stretches.push({ first, end, words: words.slice(first, end).join(' '), points: sum });
    }
  }
  const chosen: typeof stretches = [];
  for (const each of stretches.sort((a, b) => b.points - a.points || a.first - b.first)) {
    if (chosen.length === REASONS) break;
    if (chosen.every(({ first, end }) => each.end <= first || end <= each.first)) chosen.push(each);
  }
  return chosen.map(({ words: said, points: sum }) => ({ words: said, points: sum }));
}
