import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandOutput } from '../../../../src-preload/contract/contract.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createSearchStore,
  type SearchStore,
} from '../../../../src-renderer/features/search/search-store.ts';
import { fail, type FakeBridge, succeed } from '../../../support/preview/fake-bridge.ts';
import { sampleLeads } from '../../../support/preview/sample-data.ts';
import { conversation, deferred, testDependencies } from '../samples.ts';

const leads = sampleLeads(2, 1_750_000_000_000);
const conversations = Array.from({ length: 60 }, (_, index) => conversation(index + 1, 900));

function open(): { bridge: FakeBridge; store: SearchStore } {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('message.search', () => succeed({ items: [], next: null }))
    .handle('conversation.search', ({ limit }) => succeed(conversations.slice(0, limit)))
    .handle('contact.list', () => succeed({ items: [], next: null }))
    .handle('lead.list', ({ limit }) => succeed({ items: leads.slice(0, limit), next: null }));
  return { bridge: dependencies.bridge, store: createSearchStore(dependencies) };
}

async function typed(store: SearchStore, query: string): Promise<void> {
  store.getState().setQuery(query);
  await vi.advanceTimersByTimeAsync(150);
}

const counts = (store: SearchStore): (number | undefined)[] => {
  const { conversations: talks, contacts, leads: found } = store.getState().names;
  return [talks, contacts, found].map((each) => shownValue<readonly unknown[]>(each)?.length);
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('names on the search page', () => {
  it('are looked for as one types, of each kind one more than is shown', async () => {
    const { bridge, store } = open();
    await typed(store, ' mar ');
    expect(bridge.inputsOf('conversation.search')).toEqual([{ query: 'mar', limit: 5 }]);
    expect(bridge.inputsOf('contact.list')).toEqual([{ search: 'mar', limit: 5 }]);
    expect(bridge.inputsOf('lead.list')).toEqual([{ search: 'mar', limit: 5 }]);
    expect(counts(store)).toEqual([5, 0, 2]);
  });

  it('are shown in greater number of the kind of which more is wanted, until something else is typed', async () => {
    const { bridge, store } = open();
    await typed(store, 'mar');
    await store.getState().widen('conversations');
    expect(counts(store)).toEqual([50, 0, 2]);
    await typed(store, 'marta');
    expect(store.getState().wideKind).toBeNull();
    expect(bridge.inputsOf('conversation.search').at(-1)).toEqual({ query: 'marta', limit: 5 });
  });

  it('are those of what was typed last, whichever answer comes last', async () => {
    const { bridge, store } = open();
    const slow = deferred<Result<CommandOutput<'conversation.search'>>>();
    bridge.handle('conversation.search', ({ query }) =>
      query === 'ma' ? slow.promise : succeed(conversations.slice(0, 1)),
    );
    await typed(store, 'ma');
    await typed(store, 'mar');
    slow.resolve(succeed(conversations.slice(0, 3)));
    await vi.advanceTimersByTimeAsync(0);
    expect(counts(store)[0]).toBe(1);
  });

  it('are not looked for with a filter, which is about messages, nor without anything typed', async () => {
    const { bridge, store } = open();
    await typed(store, 'mar');
    store.getState().setFilters({ direction: 'incoming' });
    await vi.advanceTimersByTimeAsync(150);
    expect(counts(store)).toEqual([undefined, undefined, undefined]);
    store.getState().setFilters({ direction: null });
    await vi.advanceTimersByTimeAsync(150);
    expect(counts(store)).toEqual([5, 0, 2]);
    await typed(store, ' ');
    expect(counts(store)).toEqual([undefined, undefined, undefined]);
    expect(bridge.inputsOf('conversation.search')).toHaveLength(2);
  });

  it('of one kind that cannot be had leave the others as they are', async () => {
    const { bridge, store } = open();
    bridge.handle('lead.list', () => fail('database_unreachable'));
    await typed(store, 'mar');
    expect(counts(store)).toEqual([5, 0, undefined]);
    expect(store.getState().names.leads).toMatchObject({
      status: 'failed',
      failure: { code: 'database_unreachable' },
    });
  });
});
