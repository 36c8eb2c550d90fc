import type { LeadReason } from '../../../src-preload/contract/lead-reason.ts';
import { findAppPhrase } from './app-phrases.ts';
import {
  correctText,
  type LeadCorrection,
  type NumberedFeature,
  numberedFeatures,
} from './lead-correction.ts';
import { judgeText, type LeadModel } from './lead-model.ts';
import type { CompiledRule } from './lead-rules.ts';
import { findSignals, type MessageFacts, signalPoints } from './lead-signals.ts';
import { foldMessage } from './message-words.ts';

/** What the pipeline judges messages by. */
export interface LeadScorer {
  /** Null: rules and signals alone. */
  readonly model: LeadModel | null;
  readonly rules: readonly CompiledRule[];
  /** Null: the team has taught nothing. */
  readonly correction: LeadCorrection | null;
}

export interface MessageScore {
  /** 0–100. */
  readonly score: number;
  /** What speaks for it and against it, the most important first. */
  readonly reasons: readonly LeadReason[];
}

/** A score before it is corrected and cut off, in points. */
export interface ScoreParts {
  /** Of the model, the app's phrases and the signals. */
  readonly text: number;
  /** Of the team's rules. */
  readonly rules: number;
  readonly reasons: readonly LeadReason[];
  /** What a correction may know of it. */
  features(): NumberedFeature[];
}

/**
 * How much a message looks like one of somebody who wants to buy: what the model makes of its text (0–100), and the
 * points of phrases, rules and signals, cut off at 0 and 100. The same text and facts give the same score.
 */
export function scoreMessage(
  scorer: LeadScorer,
  text: string,
  facts: MessageFacts = {},
): MessageScore {
  const folded = foldMessage(text);
  if (folded === '') return { score: 0, reasons: [] };
  const parts = scoreParts(scorer, folded, facts);
  const reasons = [...parts.reasons];
  let corrected = 0;
  if (scorer.correction) {
    const { points, words } = correctText(scorer.correction, folded, parts.features());
    corrected = points;
    if (Math.round(points) !== 0) {
      reasons.push({ kind: 'learned', words, points: Math.round(points) });
    }
  }
  return {
    score: totalScore(parts, corrected),
    reasons: reasons.sort((a, b) => Math.abs(b.points) - Math.abs(a.points)),
  };
}

/**
 * 0–100. Where the team has taught something, that changes what is left of the text's own points between 0 and 100, so
 * that it counts also where these are beyond; its rules have the last word.
 */
export function totalScore(
  { text, rules }: Pick<ScoreParts, 'text' | 'rules'>,
  corrected: number,
): number {
  const own = corrected === 0 ? text : limited(text) + corrected;
  return Math.round(limited(own + rules));
}

/** @param folded see `foldMessage`; not empty */
export function scoreParts(
  { model, rules }: Pick<LeadScorer, 'model' | 'rules'>,
  folded: string,
  facts: MessageFacts,
): ScoreParts {
  const judgement = model && judgeText(model, folded);
  const reasons: LeadReason[] = (judgement?.stretches ?? []).map(({ words, points }) => ({
    kind: 'words',
    words,
    points: Math.round(points),
  }));
  let ofText = judgement?.points ?? 0;
  const signals = findSignals(folded, facts);
  for (const { signal, words } of signals) {
    ofText += signalPoints[signal];
    reasons.push({ kind: 'signal', signal, words, points: signalPoints[signal] });
  }
  // Whoever asks for a price has not said more by doing it politely.
  const phrase = signals.some(({ signal }) => signal === 'price') ? null : findAppPhrase(folded);
  if (phrase) {
    ofText += phrase.points;
    reasons.push({ kind: 'phrase', ...phrase });
  }
  let ofRules = 0;
  for (const { rule, find } of rules) {
    const words = find(folded);
    if (words === null) continue;
    const { ruleId, content, points } = rule;
    ofRules += points;
    reasons.push({ kind: 'rule', ruleId, rule: content, words, points });
  }
  return {
    ...{ text: ofText, rules: ofRules, reasons },
    features: () => numberedFeatures(folded, { signals, hasPhrase: phrase !== null }),
  };
}

function limited(points: number): number {
  return Math.min(100, Math.max(0, points));
}
