import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findHighlights, wordsOf } from '../../../src-main/crypto/text-words.ts';

/** The same words with dashes for spaces: a dash divides words, too, but is not plain, so the Segmenter divides them all. */
const throughSegmenter = (text: string): string => `—${text.replaceAll(' ', '—')}`;

describe('the words of a text', () => {
  it.each<[string, string, string[]]>([
    ['case', 'Two PIZZAS please', ['two', 'pizzas', 'please']],
    ['accents', 'Café, más ÉCOLE naïve', ['cafe', 'mas', 'ecole', 'naive']],
    ['accents that stand by themselves', 'cafe\u0301', ['cafe']],
    ['the German sharp s', 'Straße STRASSE STRAẞE', ['strasse', 'strasse', 'strasse']],
    ['the Turkish i', 'İstanbul ISTANBUL ısı', ['istanbul', 'istanbul', 'isi']],
    ['letters with a stroke', 'Łódź Ærø Đorđe', ['lodz', 'aero', 'dorde']],
    ['the last sigma', 'ΟΔΟΣ οδός', ['οδοσ', 'οδοσ']],
    ['Cyrillic', 'Ёлка ещё', ['елка', 'еще']],
    ['apostrophes', "don’t don't l‘été", ['dont', 'dont', 'lete']],
    ['full width', 'ＡＢＣ１２', ['abc12']],
    ['ligatures', 'ﬁn', ['fin']],
    [
      'a missing space',
      'please.Thanks a:b snake_case',
      ['please', 'thanks', 'a', 'b', 'snake', 'case'],
    ],
    ['an e-mail address', 'ana@example.com', ['ana', 'example', 'com']],
    ['the separators of numbers', "1.200 3,50 1'000", ['1200', '350', '1000']],
    ['phone numbers', '+34 611-00-10 34611001020', ['34', '611', '00', '10', '34611001020']],
    ['times', '10:30', ['10', '30']],
    ['Arabic, its points and stretched letters', 'مَرْحَبًا بالعـالم', ['مرحبا', 'بالعالم']],
    ['the forms of the alef', 'أحمد احمد', ['احمد', 'احمد']],
    ['Arabic digits', '١٢٣ ۱۲۳', ['123', '123']],
    ['Hebrew, with its points or without', 'שָׁלוֹם שלום', ['שלום', 'שלום']],
    ['Thai', 'สวัสดีครับ', ['สวัสดี', 'ครับ']],
    ['Chinese', '你好世界', ['你好', '世界']],
    ['Chinese punctuation', '你好，世界！１，２００', ['你好', '世界', '1', '200']],
    ['Hangul', '한국어', ['한국어']],
    ['the vowels of Devanagari, which are no accents', 'दिल दल', ['दिल', 'दल']],
    ['the voicing of kana, which is none', 'ガス カス', ['ガス', 'カス']],
    ['emoji, beside words', '👍🏽 hola👍 🏳️‍🌈ok ❤️', ['hola', 'ok']],
    ['soft hyphens', 'soft\u00adhyphen', ['softhyphen']],
    ['half a surrogate pair', 'a\ud83d b', ['a', 'b']],
    ['nothing', '', []],
    ['no words', ' ... 👍 — \n! ـ', []],
  ])('know %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are the same whether a text takes the short way or the Segmenter', () => {
    const alphabet = Array.from("abZ019'’.,:;_-@/()#+*! ¿éÑßøİıÀſǅ");
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 4_000; round++) {
      const text = Array.from(
        { length: 1 + random(14) },
        () => alphabet[random(alphabet.length)],
      ).join('');
      expect(wordsOf(text), JSON.stringify(text)).toEqual(wordsOf(throughSegmenter(text)));
    }
  });

  it('are the same on both ways for every message of the dialogues', () => {
    const file = new URL('../../fixtures/order-dialogues-sample.jsonl', import.meta.url);
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines) {
      expect(wordsOf(line)).toEqual(wordsOf(throughSegmenter(line)));
    }
  });
});

describe('highlights', () => {
  const hits = (text: string, query: string): string[] =>
    findHighlights(text, query).map(({ start, end }) => text.slice(start, end));

  it('are the whole words that begin with a word of the query, where they stand in the text', () => {
    expect(findHighlights('Two Pizzas, a pizzeria', 'pizz')).toEqual([
      { start: 4, end: 10 },
      { start: 14, end: 22 },
    ]);
  });

  it.each<[string, string, string[]]>([
    ['a café for Zoë', 'CAFE zoe', ['café', 'Zoë']],
    ['cafe\u0301 con leche', 'café', ['cafe\u0301']],
    ['👍🏽 it costs 1.200', '1200', ['1.200']],
    ['Don’t go', 'dont', ['Don’t']],
    ['die Straße', 'strass', ['Straße']],
    ['你好世界', '世', ['世界']],
    ['مَرْحَبًا', 'مرحبا', ['مَرْحَبًا']],
    ['twice twice', 'twice TWICE', ['twice', 'twice']],
    ['one two', 'two one', ['one', 'two']],
  ])('are found in “%s” for “%s”', (text, query, found) => {
    expect(hits(text, query)).toEqual(found);
  });

  it('are none when a word of the query begins no word of the text', () => {
    expect(hits('two pizzas', 'pizza beer')).toEqual([]);
    expect(hits('two pizzas', 'izzas')).toEqual([]);
    expect(hits('two pizzas', 'pizzasandmore')).toEqual([]);
  });

  it('are none for a query without words', () => {
    expect(hits('two pizzas', ' … ')).toEqual([]);
    expect(hits('two pizzas', '')).toEqual([]);
  });
});
