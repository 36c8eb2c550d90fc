// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ResponseRule } from '../../../../src-preload/contract/business-hours.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { AppProviders } from '../../../../src-renderer/app/app-providers.tsx';
import { InboxProvider } from '../../../../src-renderer/features/inbox/inbox-context.ts';
import {
  createInboxStore,
  type InboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { WaitState } from '../../../../src-renderer/features/inbox/list/wait-state.tsx';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { conversation, deferred, type TestDependencies, testDependencies } from '../samples.ts';

const NOW = new Date(2026, 10, 25, 11).getTime();
const MINUTE = 60_000;
const rule: ResponseRule = { businessId: null, hours: null, targetMinutes: 60 };
const kept = { changedBy: null, changedAt: 0 };

let root: Root;
let container: HTMLElement;
let dependencies: TestDependencies;
let store: InboxStore;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] });
  dependencies = testDependencies();
  dependencies.bridge.handle('businessHours.list', () => succeed([{ ...rule, ...kept }]));
  store = createInboxStore(dependencies);
  container = document.body.appendChild(document.createElement('div'));
  root = createRoot(container);
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** Draws the wait of somebody who has waited for so many minutes. */
async function draw(minutes: number, change: Partial<ConversationSummary> = {}): Promise<void> {
  const one = conversation(1, NOW, { waitingSince: NOW - minutes * MINUTE, ...change });
  const state = createElement(WaitState, { conversation: one });
  const inbox = createElement(InboxProvider, { store, children: state });
  const properties = {
    words: createI18n('en-GB'),
    themeChoice: 'light',
    density: undefined,
  } as const;
  await act(async () =>
    root.render(createElement(AppProviders, { ...properties, children: inbox })),
  );
}
const look = () => ({
  text: container.querySelector('[data-state], [data-long]')?.textContent ?? null,
  state: container.querySelector('[data-state]')?.getAttribute('data-state') ?? null,
  isLong: container.querySelector('[data-long]')?.getAttribute('data-long') ?? null,
});

describe('a wait in the list', () => {
  it('is marked when its target is about to be broken and when it is, and says so in words', async () => {
    await store.getState().loadTargets();
    await draw(47);
    expect(look()).toEqual({ text: 'waits 47 min', state: null, isLong: 'false' });
    await draw(48);
    expect(look()).toEqual({ text: 'Soon too late: due 11:12', state: 'dueSoon', isLong: null });
    await draw(65);
    expect(look()).toEqual({ text: 'overdue 5 min', state: 'overdue', isLong: null });
  });

  it('has no number of minutes before there is one', async () => {
    await store.getState().loadTargets();
    await draw(0);
    expect(look().text).toBe('waits less than a minute');
    await draw(60);
    expect(look().text).toBe('just overdue');
  });

  it('is not marked while it is snoozed: it has been put off', async () => {
    await store.getState().loadTargets();
    await draw(65, { status: 'snoozed', snoozedUntil: NOW + MINUTE });
    expect(look()).toEqual({ text: 'waits 1 h', state: null, isLong: 'false' });
    await act(async () => vi.advanceTimersByTime(MINUTE));
    expect(look().state).toBe('overdue');
  });

  it('is marked while one looks on, by the clock', async () => {
    await store.getState().loadTargets();
    await draw(47);
    await act(async () => vi.advanceTimersByTime(MINUTE));
    expect(look().state).toBe('dueSoon');
    await act(async () => vi.advanceTimersByTime(12 * MINUTE));
    expect(look().state).toBe('overdue');
  });

  it('without a target is long from an hour on; a change of the rules holds at once', async () => {
    dependencies.bridge.handle('businessHours.list', () => succeed([]));
    await store.getState().loadTargets();
    await draw(59);
    expect(look()).toEqual({ text: 'waits 59 min', state: null, isLong: 'false' });
    await draw(60);
    expect(look()).toEqual({ text: 'waits 1 h', state: null, isLong: 'true' });
    await act(async () => {
      dependencies.bridge.handle('businessHours.list', () => succeed([{ ...rule, ...kept }]));
      await store.getState().loadTargets();
    });
    expect(look().state).toBe('overdue');
  });
});

describe('the targets that the list knows', () => {
  const isKnown = (): boolean => !store.getState().deadlines.areNone;

  it('are read at the start and when somebody changes them, and stay while the databases are away', async () => {
    const { bridge } = dependencies;
    bridge
      .handle('conversation.list', () => succeed({ items: [], next: null }))
      .handle('user.list', () => succeed([]))
      .handle('outbox.list', () => succeed([]));
    const stop = startInbox(store, dependencies);
    await vi.waitFor(() => expect(isKnown()).toBe(true));
    bridge.handle('businessHours.list', () => fail('database_unreachable'));
    bridge.emit('businessHours.changed', {});
    await vi.waitFor(() => expect(bridge.inputsOf('businessHours.list')).toHaveLength(2));
    expect(isKnown()).toBe(true);
    expect(dependencies.reported).toEqual([]);
    stop();
  });

  it('are those of the last question, whichever is answered last', async () => {
    const first = deferred<null>();
    dependencies.bridge.handle('businessHours.list', async () => {
      await first.promise;
      return succeed([{ ...rule, ...kept }]);
    });
    const slow = store.getState().loadTargets();
    dependencies.bridge.handle('businessHours.list', () => succeed([]));
    await store.getState().loadTargets();
    first.resolve(null);
    await slow;
    expect(isKnown()).toBe(false);
  });
});
