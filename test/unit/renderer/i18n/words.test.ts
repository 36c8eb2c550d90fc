import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../../src-preload/contract/result.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { en } from '../../../../src-renderer/i18n/en.ts';
import { es } from '../../../../src-renderer/i18n/es.ts';

const { t } = createI18n('en');

function leavesOf(value: unknown, path: string): [string, unknown][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`))
    : [[path, value]];
}

describe('the words', () => {
  it('say for every error what happened and what to do', () => {
    for (const code of errorCodes) {
      expect(t(`errors.${code}.happened`)).toMatch(/\.$/);
      expect(t(`errors.${code}.advice`)).toMatch(/\.$/);
    }
  });

  it('are ready at once, with their plural forms and values', () => {
    expect(t('thread.newMessages', { count: 1 })).toBe('1 new message');
    expect(t('thread.newMessages', { count: 3 })).toBe('3 new messages');
    expect(t('accounts.logOutTitle', { account: 'A & B' })).toBe('Log out A & B?');
  });

  it('are never empty, and each plural has both of its forms', () => {
    const leaves = [...leavesOf(en, 'en'), ...leavesOf(es, 'es')];
    expect(leaves.filter(([, words]) => typeof words !== 'string' || words.trim() === '')).toEqual(
      [],
    );
    const paths = new Set(leaves.map(([path]) => path));
    const lonely = [...paths].filter(
      (path) =>
        (path.endsWith('_one') && !paths.has(path.replace(/_one$/, '_other'))) ||
        (path.endsWith('_other') && !paths.has(path.replace(/_other$/, '_one'))),
    );
    expect(lonely).toEqual([]);
  });

  it('have the same values in Spanish as in English', () => {
    const spanish = new Map(leavesOf(es, ''));
    const differing = leavesOf(en, '').filter(
      ([path, words]) =>
        String(valuesOf(words, path)) !== String(valuesOf(spanish.get(path), path)),
    );
    expect(differing).toEqual([]);
    expect(spanish.size).toBe(leavesOf(en, '').length);
  });

  it('are Spanish wherever they are not the same in both languages', () => {
    const english = new Map(leavesOf(en, ''));
    const left = leavesOf(es, '').filter(
      ([path, words]) =>
        typeof words === 'string' &&
        words === english.get(path) &&
        / (the|is|of|to|your|not|and) /i.test(` ${words} `),
    );
    expect(left).toEqual([]);
  });

  it('speak Spanish, down to its plural of a million', () => {
    const spanish = createI18n('es').t;
    expect(spanish('thread.newMessages', { count: 1 })).toBe('1 mensaje nuevo');
    expect(spanish('thread.newMessages', { count: 3 })).toBe('3 mensajes nuevos');
    expect(spanish('thread.newMessages', { count: 1_000_000 })).toBe('1000000 mensajes nuevos');
  });
});

/** The names in `{{…}}`, sorted. A singular may say “the last day” without its number. */
function valuesOf(words: unknown, path: string): string[] {
  const names = Array.from(String(words).matchAll(/\{\{(\w+)\}\}/g), ([, name = '']) => name);
  return names.filter((name) => !(path.endsWith('_one') && name === 'count')).sort();
}
