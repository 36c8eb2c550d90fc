import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { es } from './es.ts';
import { isolated } from './isolated.ts';
import { withMany } from './with-many.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    strictKeyChecks: true;
  }
}

/**
 * The words of the interface, ready when it returns. `locale` is one that `localeFor` gave; it stays the `language` of
 * what is returned, as a whole (`es-MX`), and dates and numbers are written with it.
 */
export function createI18n(locale = 'en'): i18n {
  const instance = createInstance();
  instance.use(initReactI18next);
  // With the resources in the bundle, `initAsync: false` makes this complete at once; nothing can reject.
  void instance.init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en: { translation: en }, es: { translation: withMany(es) } },
    initAsync: false,
    // React escapes what it draws; what is left to do is to keep names and texts from turning the sentence around them.
    interpolation: { escape: isolated },
  });
  return instance;
}
