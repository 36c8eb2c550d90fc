import { findAppPhrase } from '../../../src-main/domain/leads/app-phrases.ts';
import { findSignals } from '../../../src-main/domain/leads/lead-signals.ts';
import { foldMessage } from '../../../src-main/domain/leads/message-words.ts';
import { type LeadScorer, scoreMessage } from '../../../src-main/domain/leads/score-message.ts';
import { loadLeadModel } from '../../../src-main/leads/load-lead-model.ts';
import { LEAD_THRESHOLD, type LeadReason } from '../../../src-preload/contract/lead-reason.ts';
import { detectionFigures } from './detection-figures.ts';
import { readLabelledOrSay } from './labelled-messages.ts';

/** Messages that are explained. */
const EXPLAINED = 10;

const messages = await readLabelledOrSay(
  process.argv[2],
  'npm run eval:leads -- FILE, a file with a labelled message a line (buying-intent-validation.jsonl)',
);
const scorer: LeadScorer = { model: await loadLeadModel(), rules: [], correction: null };
// Once before the clock starts: what is compiled on the way is compiled once in the app, too.
for (const { text } of messages.slice(0, 500)) scoreMessage(scorer, text);
const startedAt = performance.now();
const scored = messages.map((message) => ({ message, ...scoreMessage(scorer, message.text) }));
const microseconds = ((performance.now() - startedAt) * 1_000) / messages.length;

const buying = messages.filter((message) => message.buying).length;
console.log(`${messages.length} messages, ${buying} of them buying; threshold ${LEAD_THRESHOLD}`);
print(
  'the app (text model, phrases, signals)',
  scored.map(({ message, score }) => ({
    isMeant: message.buying,
    isFound: score >= LEAD_THRESHOLD,
  })),
);
print(
  'rules alone (phrases, questions for a price)',
  messages.map(({ text, buying: isMeant }) => ({ isMeant, isFound: isFoundByRules(text) })),
);
console.log(`${microseconds.toFixed(0)} microseconds per message`);

console.log(`\n${EXPLAINED} explanations:`);
const found = scored.filter(({ score }) => score >= LEAD_THRESHOLD);
const missed = scored.filter(({ score, message }) => score < LEAD_THRESHOLD && message.buying);
const wrong = found.filter(({ message }) => !message.buying);
const right = found.filter(({ message }) => message.buying);
for (const [what, list, count] of [
  ['rightly found', right, EXPLAINED - 4],
  ['wrongly found', wrong, 2],
  ['missed', missed, 2],
] as const) {
  for (const { message, score, reasons } of spread(list, count)) {
    console.log(`  ${String(score).padStart(3)}  ${what}: “${message.text}”`);
    console.log(`       ${reasons.map(inWords).join('; ') || 'nothing speaks for it'}`);
  }
}

function print(what: string, judged: Parameters<typeof detectionFigures>[0]): void {
  const figures = detectionFigures(judged);
  console.log(
    `${what}: precision ${figures.precision.toFixed(3)}, recall ${figures.recall.toFixed(3)}, ` +
      `F1 ${figures.f1.toFixed(3)} (${figures.truePositives} found, ${figures.falsePositives} wrongly, ` +
      `${figures.falseNegatives} missed)`,
  );
}

function isFoundByRules(text: string): boolean {
  const folded = foldMessage(text);
  return (
    findAppPhrase(folded) !== null ||
    findSignals(folded, {}).some(({ signal }) => signal === 'price')
  );
}

/** So many of a list, at equal distances. */
function spread<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(list.length / count));
  return list.filter((_, index) => index % step === 0).slice(0, count);
}

function inWords(reason: LeadReason): string {
  const points = `${reason.points > 0 ? '+' : ''}${reason.points}`;
  switch (reason.kind) {
    case 'words':
      return `says “${reason.words}” ${points}`;
    case 'phrase':
      return `phrase “${reason.words}” ${points}`;
    case 'rule':
      return `rule “${reason.rule}” ${points}`;
    case 'learned':
    case 'judged':
      return `${reason.kind} ${points}`;
    case 'signal':
      return `${reason.signal}${reason.words === null ? '' : ` “${reason.words}”`} ${points}`;
  }
}
