import { beforeAll, describe, expect, it } from 'vitest';
import {
  type LeadCorrection,
  MOST_POINTS,
  MOST_WEIGHT,
  correctText,
  numbersOf,
} from '../../../../src-main/domain/leads/lead-correction.ts';
import type { LeadModel } from '../../../../src-main/domain/leads/lead-model.ts';
import {
  type JudgedMessage,
  learnCorrection,
  type LearningMessage,
} from '../../../../src-main/domain/leads/learn-correction.ts';
import { foldMessage } from '../../../../src-main/domain/leads/message-words.ts';
import { scoreMessage, scoreParts } from '../../../../src-main/domain/leads/score-message.ts';
import { loadLeadModel } from '../../../../src-main/leads/load-lead-model.ts';
import { LEAD_THRESHOLD } from '../../../../src-preload/contract/lead-reason.ts';
import { seededRandom } from '../../../support/replay/seeded-random.ts';

let model: LeadModel;

beforeAll(async () => {
  model = await loadLeadModel();
});

const rules = { rules: [] };
const message = (text: string): LearningMessage => {
  const {
    text: points,
    rules: ofRules,
    features,
  } = scoreParts({ model, ...rules }, foldMessage(text), {});
  return { parts: { text: points, rules: ofRules }, features: numbersOf(features()) };
};
const judged = (text: string, isLead: boolean): JudgedMessage => ({ ...message(text), isLead });
const learn = (
  judgements: readonly JudgedMessage[],
  others: readonly LearningMessage[] = [],
): Promise<LeadCorrection> => learnCorrection(judgements, others, () => Promise.resolve());
const score = (text: string, correction: LeadCorrection | null): number =>
  scoreMessage({ model, ...rules, correction }, text).score;

const WORDS =
  'haben sie großhandel fuer baeckereien order chair thanks hello price 12 mañana'.split(' ');
const someText = (random: () => number): string =>
  Array.from(
    { length: 1 + Math.floor(random() * 12) },
    () => WORDS[Math.floor(random() * WORDS.length)],
  ).join(' ');

const GERMAN = [
  'Haben Sie Großhandel für Bäckereien?',
  'Großhandel für unsere Bäckerei, geht das?',
  'Wir suchen Großhandel für zwei Bäckereien',
  'Gibt es bei Ihnen Großhandel?',
  'Großhandel Bäckerei Angebot',
  'Ein Angebot für Großhandel, bitte',
  'Guten Tag, machen Sie Großhandel?',
  'Beliefern Sie Bäckereien im Großhandel?',
  'Großhandel? Wir haben drei Bäckereien',
  'Nochmal wegen Großhandel für die Bäckerei',
  'Gibt es Großhandel für Bäckereien?',
];
const CHAT = [
  'Guten Morgen',
  'Vielen Dank, bis morgen',
  'Hello there',
  'Thank you',
  'ok',
  'Bis bald',
];

describe('what is learned from judgements', () => {
  it('is nothing from none, and then no score changes', async () => {
    const random = seededRandom(3);
    const others = Array.from({ length: 50 }, () => message(someText(random)));
    const correction = await learn([], others);
    expect(correction).toEqual({ bias: 0, weights: new Map() });
    for (let round = 0; round < 100; round++) {
      const text = someText(random);
      expect(scoreMessage({ model, ...rules, correction }, text)).toEqual(
        scoreMessage({ model, ...rules, correction: null }, text),
      );
    }
  });

  it('is nothing where the app was right and sure already', async () => {
    const right = ['I want to buy two chairs', 'I want to order a chair'].map((text) =>
      judged(text, true),
    );
    const correction = await learn([...right, judged('hello', false)]);
    expect(
      Math.abs(score('nothing of that', correction) - score('nothing of that', null)),
    ).toBeLessThan(3);
  });

  it('finds what is like the messages that people called leads, in any language, and little else', async () => {
    const others = CHAT.map(message);
    for (const text of GERMAN) expect(score(text, null)).toBeLessThan(LEAD_THRESHOLD);
    const correction = await learn(
      GERMAN.slice(0, -1).map((text) => judged(text, true)),
      others,
    );
    expect(score(GERMAN.at(-1) ?? '', correction)).toBeGreaterThanOrEqual(LEAD_THRESHOLD);
    for (const text of CHAT) expect(score(text, correction)).toBeLessThan(LEAD_THRESHOLD);
    const { reasons } = scoreMessage({ model, ...rules, correction }, GERMAN[0] ?? '');
    const learned = reasons.find(({ kind }) => kind === 'learned');
    expect(learned?.words).toContain('großhandel');
  });

  it('takes back what people called none', async () => {
    const spam = [
      'Do you want to order cheap followers for your shop?',
      'Order cheap followers now, best price',
      'We sell cheap followers, order today',
      'Cheap followers! Order 1000 now',
      'You can order cheap followers from us',
    ];
    const wrong = spam.filter((text) => score(text, null) >= LEAD_THRESHOLD);
    expect(wrong.length).toBeGreaterThan(0);
    const correction = await learn(
      spam.map((text) => judged(text, false)),
      CHAT.map(message),
    );
    for (const text of spam) expect(score(text, correction)).toBeLessThan(LEAD_THRESHOLD);
    expect(score('I want to buy two chairs', correction)).toBeGreaterThanOrEqual(LEAD_THRESHOLD);
  });

  it('is the same from the same messages', async () => {
    const random = seededRandom(8);
    const judgements = Array.from({ length: 40 }, () => judged(someText(random), random() < 0.5));
    expect(await learn(judgements)).toEqual(await learn(judgements));
  });

  it('stays within its bounds, whatever people say, also where they contradict each other', async () => {
    const random = seededRandom(21);
    for (let round = 0; round < 8; round++) {
      const texts = Array.from({ length: 60 }, () => someText(random));
      const judgements = texts.flatMap((text) => [
        judged(text, round < 4 ? random() < 0.5 : round % 2 === 0),
        ...(round % 3 === 0 ? [judged(text, true), judged(text, false)] : []),
      ]);
      const correction = await learn(judgements, texts.slice(0, 20).map(message));
      const values = [correction.bias, ...correction.weights.values()];
      for (const value of values) {
        expect(Number.isFinite(value)).toBe(true);
        expect(Math.abs(value)).toBeLessThanOrEqual(MOST_WEIGHT);
      }
      for (let other = 0; other < 20; other++) {
        const folded = foldMessage(someText(random));
        const { features } = scoreParts({ model, ...rules }, folded, {});
        const { points } = correctText(correction, folded, features());
        expect(Math.abs(points)).toBeLessThanOrEqual(MOST_POINTS);
        expect(score(folded, correction)).toBeGreaterThanOrEqual(0);
        expect(score(folded, correction)).toBeLessThanOrEqual(100);
      }
    }
  });

  it('leaves in doubt what was judged both ways', async () => {
    const both = Array.from({ length: 10 }, (_, index) => judged(GERMAN[0] ?? '', index % 2 === 0));
    const doubtful = score(GERMAN[0] ?? '', await learn(both));
    const sure = score(
      GERMAN[0] ?? '',
      await learn(both.map((each) => ({ ...each, isLead: true }))),
    );
    expect(doubtful).toBeGreaterThan(35);
    expect(doubtful).toBeLessThanOrEqual(65);
    expect(sure).toBeGreaterThan(doubtful);
  });

  it('keeps nothing of a word that one message alone has', async () => {
    const alone = judged('wohlgeboren', true);
    const correction = await learn([alone, judged('xyz', true)]);
    for (const number of alone.features) expect(correction.weights.has(number)).toBe(false);
  });
});
