import { createHmac, hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { DataKey } from './field-cipher.ts';
import { wordsOf } from './text-words.ts';

const KEY_BYTES = 32;
const PSEUDONYM_BYTES = 16;
const SUPPRESSION_BYTES = 24;
/** The lengths of the beginnings that are indexed, in characters (code points). */
const SHORTEST_PREFIX = 2;
const LONGEST_PREFIX = 6;
/** Words and ids that are remembered: people use few, and a HMAC takes microseconds. */
const REMEMBERED = 50_000;

/** Scripts in which one character says much, and people search for one. */
const ONE_IS_ENOUGH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * What can be looked up in a database that cannot be read: pseudonyms for equality, and blind-index tokens for the
 * beginnings of words. Both are HMAC-SHA-256, each under a key of its own, so whoever has the database alone cannot
 * try out numbers or words; he sees which values are equal and how often each occurs.
 */
export class Lookup {
  readonly #pseudonymKey: Buffer;
  readonly #tokenKey: Buffer;
  readonly #suppressionKey: Buffer;
  readonly #pseudonyms = new LRUCache<string, string>({ max: REMEMBERED });
  /** Of whole words, those of their beginnings. */
  readonly #tokens = new LRUCache<string, readonly bigint[]>({ max: REMEMBERED });

  /** `key` is the workspace's key of the subject `index`. */
  constructor(key: DataKey) {
    this.#pseudonymKey = derive(key, 'alexia-desk pseudonym');
    this.#tokenKey = derive(key, 'alexia-desk blind index');
    this.#suppressionKey = derive(key, 'alexia-desk suppression');
  }

  /** 22 characters of base64url, the same for the same text and no other: the text is taken as it is, not folded. */
  pseudonym(text: string): string {
    let pseudonym = this.#pseudonyms.get(text);
    if (pseudonym === undefined) {
      pseudonym = createHmac('sha256', this.#pseudonymKey)
        .update(text)
        .digest()
        .toString('base64url', 0, PSEUDONYM_BYTES);
      this.#pseudonyms.set(text, pseudonym);
    }
    return pseudonym;
  }

  /**
   * By what somebody who was erased is known again, made of a pseudonym: 32 characters of base64url. Under a key of its own,
   * so that it leads from nothing that an old backup has to the person.
   */
  suppression(pseudonym: string): string {
    return createHmac('sha256', this.#suppressionKey)
      .update(pseudonym)
      .digest()
      .toString('base64url', 0, SUPPRESSION_BYTES);
  }

  /** The distinct tokens (64 bits, signed, for BSON's Long) to store with a text; none when it has no words. */
  tokensOf(text: string): bigint[] {
    const tokens = new Set<bigint>();
    for (const word of wordsOf(text)) {
      for (const token of this.#tokensOfWord(word)) tokens.add(token);
    }
    return [...tokens];
  }

  /**
   * The tokens that every text has which has words beginning with each word of the query; none when it has no words.
   * Texts that have them all need not match: only the first six characters of a word are indexed, and a letter by
   * itself is looked for only where the query has nothing else. `findHighlights` on the decrypted text decides.
   */
  tokensForQuery(query: string): bigint[] {
    const prefixes = [...new Set(wordsOf(query))].map((word) => prefixesOf(word).at(-1) ?? word);
    const selective = prefixes.filter(isIndexedAsPrefix);
    const wanted = selective.length > 0 ? selective : prefixes;
    return [...new Set(wanted)].map((prefix) => this.#token(prefix));
  }

  #tokensOfWord(word: string): readonly bigint[] {
    let tokens = this.#tokens.get(word);
    if (tokens === undefined) {
      tokens = prefixesOf(word).map((prefix) => this.#token(prefix));
      this.#tokens.set(word, tokens);
    }
    return tokens;
  }

  #token(prefix: string): bigint {
    return createHmac('sha256', this.#tokenKey).update(prefix).digest().readBigInt64BE();
  }
}

/** The beginnings under which a word is found, shortest first; a word of one letter is its own. */
function prefixesOf(word: string): string[] {
  const characters = Array.from(word);
  const shortest = ONE_IS_ENOUGH.test(word) ? 1 : Math.min(SHORTEST_PREFIX, characters.length);
  const prefixes: string[] = [];
  for (let length = shortest; length <= Math.min(LONGEST_PREFIX, characters.length); length++) {
    prefixes.push(characters.slice(0, length).join(''));
  }
  return prefixes;
}

/** Whether every word that begins like this has this token. */
function isIndexedAsPrefix(prefix: string): boolean {
  return ONE_IS_ENOUGH.test(prefix) || Array.from(prefix).length >= SHORTEST_PREFIX;
}

function derive(key: DataKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.bytes, '', purpose, KEY_BYTES));
}
