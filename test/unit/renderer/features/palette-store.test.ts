import { IconCheck } from '@tabler/icons-react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contact } from '../../../../src-preload/contract/contact.ts';
import type { CommandOutput } from '../../../../src-preload/contract/contract.ts';
import { ContactId, ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import type { MessageHit } from '../../../../src-preload/contract/search.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  type PaletteAction,
  paletteGroupsOf,
} from '../../../../src-renderer/features/palette/palette-items.ts';
import {
  createPaletteStore,
  type PaletteStore,
} from '../../../../src-renderer/features/palette/palette-store.ts';
import { fail, type FakeBridge, succeed } from '../../../support/preview/fake-bridge.ts';
import {
  objectId,
  sampleConversations,
  sampleLeads,
  uuid,
} from '../../../support/preview/sample-data.ts';
import { deferred, message, testDependencies } from '../samples.ts';

const [first, second, third] = sampleConversations(3, 1_750_000_000_000);
if (first === undefined || second === undefined || third === undefined) throw new Error('Three');
const marta = { ...first, name: 'Márta Vidal', phoneNumber: '+34 600 111 222' };
const group = { ...second, name: 'Wholesale orders', isGroup: true, phoneNumber: null };
/** So old that it is not among those that are looked through. */
const old = { ...third, conversationId: ConversationId.parse(uuid(900)), name: 'Old Martin' };

const contact = (name: string, conversationId: ConversationId | null): Contact => ({
  contactId: ContactId.parse(objectId(name.length)),
  name,
  pushname: null,
  phoneNumber: null,
  company: '',
  createdAt: 0,
  isBusiness: false,
  isBlocked: false,
  leadCount: 0,
  lastInteractionAt: null,
  conversationId,
  businessId: null,
  idCount: 1,
  mergedCount: 0,
});
const hit = (id: string): MessageHit => ({
  message: message(id, 1000),
  conversationName: 'María',
  highlights: [{ start: 0, end: 4 }],
});
const action = (id: string, name: string, isLikely = false): PaletteAction => ({
  id,
  name,
  icon: IconCheck,
  isLikely,
  run: () => {},
});

function paletteStore(): { bridge: FakeBridge; store: PaletteStore } {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.list', () => succeed({ items: [marta, group], next: null }))
    .handle('lead.list', () => succeed({ items: [], next: null }))
    .handle('contact.list', () => succeed({ items: [], next: null }))
    .handle('conversation.search', () => succeed([]))
    .handle('conversation.get', () => succeed(old))
    .handle('message.search', ({ query }) =>
      succeed({ items: [hit(query.replace(' ', '-'))], next: null }),
    );
  return { bridge: dependencies.bridge, store: createPaletteStore(dependencies) };
}

async function opened(store: PaletteStore): Promise<void> {
  store.getState().open();
  await vi.advanceTimersByTimeAsync(0);
}

async function typed(store: PaletteStore, query: string): Promise<void> {
  store.getState().setQuery(query);
  await vi.advanceTimersByTimeAsync(120);
}

const shown = (store: PaletteStore, actions: readonly PaletteAction[] = []) =>
  paletteGroupsOf(store.getState(), actions).map(({ name, items }) => [
    name,
    ...items.map(({ id }) => id),
  ]);
const row = (id: string): string => `palette-conversation-${id}`;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what the palette asks', () => {
  it('is asked once for what was typed without a pause, of names, contacts, leads and messages', async () => {
    const { bridge, store } = paletteStore();
    await opened(store);
    for (const query of [' c', ' cha', ' chair ']) {
      store.getState().setQuery(query);
      await vi.advanceTimersByTimeAsync(60);
    }
    expect(store.getState().messages.status).toBe('loading');
    expect(bridge.inputsOf('message.search')).toEqual([]);
    await vi.advanceTimersByTimeAsync(120);
    expect(bridge.inputsOf('message.search')).toEqual([{ query: 'chair', limit: 6 }]);
    expect(bridge.inputsOf('conversation.search')).toEqual([{ query: 'chair', limit: 6 }]);
    expect(bridge.inputsOf('contact.list')).toEqual([{ search: 'chair', limit: 6 }]);
    expect(bridge.inputsOf('lead.list')).toEqual([{ limit: 200 }, { search: 'chair', limit: 6 }]);
  });

  it('shows what was found for what was typed last, whichever answer comes last', async () => {
    const { bridge, store } = paletteStore();
    const slow = deferred<Result<CommandOutput<'message.search'>>>();
    bridge.handle('message.search', ({ query }) =>
      query === 'ch' ? slow.promise : succeed({ items: [hit(query)], next: null }),
    );
    await opened(store);
    await typed(store, 'ch');
    await typed(store, 'chair');
    slow.resolve(succeed({ items: [hit('ch')], next: null }));
    await vi.advanceTimersByTimeAsync(0);
    expect(shownValue(store.getState().messages)).toEqual([hit('chair')]);
  });

  it('drops an answer that comes after the next key, before the next question', async () => {
    const { bridge, store } = paletteStore();
    const slow = deferred<Result<CommandOutput<'message.search'>>>();
    bridge.handle('message.search', () => slow.promise);
    await opened(store);
    await typed(store, 'ch');
    store.getState().setQuery('');
    slow.resolve(succeed({ items: [hit('ch')], next: null }));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().messages).toEqual({ status: 'idle' });
  });

  it('takes nothing that was found before for an answer that failed', async () => {
    const { bridge, store } = paletteStore();
    await opened(store);
    await typed(store, 'chair');
    bridge.handle('message.search', () => fail('database_unreachable'));
    await typed(store, 'table');
    expect(store.getState().messages).toMatchObject({
      status: 'failed',
      failure: { code: 'database_unreachable' },
    });
    expect(shownValue(store.getState().messages)).toBeUndefined();
  });

  it('is forgotten when the palette is opened again', async () => {
    const { store } = paletteStore();
    await opened(store);
    await typed(store, 'chair');
    store.getState().setActive('message');
    store.getState().close();
    await opened(store);
    expect(store.getState()).toMatchObject({
      isOpen: true,
      query: '',
      activeId: null,
      messages: { status: 'idle' },
    });
  });
});

describe('what the palette shows', () => {
  it('is what is recent and likely before anything is typed', async () => {
    const { store } = paletteStore();
    await opened(store);
    const actions = [action('link', 'Link an account', true), action('theme', 'Theme: Dark')];
    expect(shown(store, actions)).toEqual([
      ['recent', row(marta.conversationId), row(group.conversationId)],
      ['likely', 'action-link'],
    ]);
  });

  it('finds groups and people by the beginnings of words, without accents, and by number', async () => {
    const { store } = paletteStore();
    await opened(store);
    for (const [query, found] of [
      ['mart', marta],
      ['VID mar', marta],
      ['600111', marta],
      ['orders', group],
    ] as const) {
      await typed(store, query);
      expect(shown(store)[0]).toEqual(['conversations', row(found.conversationId)]);
    }
    await typed(store, 'rders');
    expect(shown(store)[0]?.[0]).toBe('messages');
  });

  it('finds conversations and leads of whatever age by their names, after those it knows, each once', async () => {
    const { bridge, store } = paletteStore();
    const [newLead, oldLead] = sampleLeads(2, 1_750_000_000_000);
    if (newLead === undefined || oldLead === undefined) throw new Error('Two');
    const [known, asked] = [
      { ...newLead, contactName: 'Martin the new' },
      { ...oldLead, contactName: 'Old Martin' },
    ];
    bridge
      .handle('conversation.search', () => succeed([old, marta]))
      .handle('lead.list', ({ search }) =>
        succeed({ items: search === undefined ? [known] : [known, asked], next: null }),
      );
    await opened(store);
    store.getState().setQuery('mart');
    // At once, before anybody is asked.
    expect(shown(store).slice(0, 2)).toEqual([
      ['conversations', row(marta.conversationId)],
      ['leads', `lead-${known.leadId}`],
    ]);
    await vi.advanceTimersByTimeAsync(120);
    expect(shown(store).slice(0, 2)).toEqual([
      ['conversations', row(marta.conversationId), row(old.conversationId)],
      ['leads', `lead-${known.leadId}`, `lead-${asked.leadId}`],
    ]);
    const [conversations] = paletteGroupsOf(store.getState(), []);
    expect(conversations?.items[1]).toMatchObject({ marks: [{ start: 4, end: 10 }] });
    // Of what was found for the keys before, what fits no more is gone with the next one.
    store.getState().setQuery('old');
    expect(shown(store).slice(0, 2)).toEqual([
      ['conversations', row(old.conversationId)],
      ['leads', `lead-${asked.leadId}`],
    ]);
  });

  it('finds old conversations by their contacts, each once', async () => {
    const { bridge, store } = paletteStore();
    bridge.handle('contact.list', () =>
      succeed({
        items: [
          contact('Márta Vidal', marta.conversationId),
          contact('Old Martin', old.conversationId),
          contact('Marten, never written to', null),
        ],
        next: null,
      }),
    );
    await opened(store);
    await typed(store, 'mart');
    expect(shown(store)[0]).toEqual([
      'conversations',
      row(marta.conversationId),
      row(old.conversationId),
    ]);
    expect(bridge.inputsOf('conversation.get')).toEqual([{ conversationId: old.conversationId }]);
    expect(shown(store)[1]).toHaveLength(4);
  });

  it('ends with the search in all messages, and marks what was looked for', async () => {
    const { store } = paletteStore();
    await opened(store);
    await typed(store, 'dark');
    const [actions, messages] = paletteGroupsOf(store.getState(), [action('d', 'Theme: Dark')]);
    expect(actions?.items).toMatchObject([{ kind: 'action', marks: [{ start: 7, end: 11 }] }]);
    expect(messages?.items.at(-1)).toMatchObject({ kind: 'searchAll', query: 'dark' });
  });
});
