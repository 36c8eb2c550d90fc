import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnalyticsOverview } from '../../../../src-preload/contract/analytics.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { createAnalyticsStore } from '../../../../src-renderer/features/analytics/analytics-store.ts';
import { chartScale, labelEvery } from '../../../../src-renderer/features/analytics/chart-scale.ts';
import { createContactsStore } from '../../../../src-renderer/features/contacts/contacts-store.ts';
import { createSettingsStore } from '../../../../src-renderer/features/settings/settings-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { sampleAnalytics } from '../../../support/preview/sample-data.ts';
import { deferred, testDependencies, usualSettings } from '../samples.ts';

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

describe('figures', () => {
  it('are those of the span that was chosen last, whichever answer comes last', async () => {
    const dependencies = testDependencies();
    const slow = deferred<Result<AnalyticsOverview>>();
    dependencies.bridge.handle('analytics.overview', ({ days }) =>
      days === 90 ? slow.promise : succeed(sampleAnalytics(days, 0)),
    );
    const store = createAnalyticsStore(dependencies);
    const ninety = store.getState().setSpan(90);
    await store.getState().setSpan(7);
    slow.resolve(succeed(sampleAnalytics(90, 0)));
    await ninety;
    expect(shownValue(store.getState().overview)?.days).toHaveLength(7);
  });

  it('have an axis of round numbers that reaches the largest', () => {
    expect(chartScale(208)).toEqual({ maximum: 250, ticks: [0, 50, 100, 150, 200, 250] });
    expect(chartScale(3)).toEqual({ maximum: 3, ticks: [0, 1, 2, 3] });
    expect(chartScale(0)).toEqual({ maximum: 1, ticks: [0, 1] });
    for (const largest of [1, 7, 10, 99, 1234, 98_765]) {
      const { maximum, ticks } = chartScale(largest);
      expect(maximum).toBeGreaterThanOrEqual(largest);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });

  it('name as many days as fit, at even distances', () => {
    expect(labelEvery(7, 900, 58)).toBe(1);
    expect(labelEvery(30, 900, 58)).toBe(2);
    expect(labelEvery(90, 900, 58)).toBe(7);
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
