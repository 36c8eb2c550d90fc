import type { Originals } from './originals.ts';
import type { SecretStream } from './secret-stream.ts';
import { SOUGHT_LETTERS, stretchesOf } from './text-parts.ts';

interface Alphabet {
  is: RegExp;
  /** With `vowels` the two take turns. */
  letters: readonly string[];
  vowels?: readonly string[];
  isUnspaced?: true;
}

const letters = (text: string): readonly string[] => Array.from(text);

/** From which letters words are made up, by script; whatever has none gets Latin ones. */
const alphabets: readonly Alphabet[] = [
  { is: /\p{Script=Latin}/u, letters: letters('bcdfgjklmnprstvz'), vowels: letters('aeiou') },
  { is: /\p{Script=Cyrillic}/u, letters: letters('бвгджзклмнпрст'), vowels: letters('аеиоу') },
  { is: /\p{Script=Greek}/u, letters: letters('βγδζθκλμνπρτφχ'), vowels: letters('αεηιου') },
  { is: /\p{Script=Arabic}/u, letters: letters('بتثجحخدذرزسشصضطظعغفقكلمنهوي') },
  { is: /\p{Script=Hebrew}/u, letters: letters('אבגדהוזחטילמנסעפצקרשת') },
  { is: /\p{Script=Devanagari}/u, letters: letters('कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह') },
  {
    is: /\p{Script=Hangul}/u,
    letters: letters('가나다라마바사아자차카타파하고노도로모보소오조초코토포호'),
  },
  {
    is: /\p{scx=Hiragana}/u,
    letters: letters(
      'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもらりるれろ',
    ),
    isUnspaced: true,
  },
  {
    is: /\p{scx=Katakana}/u,
    letters: letters(
      'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロ',
    ),
    isUnspaced: true,
  },
  {
    is: /\p{scx=Han}/u,
    letters: letters(
      '山川木林花田石水火土竹米谷雨雲雪風星月空海湖池河岸島原野森根枝葉果麦豆茶糸布紙筆墨色音琴鼓舟車門窓戸床壁柱橋道村町里',
    ),
    isUnspaced: true,
  },
  {
    is: /\p{Script=Thai}/u,
    letters: letters('กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหอฮ'),
    isUnspaced: true,
  },
];
const [latin] = alphabets;

/** A word with letters has not more than so many letters in the copy, except of scripts without spaces. */
const LONGEST = 20;
const classes = [
  { from: 1, to: 1 },
  { from: 2, to: 2 },
  { from: 3, to: 3 },
  { from: 4, to: 6 },
  { from: 7, to: 10 },
  { from: 11, to: 15 },
  { from: 16, to: LONGEST },
] as const;
/** After so many words that are original ones, a longer one is tried. */
const PATIENCE = 25;
/** Where every letter would make an original word, a point divides. */
const DIVIDER = '·';

/** Makes up words that no original has, always the same one for the same seed. */
export class MadeUpWords {
  readonly #stream: SecretStream;
  readonly #originals: Originals;

  constructor(stream: SecretStream, originals: Originals) {
    this.#stream = stream;
    this.#originals = originals;
  }

  /** In the script, the length class and the case of a stretch of letters. */
  like(stretch: string, isUnspaced: boolean, seed: string): string {
    const plain = Array.from(stretch).filter((letter) => /\p{L}/u.test(letter));
    const alphabet = alphabetOf(plain[0] ?? 'a');
    const length = isUnspaced ? classOfRun(plain.length) : classOf(plain.length);
    return inCaseOf(plain, this.#make(alphabet, length, seed));
  }

  /** A word with a capital, in the script of another, as names have. */
  name(like: string, seed: string): string {
    const first = /\p{L}/u.exec(like)?.[0] ?? 'a';
    const alphabet = alphabetOf(first);
    const isShort = !alphabet.vowels;
    const word = this.#make(alphabet, isShort ? { from: 3, to: 4 } : { from: 5, to: 8 }, seed);
    return inCaseOf(['A', 'a'], word);
  }

  #make(alphabet: Alphabet, length: { from: number; to: number }, seed: string): string {
    if (alphabet.isUnspaced) return this.#unspaced(alphabet, length, seed);
    for (let attempt = 0; ; attempt++) {
      const extra = Math.floor(attempt / PATIENCE);
      const { from, to } = { from: length.from + extra, to: length.to + extra };
      const word = this.#spaced(alphabet, { from, to }, seed, attempt);
      if (!stretchesOf(word).some((stretch) => this.#originals.hasWord(stretch))) return word;
    }
  }

  #spaced(
    { letters: consonants, vowels = consonants }: Alphabet,
    { from, to }: { from: number; to: number },
    seed: string,
    attempt: number,
  ): string {
    const bytes = this.#stream.bytes('word', seed, to + 2, attempt);
    const count = from + ((bytes[0] ?? 0) % (to - from + 1));
    const isVowelFirst = (bytes[1] ?? 0) % 4 === 0 || count === 1;
    return Array.from({ length: count }, (_, place) => {
      const choice = (place % 2 === 0) === isVowelFirst ? vowels : consonants;
      return choice[(bytes[place + 2] ?? 0) % choice.length];
    }).join('');
  }

  /** Letter by letter: of a long run any piece could be an original word. */
  #unspaced(
    { letters: pool }: Alphabet,
    { from, to }: { from: number; to: number },
    seed: string,
  ): string {
    const bytes = this.#stream.bytes('word', seed, to + 1);
    const count = from + ((bytes[0] ?? 0) % (to - from + 1));
    const made: string[] = [];
    for (let place = 0; place < count; place++) {
      const first = bytes[place + 1] ?? 0;
      const before = made.slice(1 - SOUGHT_LETTERS);
      const letter = (turn: number): string => pool[(first + turn) % pool.length] ?? DIVIDER;
      let turn = 0;
      while (turn < pool.length && this.#originals.hasEnding([...before, letter(turn)])) turn += 1;
      made.push(turn < pool.length ? letter(turn) : DIVIDER);
    }
    return made.join('');
  }
}

function alphabetOf(letter: string): Alphabet {
  const found = alphabets.find(({ is }) => is.test(letter)) ?? latin;
  if (!found) throw new Error('There is a Latin alphabet');
  return found;
}

function classOf(length: number): { from: number; to: number } {
  return classes.find(({ to }) => length <= to) ?? { from: LONGEST, to: LONGEST };
}

/** Of a run without spaces: up to four letters as long, otherwise a fifth more or less. */
function classOfRun(length: number): { from: number; to: number } {
  const spread = length <= 4 ? 0 : Math.ceil(length / 5);
  return { from: Math.max(1, length - spread), to: length + spread };
}

function inCaseOf(plain: readonly string[], word: string): string {
  const isUpper = (letter: string): boolean => letter !== letter.toLowerCase();
  if (plain.length > 1 && plain.every(isUpper)) return word.toUpperCase();
  const [first = ''] = plain;
  if (!isUpper(first)) return word;
  const [begin = ''] = word;
  return begin.toUpperCase() + word.slice(begin.length);
}
