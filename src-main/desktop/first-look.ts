import type { Density } from '../../src-preload/contract/appearance.ts';
import { type Language, languageOf, localeFor } from '../../src-preload/contract/language.ts';
import type { StoredSettings } from '../config/settings-store.ts';

/** What a page has to know before its first frame, or that frame would be in another theme or language. */
export interface FirstLook {
  readonly language: Language;
  readonly isDark: boolean;
  readonly density: Density;
}

/** `system` is what the system says now; its locales are the preferred one first. */
export function firstLook(
  { language, appearance }: Pick<StoredSettings, 'language' | 'appearance'>,
  system: { readonly locales: readonly string[]; readonly isDark: boolean },
): FirstLook {
  return {
    language: languageOf(localeFor(language, system.locales)),
    isDark: system.isDark,
    density: appearance.density,
  };
}

/** The page with the look on its root element, where style sheets and the first script find it. */
export function withFirstLook(page: string, { language, isDark, density }: FirstLook): string {
  const scheme = isDark ? 'dark' : 'light';
  return page.replace(
    /<html lang="[^"]*"/,
    `<html lang="${language}" data-mantine-color-scheme="${scheme}" data-density="${density}"`,
  );
}

/** What a window shows before its page does: `--desk-canvas` of `tokens.css`. */
export function canvasColour(isDark: boolean): string {
  return isDark ? '#15161c' : '#f7f5f1';
}
