import { beforeAll, describe, expect, it } from 'vitest';
import type { LeadModel } from '../../../../src-main/domain/leads/lead-model.ts';
import { compileRules } from '../../../../src-main/domain/leads/lead-rules.ts';
import { scoreMessage } from '../../../../src-main/domain/leads/score-message.ts';
import { LEAD_THRESHOLD } from '../../../../src-preload/contract/lead-reason.ts';
import { loadLeadModel } from '../../../../src-main/leads/load-lead-model.ts';
import { LeadRuleId } from '../../../../src-preload/contract/ids.ts';
import type { LeadRule } from '../../../../src-preload/contract/lead-rule.ts';
import { seededRandom } from '../../../support/replay/seeded-random.ts';
import { shuffled } from '../../../support/leads/train-model.ts';

let model: LeadModel;

beforeAll(async () => {
  model = await loadLeadModel();
});

const rule = (content: string, points: number, change: Partial<LeadRule> = {}): LeadRule => ({
  ruleId: LeadRuleId.parse('a'.repeat(24)),
  kind: 'phrase',
  content,
  points,
  businessId: null,
  isOn: true,
  updatedBy: null,
  updatedAt: 0,
  ...change,
});
const score = (text: string, rules: readonly LeadRule[] = []) =>
  scoreMessage({ model, rules: compileRules(rules), correction: null }, text);

describe('the score of a message', () => {
  it.each([
    'Hi! How much is the blue one?',
    'I want to buy',
    'I’d like to order two pizzas',
    'Can I order a cake for Saturday?',
    'book a table for two at eight please',
    'I need to rent a car from Friday to Sunday',
    '¿Cuánto cuesta el envío?',
    'Quiero comprar la silla azul',
    'Quanto custa o bolo?',
  ])('is high enough for a lead where somebody wants to buy: “%s”', (text) => {
    const { score: points, reasons } = score(text);
    expect(points).toBeGreaterThanOrEqual(LEAD_THRESHOLD);
    expect(reasons.length).toBeGreaterThan(0);
  });

  it.each([
    '',
    ' \n ',
    '👍',
    'Thank you, see you soon',
    'Yes it is.',
    'Where are you located?',
    'Hello',
    'Gracias, hasta mañana',
    'how much is my electric bill',
    'what is the weather like today',
    'cancel my reservation please',
  ])('is too low where nobody does: “%s”', (text) => {
    expect(score(text).score).toBeLessThan(LEAD_THRESHOLD);
  });

  it('gives as reasons words that stand in the message', () => {
    const text = 'Good morning, please book a flight from Madrid to Lisbon on May 5';
    const { reasons } = score(text);
    const named = reasons.flatMap(({ words }) => words ?? []);
    expect(named.join(' ')).toMatch(/flight/);
    for (const words of named) expect(text.toLowerCase()).toContain(words);
  });

  it('goes up and down by what the team’s rules say, within 0 and 100, whatever their order', () => {
    const rules = [
      rule('wholesale', 60),
      rule('just looking', -100),
      rule('[0-9]+ pieces', 30, { kind: 'pattern' }),
      rule('thank you', -10),
      rule('unused', 100, { isOn: false }),
    ];
    expect(score('Do you sell WHOLESALE?', rules).score).toBe(
      Math.min(100, score('Do you sell WHOLESALE?').score + 60),
    );
    expect(score('How much is it? I am just looking', rules).score).toBe(0);
    expect(score('200 pieces wholesale unused', rules).score).toBeGreaterThanOrEqual(90);
    expect(score('nothing of it', rules)).toEqual(score('nothing of it'));
    const random = seededRandom(11);
    const text = '200 pieces wholesale, thank you';
    for (let round = 0; round < 20; round++) {
      expect(score(text, shuffled(rules, random))).toEqual(score(text, rules));
    }
  });

  it('says which rule matched, and with which words', () => {
    expect(
      score('we need 200 pieces', [rule('[0-9]+ pieces', 30, { kind: 'pattern' })]).reasons,
    ).toContainEqual({
      kind: 'rule',
      ruleId: 'a'.repeat(24),
      rule: '[0-9]+ pieces',
      words: '200 pieces',
      points: 30,
    });
  });

  it('works without the model, by rules and signals alone', () => {
    const alone = { model: null, rules: compileRules([rule('catering', 60)]), correction: null };
    expect(scoreMessage(alone, 'Necesito CATERING').score).toBe(60);
    expect(scoreMessage(alone, 'Buenos días').score).toBe(0);
  });

  it('is the same for the same text, and of a long one only the beginning counts', () => {
    const random = seededRandom(5);
    const words = ['order', 'the', 'a', 'price', 'hello', 'mañana', '12', '🙂', 'Straße', '\0'];
    for (let round = 0; round < 100; round++) {
      const text = Array.from(
        { length: Math.floor(random() * 40) },
        () => words[Math.floor(random() * words.length)],
      ).join(' ');
      const first = score(text);
      expect(score(text)).toEqual(first);
      expect(first.score).toBeGreaterThanOrEqual(0);
      expect(first.score).toBeLessThanOrEqual(100);
      expect(Number.isInteger(first.score)).toBe(true);
    }
    const long = 'how much is it '.repeat(200);
    expect(score(`${long} one`)).toEqual(score(`${long} another`));
  });
});
