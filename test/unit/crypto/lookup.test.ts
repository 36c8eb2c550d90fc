import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Lookup } from '../../../src-main/crypto/lookup.ts';
import { findHighlights } from '../../../src-main/crypto/text-words.ts';

const lookup = new Lookup({ subject: 'index', bytes: Buffer.alloc(32, 1) });
const other = new Lookup({ subject: 'index', bytes: Buffer.alloc(32, 2) });

describe('a pseudonym', () => {
  it('is the same for the same text, on every desktop of the workspace', () => {
    const again = new Lookup({ subject: 'index', bytes: Buffer.alloc(32, 1) });
    expect(lookup.pseudonym('34600000001@c.us')).toBe(again.pseudonym('34600000001@c.us'));
    expect(lookup.pseudonym('34600000001@c.us')).toBe(lookup.pseudonym('34600000001@c.us'));
  });

  it('is 22 characters that show nothing of the text', () => {
    expect(lookup.pseudonym('34600000001@c.us')).toMatch(/^[\w-]{22}$/);
    expect(lookup.pseudonym('')).toMatch(/^[\w-]{22}$/);
  });

  it('differs between texts, and between workspaces', () => {
    const texts = Array.from({ length: 1000 }, (_, index) => `346000${index}@c.us`);
    const pseudonyms = texts.flatMap((text) => [lookup.pseudonym(text), other.pseudonym(text)]);
    expect(new Set(pseudonyms).size).toBe(2000);
  });
});

/** Whether a document with this text is found by the index for this query. */
const isFound = (text: string, query: string): boolean => {
  const stored = new Set(lookup.tokensOf(text));
  const wanted = lookup.tokensForQuery(query);
  return wanted.length > 0 && wanted.every((token) => stored.has(token));
};

describe('the blind index', () => {
  it('has a token for the beginnings of two to six characters of each word', () => {
    expect(lookup.tokensOf('pizza')).toHaveLength(4);
    expect(lookup.tokensOf('margherita')).toHaveLength(5);
    expect(lookup.tokensOf('ok')).toHaveLength(1);
    expect(lookup.tokensOf('a')).toHaveLength(1);
  });

  it('has each token once, and none for a text without words', () => {
    expect(lookup.tokensOf('pizza Pizzas pizzería PIZZA')).toHaveLength(7);
    expect(lookup.tokensOf('👍 …')).toEqual([]);
    expect(lookup.tokensForQuery('👍 …')).toEqual([]);
  });

  it('fits BSON’s signed 64 bits and uses them', () => {
    const tokens = lookup.tokensOf(
      'one two three four five six seven eight nine ten eleven twelve',
    );
    for (const token of tokens) expect(BigInt.asIntN(64, token)).toBe(token);
    expect(tokens.some((token) => token < 0n)).toBe(true);
    expect(tokens.some((token) => token > 1n << 60n)).toBe(true);
  });

  it('differs between workspaces', () => {
    const tokens = new Set(lookup.tokensOf('two pizzas please'));
    expect(other.tokensOf('two pizzas please').filter((token) => tokens.has(token))).toEqual([]);
  });

  it.each<[string, string]>([
    ['Two pizzas, please', 'pizz'],
    ['Two pizzas, please', 'PLEASE two'],
    ['A margherita', 'margher'],
    ['A margherita', 'margherita'],
    ['Café Straße', 'cafe strasse'],
    ['Costs 1.200', '1200'],
    ['你好世界', '世'],
    ['你好世界', '世界'],
    ['👍 p', 'p'],
    ['2 pizzas', '2 pizza'],
    ['20 pizzas', '2 pizza'],
    ['𝒜𝒷𝒸 𠀀𠀁', '𠀀'],
  ])('finds “%s” for “%s”', (text, query) => {
    expect(isFound(text, query)).toBe(true);
  });

  it.each<[string, string]>([
    ['Two pizzas', 'pasta'],
    ['Two pizzas', 'two pasta'],
    ['Two pizzas', 'izzas'],
    ['pizza', 'pizzas'],
  ])('does not find “%s” for “%s”', (text, query) => {
    expect(isFound(text, query)).toBe(false);
  });

  it('finds every message that has a highlight, for each beginning of each of its words', () => {
    const file = new URL('../../fixtures/order-dialogues-sample.jsonl', import.meta.url);
    const words = readFileSync(file, 'utf8')
      .split(/[^a-z]+/i)
      .slice(0, 4_000);
    let asked = 0;
    for (let index = 0; index + 12 < words.length; index += 12) {
      const text = words.slice(index, index + 12).join(' ');
      for (const word of words.slice(index, index + 12)) {
        for (let length = 2; length <= word.length; length++) {
          const query = word.slice(0, length);
          expect(findHighlights(text, query)).not.toEqual([]);
          expect(isFound(text, query), query).toBe(true);
          asked++;
        }
      }
    }
    expect(asked).toBeGreaterThan(5_000);
  });
});
