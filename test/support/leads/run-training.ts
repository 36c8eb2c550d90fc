import { writeFile } from 'node:fs/promises';
import { encodeModel, type LeadModelFile } from '../../../src-main/leads/lead-model-file.ts';
import { crossValidate, FOLDS } from './cross-validate.ts';
import { readLabelledOrSay } from './labelled-messages.ts';
import { examplesOf, train, type TrainingOptions } from './train-model.ts';

const MODEL = new URL('../../../resources/lead-model.json', import.meta.url);
const MOST_BYTES = 400_000;
/** Tried in turn; the best by cross-validation is taken. */
const CHOICES: readonly TrainingOptions[] = [16_000, 24_000].flatMap((vocabulary) =>
  [0, 1e-5].map((decay) => ({ vocabulary, rounds: 16, decay, pace: 0.3 })),
);

const messages = await readLabelledOrSay(
  process.argv[2],
  'npm run train:leads -- FILE, a file with a labelled message a line (buying-intent-train.jsonl)',
);
let best: {
  options: TrainingOptions;
  f1: number;
  precision: number;
  recall: number;
  offset: number;
} | null = null;
for (const options of CHOICES) {
  const { figures, offset } = crossValidate(messages, options);
  const { f1, precision, recall } = figures;
  console.log(
    `${JSON.stringify(options)}: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)} at ${offset}`,
  );
  if (!best || f1 > best.f1) best = { options, f1, precision, recall, offset };
}
if (!best) throw new Error('There is something to choose from');
const model = train(examplesOf(messages), best.options);
const file: LeadModelFile = {
  version: 1,
  about:
    'A linear model of words that say that somebody wants to buy: weights of sequences of words and of characters (#). Made by resources/scripts/train-leads.mjs from buying-intent-train.jsonl.',
  attribution:
    'Made from CLINC150 (oos-eval): Stefan Larson et al., An Evaluation Dataset for Intent Classification and Out-of-Scope Prediction, 2019',
  licence: 'CC BY 3.0',
  training: {
    messages: messages.length,
    buying: messages.filter(({ buying }) => buying).length,
    folds: FOLDS,
    precision: rounded(best.precision),
    recall: rounded(best.recall),
    f1: rounded(best.f1),
    options: { ...best.options, offset: best.offset },
  },
  ...encodeModel({ ...model, bias: model.bias + best.offset }),
};
const text = `${JSON.stringify(file, null, 2)}\n`;
if (Buffer.byteLength(text) > MOST_BYTES) throw new Error('The model has become too big');
await writeFile(MODEL, text);
console.log(`Written: ${Buffer.byteLength(text)} bytes, ${model.weights.size} features`);

function rounded(figure: number): number {
  return Number(figure.toFixed(4));
}
