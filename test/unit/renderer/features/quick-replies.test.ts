import { describe, expect, it } from 'vitest';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import {
  BusinessId,
  ConversationId,
  QuickReplyId,
  SessionId,
} from '../../../../src-preload/contract/ids.ts';
import type { QuickReply } from '../../../../src-preload/contract/quick-reply.ts';
import {
  findQuickReplies,
  type QuickReplyBook,
  slashQuery,
  valuesFor,
} from '../../../../src-renderer/features/inbox/composer/quick-reply-search.ts';
import {
  createInboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { createSettingsStore } from '../../../../src-renderer/features/settings/settings-store.ts';
import { fillVariables, unfilledVariables } from '../../../../src-renderer/ui/fill-variables.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId, uuid } from '../../../support/preview/sample-data.ts';
import { sampleUser } from '../../../support/preview/sample-bridge.ts';
import { conversation, message, testDependencies } from '../samples.ts';

const sessionId = SessionId.parse(uuid(900));
const businessId = BusinessId.parse('b'.repeat(24));
const otherBusiness = BusinessId.parse('c'.repeat(24));

let made = 0;
const reply = (shortcut: string, content: string, of: BusinessId | null = null): QuickReply => ({
  quickReplyId: QuickReplyId.parse(objectId((made += 1))),
  shortcut,
  content,
  businessId: of,
  isMarketing: false,
  createdBy: 'Ana',
  updatedBy: 'Ana',
  updatedAt: 1,
});
const book = (replies: readonly QuickReply[]): QuickReplyBook => ({
  replies,
  me: 'Ana Torres',
  businesses: new Map([[sessionId, { businessId, name: 'Corner Shop' }]]),
});

describe('a slash', () => {
  it.each([
    ['/', 1, { from: 0, text: '' }],
    ['/ho', 3, { from: 0, text: 'ho' }],
    ['Hello /ho', 9, { from: 6, text: 'ho' }],
    ['One\n/ho and more', 7, { from: 4, text: 'ho' }],
    ['/hours', 3, { from: 0, text: 'ho' }],
  ])('begins a question at the beginning of a word: %j', (draft, caret, expected) => {
    expect(slashQuery(draft, caret)).toEqual(expected);
  });

  it.each([
    ['and/or', 6],
    ['https://x', 9],
    ['/home/ana', 9],
    ['/ho ', 4],
    ['/ho', 0],
    ['/ho', -1],
    ['', 0],
  ])('is a slash elsewhere: %j', (draft, caret) => {
    expect(slashQuery(draft, caret)).toBeNull();
  });
});

describe('what is found', () => {
  const shortcutsFor = (replies: readonly QuickReply[], typed: string): string[] =>
    findQuickReplies(book(replies), sessionId, typed).map(({ shortcut }) => shortcut);

  it('begins with what is typed, then has it somewhere, whatever capitals and accents', () => {
    const replies = [
      reply('direccion', 'Calle Mayor 1'),
      reply('hours', 'We open at nine'),
      reply('Ópening', 'See the door'),
    ];
    expect(shortcutsFor(replies, 'OPEN')).toEqual(['Ópening', 'hours']);
    expect(shortcutsFor(replies, '')).toHaveLength(3);
    expect(shortcutsFor(replies, 'dirección')).toEqual(['direccion']);
    expect(shortcutsFor(replies, 'nothing')).toEqual([]);
  });

  it('is for this business or for all, and the own text stands for the common one', () => {
    const replies = [
      reply('hours', 'common'),
      reply('HOURS', 'own', businessId),
      reply('offer', 'of another', otherBusiness),
    ];
    const found = findQuickReplies(book(replies), sessionId, '');
    expect(found.map(({ content }) => content)).toEqual(['own']);
    const elsewhere = findQuickReplies(book(replies), SessionId.parse(uuid(901)), '');
    expect(elsewhere.map(({ content }) => content)).toEqual(['common']);
  });
});

describe('variables', () => {
  const filled = (text: string, change: Partial<ConversationSummary> = {}): string =>
    fillVariables(text, valuesFor(book([]), conversation(1, 1, change)));

  it('are filled with what is known', () => {
    const text =
      '{{contact.name}}|{{ contact.firstName }}|{{contact.phone}}|{{me.name}}|{{me.firstName}}|{{business.name}}';
    expect(filled(text, { name: 'María García' })).toBe(
      'María García|María|+34600000000|Ana Torres|Ana|Corner Shop',
    );
  });

  it('stay where nothing is known: a number is no name, a group is nobody', () => {
    const text = 'Hello {{contact.firstName}}';
    expect(filled(text, { name: '+34 600 000 000' })).toBe(text);
    expect(filled(text, { name: 'Family', isGroup: true })).toBe(text);
    expect(filled('{{business.name}}', { sessionId: SessionId.parse(uuid(901)) })).toBe(
      '{{business.name}}',
    );
  });

  it('of another kind, and what is in a value, are left as they are', () => {
    expect(filled('{{price}} {contact.name} $& {{contact.name}}', { name: '$1 {{me.name}}' })).toBe(
      '{{price}} {contact.name} $& $1 {{me.name}}',
    );
  });

  it('that are not filled are found where they stand', () => {
    expect(unfilledVariables('Hi {{contact.name}}, {{x}} {{ me.name }}')).toEqual([
      { variable: 'contact.name', from: 3, to: 19 },
      { variable: 'me.name', from: 27, to: 40 },
    ]);
  });
});

function openInbox() {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('quickReply.list', () => succeed([reply('hours', 'We open at nine')]))
    .handle('business.list', () =>
      succeed({
        businesses: [{ businessId, name: 'Corner Shop', isHighVolume: false }],
        accounts: [{ sessionId, name: 'Shop', businessId }],
      }),
    )
    .handle('app.state', () => succeed({ phase: 'ready', user: sampleUser }))
    .handle('conversation.list', () => succeed({ items: [], next: null }))
    .handle('user.list', () => succeed([]))
    .handle('outbox.list', () => succeed([]))
    .handle('message.list', () => succeed({ items: [], next: null }))
    .handle('message.send', () => succeed(message('SENT', 2000)));
  return { ...dependencies, store: createInboxStore(dependencies) };
}

describe('the inbox', () => {
  it('fetches them when they are first wanted, and again when anybody has changed some', async () => {
    const { store, bridge, ...dependencies } = openInbox();
    const stop = startInbox(store, { bridge, ...dependencies });
    bridge.emit('quickReply.changed', {});
    expect(bridge.inputsOf('quickReply.list')).toHaveLength(0);
    await store.getState().wantQuickReplies();
    await store.getState().wantQuickReplies();
    expect(bridge.inputsOf('quickReply.list')).toHaveLength(1);
    expect(store.getState().quickReplies).toMatchObject({
      status: 'ready',
      value: { me: sampleUser.name, replies: [{ shortcut: 'hours' }] },
    });
    bridge.emit('quickReply.changed', {});
    expect(bridge.inputsOf('quickReply.list')).toHaveLength(2);
    stop();
  });

  it('tries again when they could not be fetched the last time', async () => {
    const { store, bridge } = openInbox();
    bridge.handle('quickReply.list', () => fail('database_unreachable'));
    await store.getState().wantQuickReplies();
    expect(store.getState().quickReplies.status).toBe('failed');
    bridge.handle('quickReply.list', () => succeed([]));
    await store.getState().wantQuickReplies();
    expect(store.getState().quickReplies.status).toBe('ready');
  });

  it('sends no text in which something is still to be filled in', async () => {
    const { store, bridge } = openInbox();
    const conversationId = ConversationId.parse(uuid(1));
    store.getState().setDraft(conversationId, 'Hello {{contact.firstName}},');
    await store.getState().sendDraft(conversationId);
    expect(bridge.inputsOf('message.send')).toEqual([]);
    expect(store.getState().drafts.get(conversationId)).toContain('{{contact.firstName}}');
    store.getState().setDraft(conversationId, 'Hello Ana, {{price}}');
    await store.getState().sendDraft(conversationId);
    expect(bridge.inputsOf('message.send')).toHaveLength(1);
  });
});

describe('the settings', () => {
  const open = () => {
    const { bridge, ...dependencies } = openInbox();
    return { bridge, ...dependencies, store: createSettingsStore({ bridge, ...dependencies }) };
  };
  const draft = { shortcut: 'hours', content: 'We open at ten', businessId: null };

  it('save a new one and a changed one, and show what there is then', async () => {
    const { store, bridge } = open();
    const quickReply = reply('hours', 'We open at ten');
    const { quickReplyId } = quickReply;
    bridge
      .handle('quickReply.create', () => succeed({ outcome: 'saved', quickReply }))
      .handle('quickReply.update', () => succeed({ outcome: 'saved', quickReply }));
    expect(await store.getState().saveQuickReply(null, draft)).toBe('saved');
    expect(await store.getState().saveQuickReply(quickReplyId, draft)).toBe('saved');
    expect(bridge.inputsOf('quickReply.create')).toEqual([draft]);
    expect(bridge.inputsOf('quickReply.update')).toEqual([{ ...draft, quickReplyId }]);
    expect(bridge.inputsOf('quickReply.list')).toHaveLength(2);
  });

  it('say that a shortcut is taken, and report what main could not do', async () => {
    const { store, bridge, reported } = open();
    bridge.handle('quickReply.create', () => succeed({ outcome: 'shortcut_taken' }));
    expect(await store.getState().saveQuickReply(null, draft)).toBe('shortcut_taken');
    bridge.handle('quickReply.create', () => fail('database_unreachable'));
    expect(await store.getState().saveQuickReply(null, draft)).toBe('failed');
    expect(reported).toMatchObject([{ code: 'database_unreachable' }]);
  });

  it('delete one, and show what there is then', async () => {
    const { store, bridge } = open();
    bridge.handle('quickReply.delete', () => succeed(null));
    const { quickReplyId } = reply('hours', '');
    await store.getState().deleteQuickReply(quickReplyId);
    expect(bridge.inputsOf('quickReply.delete')).toEqual([{ quickReplyId }]);
    expect(store.getState().quickReplies).toMatchObject({ value: { replies: [{}] } });
  });
});
