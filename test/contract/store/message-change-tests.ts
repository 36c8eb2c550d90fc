import { beforeAll, describe, expect, it } from 'vitest';
import type {
  MessageChange,
  MessageEdited,
  ReactionChanged,
} from '../../../src-main/domain/whatsapp-event.ts';
import type { NewMessage } from '../../../src-main/store/message-store.ts';
import { type ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { message, type OpenDatabases } from './open-databases.ts';

/** Run by `stores.test.ts`, which opens the databases for all of them. */
export function messageChangeTests(databases: () => OpenDatabases): void {
  let open: OpenDatabases;
  beforeAll(() => {
    open = databases();
  });

  const ANA = '34600111222@c.us';

  async function stored(change: Partial<NewMessage> = {}): Promise<{
    conversationId: ConversationId;
    messageId: string;
    apply(...changes: MessageChange[]): Promise<string[]>;
    read(): Promise<Message | null>;
  }> {
    const { conversationId } = await open.newConversation();
    const { messageId } = message();
    await open.store(conversationId, [message({ messageId, ...change })]);
    const { messages } = open.stores;
    return {
      conversationId,
      messageId,
      async apply(...changes) {
        const outcomes: string[] = [];
        for (const each of changes) {
          outcomes.push(await messages.applyChange(conversationId, { ...each, messageId }));
        }
        return outcomes;
      },
      read: () => messages.find(conversationId, MessageId.parse(messageId)),
    };
  }

  const edit = (content: string, at: number): MessageEdited => ({
    kind: 'edited',
    messageId: '',
    chatId: ANA,
    content,
    at,
  });
  const revoke: MessageChange = { kind: 'revoked', messageId: '', chatId: ANA };
  const react = (emoji: string, at: number, from = ANA): ReactionChanged => ({
    kind: 'reaction',
    messageId: '',
    chatId: ANA,
    from,
    fromMe: false,
    emoji,
    at,
  });
  const vote = (options: number[], at: number, from = ANA): MessageChange => ({
    kind: 'vote',
    messageId: '',
    chatId: ANA,
    from,
    options,
    at,
  });

  describe('what happens to a stored message', () => {
    it('leaves the newest of its edits, in whatever order and however often they are told', async () => {
      const { apply, read } = await stored();
      const edits = [edit('second', 200), edit('first', 100), edit('third', 300)];
      expect(await apply(...edits, ...edits)).toEqual([
        'changed',
        'unchanged',
        'changed',
        'unchanged',
        'unchanged',
        'unchanged',
      ]);
      expect(await read()).toMatchObject({ content: 'third', editedAt: 300 });
    });

    it('ends the same when two desktops are told all of it at once', async () => {
      const { apply, read } = await stored();
      const changes = [1, 2, 3].flatMap((at) => [edit(`as of ${at}`, at), react(`${at}`, at)]);
      await Promise.all([apply(...changes), apply(...changes.toReversed())]);
      expect(await read()).toMatchObject({ content: 'as of 3', editedAt: 3 });
      expect((await read())?.reactions.map(({ emoji }) => emoji)).toEqual(['3']);
    });

    it('leaves nothing of what was revoked, whatever comes after', async () => {
      const { apply, read, conversationId, messageId } = await stored({
        type: 'document',
        content: 'for you',
        media: { mimeType: 'a/b', fileName: 'x.pdf', isGif: false, isViewOnce: false },
        mentions: [ANA],
        linkPreview: { url: 'https://a.example/', title: 'A' },
        replyToMessageId: '3EB0X',
        reactions: [react('👍', 1)],
        raw: '{}',
      });
      expect(await apply(revoke, revoke, edit('back', 9), react('👍', 9))).toEqual([
        'changed',
        'unchanged',
        'unchanged',
        'unchanged',
      ]);
      expect(await read()).toMatchObject({
        type: 'revoked',
        content: '',
        media: null,
        replyTo: null,
        mentions: [],
        linkPreview: null,
        reactions: [],
      });
      const document = await open.raw.mongo.collection('messages_2025_10').findOne({ messageId });
      expect(
        Object.keys(document ?? {}).filter((field) => /raw|media|mentions|reply/.test(field)),
      ).toEqual([]);
      expect(document?.searchTokens).toEqual([]);
      expect(await open.stores.conversations.summary(conversationId)).toMatchObject({
        lastMessage: { type: 'revoked', preview: '' },
      });
    });

    it('leaves one reaction a person, and none where the newest was taken back', async () => {
      const { apply, read } = await stored();
      await apply(react('😂', 20), react('👍', 10), react('', 30), react('❤️', 25));
      expect((await read())?.reactions).toEqual([]);
      await apply(react('🎉', 5, '34600333444@c.us'), react('👏', 40));
      expect((await read())?.reactions).toEqual([
        { emoji: '🎉', isOurs: false, senderName: '+34600333444', timestamp: 5 },
        { emoji: '👏', isOurs: false, senderName: '+34600111222', timestamp: 40 },
      ]);
    });

    it('counts each person’s newest vote', async () => {
      const { apply, read } = await stored({
        type: 'poll',
        details: {
          kind: 'poll',
          question: 'When?',
          options: [
            { name: 'a', votes: 0 },
            { name: 'b', votes: 0 },
          ],
          allowsMultiple: true,
        },
      });
      await apply(vote([0, 1], 5), vote([1], 3), vote([1], 4, '34600333444@c.us'));
      expect((await read())?.details).toMatchObject({ options: [{ votes: 1 }, { votes: 2 }] });
    });

    it('changes what the list shows only while it is the last message', async () => {
      const { apply, conversationId } = await stored({ content: 'old' });
      const later = message({ content: 'newest', timestamp: 1_760_000_099_000 });
      await open.store(conversationId, [later]);
      await apply(edit('changed', 1));
      expect(await open.stores.conversations.summary(conversationId)).toMatchObject({
        lastMessage: { preview: 'newest' },
      });
    });

    it('is told to be for nobody when there is no such message', async () => {
      const { conversationId } = await open.newConversation();
      const outcome = await open.stores.messages.applyChange(conversationId, {
        ...revoke,
        messageId: 'none',
      });
      expect(outcome).toBe('unknownMessage');
    });
  });

  describe('what is found in a message', () => {
    it.each([
      [
        'the options of a poll',
        {
          type: 'poll',
          details: {
            kind: 'poll',
            question: 'Q',
            options: [{ name: 'Zanzibar', votes: 0 }],
            allowsMultiple: false,
          },
        },
      ],
      [
        'the name of a place',
        {
          type: 'location',
          details: { kind: 'location', latitude: 1, longitude: 2, name: 'Zanzibar', isLive: false },
        },
      ],
      [
        'the name on a card',
        {
          type: 'contact',
          details: {
            kind: 'contact',
            cards: [{ name: 'Zanzibar', phoneNumbers: [], vcard: '' }],
          },
        },
      ],
      [
        'the name of a file',
        {
          type: 'document',
          media: { mimeType: 'a/b', fileName: 'Zanzibar.pdf', isGif: false, isViewOnce: false },
        },
      ],
    ] as const)('is also %s', async (_, change) => {
      const { conversationId, messageId } = await stored({
        content: '',
        ...(change as Partial<NewMessage>),
      });
      const { items } = await open.stores.search.search({
        query: 'zanzi',
        conversationId,
        limit: 5,
      });
      expect(items.map((hit) => hit.message.messageId)).toEqual([messageId]);
    });
  });

  describe('a message that answers another', () => {
    it('shows it from another month, and says so when it was never stored', async () => {
      const { conversationId } = await open.newConversation();
      const old = message({
        content: 'From summer',
        timestamp: Date.parse('2025-07-01T10:00:00Z'),
      });
      const answers = [
        message({ replyToMessageId: old.messageId }),
        message({ replyToMessageId: '3EB0NEVERSTORED' }),
      ];
      await open.store(conversationId, [old]);
      const outcomes = await open.store(conversationId, answers);
      const expected = [
        { messageId: old.messageId, type: 'text', preview: 'From summer', isOurs: false },
        { messageId: '3EB0NEVERSTORED', type: 'unknown', preview: '', senderName: null },
      ];
      expect(
        outcomes.map((each) => each.outcome === 'inserted' && each.stored.replyTo),
      ).toMatchObject(expected);
      const { items } = await open.stores.messages.page({ conversationId, limit: 2 });
      expect(items.map(({ replyTo }) => replyTo)).toMatchObject(expected);
    });
  });

  describe('a message of ours that WhatsApp refuses', () => {
    it('has a reason, and none any more when it is accepted after all', async () => {
      const { conversationId, messageId, read } = await stored({
        fromMe: true,
        status: 'sending',
      });
      const { messages } = open.stores;
      await messages.recordStatus(conversationId, messageId, 'failed', 1);
      expect(await read()).toMatchObject({ status: 'failed', failure: 'whatsapp_refused' });
      await messages.recordStatus(conversationId, messageId, 'sent', 2);
      expect(await read()).toMatchObject({ status: 'sent', failure: null });
    });
  });
}
