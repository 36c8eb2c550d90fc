import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { createContactsStore } from '../../../../src-renderer/features/contacts/contacts-store.ts';
import { createSettingsStore } from '../../../../src-renderer/features/settings/settings-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { testDependencies, usualSettings } from '../samples.ts';

describe('searching contacts', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for a pause in typing and asks once, without the blanks around', async () => {
    const dependencies = testDependencies();
    dependencies.bridge.handle('contact.list', () => succeed({ items: [], next: null }));
    const store = createContactsStore(dependencies);
    for (const typed of [' l', ' lu', ' luc ']) {
      store.getState().setSearch(typed);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(dependencies.bridge.calls).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(dependencies.bridge.inputsOf('contact.list')).toEqual([{ limit: 100, search: 'luc' }]);
    expect(store.getState()).toMatchObject({ search: ' luc ', searched: 'luc' });
  });

  it('asks for everybody at once when the search is cleared', async () => {
    const dependencies = testDependencies();
    dependencies.bridge.handle('contact.list', () => succeed({ items: [], next: null }));
    const store = createContactsStore(dependencies);
    store.getState().setSearch('');
    await vi.advanceTimersByTimeAsync(0);
    expect(dependencies.bridge.inputsOf('contact.list')).toEqual([{ limit: 100 }]);
  });
});

describe('the theme', () => {
  it('changes at once and is taken back when it could not be kept', async () => {
    const dependencies = testDependencies();
    dependencies.bridge
      .handle('settings.get', () => succeed({ ...usualSettings, theme: 'light' }))
      .handle('settings.set', () => fail('internal'));
    const store = createSettingsStore(dependencies);
    await store.getState().loadSettings();
    const setting = store.getState().setTheme('dark');
    expect(shownValue(store.getState().settings)?.theme).toBe('dark');
    await setting;
    expect(shownValue(store.getState().settings)?.theme).toBe('light');
    expect(dependencies.reported).toHaveLength(1);
  });
});
