import { z } from 'zod';

/** The languages that the app speaks. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** The language that a person chose; `system` for the system's, or English where the app does not speak it. */
export const LanguageChoice = z.enum(['system', ...languages]);
export type LanguageChoice = z.infer<typeof LanguageChoice>;

/**
 * In which locale (BCP 47) texts, dates and numbers are written. `systemLocales` are the system's, the preferred one
 * first: who chose Spanish on a computer that knows `es-MX` reads Mexican dates.
 */
export function localeFor(choice: LanguageChoice, systemLocales: readonly string[]): string {
  const spoken = systemLocales.filter((locale) => languages.some((each) => speaks(locale, each)));
  if (choice === 'system') return spoken[0] ?? 'en';
  return spoken.find((locale) => speaks(locale, choice)) ?? choice;
}

/** The language of a locale that `localeFor` gave. */
export function languageOf(locale: string): Language {
  return languages.find((each) => speaks(locale, each)) ?? 'en';
}

function speaks(locale: string, language: Language): boolean {
  return locale === language || locale.startsWith(`${language}-`);
}
