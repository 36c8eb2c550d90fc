import type { LeadReason } from '../../../src-preload/contract/lead-reason.ts';
import { findAppPhrase } from './app-phrases.ts';
import { judgeText, type LeadModel } from './lead-model.ts';
import type { CompiledRule } from './lead-rules.ts';
import { findSignals, type MessageFacts, signalPoints } from './lead-signals.ts';
import { foldMessage } from './message-words.ts';

/** What the pipeline judges messages by. */
export interface LeadScorer {
  /** Null: rules and signals alone. */
  readonly model: LeadModel | null;
  readonly rules: readonly CompiledRule[];
}

export interface MessageScore {
  /** 0–100. */
  readonly score: number;
  /** What speaks for it and against it, the most important first. */
  readonly reasons: readonly LeadReason[];
}

/**
 * How much a message looks like one of somebody who wants to buy: what the model makes of its text (0–100), and the
 * points of phrases, rules and signals, cut off at 0 and 100. The same text and facts give the same score.
 */
export function scoreMessage(
  { model, rules }: LeadScorer,
  text: string,
  facts: MessageFacts = {},
): MessageScore {
  const folded = foldMessage(text);
  if (folded === '') return { score: 0, reasons: [] };
  const judgement = model && judgeText(model, folded);
  const reasons: LeadReason[] = (judgement?.stretches ?? []).map(({ words, points }) => ({
    kind: 'words',
    words,
    points: Math.round(points),
  }));
  let score = judgement?.points ?? 0;
  const add = (reason: LeadReason): void => {
    score += reason.points;
    reasons.push(reason);
  };
  const signals = findSignals(folded, facts);
  for (const { signal, words } of signals) {
    add({ kind: 'signal', signal, words, points: signalPoints[signal] });
  }
  // Whoever asks for a price has not said more by doing it politely.
  const phrase = signals.some(({ signal }) => signal === 'price') ? null : findAppPhrase(folded);
  if (phrase) add({ kind: 'phrase', ...phrase });
  for (const { rule, find } of rules) {
    const words = find(folded);
    if (words === null) continue;
    add({
      kind: 'rule',
      ruleId: rule.ruleId,
      rule: rule.content,
      words,
      points: rule.points,
    });
  }
  return {
    score: Math.round(Math.min(100, Math.max(0, score))),
    reasons: reasons.sort((a, b) => Math.abs(b.points) - Math.abs(a.points)),
  };
}
