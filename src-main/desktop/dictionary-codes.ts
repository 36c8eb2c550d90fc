import type { SpellingLanguage } from '../../src-preload/contract/writing.ts';

/** Where the person's system says nothing closer. */
const usual: Readonly<Record<SpellingLanguage, string>> = { en: 'en-US', es: 'es-ES' };

/**
 * The dictionary of a language: that of the country for which the person's system is set up, if there is one.
 *
 * @param preferred BCP 47, the dearest first
 * @param available the codes of all dictionaries that there are
 */
export function dictionaryCode(
  language: SpellingLanguage,
  preferred: readonly string[],
  available: readonly string[],
): string {
  const found = preferred.find(
    (code) => code.startsWith(`${language}-`) && available.includes(code),
  );
  return found ?? usual[language];
}
