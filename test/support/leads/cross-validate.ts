import { judgeText, pointsOf } from '../../../src-main/domain/leads/lead-model.ts';
import { foldMessage } from '../../../src-main/domain/leads/message-words.ts';
import { scoreMessage } from '../../../src-main/domain/leads/score-message.ts';
import { LEAD_THRESHOLD } from '../../../src-preload/contract/lead-reason.ts';
import { seededRandom } from '../replay/seeded-random.ts';
import { type DetectionFigures, detectionFigures } from './detection-figures.ts';
import type { LabelledMessage } from './labelled-messages.ts';
import { examplesOf, shuffled, train, type TrainingOptions } from './train-model.ts';

export const FOLDS = 5;
const SEED = 4;
/** What is added to the model's bias, so that the threshold lies where it finds best: tried from … to …, in steps. */
const OFFSETS = Array.from({ length: 61 }, (_, index) => Math.round(index - 30) / 10);

export interface Validated {
  readonly figures: DetectionFigures;
  readonly offset: number;
}

/**
 * How well the whole detection (the model, the app's phrases, the signals of the text) finds the messages of each fold
 * when its model was trained on the other folds.
 */
export function crossValidate(
  messages: readonly LabelledMessage[],
  options: TrainingOptions,
): Validated {
  const outside = stepsOutsideTraining(messages, options);
  const judged = outside.map(({ message, steps }) => ({
    steps,
    isMeant: message.buying,
    added: scoreMessage({ model: null, rules: [], correction: null }, message.text).score,
  }));
  const tried = OFFSETS.map((offset) => ({
    offset,
    figures: detectionFigures(
      judged.map(({ steps, added, isMeant }) => ({
        isMeant,
        isFound: Math.round(pointsOf(steps + offset) + added) >= LEAD_THRESHOLD,
      })),
    ),
  }));
  return tried.reduce((best, each) => (each.figures.f1 > best.figures.f1 ? each : best));
}

/** What a model makes of each message that has not seen it. */
function stepsOutsideTraining(
  messages: readonly LabelledMessage[],
  options: TrainingOptions,
): { message: LabelledMessage; steps: number }[] {
  const fold = foldsOf(messages);
  return Array.from({ length: FOLDS }, (_, number) => {
    const seen = messages.filter((_, index) => fold[index] !== number);
    const model = { version: 0, ...train(examplesOf(seen), options) };
    return messages
      .filter((_, index) => fold[index] === number)
      .map((message) => ({ message, steps: judgeText(model, foldMessage(message.text)).steps }));
  }).flat();
}

/** The fold of each message: as many of every intent in each. */
function foldsOf(messages: readonly LabelledMessage[]): number[] {
  const folds = messages.map(() => 0);
  const order = shuffled(
    messages.map(({ intent }, index) => ({ intent, index })),
    seededRandom(SEED),
  );
  const met = new Map<string, number>();
  for (const { intent, index } of order) {
    const count = met.get(intent) ?? 0;
    folds[index] = count % FOLDS;
    met.set(intent, count + 1);
  }
  return folds;
}
