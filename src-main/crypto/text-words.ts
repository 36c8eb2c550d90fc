import type { Highlight } from '../../src-preload/contract/search.ts';

/**
 * The words of a text, as search knows them. Boundaries are Unicode's (`Intl.Segmenter`), and within what it calls a
 * word: apostrophes and the separators of a number belong to the word and are left out of it (`don’t` is `dont`,
 * `1.200` is `1200`), any other punctuation divides it (`please.Thanks` is two words). So versions of Unicode that
 * disagree on the punctuation give the same words.
 *
 * Words are folded: compatibility forms, case and accents do not count, nor which digits of Arabic are used.
 */
interface Word {
  readonly folded: string;
  /** In the original text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** Latin text, whose words are found without the Segmenter, which takes ten times as long; a test compares the two. */
const PLAIN = /^[\x20-\x7e’¿¡À-ÖØ-öø-ɏ]*$/;
const PLAIN_WORD =
  /[a-z0-9À-ÖØ-öø-ɏ]+(?:(?:(?<=[a-zÀ-ÖØ-öø-ɏ])['’](?=[a-zÀ-ÖØ-öø-ɏ])|(?<=\d)['’.,](?=\d))[a-z0-9À-ÖØ-öø-ɏ]+)*/gi;
const ASCII_WORD = /^[a-z0-9'’.,]+$/i;
/** Most emoji stand alone, and are no words. */
const NO_WORD = /^[^\p{L}\p{N}]*$/u;

/** What divides a word of the Segmenter: neither letter, digit nor mark, nor a separator that is part of it. */
const PART =
  /[\p{L}\p{N}\p{M}\p{Cf}]+(?:(?:(?<=\p{L}[\p{M}\p{Cf}]*)['’‘＇·](?=\p{L})|(?<=\p{N})['’‘＇.,٫٬](?=\p{N}))[\p{L}\p{N}\p{M}\p{Cf}]+)*/gu;

/** Most words of the Segmenter are one part: it need not be looked for. */
const UNDIVIDED = /^[\p{L}\p{N}\p{M}]+$/u;

/** Accents and points that are no letters of their own; the vowel signs of Indic scripts and Thai are, the kana's voicing too. */
const ACCENTS =
  /(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}]/gu;
const NOT_WORD = /[^\p{L}\p{N}\p{M}]|ـ/gu;
const FOLDED_LETTERS = /[ςøłđæœħßٱىة٠-٩۰-۹]/gu;
const LETTERS: Readonly<Record<string, string>> = {
  ς: 'σ',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ß: 'ss',
  ٱ: 'ا',
  ى: 'ي',
  ة: 'ه',
};

/** The folded words of a text, in order, with repetitions; empty when it has none. */
export function wordsOf(text: string): string[] {
  return findWords(text).map(({ folded }) => folded);
}

/**
 * Where `text` has words that begin with a word of `query`: in order, never overlapping, each the whole word.
 * Empty when a word of the query begins no word of the text, or the query has no words.
 */
export function findHighlights(text: string, query: string): Highlight[] {
  const wanted = new Set(wordsOf(query));
  if (wanted.size === 0) return [];
  const missing = new Set(wanted);
  const highlights: Highlight[] = [];
  for (const { folded, start, end } of findWords(text)) {
    let isHit = false;
    for (const beginning of wanted) {
      if (!folded.startsWith(beginning)) continue;
      missing.delete(beginning);
      isHit = true;
    }
    if (isHit) highlights.push({ start, end });
  }
  return missing.size === 0 ? highlights : [];
}

function findWords(text: string): Word[] {
  const words: Word[] = [];
  // These always divide, so each stretch between may take the way that suits it.
  for (const stretch of text.matchAll(/[^\s。、，！？；：]+/g)) {
    if (PLAIN.test(stretch[0])) {
      addPlainWords(words, stretch[0], stretch.index);
    } else if (!NO_WORD.test(stretch[0])) {
      addSegmentedWords(words, stretch[0], stretch.index);
    }
  }
  return words;
}

function addPlainWords(words: Word[], text: string, offset: number): void {
  for (const { 0: word, index } of text.matchAll(PLAIN_WORD)) {
    const start = offset + index;
    const folded = ASCII_WORD.test(word) ? word.toLowerCase().replace(/['’.,]/g, '') : fold(word);
    words.push({ folded, start, end: start + word.length });
  }
}

/** One language for everybody: what a desktop stores, another must find. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function addSegmentedWords(words: Word[], text: string, offset: number): void {
  const add = (part: string, start: number): void => {
    const folded = fold(part);
    // Nothing is left of a letter that only stretches others.
    if (folded !== '') words.push({ folded, start, end: start + part.length });
  };
  for (const { segment, index } of segmenter.segment(text)) {
    if (NO_WORD.test(segment)) continue;
    if (UNDIVIDED.test(segment)) {
      add(segment, offset + index);
      continue;
    }
    for (const part of segment.matchAll(PART)) {
      if (!NO_WORD.test(part[0])) add(part[0], offset + index + part.index);
    }
  }
}

function fold(word: string): string {
  return (
    word
      .normalize('NFKD')
      .replace(ACCENTS, '')
      .replace(NOT_WORD, '')
      // Up and down again: the dotless i and the long s have an upper case only in common with i and s.
      .toUpperCase()
      .toLowerCase()
      .replace(FOLDED_LETTERS, foldLetter)
      // Together again, for a syllable of Hangul is one character.
      .normalize('NFC')
  );
}

function foldLetter(letter: string): string {
  // Both rows of digits begin at a multiple of sixteen.
  return LETTERS[letter] ?? String(letter.charCodeAt(0) & 0xf);
}
