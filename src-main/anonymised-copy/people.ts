import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { MadeUpWords } from './made-up-words.ts';
import type { Originals } from './originals.ts';
import type { SecretStream } from './secret-stream.ts';
import { SharedByPeople } from './shared-by-people.ts';
import { foldWord, stretchesIn, visible } from './text-parts.ts';

/** Somebody as the copy knows them. */
export interface Pseudonym {
  personId: string;
  /** Two words. */
  name: readonly [string, string];
  /** Null where the person has none. */
  phoneNumber: string | null;
}

interface Known {
  /** As they are called first: of it the script. */
  name: string;
  phoneNumber: string | null;
  pseudonym: Pseudonym | null;
}

/** The country of numbers of which too few people share the country: reserved by the ITU, and given to nobody. */
const NO_COUNTRY = '999';
/** No number of any country goes on so after the country's code, with so many digits after it: a test tries them all. */
const NOT_ASSIGNED = '0001';
const DIGITS = 7;

/**
 * Everybody in the data, and who they are in the copy: one and the same person everywhere. They are told apart by their
 * number, else by an id of their own; where only a name is known (in a group), by the name if one person alone has it.
 */
export class People {
  readonly #known = new Map<string, Known>();
  readonly #ofName = new Map<string, Set<string>>();
  readonly #countries: SharedByPeople<string>;
  readonly #taken = new Set<string>();
  readonly #stream: SecretStream;
  readonly #words: MadeUpWords;
  readonly #originals: Originals;

  constructor(input: {
    k: number;
    stream: SecretStream;
    words: MadeUpWords;
    originals: Originals;
  }) {
    this.#countries = new SharedByPeople(input.k);
    this.#stream = input.stream;
    this.#words = input.words;
    this.#originals = input.originals;
  }

  /** Of everybody who is known. */
  keys(): string[] {
    return [...this.#known.keys()];
  }

  /** Notes a person, before the first pseudonym is asked for. Answers the key by which they are known here. */
  note(person: { id: string; name: string; phoneNumber: string | null }): string {
    const key = keyOf(person);
    this.#originals.addName(person.name);
    const known = this.#known.get(key);
    if (!known) {
      const { name, phoneNumber } = person;
      this.#known.set(key, { name, phoneNumber, pseudonym: null });
    } else if (known.name === '') known.name = person.name;
    if (person.name !== '') {
      const name = nameKey(person.name);
      this.#ofName.set(name, (this.#ofName.get(name) ?? new Set()).add(key));
    }
    if (person.phoneNumber !== null) {
      this.#originals.addText(person.phoneNumber);
      this.#countries.note(callingCode(person.phoneNumber), key);
    }
    return key;
  }

  /** Who is called so: the one person of this name or number; otherwise whoever bears this name, as one person. */
  keyOfName(name: string): string {
    const digits = name.replace(/[^+\d]/g, '');
    if (this.#known.has(`phone ${digits}`)) return `phone ${digits}`;
    const keys = this.#ofName.get(nameKey(name));
    const [only] = keys ?? [];
    if (keys?.size === 1 && only !== undefined) return only;
    const key = `name ${nameKey(name)}`;
    if (!this.#known.has(key)) {
      this.#originals.addName(name);
      this.#known.set(key, { name, phoneNumber: null, pseudonym: null });
    }
    return key;
  }

  pseudonymOf(key: string): Pseudonym {
    const known = this.#known.get(key) ?? { name: '', phoneNumber: null, pseudonym: null };
    this.#known.set(key, known);
    known.pseudonym ??= {
      personId: this.#stream.id('person', key),
      name: [
        this.#words.name(known.name, `given ${key}`),
        this.#words.name(known.name, `family ${key}`),
      ],
      phoneNumber: known.phoneNumber === null ? null : this.#numberFor(known.phoneNumber, key),
    };
    return known.pseudonym;
  }

  /** What stands in the copy for the words of a person's name, by the folded word. */
  wordsOfName(key: string): ReadonlyMap<string, string> {
    const known = this.#known.get(key);
    if (!known) return new Map();
    const { name } = this.pseudonymOf(key);
    const words = [...stretchesIn(visible(known.name))].filter(({ text }) => text.length > 1);
    return new Map(
      words.map(({ text }, place) => [foldWord(text), name[Math.min(place, 1)] ?? '']),
    );
  }

  /** The digits of the number that this person has in the copy; null where nobody has this number. */
  digitsFor(digits: string): string | null {
    const key = `phone +${digits}`;
    return this.#known.has(key) ? (this.pseudonymOf(key).phoneNumber?.slice(1) ?? null) : null;
  }

  #numberFor(phoneNumber: string, key: string): string {
    const code = callingCode(phoneNumber);
    const country = this.#countries.isShared(code) ? code : NO_COUNTRY;
    for (let attempt = 0; ; attempt++) {
      const bytes = this.#stream.bytes('phone', key, DIGITS, attempt);
      const digits = [...bytes].map((byte) => String(byte % 10)).join('');
      const number = `+${country}${NOT_ASSIGNED}${digits}`;
      if (this.#taken.has(number) || this.#originals.hasNumber(number)) continue;
      this.#taken.add(number);
      return number;
    }
  }
}

function keyOf({ id, phoneNumber }: { id: string; phoneNumber: string | null }): string {
  return phoneNumber === null ? `id ${id}` : `phone ${phoneNumber}`;
}

function nameKey(name: string): string {
  return foldWord(visible(name).trim());
}

function callingCode(phoneNumber: string): string {
  return parsePhoneNumberFromString(phoneNumber)?.countryCallingCode ?? NO_COUNTRY;
}
