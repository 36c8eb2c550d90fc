import {
  digitsOf,
  keysOf,
  numbersIn,
  SOUGHT_LETTERS,
  type Stretch,
  stretchesIn,
  visible,
} from './text-parts.ts';

/** Names count from so many letters on: `Li`, `Ana`. */
const NAME_LETTERS = 2;
/** Of scripts without spaces, pieces of so many letters are remembered: of texts the longest alone. */
const unspacedLengths = [NAME_LETTERS, NAME_LETTERS + 1, SOUGHT_LETTERS];
const ID = /[\w.:@-]{8,}/g;

const nameFields: ReadonlySet<string> = new Set([
  ...['name', 'senderName', 'pushname', 'contactName', 'shortName', 'by', 'people'],
]);

export const foundKinds = ['words', 'numbers', 'ids'] as const;
export type Found = Record<(typeof foundKinds)[number], number>;

/**
 * Everything that stood in the data and must not stand in the copy. It is filled while the data is read, and asked
 * twice: by what makes up words and numbers, which must hit upon none of these, and by the check.
 */
export class Originals {
  readonly #words = new Set<string>();
  readonly #numbers = new Set<string>();
  readonly #ids = new Set<string>();

  get size(): Found {
    return { words: this.#words.size, numbers: this.#numbers.size, ids: this.#ids.size };
  }

  /** A text, a label, a file's name: its words of `SOUGHT_LETTERS` or more, and its numbers. */
  addText(text: string): void {
    this.#add(text, SOUGHT_LETTERS, [SOUGHT_LETTERS]);
  }

  /** What somebody is called, also in few letters. */
  addName(name: string): void {
    this.#add(name, NAME_LETTERS, unspacedLengths);
  }

  addId(id: string): void {
    if (id !== '') this.#ids.add(id);
  }

  /** All strings of a record, whatever fields it has: by the field's name an id, somebody's name, or a text. */
  addRecord(record: unknown, field = ''): void {
    if (typeof record === 'string') {
      if (field.endsWith('Id') || field.endsWith('Ids')) this.addId(record);
      else if (nameFields.has(field)) this.addName(record);
      else this.addText(record);
    } else if (Array.isArray(record)) {
      for (const each of record) this.addRecord(each, field);
    } else if (record !== null && typeof record === 'object') {
      for (const [name, value] of Object.entries(record)) this.addRecord(value, name);
    }
  }

  /** Whether this stretch of letters is, or holds, an original word. */
  hasWord(stretch: Stretch): boolean {
    return keysOf(stretch, unspacedLengths).some((key) => this.#words.has(key));
  }

  /** Whether these folded letters of an unspaced script end with an original piece. */
  hasEnding(letters: readonly string[]): boolean {
    return unspacedLengths.some(
      (length) => letters.length >= length && this.#words.has(letters.slice(-length).join('')),
    );
  }

  /** Whether this number, however it is divided, is an original one. */
  hasNumber(number: string): boolean {
    return digitsOf(number).some((digits) => this.#numbers.has(digits));
  }

  /** How much of a text is original. */
  findIn(text: string): Found {
    const shown = visible(text);
    const found = { words: 0, numbers: 0, ids: 0 };
    for (const stretch of stretchesIn(shown)) if (this.hasWord(stretch)) found.words += 1;
    for (const [number] of numbersIn(shown)) if (this.hasNumber(number)) found.numbers += 1;
    if (this.#ids.has(text)) found.ids += 1;
    else for (const [id] of text.matchAll(ID)) if (this.#ids.has(id)) found.ids += 1;
    return found;
  }

  #add(text: string, shortest: number, lengths: readonly number[]): void {
    const shown = visible(text);
    for (const stretch of stretchesIn(shown)) {
      for (const key of keysOf(stretch, lengths)) {
        if (key.length >= shortest) this.#words.add(key);
      }
    }
    for (const [number] of numbersIn(shown)) {
      for (const digits of digitsOf(number)) this.#numbers.add(digits);
    }
  }
}
