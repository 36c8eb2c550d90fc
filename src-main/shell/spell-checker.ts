import { app, type Session } from 'electron';
import type { Dictionaries, SpellingLanguage } from '../../src-preload/contract/writing.ts';
import { dictionaryCode } from '../desktop/dictionary-codes.ts';

type DictionaryState = Dictionaries[number]['state'];

/**
 * Chromium's check of spelling. Left alone it fetches a dictionary from Google at the first start: it is off until a
 * person has chosen a language.
 */
export class SpellChecker {
  readonly #session: Session;
  readonly #onChanged: (dictionaries: Dictionaries) => void;
  /** By Chromium's code. */
  readonly #states = new Map<string, DictionaryState>();
  #languages: readonly SpellingLanguage[] = [];

  constructor(session: Session, onChanged: (dictionaries: Dictionaries) => void) {
    this.#session = session;
    this.#onChanged = onChanged;
    const note = (state: DictionaryState) => (_event: unknown, code: string) => {
      // A dictionary that is read says so after it was fetched.
      this.#states.set(code, state);
      this.#onChanged(this.dictionaries());
    };
    session.on('spellcheck-dictionary-download-begin', note('fetching'));
    session.on('spellcheck-dictionary-download-failure', note('failed'));
    session.on('spellcheck-dictionary-initialized', note('ready'));
  }

  /** With no language nothing is checked, and nothing is fetched. */
  check(languages: readonly SpellingLanguage[]): void {
    this.#languages = languages;
    const codes = languages.map((language) => this.#codeOf(language));
    for (const code of [...this.#states.keys()]) {
      if (!codes.includes(code)) this.#states.delete(code);
    }
    this.#session.setSpellCheckerEnabled(languages.length > 0);
    if (process.platform !== 'darwin') this.#session.setSpellCheckerLanguages(codes);
    this.#onChanged(this.dictionaries());
  }

  /** Only a language that is chosen anew is fetched again. */
  fetchAgain(): void {
    const languages = this.#languages;
    this.check([]);
    this.check(languages);
  }

  dictionaries(): Dictionaries {
    return this.#languages.map((language) => ({
      language,
      state:
        process.platform === 'darwin'
          ? 'ready'
          : (this.#states.get(this.#codeOf(language)) ?? 'fetching'),
    }));
  }

  #codeOf(language: SpellingLanguage): string {
    const available = this.#session.availableSpellCheckerLanguages;
    return dictionaryCode(language, app.getPreferredSystemLanguages(), available);
  }
}
