// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { localeFor } from '../../../../src-preload/contract/language.ts';
import { firstLocale } from '../../../../src-renderer/app/first-locale.ts';
import { followLanguage } from '../../../../src-renderer/app/follow-language.ts';
import { createSettingsStore } from '../../../../src-renderer/features/settings/settings-store.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { createTimeFormats } from '../../../../src-renderer/ui/time/time-formats.ts';
import { FakeBridge } from '../../../support/preview/fake-bridge.ts';
import { usualSettings } from '../samples.ts';

describe('the locale', () => {
  it('is the first of the system’s that the app speaks, or English', () => {
    expect(localeFor('system', ['de-DE', 'es-MX', 'en-US'])).toBe('es-MX');
    expect(localeFor('system', ['de-DE'])).toBe('en');
    expect(localeFor('system', ['est', 'eng'])).toBe('en');
  });

  it('is the system’s own of the language that was chosen, where it has one', () => {
    expect(localeFor('es', ['en-US', 'es-AR'])).toBe('es-AR');
    expect(localeFor('es', ['en-US'])).toBe('es');
    expect(localeFor('en', ['es-ES', 'en-GB'])).toBe('en-GB');
  });
});

describe('a window', () => {
  let stop = (): void => {};
  afterEach(() => stop());

  it('speaks the language that is set as soon as it is set, here or in another window', () => {
    const settings = createSettingsStore({ bridge: new FakeBridge(), reportFailure: () => {} });
    const words = createI18n('en');
    stop = followLanguage(settings, words, 'pairing.windowName');
    expect(document.documentElement.lang).toBe('en');

    settings.getState().receiveSettings({ ...usualSettings, language: 'es' });
    expect(words.t('inbox.noMessages')).toBe('Aún no hay mensajes');
    expect(document.documentElement.lang).toBe('es');
    expect(document.title).toBe('Vincula tu WhatsApp – Alexia Desk');

    settings.getState().receiveSettings({ ...usualSettings, language: 'en' });
    expect(words.t('inbox.noMessages')).toBe('No messages yet');
    expect(document.documentElement.lang).toBe('en');
  });

  it('keeps the language that its page came with until it knows which one is set', () => {
    const settings = createSettingsStore({ bridge: new FakeBridge(), reportFailure: () => {} });
    document.documentElement.lang = 'es';
    const words = createI18n(firstLocale());
    stop = followLanguage(settings, words, 'common.appName');
    expect(words.t('inbox.noMessages')).toBe('Aún no hay mensajes');
    expect(document.documentElement.lang).toBe('es');
  });

  it('writes dates and numbers as the language does', () => {
    const formats = createTimeFormats({
      locale: createI18n('es').language,
      timeZone: 'UTC',
      words: { today: 'Hoy', yesterday: 'Ayer' },
    });
    const time = Date.UTC(2026, 10, 25, 9, 5);
    expect(formats.day(time, Date.UTC(2026, 10, 28))).toBe('miércoles');
    expect(formats.calendarDay('2026-11-25')).toBe('25 nov');
    expect(formats.number(1_234_567.5)).toBe('1.234.567,5');
  });
});
