import { describe, expect, it } from 'vitest';
import { fixedViews } from '../../../../src-preload/contract/conversation-filter.ts';
import { ConversationId, UserId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { findConversation } from '../../../../src-renderer/features/inbox/inbox-state.ts';
import {
  createInboxStore,
  type InboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { toThreadRows } from '../../../../src-renderer/features/inbox/thread-rows.ts';
import { firstUnread } from '../../../../src-renderer/features/inbox/unread/first-unread.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import { conversation, message, queuedOutbox, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const second = ConversationId.parse(uuid(2));

/** The first of two conversations has two unread messages of three. */
async function openInbox() {
  const dependencies = testDependencies();
  const { bridge } = dependencies;
  bridge
    .handle('conversation.list', ({ filter }) =>
      succeed({
        items: filter?.mentionsMe
          ? []
          : [conversation(1, 300, { unreadCount: 2, messageCount: 3 }), conversation(2, 200)],
        next: null,
      }),
    )
    .handle('message.list', () =>
      succeed({
        items: [message('a', 1000), message('b', 2000), message('c', 2000, { sequence: 1 })],
        next: null,
      }),
    )
    .handle('conversation.markRead', () => succeed(null))
    .handle('conversation.markUnread', () =>
      succeed(conversation(1, 300, { unreadCount: 1, messageCount: 3 })),
    )
    .handle('user.list', () => succeed([]))
    .handle('outbox.list', () => succeed([]));
  const store = createInboxStore(dependencies);
  startInbox(store, dependencies);
  await new Promise((resolve) => setTimeout(resolve, 0));
  return { ...dependencies, store };
}

function shownIds(store: InboxStore): readonly ConversationId[] | undefined {
  return shownValue(store.getState().conversations)?.items.map((each) => each.conversationId);
}

describe('reading a conversation', () => {
  it('is told up to the newest message that is shown, without what still waits to be sent', async () => {
    const { bridge, store } = await openInbox();
    await store.getState().openConversation(first);
    bridge.emit(
      'message.changed',
      message('mine', 9000, {
        ...{ conversationId: first, direction: 'outgoing', outbox: queuedOutbox },
      }),
    );
    await store.getState().markSeen(first);
    expect(bridge.inputsOf('conversation.markRead')).toEqual([
      { conversationId: first, upTo: { timestamp: 2000, sequence: 1 } },
    ]);
  });

  it('is told to WhatsApp as well where it was read on another desktop first', async () => {
    const { bridge, store } = await openInbox();
    await store.getState().markSeen(second);
    expect(bridge.inputsOf('conversation.markRead')).toEqual([]);
    bridge.emit('conversation.changed', conversation(2, 200, { whatsAppUnread: 1 }));
    await store.getState().markSeen(second);
    expect(bridge.inputsOf('conversation.markRead')).toEqual([{ conversationId: second }]);
  });

  it('leaves a line where it began, until another conversation is opened', async () => {
    const { store } = await openInbox();
    const look = async (conversationId: ConversationId): Promise<unknown> => {
      store.getState().lookAt(conversationId);
      await store.getState().markSeen(conversationId);
      return store.getState().unreadLine;
    };
    const line = { conversationId: first, count: 2 };
    expect(await look(first)).toEqual(line);
    // Somebody comes back to the window: nothing is unread by now.
    expect(await look(first)).toEqual(line);
    expect(await look(second)).toBeNull();
    expect(await look(first)).toBeNull();
  });

  it('ends where it is marked as unread: what stayed in view would be read at once', async () => {
    const { bridge, store } = await openInbox();
    await store.getState().openConversation(first);
    await store.getState().markSeen(first);
    const read = findConversation(store.getState(), first);
    if (!read) throw new Error('It is there');
    await store.getState().care([read], { kind: 'markUnread' });
    expect(store.getState().selectedId).toBeNull();
    expect(findConversation(store.getState(), first)?.unreadCount).toBe(1);
    await store.getState().openConversation(first);
    await store.getState().markSeen(first);
    expect(bridge.inputsOf('conversation.markRead')).toHaveLength(2);
  });
});

describe('a mention', () => {
  it('is seen in the open conversation, once, and stands first in its view until then', async () => {
    const { bridge, store } = await openInbox();
    bridge.handle('note.see', () => succeed(null));
    store.getState().setViewer(UserId.parse('a'.repeat(24)));
    await store.getState().show(fixedViews.mentions);
    expect(shownIds(store)).toEqual([]);
    bridge.emit('conversation.changed', conversation(1, 300, { mention: 'seen' }));
    bridge.emit('conversation.changed', conversation(2, 200, { mention: 'unseen' }));
    bridge.emit('conversation.changed', conversation(3, 900, { isPinned: true }));
    expect(shownIds(store)).toEqual([second, first]);
    await store.getState().seeMention(second);
    await store.getState().seeMention(second);
    expect(bridge.inputsOf('note.see')).toEqual([{ conversationId: second }]);
    expect(shownIds(store)).toEqual([first, second]);
  });

  it('stays unseen where that could not be noted, and nobody is bothered with it', async () => {
    const { bridge, store, reported } = await openInbox();
    bridge.handle('note.see', () => fail('database_unreachable'));
    bridge.emit('conversation.changed', conversation(2, 200, { mention: 'unseen' }));
    await store.getState().seeMention(second);
    expect(findConversation(store.getState(), second)?.mention).toBe('unseen');
    expect(reported).toEqual([]);
  });
});

describe('the unread line', () => {
  const messages = [
    message('a', 1),
    message('b', 2),
    message('mine', 3, { direction: 'outgoing' }),
    message('left', 4, { type: 'group_event' }),
    message('c', 5),
    message('later', 6),
  ];
  const idOf = (index: number) => messages[index]?.messageId ?? message('none', 0).messageId;

  it('stands above the oldest of so many messages of others, wherever later ones come in', () => {
    expect(firstUnread(messages, 1, idOf(4))).toBe('c');
    expect(firstUnread(messages, 2, idOf(4))).toBe('b');
    expect(firstUnread(messages, 2, idOf(5))).toBe('c');
  });

  it('is not drawn before that message was fetched', () => {
    expect(firstUnread(messages, 4, idOf(4))).toBeNull();
    expect(firstUnread(messages, 0, idOf(4))).toBeNull();
  });

  it('comes after the day and before its message, which begins a run', () => {
    const rows = toThreadRows([message('a', 1), message('b', 2)], {
      dayOf: () => 'today',
      beginsHistory: true,
      firstUnreadId: idOf(1),
    });
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'message', 'unread', 'message']);
    expect(rows.at(-1)).toMatchObject({ startsRun: true });
    expect(rows[1]).toMatchObject({ endsRun: true });
  });
});
