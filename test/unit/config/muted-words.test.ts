import { describe, expect, it } from 'vitest';
import { adoptMutedWords, withMutedWords } from '../../../src-main/config/muted-words.ts';
import { type SettingsStore, StoredSettings } from '../../../src-main/config/settings-store.ts';
import { defaultNotifications } from '../../../src-preload/contract/desktop.ts';
import { LabelId } from '../../../src-preload/contract/ids.ts';
import type { Label } from '../../../src-preload/contract/label.ts';

const id = (digit: string): LabelId => LabelId.parse(digit.repeat(24));
const labels: Label[] = [
  { labelId: id('a'), name: 'Spam', colour: 'teal' },
  { labelId: id('b'), name: 'family', colour: 'pink' },
];

function settingsOf(stored: Record<string, unknown>): SettingsStore {
  let settings = StoredSettings.parse(withMutedWords(stored));
  return {
    get: () => settings,
    set: (change) => (settings = StoredSettings.parse({ ...settings, ...change })),
  };
}

describe('labels that an older version muted by their names', () => {
  const stored = {
    theme: 'dark',
    notifications: {
      ...defaultNotifications,
      sound: false,
      mutedLabels: ['SPAM', 'gone for long', id('b')],
    },
  };

  it('lose none of the other settings, and wait until it is known whose names they are', () => {
    const settings = settingsOf(stored);
    expect(settings.get()).toMatchObject({
      theme: 'dark',
      notifications: { sound: false, mutedLabels: [id('b')] },
      mutedWords: ['SPAM', 'gone for long'],
    });
  });

  it('are muted by their ids from then on, whatever their capitals, once', () => {
    const settings = settingsOf(stored);
    expect(adoptMutedWords(settings, labels)).toBe(true);
    expect(settings.get()).toMatchObject({
      notifications: { sound: false, mutedLabels: [id('b'), id('a')] },
      mutedWords: [],
    });
    expect(adoptMutedWords(settings, labels)).toBe(false);
  });

  it.each([
    ['nothing', {}],
    ['ids alone', { notifications: { ...defaultNotifications, mutedLabels: [id('a')] } }],
    ['what is damaged', { notifications: 'loud' }],
  ])('leave %s as it is', (_what, before) => {
    expect(withMutedWords(before)).toBe(before);
  });
});
