import type { i18n } from 'i18next';
import { languageOf, localeFor } from '../../src-preload/contract/language.ts';
import { knownLanguage, type SettingsStore } from '../features/settings/settings-store.ts';

/**
 * Keeps words and document in the language that is set; until that is known, in the one that the page came with. The
 * answer stops it. `title` is the window's.
 */
export function followLanguage(
  settings: SettingsStore,
  words: i18n,
  title: 'common.appName' | 'pairing.windowName',
): () => void {
  const follow = (): void => {
    const language = knownLanguage(settings.getState());
    const locale =
      language === undefined ? words.language : localeFor(language, navigator.languages);
    // Its words are in the bundle: nothing can reject.
    if (words.language !== locale) void words.changeLanguage(locale);
    document.documentElement.lang = languageOf(locale);
    document.title = words.t(title);
  };
  follow();
  window.addEventListener('languagechange', follow);
  const stop = settings.subscribe(follow);
  return () => {
    stop();
    window.removeEventListener('languagechange', follow);
  };
}
