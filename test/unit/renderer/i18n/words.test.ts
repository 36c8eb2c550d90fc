import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../../src-preload/contract/result.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { en } from '../../../../src-renderer/i18n/en.ts';

const { t } = createI18n();

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
    const leaves = leavesOf(en, 'en');
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
});
