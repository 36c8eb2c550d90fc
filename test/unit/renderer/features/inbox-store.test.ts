import { describe, expect, it } from 'vitest';
import type { ConversationHistory } from '../../../../src-preload/contract/conversation.ts';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  findConversation,
  isNewestShown,
  selectedConversation,
  shownOpenedAt,
  unreadConversations,
} from '../../../../src-renderer/features/inbox/inbox-state.ts';
import {
  createInboxStore,
  type InboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import {
  conversation,
  deferred,
  message,
  testDependencies,
  type TestDependencies,
  queuedOutbox,
} from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const second = ConversationId.parse(uuid(2));

interface Inbox extends TestDependencies {
  readonly store: InboxStore;
}

/** An inbox with two conversations; the first holds the messages `a` and `b`. */
async function openInbox(): Promise<Inbox> {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.list', () =>
      succeed({
        items: [conversation(1, 300, { unreadCount: 2, messageCount: 2 }), conversation(2, 200)],
        next: null,
      }),
    )
    .handle('message.list', () =>
      succeed({ items: [message('a', 1000), message('b', 2000)], next: null }),
    )
    .handle('conversation.markRead', () => succeed(null))
    .handle('user.list', () => succeed([]))
    .handle('outbox.list', () => succeed([]));
  const store = createInboxStore(dependencies);
  startInbox(store, dependencies);
  await settle();
  return { ...dependencies, store };
}

/** Lets everything that is on its way arrive. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

function idsOf(store: InboxStore, conversationId = first): string[] | undefined {
  const thread = store.getState().threads.get(conversationId);
  return thread && shownValue(thread)?.messages.map((each) => each.messageId);
}

describe('the conversation list', () => {
  it('moves a conversation to the top when it changes', async () => {
    const { bridge, store } = await openInbox();
    bridge.emit('conversation.changed', conversation(2, 900, { unreadCount: 1 }));
    const items = shownValue(store.getState().conversations)?.items;
    expect(items?.map((item) => item.conversationId)).toEqual([second, first]);
    expect(unreadConversations(store.getState())).toBe(2);
  });

  it('stops listening when it is told to', () => {
    const dependencies = testDependencies();
    dependencies.bridge
      .handle('conversation.list', () => succeed({ items: [], next: null }))
      .handle('user.list', () => succeed([]))
      .handle('outbox.list', () => succeed([]));
    const stop = startInbox(createInboxStore(dependencies), dependencies);
    expect(dependencies.bridge.listenerCount('message.changed')).toBe(1);
    stop();
    expect(dependencies.bridge.listenerCount('message.changed')).toBe(0);
    expect(dependencies.bridge.listenerCount('conversation.changed')).toBe(0);
  });

  it('looks up a conversation that is opened from elsewhere, and follows its changes', async () => {
    const { bridge, store } = await openInbox();
    const far = conversation(9, 1);
    bridge.handle('conversation.get', () => succeed(far));
    await store.getState().openConversation(far.conversationId);
    expect(selectedConversation(store.getState())?.name).toBe('Customer 9');
    bridge.emit('conversation.changed', { ...far, name: 'Renamed' });
    expect(selectedConversation(store.getState())?.name).toBe('Renamed');
  });

  it('says so and closes again when the conversation to open is gone', async () => {
    const { bridge, store, reported } = await openInbox();
    bridge.handle('conversation.get', () => fail('not_found'));
    await store.getState().openConversation(ConversationId.parse(uuid(9)));
    expect(store.getState().selectedId).toBeNull();
    expect(reported.map((failure) => failure.code)).toEqual(['not_found']);
  });
});

describe('a thread', () => {
  it('is loaded when it is opened, and not again when it is opened once more', async () => {
    const { bridge, store } = await openInbox();
    await store.getState().openConversation(first);
    expect(idsOf(store)).toEqual(['a', 'b']);
    await store.getState().openConversation(second);
    await store.getState().openConversation(first);
    expect(bridge.inputsOf('message.list')).toHaveLength(2);
  });

  it('shows a message that came while it was being loaded', async () => {
    const { bridge, store } = await openInbox();
    const page = deferred<Result<{ items: Message[]; next: null }>>();
    bridge.handle('message.list', () => page.promise);
    const opening = store.getState().openConversation(first);
    bridge.emit('message.changed', message('c', 3000));
    page.resolve(succeed({ items: [message('a', 1000)], next: null }));
    await opening;
    expect(idsOf(store)).toEqual(['a', 'c']);
  });

  it('shows its messages, also when news of its history came while it was being loaded', async () => {
    const { bridge, store } = await openInbox();
    const page = deferred<Result<{ items: Message[]; next: null }>>();
    const history = deferred<Result<ConversationHistory>>();
    bridge.handle('message.list', () => page.promise);
    bridge.handle('conversation.history', () => history.promise);
    const opening = store.getState().openConversation(first);
    bridge.emit('conversation.historyChanged', { conversationId: first });
    page.resolve(succeed({ items: [message('a', 1000)], next: null }));
    await opening;
    history.resolve(succeed({ spans: [], gaps: [], fromBeginning: false }));
    await settle();
    expect(store.getState().threads.get(first)?.status).toBe('ready');
    expect(idsOf(store)).toEqual(['a']);
  });

  it('announces what comes into the open conversation, and only that', async () => {
    const { bridge, store } = await openInbox();
    await store.getState().openConversation(first);
    bridge.emit('message.changed', message('b', 2000, { status: 'read' }));
    bridge.emit('message.changed', message('x', 3000, { conversationId: second }));
    expect(store.getState().lastArrival).toBeNull();
    bridge.emit('message.changed', message('c', 3000));
    expect(store.getState().lastArrival?.messageId).toBe('c');
  });

  it('fetches the page before the first message and keeps the rest', async () => {
    const { bridge, store } = await openInbox();
    const before = { timestamp: 1000, sequence: 0 };
    bridge.handle('message.list', (input) =>
      succeed(
        input.before === undefined
          ? { items: [message('b', 1000)], next: before }
          : { items: [message('a', 500)], next: null },
      ),
    );
    await store.getState().openConversation(first);
    await store.getState().loadOlder(first);
    await store.getState().loadOlder(first);
    expect(idsOf(store)).toEqual(['a', 'b']);
    expect(bridge.inputsOf('message.list').at(-1)).toMatchObject({ before });
    expect(bridge.inputsOf('message.list')).toHaveLength(2);
  });

  it('says that older messages failed, and asks again when told to', async () => {
    const { bridge, store } = await openInbox();
    bridge.handle('message.list', (input) =>
      input.before === undefined
        ? succeed({ items: [message('b', 1000)], next: { timestamp: 1000, sequence: 0 } })
        : fail('database_unreachable'),
    );
    await store.getState().openConversation(first);
    await store.getState().loadOlder(first);
    const thread = store.getState().threads.get(first);
    expect(thread && shownValue(thread)?.older).toBe('failed');
  });

  it('keeps the last twenty threads and no more', async () => {
    const { bridge, store } = await openInbox();
    bridge.handle('conversation.get', ({ conversationId }) =>
      succeed(conversation(Number.parseInt(conversationId.slice(-12), 16), 1)),
    );
    for (let number = 1; number <= 25; number += 1) {
      await store.getState().openConversation(ConversationId.parse(uuid(number)));
    }
    expect(store.getState().threads.size).toBe(20);
    expect(store.getState().threads.has(first)).toBe(false);
  });

  it('is fetched again, with the list, when the databases are back', async () => {
    const { bridge, store } = await openInbox();
    bridge.handle('message.list', () => fail('database_unreachable'));
    await store.getState().openConversation(first);
    bridge.handle('message.list', () => succeed({ items: [message('a', 1000)], next: null }));
    await store.getState().refresh();
    expect(idsOf(store)).toEqual(['a']);
    expect(bridge.inputsOf('conversation.list')).toHaveLength(2);
  });
});

describe('opening a conversation at a message', () => {
  const minute = 60_000;
  /** One message each minute, `m0` to `m299`. */
  const history = Array.from({ length: 300 }, (_, index) =>
    message(`m${index}`, (index + 1) * minute),
  );

  async function openHistory(): Promise<Inbox> {
    const inbox = await openInbox();
    inbox.bridge.handle('message.list', ({ before, limit }) => {
      const end = before === undefined ? Infinity : before.timestamp;
      const earlier = history.filter((each) => each.timestamp < end);
      const items = earlier.slice(-limit);
      const next = { timestamp: items[0]?.timestamp ?? 0, sequence: 0 };
      return succeed({ items, next: items.length === earlier.length ? null : next });
    });
    return inbox;
  }

  function at(index: number): Message {
    const sought = history[index];
    if (sought === undefined) throw new Error('there are 300');
    return sought;
  }

  function contentOf({ store }: Inbox) {
    const thread = store.getState().threads.get(first);
    return thread && shownValue(thread);
  }

  it('shows it with what follows it, and is not taken for the newest part', async () => {
    const inbox = await openHistory();
    await inbox.store.getState().openConversation(first, at(100));
    const ids = idsOf(inbox.store);
    expect(ids).toContain('m100');
    expect(ids?.at(-1)).toBe('m129');
    expect(contentOf(inbox)?.reachesNewest).toBe(false);
    expect(isNewestShown(inbox.store.getState())).toBe(false);
    expect(shownOpenedAt(inbox.store.getState())?.messageId).toBe('m100');
  });

  it('shows it last where more follow it than a page holds', async () => {
    const inbox = await openInbox();
    const burst = Array.from({ length: 200 }, (_, index) => message(`b${index}`, index * 1000));
    inbox.bridge.handle('message.list', ({ before, limit }) =>
      succeed({
        items: burst
          .filter((each) => each.timestamp < (before?.timestamp ?? Infinity))
          .slice(-limit),
        next: null,
      }),
    );
    const sought = burst[20];
    if (sought !== undefined) await inbox.store.getState().openConversation(first, sought);
    expect(idsOf(inbox.store)?.at(-1)).toBe('b20');
  });

  it('reaches the newest message at once where nothing lies between', async () => {
    const inbox = await openHistory();
    await inbox.store.getState().openConversation(first, at(240));
    expect(idsOf(inbox.store)).toContain('m240');
    expect(idsOf(inbox.store)?.at(-1)).toBe('m299');
    expect(isNewestShown(inbox.store.getState())).toBe(true);
  });

  it('fetches nothing when it is among what is shown', async () => {
    const { bridge, store } = await openHistory();
    await store.getState().openConversation(first);
    const asked = bridge.inputsOf('message.list').length;
    await store.getState().openConversation(first, at(280));
    expect(bridge.inputsOf('message.list')).toHaveLength(asked);
    expect(store.getState().openedAt?.messageId).toBe('m280');
  });

  it('goes on to the newest message when told to, and keeps a message that came meanwhile', async () => {
    const inbox = await openHistory();
    const { bridge, store } = inbox;
    await store.getState().openConversation(first, at(100));
    bridge.emit('message.changed', message('news', 400 * minute));
    expect(idsOf(store)).not.toContain('news');
    history.push(message('news', 400 * minute));
    await store.getState().showNewest(first);
    history.pop();
    expect(idsOf(store)?.at(-1)).toBe('news');
    expect(idsOf(store)).not.toContain('m100');
    expect(store.getState().openedAt).toBeNull();
    expect(contentOf(inbox)?.reachesNewest).toBe(true);
  });

  it('goes on to the newest message when something is written', async () => {
    const inbox = await openHistory();
    const { bridge, store } = inbox;
    await store.getState().openConversation(first, at(100));
    const mine = message('mine', 500 * minute, {
      direction: 'outgoing',
      outbox: queuedOutbox,
    });
    bridge.handle('message.send', () => succeed(mine));
    store.getState().setDraft(first, 'Hello');
    await store.getState().sendDraft(first);
    await settle();
    expect(idsOf(store)?.slice(-2)).toEqual(['m299', 'mine']);
  });

  it('can go on to the newest message after that has failed', async () => {
    const inbox = await openHistory();
    const { bridge, store } = inbox;
    await store.getState().openConversation(first, at(100));
    bridge.handle('message.list', () => fail('database_unreachable'));
    await store.getState().showNewest(first);
    expect(idsOf(store)).toContain('m100');
    bridge.handle('message.list', () => succeed({ items: [at(299)], next: null }));
    await store.getState().showNewest(first);
    expect(idsOf(store)).toEqual(['m299']);
  });

  it('begins at the newest message again when it is opened from the list', async () => {
    const { store } = await openHistory();
    await store.getState().openConversation(first, at(100));
    await store.getState().openConversation(second);
    await store.getState().openConversation(first);
    expect(idsOf(store)?.at(-1)).toBe('m299');
    expect(isNewestShown(store.getState())).toBe(true);
  });

  it('shows the message that was asked for last, whichever answer comes last', async () => {
    const { bridge, store } = await openInbox();
    const slow = deferred<Result<{ items: Message[]; next: null }>>();
    bridge.handle('message.list', ({ before }) =>
      (before?.timestamp ?? 0) > 200 * minute
        ? slow.promise
        : succeed({ items: before === undefined ? [at(299)] : [at(10)], next: null }),
    );
    const opening = store.getState().openConversation(first, at(250));
    await store.getState().openConversation(first, at(10));
    slow.resolve(succeed({ items: [at(250)], next: null }));
    await opening;
    expect(idsOf(store)).toEqual(['m10']);
  });

  it('is opened there again when the first attempt failed', async () => {
    const inbox = await openHistory();
    const { bridge, store } = inbox;
    bridge.handle('message.list', () => fail('database_unreachable'));
    await store.getState().openConversation(first, at(100));
    expect(contentOf(inbox)).toBeUndefined();
    bridge.handle('message.list', () => succeed({ items: [at(100)], next: null }));
    await store.getState().loadThread(first);
    expect(idsOf(store)).toContain('m100');
    expect(bridge.inputsOf('message.list')).toContainEqual(
      expect.objectContaining({
        before: { timestamp: at(100).timestamp + 30 * minute, sequence: 0 },
      }),
    );
  });
});

describe('sending', () => {
  const queued = message('mine', 5000, { direction: 'outgoing', outbox: queuedOutbox });

  it('empties the draft, shows the queued message and follows its status', async () => {
    const { bridge, store } = await openInbox();
    await store.getState().openConversation(first);
    bridge.handle('message.send', () => succeed(queued));
    store.getState().setDraft(first, 'Hello');
    await store.getState().sendDraft(first);
    expect(bridge.inputsOf('message.send')).toEqual([{ conversationId: first, text: 'Hello' }]);
    expect(store.getState().drafts.has(first)).toBe(false);
    expect(idsOf(store)).toEqual(['a', 'b', 'mine']);

    bridge.emit('message.changed', { ...queued, outbox: null, status: 'read' });
    const thread = store.getState().threads.get(first);
    expect(thread && shownValue(thread)?.messages.at(-1)?.status).toBe('read');
  });

  it('does not go back to "queued" when the news of sending overtakes the answer', async () => {
    const { bridge, store } = await openInbox();
    await store.getState().openConversation(first);
    const answer = deferred<Result<Message>>();
    bridge.handle('message.send', () => answer.promise);
    store.getState().setDraft(first, 'Hello');
    const sending = store.getState().sendDraft(first);
    bridge.emit('message.changed', { ...queued, outbox: null, status: 'sent' });
    answer.resolve(succeed(queued));
    await sending;
    const thread = store.getState().threads.get(first);
    const shown = thread && shownValue(thread)?.messages.at(-1);
    expect(shown?.outbox).toBeNull();
    expect(shown?.status).toBe('sent');
  });

  it('gives the text back, before what was typed since, when it could not be taken', async () => {
    const { bridge, store, reported } = await openInbox();
    const answer = deferred<Result<Message>>();
    bridge.handle('message.send', () => answer.promise);
    store.getState().setDraft(first, 'First');
    const sending = store.getState().sendDraft(first);
    store.getState().setDraft(first, 'Second');
    answer.resolve(fail('internal'));
    await sending;
    expect(store.getState().drafts.get(first)).toBe('First\nSecond');
    expect(reported).toHaveLength(1);
  });

  it('sends nothing blank', async () => {
    const { bridge, store } = await openInbox();
    store.getState().setDraft(first, '  \n ');
    await store.getState().sendDraft(first);
    expect(bridge.inputsOf('message.send')).toEqual([]);
    expect(store.getState().drafts.get(first)).toBe('  \n ');
  });

  it('takes a discarded message out, and reports when that was not possible', async () => {
    const { bridge, store, reported } = await openInbox();
    await store.getState().openConversation(first);
    bridge.emit('message.changed', queued);
    bridge.handle('message.discard', () => fail('not_found'));
    await store.getState().discardMessage(first, queued.messageId);
    expect(idsOf(store)).toContain('mine');
    expect(reported).toHaveLength(1);
    bridge.handle('message.discard', () => succeed(null));
    await store.getState().discardMessage(first, queued.messageId);
    expect(idsOf(store)).not.toContain('mine');
  });
});

describe('reading', () => {
  it('tells main once per news, and shows it as read', async () => {
    const { bridge, store } = await openInbox();
    await Promise.all([store.getState().markSeen(first), store.getState().markSeen(first)]);
    expect(bridge.inputsOf('conversation.markRead')).toEqual([{ conversationId: first }]);
    expect(findConversation(store.getState(), first)?.unreadCount).toBe(0);
    bridge.emit('conversation.changed', conversation(1, 400, { unreadCount: 1, messageCount: 3 }));
    await store.getState().markSeen(first);
    expect(bridge.inputsOf('conversation.markRead')).toHaveLength(2);
  });

  it('says nothing about a conversation without news', async () => {
    const { bridge, store } = await openInbox();
    await store.getState().markSeen(second);
    expect(bridge.inputsOf('conversation.markRead')).toEqual([]);
  });

  it('keeps the badge when it failed, shows no error, and may try again', async () => {
    const { bridge, store, reported } = await openInbox();
    bridge.handle('conversation.markRead', () => fail('database_unreachable'));
    await store.getState().markSeen(first);
    expect(findConversation(store.getState(), first)?.unreadCount).toBe(2);
    expect(reported).toEqual([]);
    await store.getState().markSeen(first);
    expect(bridge.inputsOf('conversation.markRead')).toHaveLength(2);
  });
});
