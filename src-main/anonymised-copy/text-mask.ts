import type { MadeUpWords } from './made-up-words.ts';
import type { Originals } from './originals.ts';
import type { SecretStream } from './secret-stream.ts';
import type { SharedByPeople } from './shared-by-people.ts';
import { digitsOf, foldWord, numbersIn, stretchesOf, visible } from './text-parts.ts';

/** Where a text stands. */
export interface MaskScope {
  /** Words that few people use have another replacement in every scope. */
  readonly id: string;
  /** What stands for the words of a name, by the folded word. */
  readonly names?: ReadonlyMap<string, string>;
}

const ADDRESS = /^[^@]+@[^@.]+\.[^@]+$/;
const LINK = /^(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.)/i;
/** What stands for links and addresses; the check knows that these words are the app's own. */
export const LINK_BEGINS = 'https://example.com/';
export const ADDRESS_ENDS = '@example.com';
const LETTERS = /\p{L}[\p{L}\p{M}]*/uy;
const DIGITS = /\p{Nd}+/uy;
const PART = /\S+/uy;
const FLAG = /\p{RI}\p{RI}?/uy;
/** What says something by itself without saying who: punctuation, signs of money and arithmetic, spaces, pictures. */
const KEPT = /[\p{P}\p{Sm}\p{Sc}\p{Sk}\p{Z}\n\t\p{Extended_Pictographic}]|\u200D|\uFE0F|\u20E3/u;
const WHITE_FLAG = '🏳';
/** In the place of signs that could be letters in disguise; it does not join what stood on both sides. */
const LEFT_OUT = '·';
/** After so many numbers that are original ones, none is told. */
const PATIENCE = 200;

/**
 * Replaces the words and numbers of texts. The length class of words, their case and script, the punctuation, lines and
 * emoji stay; numbers keep their number of digits. A word that at least `k` people use has the same replacement in the
 * whole copy, any other one the same within its scope alone.
 */
export class TextMask {
  readonly #words: MadeUpWords;
  readonly #stream: SecretStream;
  readonly #originals: Originals;
  readonly #shared: SharedByPeople<string>;
  readonly #phoneDigits: (digits: string) => string | null;
  /** Of shared words alone. */
  readonly #made = new Map<string, string>();

  constructor(input: {
    words: MadeUpWords;
    stream: SecretStream;
    originals: Originals;
    /** Folded words. */
    shared: SharedByPeople<string>;
    /** The digits that a person's number has in the copy; null where it is nobody's. */
    phoneDigits: (digits: string) => string | null;
  }) {
    this.#words = input.words;
    this.#stream = input.stream;
    this.#originals = input.originals;
    this.#shared = input.shared;
    this.#phoneDigits = input.phoneDigits;
  }

  mask(text: string, scope: MaskScope): string {
    const shown = visible(text);
    const numbers = new Map([...numbersIn(shown)].map((found) => [found.index, found[0]]));
    let masked = '';
    for (let at = 0, isBeginning = true; at < shown.length;) {
      const [taken, given] =
        (isBeginning ? this.#link(partAt(shown, at), scope) : null) ??
        this.#piece(shown, at, numbers.get(at), scope);
      masked += given;
      isBeginning = /\s/u.test(taken);
      at += taken.length;
    }
    return masked;
  }

  /** What is taken of the text, and what is given in its place; null where it is neither a link nor an address. */
  #link(part: string, scope: MaskScope): readonly [string, string] | null {
    const isAddress = part.includes('@') && ADDRESS.test(part);
    if (!isAddress && !LINK.test(part)) return null;
    const word = this.#words.like('link', false, `link ${part} ${scope.id}`);
    const given = isAddress ? `${word}${ADDRESS_ENDS}` : `${LINK_BEGINS}${word}`;
    return [part, given + endingOf(part)];
  }

  #piece(
    text: string,
    at: number,
    number: string | undefined,
    scope: MaskScope,
  ): readonly [string, string] {
    const digits = number ?? matchAt(DIGITS, text, at);
    if (digits !== undefined) return [digits, this.#number(digits, scope)];
    const run = matchAt(LETTERS, text, at);
    if (run !== undefined) return [run, this.#run(run, scope)];
    const flag = matchAt(FLAG, text, at);
    if (flag !== undefined) return [flag, WHITE_FLAG];
    const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
    return [sign, KEPT.test(sign) ? sign : LEFT_OUT];
  }

  #run(run: string, scope: MaskScope): string {
    return stretchesOf(run)
      .map(({ text, isUnspaced }) => {
        const folded = foldWord(text);
        const name = scope.names?.get(folded);
        if (name !== undefined) return name;
        if (!this.#shared.isShared(folded)) {
          return this.#words.like(text, isUnspaced, `word ${folded} ${scope.id}`);
        }
        const known = this.#made.get(text) ?? this.#words.like(text, isUnspaced, `word ${folded}`);
        this.#made.set(text, known);
        return known;
      })
      .join('');
  }

  #number(number: string, scope: MaskScope): string {
    const plain = number.replace(/\P{Nd}/gu, '');
    const phone = this.#phoneDigits(digitsOf(number)[0] ?? plain);
    if (phone !== null) return phone;
    for (let attempt = 0; attempt < PATIENCE; attempt++) {
      const bytes = this.#stream.bytes('number', `${scope.id} ${plain}`, plain.length, attempt);
      let place = 0;
      const masked = number.replace(/\p{Nd}/gu, () => {
        const byte = bytes[place] ?? 0;
        place += 1;
        // A number does not begin with a nought that it did not have.
        return String(place === 1 ? 1 + (byte % 9) : byte % 10);
      });
      if (!this.#originals.hasNumber(masked)) return masked;
    }
    return LEFT_OUT;
  }
}

/** Up to the next space. */
function partAt(text: string, at: number): string {
  return matchAt(PART, text, at) ?? '';
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The punctuation after which a sentence ends, which is no part of a link. */
function endingOf(part: string): string {
  let at = part.length;
  while (at > 0 && '.,;:!?¿¡)]}»”"’\''.includes(part.charAt(at - 1))) at -= 1;
  return part.slice(at);
}
