import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    strictKeyChecks: true;
  }
}

/** The words of the interface, ready when it returns. */
export function createI18n(): i18n {
  const instance = createInstance();
  instance.use(initReactI18next);
  // With the resources in the bundle, `initAsync: false` makes this complete at once; nothing can reject.
  void instance.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    initAsync: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
  return instance;
}
