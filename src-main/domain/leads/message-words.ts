import { foldText } from '../display-name.ts';

/** Characters of a message that are looked at: what somebody wants is said at its beginning. */
const LOOKED_AT = 2_000;

const WORD = /[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu;
const NUMBER = /\p{N}+/gu;
/** Stands for the beginning of the message in the sequences of words, and is part of no word. */
const BEGINNING = '^';
/** How far two words may be apart to be seen together. */
const FARTHEST = 4;

/** The beginning of a text as rules and signals see it: folded, and with one kind of apostrophe. */
export function foldMessage(text: string): string {
  return foldText(text.slice(0, LOOKED_AT)).replaceAll('’', "'");
}

/** Something of a message that the model may know, with the places of the words that it is made of. */
export interface Feature {
  readonly name: string;
  readonly places: readonly number[];
}

/** The words of a folded message, as they are shown. */
export function wordsIn(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/**
 * Every sequence of one to three words, every two words that stand near each other (`book * flight`), and every
 * sequence of three to five characters within a word (`#ord`, `_` for its ends); each once, where it stands first.
 * Whatever the number, it is the same word: `0`.
 */
export function featuresOf(words: readonly string[]): Feature[] {
  const known = new Map<string, Feature>();
  const add = (name: string, ...places: number[]): void => {
    if (!known.has(name)) known.set(name, { name, places: places.filter((each) => each >= 0) });
  };
  const plain = words.map((word) => word.replaceAll("'", '').replace(NUMBER, '0'));
  for (const [place, word] of plain.entries()) {
    const before = plain[place - 1] ?? BEGINNING;
    add(word, place);
    add(`${before} ${word}`, place - 1, place);
    if (place > 0) {
      const earlier = plain[place - 2] ?? BEGINNING;
      add(`${earlier} ${before} ${word}`, place - 2, place - 1, place);
    }
    for (let distance = 2; distance <= Math.min(FARTHEST, place); distance++) {
      add(`${plain[place - distance] ?? ''} * ${word}`, place - distance, place);
    }
    const padded = `_${word}_`;
    for (let length = 3; length <= 5; length++) {
      for (let start = 0; start + length <= padded.length; start++) {
        add(`#${padded.slice(start, start + length)}`, place);
      }
    }
  }
  return [...known.values()];
}
