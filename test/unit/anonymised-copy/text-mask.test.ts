import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWord, stretchesIn, visible } from '../../../src-main/anonymised-copy/text-parts.ts';
import { MAXIMUM_TEXT_LENGTH } from '../../../src-preload/contract/message.ts';
import { maskOf } from './masked-texts.ts';

const scope = { id: 'one' };
const nothing = { words: 0, numbers: 0, ids: 0 };

const scripts = [
  'abcdefgñéüßİıŁ',
  'абвгджяё',
  'αβγδςΣ',
  'ابتثجحخدهـوًٌ',
  'אבגדהוםןךְּ',
  'कखगघािीु्',
  '가나다라마바',
  'あいうえおーカキクケコ',
  '中文汉字山田林花木',
  'กขคงจฉิี่้',
  'ℌ𝔢𝓁𝓁𝑜Ⓗⓔ①ﷺﬁ',
  'ႠႡႢաբգ',
];
const separators = [
  ...[' ', '  ', '\n', '\t', '\u00a0', '\u3000', '.', ',', '?', '¿', '!', '-', '_', "'", '’', '/'],
  ...[
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u00ad',
    '\u2060',
  ],
  ...['👍', '👨‍👩‍👧', '🇪🇸', '1️⃣', '❤️', '🅰', '⠓⠑', '☎'],
];
const number = fc.stringMatching(/^[0-9٠-٩०-९]{1,12}$/);
const word = fc.oneof(
  ...scripts.map((letters) =>
    fc
      .array(fc.constantFrom(...Array.from(letters)), { minLength: 1, maxLength: 14 })
      .map((all) => all.join('')),
  ),
);
const link = fc.constantFrom(
  ...[
    'https://tienda.example.org/pedido?nombre=Martínez',
    'www.zapateria.es',
    'HTTP://ÑANDÚ.com/ünïcode',
  ],
  ...['ana.martinez@correo.es', '«maría@correo.es».', '@34600111222', 'a@b@c.de'],
);
const oddText = fc
  .array(
    fc.oneof(
      word,
      word,
      number,
      link,
      fc.constantFrom(...separators),
      fc.string({ unit: 'grapheme' }),
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));

describe('a masked text', () => {
  it('has no original word or number, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(oddText, { minLength: 1, maxLength: 6 }), (texts) => {
        const { mask, originals } = maskOf(texts, { k: 2 });
        for (const text of texts) {
          const masked = mask.mask(text, scope);
          const rest = masked
            .replaceAll('https://example.com/', ' ')
            .replaceAll('@example.com', ' ');
          expect(originals.findIn(rest)).toEqual(nothing);
        }
      }),
      { numRuns: 400, seed: 71 },
    );
  });

  it('has no name either, however short', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (names) => {
        const { mask, originals } = maskOf([], { names });
        const masked = mask.mask(names.join(' '), scope);
        const found = originals.findIn(masked);
        expect(found.words).toBe(0);
      }),
      { numRuns: 400, seed: 72 },
    );
  });

  it('can be found out: the search finds the text itself', () => {
    const texts = [
      'Quedamos en la zapatería',
      'طلبات كثيرة',
      '我想订一个蛋糕',
      'llama al 600 111 222',
    ];
    for (const text of texts) {
      const { originals } = maskOf([text]);
      const { words, numbers } = originals.findIn(`x ${text}`);
      expect([text, words + numbers]).toEqual([text, expect.any(Number)]);
      expect(words + numbers).toBeGreaterThan(0);
    }
    // Also in another spelling, with something invisible in it, and as a part of a longer run.
    expect(maskOf(['Zapatería']).originals.findIn('ZA\u200bPATERIA').words).toBe(1);
    expect(maskOf(['生日蛋糕']).originals.findIn('一个生日蛋糕谢谢').words).toBe(1);
    expect(maskOf(['600111222']).originals.findIn('tel. (600) 11-12-22').numbers).toBe(1);
  });

  it('keeps its shape: classes of length, case, punctuation, lines and emoji', () => {
    const text = '¿Tienen ZAPATOS rojos, del 42?\n\tGracias, Ana 👍🏽👨‍👩‍👧';
    const masked = maskOf([text]).mask.mask(text, scope);
    expect(masked).toMatch(
      /^¿[A-Z][a-z]{3,5} [A-Z]{7,10} [a-z]{4,6}, [a-z]{3} \d\d\?\n\t[A-Z][a-z]{6,9}, [A-Z][a-z]{2} 👍🏽👨‍👩‍👧$/u,
    );
  });

  it('keeps the script of its words', () => {
    const shapes: [text: string, shape: RegExp][] = [
      ['привет', /^\p{Script=Cyrillic}{4,6}$/u],
      ['مرحبا', /^\p{Script=Arabic}{4,6}$/u],
      ['こんにちは', /^\p{Script=Hiragana}{4,6}$/u],
      ['안녕하세요', /^\p{Script=Hangul}{4,6}$/u],
      ['生日蛋糕', /^\p{Script=Han}{4}$/u],
    ];
    for (const [text, shape] of shapes) {
      expect(maskOf([text]).mask.mask(text, scope)).toMatch(shape);
    }
  });

  it('puts made-up links and addresses in the place of all others', () => {
    const text = 'Mira https://tienda.es/ana, escribe a ana@tienda.es.';
    expect(maskOf([text]).mask.mask(text, scope)).toMatch(
      /^[A-Z][a-z]{3,5} https:\/\/example\.com\/[a-z]{4,6}, [a-z]{7,10} [a-z] [a-z]{4,6}@example\.com\.$/,
    );
  });

  it('has the same word for one that k people use everywhere, for others in one conversation alone', () => {
    const texts = ['hola zapato', 'hola', 'hola'];
    const { mask } = maskOf(texts, { k: 3 });
    const of = (text: string, id: string): string => mask.mask(text, { id });
    expect(of('hola', 'one')).toBe(of('hola', 'two'));
    expect(of('HOLA', 'one')).toBe(of('hola', 'two').toUpperCase());
    expect(of('zapato', 'one')).toBe(of('zapato', 'one'));
    expect(of('zapato', 'one')).not.toBe(of('zapato', 'two'));
    // Another copy has nothing in common with it.
    expect(maskOf(texts, { k: 3 }).mask.mask('hola', scope)).not.toBe(of('hola', 'one'));
  });

  it('says the pseudonym where the person is called by their name', () => {
    const { mask } = maskOf(['Hola María']);
    const names = new Map([['maria', 'Belora']]);
    expect(mask.mask('¡MARÍA!', { id: 'one', names })).toBe('¡Belora!');
  });

  it.each(['\u200d', 'a@', '1 ', 'a1', '(', '👍', 'ä'.normalize('NFD'), 'http://', '中'])(
    'comes of a text of nothing but %j of the greatest length, too',
    (piece) => {
      const text = piece.repeat(Math.ceil(MAXIMUM_TEXT_LENGTH / piece.length));
      const { mask, originals } = maskOf([text]);
      const masked = mask.mask(text, scope);
      expect(masked.length).toBeLessThan(2 * text.length);
      const rest = masked.replaceAll('https://example.com/', ' ').replaceAll('@example.com', ' ');
      expect(originals.findIn(rest)).toEqual(nothing);
    },
    30_000,
  );
});

describe('words of a text', () => {
  it('are the same in every spelling', () => {
    expect(
      [...stretchesIn(visible('Ma\u00adr\u200btínez'))].map(({ text }) => foldWord(text)),
    ).toEqual(['martinez']);
    expect(foldWord('İSTANBUL')).toBe(foldWord('istanbul'));
    expect([...stretchesIn(visible('Ⓜⓐⓡⓘⓐ 𝐀𝐧𝐚'))].map(({ text }) => foldWord(text))).toEqual([
      'maria',
      'ana',
    ]);
  });
});
