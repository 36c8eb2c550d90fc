import { beforeEach, describe, expect, it } from 'vitest';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createInboxStore,
  type InboxStore,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import { conversation, message, type TestDependencies, testDependencies } from '../samples.ts';

const goes = ConversationId.parse(uuid(1));
const stays = ConversationId.parse(uuid(2));
const deep = ConversationId.parse(uuid(3));

let dependencies: TestDependencies;
let store: InboxStore;
let there: ReadonlySet<ConversationId>;
const listed = () => shownValue(store.getState().conversations)?.items.map((each) => each.name);

beforeEach(async () => {
  there = new Set([goes, stays, deep]);
  dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.get', ({ conversationId }) =>
      there.has(ConversationId.parse(conversationId))
        ? succeed(conversation(3, 0))
        : fail('not_found'),
    )
    // The third one is further down than the first page.
    .handle('conversation.list', () =>
      succeed({
        items: [conversation(1, 2), conversation(2, 1)].filter((each) =>
          there.has(each.conversationId),
        ),
        next: null,
      }),
    )
    .handle('message.list', () => succeed({ items: [], next: null }))
    .handle('contact.ofConversation', () => succeed(null));
  store = createInboxStore(dependencies);
  await store.getState().loadConversations();
});

describe('a conversation that was taken away for good', () => {
  it('is closed, and nothing of it is kept; others stay as they are', async () => {
    await store.getState().openConversation(deep);
    store.getState().setDraft(deep, 'Still to be said');
    await store.getState().openConversation(goes);
    store.getState().setDraft(goes, 'Words about somebody');
    there = new Set([stays, deep]);
    await store.getState().forgetGone();

    const state = store.getState();
    expect(listed()).toEqual(['Customer 2']);
    expect(state.selectedId).toBeNull();
    expect(state.drafts).toEqual(new Map([[deep, 'Still to be said']]));
    expect([...state.threads.keys()]).toEqual([]);
    expect(state.lookedUp.has(deep)).toBe(true);
  });

  it('takes its oldest messages along, also while it is open', async () => {
    const of = { conversationId: stays };
    const [old, recent] = [message('OLD', 1, of), message('NEW', 2, of)];
    dependencies.bridge
      .handle('message.list', () => succeed({ items: [old, recent], next: null }))
      .handle('message.locate', () => succeed(old));
    await store.getState().openConversation(stays);
    const shown = () =>
      shownValue(store.getState().threads.get(stays) ?? { status: 'idle' })?.messages.length;
    await store.getState().forgetGone();
    expect(shown()).toBe(2);
    expect(dependencies.bridge.inputsOf('message.list')).toHaveLength(1);
    dependencies.bridge
      .handle('message.list', () => succeed({ items: [recent], next: null }))
      .handle('message.locate', () => succeed(null));
    await store.getState().forgetGone();
    expect(shown()).toBe(1);
  });

  it('is not forgotten because it could not be asked for', async () => {
    await store.getState().openConversation(deep);
    store.getState().setDraft(deep, 'Still to be said');
    dependencies.bridge.handle('conversation.get', () => fail('database_unreachable'));
    await store.getState().forgetGone();
    expect(store.getState().selectedId).toBe(deep);
    expect(store.getState().drafts.get(deep)).toBe('Still to be said');
  });
});
