/** Scripts that put no spaces between words: a run of their letters is many words. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const RUN = /\p{L}[\p{L}\p{M}]*/gu;
/** Digits with at most two separators between: what people write of a telephone number, an account or a date. */
const NUMBER = /\p{Nd}+(?:[ .()\-/‐-―]{1,2}\p{Nd}+)*/gu;
/** A joiner belongs to an emoji only after something that can be joined; all else that is invisible goes. */
const INVISIBLE =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D|(?!\u200D)(?:[\p{Cf}\u115F\u1160\u3164\uFFA0]|\u034F|\u17B4|\u17B5)/gu;

/** Numbers of so many digits are sought in the copy; shorter ones say little, and are replaced all the same. */
export const SOUGHT_DIGITS = 5;
/** As long are the words that are sought; of scripts without spaces, so long are the pieces of a run. */
export const SOUGHT_LETTERS = 4;

/** Letters of one kind of script, without anything between. */
export interface Stretch {
  text: string;
  isUnspaced: boolean;
}

/** The text with one form for what looks alike, and without what nobody sees. */
export function visible(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '');
}

/** The stretches of a run of letters (and marks), in order. */
export function stretchesOf(run: string): Stretch[] {
  const stretches: Stretch[] = [];
  for (const letter of run) {
    const last = stretches.at(-1);
    if (last && /\p{M}/u.test(letter)) {
      last.text += letter;
      continue;
    }
    const isUnspaced = UNSPACED.test(letter);
    if (last?.isUnspaced === isUnspaced) last.text += letter;
    else stretches.push({ text: letter, isUnspaced });
  }
  return stretches;
}

/** The same for all spellings of a word that differ in case and marks alone. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC');
}

/** All stretches of letters of a text that `visible` has been through, in order. */
export function* stretchesIn(text: string): Generator<Stretch> {
  for (const [run] of text.matchAll(RUN)) yield* stretchesOf(run);
}

/**
 * Under which keys a stretch is remembered, and sought: the folded word, and of an unspaced script each piece of
 * `lengths` letters.
 */
export function keysOf({ text, isUnspaced }: Stretch, lengths: readonly number[]): string[] {
  const folded = foldWord(text);
  if (!isUnspaced) return [folded];
  const letters = Array.from(folded);
  return lengths.flatMap((length) =>
    Array.from({ length: Math.max(0, letters.length - length + 1) }, (_, start) =>
      letters.slice(start, start + length).join(''),
    ),
  );
}

/** Where numbers stand in a text that `visible` has been through. */
export function numbersIn(text: string): IterableIterator<RegExpExecArray> {
  return text.matchAll(NUMBER);
}

/** The digits of what `numbersIn` has found, as 0 to 9: all together, and each run of them that is long enough. */
export function digitsOf(number: string): string[] {
  const plain = number.replace(/\p{Nd}/gu, asciiDigit);
  const runs = plain.split(/\D+/);
  return [...new Set([runs.join(''), ...runs])].filter((digits) => digits.length >= SOUGHT_DIGITS);
}

/** Digits of every script stand in rows of ten. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
