import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FigureReport } from '../../../../../src-preload/contract/analytics.ts';
import type { Result } from '../../../../../src-preload/contract/result.ts';
import { shownValue } from '../../../../../src-renderer/bridge/remote-data.ts';
import {
  type AnalyticsStore,
  createAnalyticsStore,
} from '../../../../../src-renderer/features/analytics/analytics-store.ts';
import { fail, succeed } from '../../../../support/preview/fake-bridge.ts';
import { sampleLeadFigures, sampleReport } from '../../../../support/preview/sample-analytics.ts';
import { deferred, testDependencies } from '../../samples.ts';

let dependencies: ReturnType<typeof testDependencies>;
let store: AnalyticsStore;

beforeEach(() => {
  // In Madrid it is the first of December by then.
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 30, 23, 30), toFake: ['Date'] });
  dependencies = testDependencies();
  dependencies.bridge
    .handle('analytics.status', () => succeed({ timeZone: 'Europe/Madrid', rebuild: null }))
    .handle('analytics.report', ({ filter }) => succeed(sampleReport(filter)))
    .handle('analytics.people', () => succeed([]))
    .handle('analytics.openWaits', () => succeed({ count: 0, items: [], next: null }))
    .handle('analytics.behind', () => succeed({ count: 0, items: [], next: null }));
  store = createAnalyticsStore(dependencies);
});
afterEach(() => {
  vi.useRealTimers();
});

const asked = (): unknown => dependencies.bridge.inputsOf('analytics.report').at(-1);

describe('what the figures are asked for', () => {
  it('are days of the team, not of this computer', async () => {
    await store.getState().setPeriod('today');
    expect(asked()).toEqual({
      filter: { from: '2026-12-01', to: '2026-12-01' },
      isCompared: true,
    });
  });

  it('are those of another time zone once the team has chosen one', async () => {
    await store.getState().setPeriod('today');
    store.getState().followTimeZone('Atlantic/Azores');
    await store.getState().refresh();
    expect(asked()).toMatchObject({ filter: { from: '2026-11-30', to: '2026-11-30' } });
  });

  it('names what narrows them, and nothing that does not', async () => {
    await store.getState().setPeriod('lastMonth');
    await store.getState().narrow({ senderId: 'phone', label: 'VIP' });
    await store.getState().narrow({ label: null });
    await store.getState().setCompared(false);
    expect(asked()).toEqual({
      filter: { from: '2026-11-01', to: '2026-11-30', senderId: 'phone' },
      isCompared: false,
    });
  });

  it('begins an own period as the one that was shown, and asks nothing while it is none', async () => {
    await store.getState().setPeriod('last7');
    await store.getState().setPeriod('own');
    expect(store.getState().own).toEqual({ from: '2026-11-25', to: '2026-12-01' });
    const before = dependencies.bridge.inputsOf('analytics.report').length;
    await store.getState().setOwn({ to: '2026-11-01' });
    await store.getState().setOwn({ to: '' });
    expect(dependencies.bridge.inputsOf('analytics.report')).toHaveLength(before);
    await store.getState().setOwn({ to: '2026-11-26' });
    expect(asked()).toMatchObject({ filter: { from: '2026-11-25', to: '2026-11-26' } });
  });

  it('is what the section that is shown needs', async () => {
    await store.getState().setCompared(false);
    dependencies.bridge.calls.length = 0;
    await store.getState().setSection('people');
    await store.getState().setSection('waits');
    const commands = dependencies.bridge.calls.map(({ command }) => command);
    expect(commands).toEqual(['analytics.people', 'analytics.openWaits']);
  });

  it('is also as many days before, of people and leads too, unless nothing is compared', async () => {
    await store.getState().setPeriod('last7');
    await store.getState().setSection('people');
    const people = (): unknown[] => dependencies.bridge.inputsOf('analytics.people');
    const [now, before] = [
      { filter: { from: '2026-11-25', to: '2026-12-01' } },
      { filter: { from: '2026-11-18', to: '2026-11-24' } },
    ];
    expect(people()).toEqual([now, before]);
    expect(shownValue(store.getState().people)).toEqual({ now: [], before: [] });
    await store.getState().setCompared(false);
    expect(people()).toEqual([now, before, now]);
    expect(shownValue(store.getState().people)).toEqual({ now: [], before: null });
  });
});

describe('what the figures show', () => {
  it('is the answer to what was chosen last, whichever comes last', async () => {
    const slow = deferred<Result<FigureReport>>();
    const answer = sampleReport({ from: '2026-09-03', to: '2026-12-01' });
    dependencies.bridge.handle('analytics.report', ({ filter }) =>
      filter.from === answer.days[0]?.date ? slow.promise : succeed(sampleReport(filter)),
    );
    await store.getState().load();
    const ninety = store.getState().setPeriod('last90');
    await store.getState().setPeriod('last7');
    slow.resolve(succeed(answer));
    await ninety;
    expect(shownValue(store.getState().report)?.days).toHaveLength(7);
  });

  it('stays while it cannot be read again', async () => {
    await store.getState().load();
    dependencies.bridge.handle('analytics.report', () => fail('database_unreachable'));
    await store.getState().load();
    expect(store.getState().report).toMatchObject({ status: 'failed', value: { rebuild: null } });
  });

  it('is not read again before anybody has looked at it', async () => {
    await store.getState().refresh();
    expect(dependencies.bridge.calls).toEqual([]);
  });
});

describe('what is behind a figure', () => {
  it('is asked for with the filter of the figure, and forgotten with another one', async () => {
    await store.getState().setPeriod('today');
    await store.getState().openBehind({ kind: 'won' }, 'Won');
    await store
      .getState()
      .openBehind({ kind: 'hour', direction: 'incoming', weekday: 0, hour: 9 }, 'Mon');
    expect(dependencies.bridge.inputsOf('analytics.behind')).toEqual(
      [{ kind: 'won' }, { kind: 'hour', direction: 'incoming', weekday: 0, hour: 9 }].map(
        (what) => ({ what, filter: { from: '2026-12-01', to: '2026-12-01' }, limit: 100 }),
      ),
    );
    store.getState().closeBehind();
    expect(store.getState().behind).toBeNull();
  });
});

describe('a file of figures', () => {
  it('of all of them needs every section, whichever is shown', async () => {
    const { loadAll } = store.getState();
    dependencies.bridge.handle('analytics.leads', () => fail('internal'));
    expect(await loadAll()).toBe(false);
    dependencies.bridge.handle('analytics.leads', () => succeed(sampleLeadFigures(false)));
    expect(await loadAll()).toBe(true);
    const { report, leads, people, waits } = store.getState();
    expect([report, leads, people, waits].map(({ status }) => status)).toEqual(
      Array<string>(4).fill('ready'),
    );
  });

  it('is saved or not, and a failure is said once', async () => {
    dependencies.bridge
      .handle('figureFile.saveTable', () => succeed('saved'))
      .handle('figureFile.savePage', () => succeed('cancelled'))
      .handle('figureFile.savePicture', () => fail('file_not_written'));
    const { saveTable, savePage, savePicture } = store.getState();
    expect(await saveTable('People', [['Person']])).toBe(true);
    expect(await savePage('Analytics')).toBe(false);
    expect(await savePicture('Funnel', new Uint8Array([1]))).toBe(false);
    expect(dependencies.reported).toHaveLength(1);
  });
});
