import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandOutput } from '../../../../src-preload/contract/contract.ts';
import { BusinessId, ConversationId, LabelId } from '../../../../src-preload/contract/ids.ts';
import type { Label } from '../../../../src-preload/contract/label.ts';
import type { MessageHit } from '../../../../src-preload/contract/search.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { hitId } from '../../../../src-renderer/features/search/hit-id.ts';
import {
  createSearchStore,
  type SearchStore,
} from '../../../../src-renderer/features/search/search-store.ts';
import { fail, type FakeBridge, succeed } from '../../../support/preview/fake-bridge.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import { deferred, message, testDependencies } from '../samples.ts';

type Answer = Result<CommandOutput<'message.search'>>;

const conversation = { conversationId: ConversationId.parse(uuid(1)), name: 'María' };

function hit(id: string, time = 1000): MessageHit {
  return {
    message: message(id, time),
    conversationName: 'María',
    highlights: [{ start: 0, end: 4 }],
  };
}

/** A store whose every search finds one message, named after what was searched for. */
function searchStore(): { bridge: FakeBridge; store: SearchStore } {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('message.search', ({ query }) =>
      succeed({ items: [hit(query || 'tagged')], next: null }),
    )
    .handle('conversation.search', () => succeed([]))
    .handle('contact.list', () => succeed({ items: [], next: null }))
    .handle('lead.list', () => succeed({ items: [], next: null }));
  return { bridge: dependencies.bridge, store: createSearchStore(dependencies) };
}

function found(store: SearchStore): string[] | undefined {
  return shownValue(store.getState().hits)?.items.map((each) => each.message.messageId);
}

describe('searching messages', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks once for what was typed without a pause, without the blanks around', async () => {
    const { bridge, store } = searchStore();
    for (const typed of [' c', ' cha', ' chair ']) {
      store.getState().setQuery(typed);
      await vi.advanceTimersByTimeAsync(60);
    }
    expect(bridge.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(150);
    expect(bridge.inputsOf('message.search')).toEqual([{ query: 'chair', limit: 50 }]);
    expect(found(store)).toEqual(['chair']);
  });

  it('shows the hits of what was typed last, whichever answer comes last', async () => {
    const { bridge, store } = searchStore();
    const slow = deferred<Answer>();
    bridge.handle('message.search', ({ query }) =>
      query === 'ch' ? slow.promise : succeed({ items: [hit(query)], next: null }),
    );
    store.getState().setQuery('ch');
    await vi.advanceTimersByTimeAsync(150);
    store.getState().setQuery('chair');
    await vi.advanceTimersByTimeAsync(150);
    slow.resolve(succeed({ items: [hit('ch')], next: null }));
    await vi.advanceTimersByTimeAsync(0);
    expect(found(store)).toEqual(['chair']);
  });

  it('asks nothing while the field is empty, and drops the answer that was on its way', async () => {
    const { bridge, store } = searchStore();
    const slow = deferred<Answer>();
    bridge.handle('message.search', () => slow.promise);
    store.getState().setQuery('chair');
    await vi.advanceTimersByTimeAsync(150);
    store.getState().setQuery('  ');
    await vi.advanceTimersByTimeAsync(0);
    slow.resolve(succeed({ items: [hit('late')], next: null }));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().asked).toBeNull();
    expect(found(store)).toEqual([]);
    expect(bridge.inputsOf('message.search')).toHaveLength(1);
  });

  it('keeps showing what was found before until the next answer is there', async () => {
    const { bridge, store } = searchStore();
    store.getState().setQuery('chair');
    await vi.advanceTimersByTimeAsync(150);
    const slow = deferred<Answer>();
    bridge.handle('message.search', () => slow.promise);
    store.getState().setQuery('chairs');
    await vi.advanceTimersByTimeAsync(150);
    expect(store.getState().hits.status).toBe('refreshing');
    expect(found(store)).toEqual(['chair']);
  });

  it('does not pass off earlier hits as the answer to a question that failed', async () => {
    const { bridge, store } = searchStore();
    store.getState().setQuery('chair');
    await vi.advanceTimersByTimeAsync(150);
    bridge.handle('message.search', () => fail('database_unreachable'));
    await store.getState().load();
    expect(store.getState().hits.status).toBe('failed');
    expect(found(store)).toEqual(['chair']);

    store.getState().setQuery('table');
    await vi.advanceTimersByTimeAsync(150);
    expect(store.getState().hits.status).toBe('failed');
    expect(found(store)).toBeUndefined();
  });

  it('sends the filters that are set, and the days as the times at which they begin and end', async () => {
    const { bridge, store } = searchStore();
    store.getState().searchIn(conversation);
    store.getState().setQuery('chair');
    const businessId = BusinessId.parse('b'.repeat(24));
    store.getState().setFilters({ businessId, direction: 'incoming' });
    store.getState().setFilters({ from: '2026-03-01', until: '2026-03-31' });
    await vi.advanceTimersByTimeAsync(150);
    expect(bridge.inputsOf('message.search')).toEqual([
      {
        query: 'chair',
        conversationId: conversation.conversationId,
        businessId,
        direction: 'incoming',
        from: new Date(2026, 2, 1).getTime(),
        until: new Date(2026, 3, 1).getTime(),
        limit: 50,
      },
    ]);
  });

  it('knows the businesses to narrow it to, and does without them when they cannot be had', async () => {
    const { bridge, store } = searchStore();
    bridge.handle('business.list', () => fail('database_unreachable'));
    await store.getState().loadBusinesses();
    expect(store.getState().businesses).toEqual([]);
    const shop = {
      businessId: BusinessId.parse('b'.repeat(24)),
      name: 'Corner Shop',
      isHighVolume: false,
    };
    bridge.handle('business.list', () => succeed({ businesses: [shop], accounts: [] }));
    await store.getState().loadBusinesses();
    expect(store.getState().businesses).toEqual([shop]);
  });

  it('asks for a tag alone, too, and keeps it until somebody takes it away', async () => {
    const { bridge, store } = searchStore();
    store.getState().setFilters({ tag: 'urgent' });
    await vi.advanceTimersByTimeAsync(150);
    expect(bridge.inputsOf('message.search')).toEqual([{ query: '', tag: 'urgent', limit: 50 }]);
    expect(bridge.inputsOf('conversation.search')).toEqual([]);
    // As when the area opens again.
    await store.getState().load();
    expect(store.getState().filters.tag).toBe('urgent');
    store.getState().setFilters({ tag: null });
    await vi.advanceTimersByTimeAsync(150);
    expect(store.getState().asked).toBeNull();
  });

  it('follows a label that is renamed, and asks for no tag of one that is gone', async () => {
    const { bridge, store } = searchStore();
    const labelId = LabelId.parse('a'.repeat(24));
    const urgent: Label = { labelId, name: 'urgent', colour: 'teal' };
    bridge.handle('message.tags', () => succeed(['★', 'urgent']));
    await store.getState().loadTags();
    store.getState().setFilters({ tag: 'urgent' });
    bridge.handle('message.tags', () => succeed(['★', 'at once']));
    const renamed = { ...urgent, name: 'at once' };
    store.getState().followLabels([urgent], [renamed]);
    await vi.advanceTimersByTimeAsync(150);
    expect(store.getState()).toMatchObject({
      filters: { tag: 'at once' },
      tags: ['★', 'at once'],
    });
    store.getState().followLabels([renamed], []);
    expect(store.getState().filters.tag).toBeNull();
    store.getState().setFilters({ tag: '★' });
    store.getState().followLabels([renamed], []);
    expect(store.getState().filters.tag).toBe('★');
  });

  it('knows the tags to narrow it to, and does without them when they cannot be had', async () => {
    const { bridge, store } = searchStore();
    bridge.handle('message.tags', () => fail('database_unreachable'));
    await store.getState().loadTags();
    expect(store.getState().tags).toEqual([]);
  });

  it('takes a year that is still being typed for long ago', async () => {
    const { bridge, store } = searchStore();
    store.getState().setQuery('chair');
    store.getState().setFilters({ from: '0002-03-01' });
    await vi.advanceTimersByTimeAsync(150);
    expect(bridge.inputsOf('message.search')).toEqual([{ query: 'chair', from: 0, limit: 50 }]);
  });

  it('begins anew, with the field called for, when it is opened for one conversation', async () => {
    const { store } = searchStore();
    store.getState().setQuery('chair');
    store.getState().setFilters({ direction: 'outgoing' });
    await vi.advanceTimersByTimeAsync(150);
    const { fieldCalls } = store.getState();
    store.getState().searchIn(conversation);
    expect(store.getState()).toMatchObject({
      query: '',
      asked: null,
      filters: { conversation, direction: null },
      fieldCalls: fieldCalls + 1,
    });
  });

  it('fetches the next page of the same question, and none while another is being answered', async () => {
    const { bridge, store } = searchStore();
    const next = { timestamp: 500, id: 'x' };
    bridge.handle('message.search', ({ after }) =>
      succeed(
        after === undefined
          ? { items: [hit('a', 900)], next }
          : { items: [hit('b', 400)], next: null },
      ),
    );
    store.getState().setQuery('chair');
    await vi.advanceTimersByTimeAsync(150);
    await store.getState().loadMore();
    expect(found(store)).toEqual(['a', 'b']);
    expect(bridge.inputsOf('message.search').at(-1)).toEqual({
      query: 'chair',
      after: next,
      limit: 50,
    });

    store.getState().setQuery('table');
    await vi.advanceTimersByTimeAsync(150);
    const slow = deferred<Answer>();
    bridge.handle('message.search', () => slow.promise);
    const loading = store.getState().load();
    const asked = bridge.inputsOf('message.search').length;
    await store.getState().loadMore();
    expect(bridge.inputsOf('message.search')).toHaveLength(asked);
    slow.resolve(succeed({ items: [], next: null }));
    await loading;
  });

  it('remembers the hit one stood on until another question is asked', async () => {
    const { store } = searchStore();
    store.getState().setQuery('chair');
    await vi.advanceTimersByTimeAsync(150);
    store.getState().setActive(hitId(hit('chair')));
    await store.getState().load();
    expect(store.getState().activeId).toBe(hitId(hit('chair')));
    store.getState().setQuery('table');
    await vi.advanceTimersByTimeAsync(150);
    expect(store.getState().activeId).toBeNull();
  });
});
