import type { Highlight } from '../../src-preload/contract/search.ts';
import { fold } from './fold.ts';

/** As few digits in a row as somebody means a number by. */
const FEWEST_DIGITS = 3;

/**
 * Where a text has words that begin with each word of a query, whatever their case and accents, each the whole word;
 * null when one of them is nowhere, or the query has none.
 */
export function matchWords(text: string, query: string): Highlight[] | null {
  const wanted = wordsIn(query).map(({ folded }) => folded);
  const words = wordsIn(text);
  const begins = (folded: string): boolean => wanted.some((each) => folded.startsWith(each));
  const hasAll = wanted.every((each) => words.some(({ folded }) => folded.startsWith(each)));
  return wanted.length === 0 || !hasAll
    ? null
    : words.filter(({ folded }) => begins(folded)).map(({ start, end }) => ({ start, end }));
}

/** Whether a query is a part of a phone number, however either is written. */
export function matchesNumber(phoneNumber: string | null, query: string): boolean {
  const isNumber = /^[\d\s+().-]+$/.test(query);
  const digits = query.replace(/\D/g, '');
  return (
    isNumber &&
    digits.length >= FEWEST_DIGITS &&
    (phoneNumber ?? '').replace(/\D/g, '').includes(digits)
  );
}

function wordsIn(text: string): { folded: string; start: number; end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: word, index }) => ({
    folded: fold(word),
    start: index,
    end: index + word.length,
  }));
}
