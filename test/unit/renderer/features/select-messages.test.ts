import { beforeEach, describe, expect, it } from 'vitest';
import { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createInboxStore,
  type InboxStore,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { findTargets } from '../../../../src-renderer/features/inbox/select/find-targets.ts';
import { messageLines } from '../../../../src-renderer/features/inbox/select/message-lines.ts';
import {
  inWritingOrder,
  isSelectable,
} from '../../../../src-renderer/features/inbox/select/select-slice.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { createTimeFormats } from '../../../../src-renderer/ui/time/time-formats.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { samplePage } from '../../../support/preview/sample-page.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import {
  conversation,
  message,
  queuedOutbox,
  type TestDependencies,
  testDependencies,
} from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const second = ConversationId.parse(uuid(2));
const all: readonly Message[] = [
  message('a', 1000),
  message('b', 2000, { direction: 'outgoing' }),
  message('gone', 3000, { type: 'revoked', content: '' }),
  message('c', 4000),
  message('d', 5000),
];
const targets = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => conversation(number, number));
const to = (number: number) => targets[number - 1] ?? conversation(0, 0);
const at = (id: string): Message =>
  all.find(({ messageId }) => messageId === MessageId.parse(id)) ?? message('none', 0);

let dependencies: TestDependencies;
let store: InboxStore;

beforeEach(async () => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.get', ({ conversationId }) =>
      succeed(conversation(conversationId === second ? 2 : 1, 0)),
    )
    .handle('conversation.list', () => succeed({ items: targets, next: null }))
    .handle('message.list', (question) => succeed(samplePage(all, question)))
    .handle('message.forward', () => succeed(null));
  store = createInboxStore(dependencies);
  await store.getState().openConversation(first);
});

const selected = (): readonly string[] => {
  const { selection } = store.getState();
  return selection === null ? [] : inWritingOrder(selection).map(({ messageId }) => messageId);
};

describe('selecting messages', () => {
  it('takes each in and out again, in the order of writing, and ends with the last', () => {
    const { toggleMessage } = store.getState();
    toggleMessage(at('d'));
    toggleMessage(at('a'));
    expect(selected()).toEqual(['a', 'd']);
    toggleMessage(at('a'));
    toggleMessage(at('d'));
    expect(store.getState().selection).toBeNull();
  });

  it('takes everything between two, either way, but what is no message any more', () => {
    const { toggleMessage, selectUpTo } = store.getState();
    toggleMessage(at('c'));
    selectUpTo(at('a'));
    expect(selected()).toEqual(['a', 'b', 'c']);
    selectUpTo(at('d'));
    expect(selected()).toEqual(['a', 'b', 'c', 'd']);
    store.getState().leaveSelection();
    selectUpTo(at('b'));
    expect(selected()).toEqual(['b']);
  });

  it('leaves out what WhatsApp does not have, or nobody can read', () => {
    expect(isSelectable(message('x', 1, { outbox: queuedOutbox }))).toBe(false);
    expect(isSelectable(message('x', 1, { unreadable: 'erased', content: '' }))).toBe(false);
    expect(isSelectable(at('gone'))).toBe(false);
    expect(isSelectable(at('a'))).toBe(true);
  });

  it('is over in another conversation', async () => {
    store.getState().toggleMessage(at('a'));
    await store.getState().openConversation(second);
    expect(store.getState().selection).toBeNull();
  });

  it('copies as lines with time and name, with people by name and files by kind', () => {
    const { t } = createI18n('en');
    const formats = createTimeFormats({
      locale: 'en-GB',
      timeZone: 'UTC',
      words: { today: '', yesterday: '' },
    });
    const time = Date.UTC(2026, 10, 28, 10, 42);
    const lines = messageLines(
      t,
      formats,
      [
        message('x', time, { content: 'Ask @34', mentions: [{ token: '@34', name: 'Eva' }] }),
        message('y', time, { direction: 'outgoing', type: 'image', content: '' }),
        message('z', time, { senderName: 'Luis', content: 'Two\nlines' }),
      ],
      'Ana García',
    );
    expect(lines).toBe(
      '[2026-11-28 10:42] Ana García: Ask @Eva\n' +
        '[2026-11-28 10:42] You: Image\n' +
        '[2026-11-28 10:42] Luis: Two\nlines',
    );
  });
});

describe('forwarding', () => {
  const sent = (): readonly unknown[] =>
    dependencies.bridge.calls
      .filter(({ command }) => command === 'message.forward')
      .map(({ input }) => input);

  it('offers the conversations of the same account, by page', async () => {
    store.getState().askWhereTo([at('a')]);
    await Promise.resolve();
    const asked = dependencies.bridge.calls.find(({ command }) => command === 'conversation.list');
    expect(asked?.input).toMatchObject({ filter: { sessionId: to(1).sessionId } });
    await expect
      .poll(() => {
        const { forwarding } = store.getState();
        return forwarding && shownValue(forwarding.targets)?.items.length;
      })
      .toBe(8);
  });

  it('sends every message to every conversation in the order of writing, and is done', async () => {
    store.getState().toggleMessage(at('a'));
    store.getState().toggleMessage(at('b'));
    store.getState().askWhereTo([at('a'), at('b')]);
    store.getState().toggleTarget(to(3));
    store.getState().toggleTarget(to(5));
    expect(await store.getState().forwardToChosen()).toBe(true);
    expect(sent()).toEqual(
      [3, 5].flatMap((number) =>
        ['a', 'b'].map((messageId) => ({ conversationId: first, messageId, to: uuid(number) })),
      ),
    );
    expect(store.getState().forwarding).toBeNull();
    expect(store.getState().selection).toBeNull();
  });

  it('keeps chosen what failed, says why, and sends only there again', async () => {
    dependencies.bridge.handle('message.forward', (input) =>
      input.to === uuid(3) ? fail('whatsapp_not_connected') : succeed(null),
    );
    store.getState().askWhereTo([at('a')]);
    for (const number of [3, 5]) store.getState().toggleTarget(to(number));
    expect(await store.getState().forwardToChosen()).toBe(false);
    const { forwarding } = store.getState();
    expect([...(forwarding?.chosen.keys() ?? [])]).toEqual([uuid(3)]);
    expect(forwarding?.failed).toMatchObject([{ failure: { code: 'whatsapp_not_connected' } }]);
    dependencies.bridge.handle('message.forward', () => succeed(null));
    expect(await store.getState().forwardToChosen()).toBe(true);
    expect(sent()).toHaveLength(3);
  });

  it('takes no more than five at a time', () => {
    store.getState().askWhereTo([at('a')]);
    for (const target of targets) store.getState().toggleTarget(target);
    expect(store.getState().forwarding?.chosen.size).toBe(5);
  });

  it('finds conversations by how words of their names begin, without accents, or by number', () => {
    const people = [
      conversation(1, 0, { name: 'Ana García' }),
      conversation(2, 0, {
        name: 'Hannah Schmidt',
        phoneNumber: '+49 151 2345'.replaceAll(' ', ''),
      }),
      conversation(3, 0, { name: 'Garden Ltd' }),
    ];
    const names = (query: string): readonly string[] =>
      findTargets(people, query, undefined).map(({ name }) => name);
    expect(names('garcia an')).toEqual(['Ana García']);
    expect(names('gar')).toEqual(['Ana García', 'Garden Ltd']);
    expect(names('151 23')).toEqual(['Hannah Schmidt']);
    expect(findTargets(people, '', first).map(({ name }) => name)).not.toContain('Ana García');
  });
});
