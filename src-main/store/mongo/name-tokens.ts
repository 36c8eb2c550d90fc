import type { Lookup } from '../../crypto/lookup.ts';
import { wordsOf } from '../../crypto/text-words.ts';

/** A stretch of digits this long, from anywhere in a number, is what its index knows. */
const DIGITS = 3;

/** The blind index of names and of what else somebody is found by: how words begin, and any stretch of a number. */
export function nameTokens(
  lookup: Lookup,
  { names, phoneNumber = '', details = '' }: Searchable,
): bigint[] {
  const all = names.join(' ');
  const numbers = [phoneNumber, ...searchTerms(all).filter(isNumber)];
  return lookup.tokensOf([all, details, ...numbers.flatMap(stretches)].join(' '));
}

/** What somebody or something is found by. */
export interface Searchable {
  readonly names: readonly string[];
  /** Digits. */
  readonly phoneNumber?: string | undefined;
  /** More words; their numbers are found from the beginning only. */
  readonly details?: string | undefined;
}

/** What must be in the index of whatever fits the words and digits that somebody looks for; none where there are none. */
export function tokensForSearch(lookup: Lookup, search: string): bigint[] {
  const terms = searchTerms(search).flatMap((term) =>
    isNumber(term) && term.length > DIGITS ? windows(term) : [term],
  );
  return lookup.tokensForQuery(terms.join(' '));
}

/** Whether each of the words is the beginning of a word of the names or details, or stands in one of the numbers. */
export function fitsSearch(
  { names, phoneNumber = '', details = '' }: Searchable,
  search: string,
): boolean {
  const words = [...names, details].flatMap(searchTerms);
  const numbers = [phoneNumber, ...names.flatMap(searchTerms).filter(isNumber)];
  return searchTerms(search).every(
    (term) =>
      words.some((word) => word.startsWith(term)) ||
      (isNumber(term) && numbers.some((number) => number.includes(term))),
  );
}

function stretches(digits: string): string[] {
  return digits === '' ? [] : [...windows(digits), digits.slice(-2)];
}

function windows(digits: string): string[] {
  const count = Math.max(1, digits.length - DIGITS + 1);
  return Array.from({ length: count }, (_, start) => digits.slice(start, start + DIGITS));
}

function isNumber(term: string): boolean {
  return /^\d+$/.test(term);
}

function searchTerms(text: string): string[] {
  return wordsOf(text.replace(/(?<=\d)[\s-]+(?=\d)/g, ''));
}
