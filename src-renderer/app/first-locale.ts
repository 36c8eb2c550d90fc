import { LanguageChoice, localeFor } from '../../src-preload/contract/language.ts';

/** The locale to begin with: of the language that main wrote on the page, which is the one that is set. */
export function firstLocale(): string {
  const language = LanguageChoice.safeParse(document.documentElement.lang);
  return localeFor(language.success ? language.data : 'system', navigator.languages);
}
