import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageKind, NewMessage } from '../../../src-main/store/message-store.ts';
import type { ContactSnapshot } from '../../../src-main/domain/whatsapp-event.ts';
import { type ConversationId, MessageId, SessionId } from '../../../src-preload/contract/ids.ts';
import type { MessageCursor } from '../../../src-preload/contract/message.ts';
import {
  ACCOUNT,
  message,
  newChatId,
  openDatabases,
  type OpenDatabases,
} from './open-databases.ts';

let open: OpenDatabases;

beforeAll(async () => {
  open = await openDatabases();
});
afterAll(() => open.close());

const file = (fileName: string): Pick<NewMessage, 'media'> => ({
  media: {
    fileName,
    ...{ fileSize: 10, mimeType: 'application/octet-stream', isGif: false, isViewOnce: false },
  },
});

const idsOf = async (
  conversationId: ConversationId,
  only: MessageKind,
  before?: MessageCursor,
): Promise<string[]> => {
  const { items } = await open.stores.messages.page({ conversationId, limit: 100, before, only });
  return items.map(({ content }) => content);
};

/** A month apart, so that they lie in several collections. */
const month = (number: number): number => Date.UTC(2030, number, 5);

describe('what of a conversation can be looked through on its own', () => {
  let conversationId: ConversationId;
  let chatId: string;

  beforeAll(async () => {
    ({ conversationId, chatId } = await open.newConversation());
    await open.store(conversationId, [
      message({ content: 'old image', type: 'image', timestamp: month(0), ...file('a.jpg') }),
      message({ content: 'text', timestamp: month(0) + 1_000 }),
      message({ content: 'voice', type: 'voice_note', timestamp: month(1), ...file('v.ogg') }),
      message({ content: 'offer', type: 'document', timestamp: month(1), ...file('offer.pdf') }),
      message({ content: 'video', type: 'video', timestamp: month(2), ...file('b.mp4') }),
      message({
        content: 'shop',
        timestamp: month(2) + 1_000,
        linkPreview: { url: 'https://example.com/a', title: 'A shop' },
      }),
    ]);
  });

  it.each([
    ['pictures', ['old image', 'video']],
    ['documents', ['offer']],
    ['links', ['shop']],
    ['tagged', []],
  ] as const)('are its %s, over all months', async (kind, contents) => {
    expect(await idsOf(conversationId, { kind })).toEqual(contents);
  });

  it('comes in pages', async () => {
    const only = { kind: 'pictures' } as const;
    const { items, next } = await open.stores.messages.page({ conversationId, limit: 1, only });
    expect(items.map(({ content }) => content)).toEqual(['video']);
    expect(next).not.toBeNull();
    expect(await idsOf(conversationId, only, next ?? undefined)).toEqual(['old image']);
  });

  it('is what the team has tagged, all of it or with one tag, until the tag is taken away', async () => {
    const { messages } = open.stores;
    const { items } = await messages.page({ conversationId, limit: 100 });
    const idOf = (wanted: string): MessageId =>
      MessageId.parse(items.find(({ content }) => content === wanted)?.messageId);
    expect(await messages.setTags(conversationId, idOf('text'), ['★', 'deposit'])).toBe('changed');
    expect(await messages.setTags(conversationId, idOf('offer'), ['deposit'])).toBe('changed');
    expect(await messages.setTags(conversationId, idOf('offer'), ['deposit'])).toBe('unchanged');
    expect((await messages.find(conversationId, idOf('text')))?.tags).toEqual(['★', 'deposit']);
    expect(await idsOf(conversationId, { kind: 'tagged' })).toEqual(['text', 'offer']);
    expect(await idsOf(conversationId, { kind: 'tagged', tag: '★' })).toEqual(['text']);
    expect(await messages.setTags(conversationId, idOf('text'), [])).toBe('changed');
    expect(await idsOf(conversationId, { kind: 'tagged' })).toEqual(['offer']);
    expect((await messages.find(conversationId, idOf('text')))?.tags).toBeUndefined();
    expect(await messages.setTags(conversationId, MessageId.parse('none'), ['x'])).toBe(
      'unknownMessage',
    );
  });

  it('is of all conversations that are shown as one, and is tagged in whichever it lies', async () => {
    const { conversations, messages } = open.stores;
    const other = await open.newConversation();
    const late = message({ content: 'new image', type: 'image', timestamp: month(3) });
    await open.store(other.conversationId, [{ ...late, ...file('c.jpg') }]);
    await conversations.join(ACCOUNT, [[chatId, other.chatId]]);
    const [shown = conversationId, part = conversationId] = await conversations.members(
      other.conversationId,
    );
    expect([shown, part].sort()).toEqual([conversationId, other.conversationId].sort());
    expect(await idsOf(shown, { kind: 'pictures' })).toEqual(['old image', 'video', 'new image']);
    const messageId = MessageId.parse(late.messageId);
    expect(await messages.setTags(shown, messageId, ['late'])).toBe('changed');
    expect(await idsOf(shown, { kind: 'tagged', tag: 'late' })).toEqual(['new image']);
    await conversations.split(shown);
  });
});

describe('a tag', () => {
  it('is renamed and taken away wherever it is, whatever its capitals and the month', async () => {
    const { messages, conversations } = open.stores;
    const suffix = randomUUID().slice(0, 8);
    const word = (text: string): string => `${text} ${suffix}`;
    const [one, other] = [await open.newConversation(), await open.newConversation()];
    const tagged: { conversationId: ConversationId; messageId: MessageId }[] = [];
    for (const [index, tags] of [
      ['★', 'urgent', 'x'],
      ['URGENT', 'now'],
      ['urgently'],
      ['now'],
    ].entries()) {
      const { conversationId } = index % 2 ? other : one;
      const each = message({ timestamp: month(index) });
      await open.store(conversationId, [each]);
      const messageId = MessageId.parse(each.messageId);
      await messages.setTags(conversationId, messageId, tags.map(word));
      tagged.push({ conversationId, messageId });
    }
    const shown = async (): Promise<(string[] | undefined)[]> => {
      const found = await Promise.all(
        tagged.map((each) => messages.find(each.conversationId, each.messageId)),
      );
      return found.map((each) => each?.tags?.map((tag) => tag.replace(` ${suffix}`, '')));
    };
    const inUse = async (): Promise<string[]> =>
      (await messages.tags())
        .filter((tag) => tag.endsWith(suffix))
        .map((tag) => tag.split(' ')[0] ?? '');

    expect(await inUse()).toEqual(['URGENT', 'now', 'urgent', 'urgently', 'x', '★']);
    expect(await messages.countTagged(word('Urgent'))).toBe(2);
    expect(await messages.countTagged(word('nothing'))).toBe(0);
    const changed = await messages.retag(word('urgent'), word('now'));
    expect(changed).toHaveLength(2);
    expect(changed).toEqual(expect.arrayContaining(tagged.slice(0, 2)));
    expect(await shown()).toEqual([['★', 'now', 'x'], ['now'], ['urgently'], ['now']]);
    // Only another spelling.
    expect(await messages.retag(word('now'), word('Now'))).toHaveLength(3);
    expect(await messages.retag(word('now'), word('Now'))).toEqual([]);

    // Told of the conversation as which it is shown.
    await conversations.join(ACCOUNT, [[one.chatId, other.chatId]]);
    const [whole = one.conversationId] = await conversations.members(one.conversationId);
    const gone = await messages.retag(word('NOW'), null);
    expect(gone.map(({ conversationId }) => conversationId)).toEqual([whole, whole, whole]);
    await conversations.split(whole);
    expect(await shown()).toEqual([['★', 'x'], undefined, ['urgently'], undefined]);
    expect(await messages.countTagged(word('now'))).toBe(0);
  });
});

describe('who somebody is', () => {
  const snapshot = (whatsappId: string, phoneNumber?: string): ContactSnapshot => ({
    ...{ whatsappId, isBusiness: false, isVerified: false, isBlocked: false },
    ...(phoneNumber !== undefined && { phoneNumber }),
    name: `Name of ${whatsappId}`,
  });

  it('is found by the ids of a chat, the first that is known', async () => {
    const { contacts } = open.stores;
    const [known, unknown] = [newChatId(), newChatId()];
    await contacts.sync(open.sessionId, [snapshot(known)]);
    const contactId = await contacts.idOf(open.sessionId, [unknown, known]);
    if (!contactId) throw new Error('It was made just now');
    expect(await contacts.card(contactId)).toMatchObject({
      name: `Name of ${known}`,
    });
    expect(await contacts.idOf(open.sessionId, [unknown])).toBeNull();
    expect(await contacts.idOf(SessionId.parse(randomUUID()), [known])).toBeNull();
  });

  it('is the same through another account by the number, and never for want of one', async () => {
    const { contacts } = open.stores;
    const there = SessionId.parse(randomUUID());
    const chatId = newChatId();
    const number = chatId.slice(0, 11);
    const nameless = ['10000000000001@lid', '10000000000002@lid'];
    await contacts.sync(open.sessionId, [
      snapshot(chatId, number),
      ...nameless.map((id) => snapshot(id)),
    ]);
    await contacts.sync(there, [snapshot(chatId, number)]);
    const here = await contacts.idOf(open.sessionId, [chatId]);
    const elsewhere = await contacts.idOf(there, [chatId]);
    const [one, other] = await Promise.all(
      nameless.map((id) => contacts.idOf(open.sessionId, [id])),
    );
    if (!here || !elsewhere || !one || !other) throw new Error('They were made just now');
    expect((await contacts.samePerson(here)).sort()).toEqual([here, elsewhere].sort());
    expect(await contacts.samePerson(one)).toEqual([one]);
    await contacts.join(open.sessionId, [[chatId, nameless[1] ?? '']]);
    const everybody = [here, elsewhere, other].sort();
    for (const each of everybody) {
      expect((await contacts.samePerson(each)).sort()).toEqual(everybody);
    }
  });
});
