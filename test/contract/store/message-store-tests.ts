import { beforeAll, describe, expect, it } from 'vitest';
import { MessageId } from '../../../src-preload/contract/ids.ts';
import type { MessageCursor } from '../../../src-preload/contract/message.ts';
import { ACCOUNT, message, newChatId, type OpenDatabases, walk } from './open-databases.ts';

/** Run by `stores.test.ts`, which opens the databases for all of them. */
export function messageStoreTests(databases: () => OpenDatabases): void {
  let open: OpenDatabases;

  beforeAll(() => {
    open = databases();
  });

  const contentsOf = async (
    conversationId: Parameters<OpenDatabases['stores']['messages']['find']>[0],
  ): Promise<string[]> => {
    const { items } = await open.stores.messages.page({ conversationId, limit: 200 });
    return items.map((each) => each.content);
  };

  describe('storing messages', () => {
    it('stores a message once, however often it comes', async () => {
      const { conversations } = open.stores;
      const { conversationId } = await open.newConversation();
      const hello = message();
      const first = await open.store(conversationId, [hello, hello], open.userId);
      const second = await open.store(conversationId, [hello], open.userId);
      expect(first.map(({ outcome }) => outcome)).toEqual(['inserted', 'alreadyKnown']);
      expect(second.map(({ outcome }) => outcome)).toEqual(['alreadyKnown']);
      expect(await conversations.summary(conversationId)).toMatchObject({
        messageCount: 1,
        unreadCount: 1,
        lastMessage: { preview: 'Hello' },
      });
    });

    it('tells which colleague wrote a message in this app, and of others nothing', async () => {
      const { conversationId } = await open.newConversation();
      const own = message({ fromMe: true, sentBy: open.userId });
      const [, stored] = await open.store(conversationId, [message({ fromMe: true }), own]);
      expect(stored).toMatchObject({ outcome: 'inserted', stored: { sentBy: open.userId } });
      const { items } = await open.stores.messages.page({ conversationId, limit: 10 });
      expect(items.map(({ sentBy }) => sentBy)).toEqual([undefined, open.userId]);
    });

    it('keeps the same message id apart in two conversations', async () => {
      const [one, two] = [await open.newConversation(), await open.newConversation()];
      const hello = message();
      for (const { conversationId } of [one, two]) {
        const [outcome] = await open.store(conversationId, [hello]);
        expect(outcome?.outcome).toBe('inserted');
      }
    });

    it('inserts each once when the same batch is stored four times at once', async () => {
      const { conversationId } = await open.newConversation();
      const batch = Array.from({ length: 20 }, (_, index) => message({ content: `m${index}` }));
      const all = await Promise.all(
        Array.from({ length: 4 }, () => open.store(conversationId, batch, open.userId)),
      );
      const inserted = all.flat().filter(({ outcome }) => outcome === 'inserted');
      expect(new Set(inserted.map((each) => each.message.messageId)).size).toBe(20);
      expect(inserted).toHaveLength(20);
      expect(await contentsOf(conversationId)).toEqual(batch.map((each) => each.content));
      expect(await open.stores.conversations.summary(conversationId)).toMatchObject({
        messageCount: 20,
        unreadCount: 20,
      });
    });

    it('gives different messages of one second, stored at once, a place each', async () => {
      const { conversationId } = await open.newConversation();
      const batch = Array.from({ length: 8 }, () => message());
      await Promise.all(batch.map((each) => open.store(conversationId, [each])));
      const { items } = await open.stores.messages.page({ conversationId, limit: 200 });
      expect(new Set(items.map((each) => each.sequence)).size).toBe(8);
      expect(await open.stores.conversations.summary(conversationId)).toMatchObject({
        messageCount: 8,
      });
    });

    it('counts exactly when twenty new customers write at the same time', async () => {
      const counts = await Promise.all(
        Array.from({ length: 20 }, async (_, customer) => {
          const { conversationId } = await open.newConversation();
          for (let turn = 0; turn <= customer % 5; turn++) {
            await open.store(conversationId, [message(), message({ fromMe: true })], open.userId);
          }
          const summary = await open.stores.conversations.summary(conversationId);
          return [summary?.messageCount, summary?.unreadCount, customer % 5];
        }),
      );
      for (const [messageCount, unreadCount, turns = 0] of counts) {
        expect([messageCount, unreadCount]).toEqual([2 * (turns + 1), turns + 1]);
      }
    });

    it('makes one conversation and one contact when a new customer is met ten times at once', async () => {
      const { conversations, contacts } = open.stores;
      const chatId = newChatId();
      const { sessionId, userId } = open;
      const made = await Promise.all(
        Array.from({ length: 10 }, async () => ({
          met: await open.meet({ sessionId, whatsappId: chatId, at: 1 }),
          found: await conversations.findOrCreate([
            { accountId: ACCOUNT, chatId, sessionId, userId, name: 'New', at: 1 },
          ]),
        })),
      );
      const outcomes = made.flatMap(({ found }) => found.map(({ outcome }) => outcome));
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      // That the contact is new is told to one at least; several may have met it in the same moment.
      expect(made.some(({ met }) => met[0]?.outcome === 'created')).toBe(true);
      const found = await contacts.page({ search: chatId.slice(0, 11), limit: 5 });
      expect(found.items).toHaveLength(1);
      const ids = made.flatMap((each) => each.found.map((one) => one.conversation.conversationId));
      expect(new Set(ids).size).toBe(1);
    });

    it('stores messages of many conversations at once, those of new and of known ones, each in its own', async () => {
      const known = await open.newConversation();
      await open.store(known.conversationId, [message({ content: 'first' })]);
      const places = [known, ...(await Promise.all([1, 2, 3].map(() => open.newConversation())))];
      const same = message({ content: 'the same id everywhere' });
      const outcomes = await open.stores.messages.store(
        places.map(({ conversationId }, index) => ({
          conversationId,
          ordered: [same, message({ content: `only ${index}`, timestamp: same.timestamp + 1000 })],
          source: 'live' as const,
          unreadFor: open.userId,
        })),
      );
      expect(outcomes.flat().every(({ outcome }) => outcome === 'inserted')).toBe(true);
      for (const [index, { conversationId }] of places.entries()) {
        expect(await contentsOf(conversationId)).toEqual([
          ...(index === 0 ? ['first'] : []),
          'the same id everywhere',
          `only ${index}`,
        ]);
        expect(await open.stores.conversations.summary(conversationId)).toMatchObject({
          unreadCount: 2,
          lastMessage: { preview: `only ${index}` },
        });
      }
    });

    it('stores nothing in any conversation when one message cannot be stored', async () => {
      const [one, two] = [await open.newConversation(), await open.newConversation()];
      await expect(
        open.stores.messages.store([
          { conversationId: one.conversationId, source: 'live', ordered: [message()] },
          {
            conversationId: two.conversationId,
            source: 'live',
            ordered: [message({ messageId: 'not an id' })],
          },
        ]),
      ).rejects.toThrow();
      for (const { conversationId } of [one, two]) {
        expect(await contentsOf(conversationId)).toEqual([]);
        expect(await open.stores.conversations.summary(conversationId)).toMatchObject({
          messageCount: 0,
        });
      }
    });

    it('keeps the order of a burst, and puts what comes late between', async () => {
      const { conversations } = open.stores;
      const { conversationId } = await open.newConversation();
      const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((content) => message({ content }));
      if (!a || !b || !c || !d) throw new Error('Four were made');
      await open.store(conversationId, [a, d]);
      await open.store(conversationId, [a, b, c, d]);
      expect(await contentsOf(conversationId)).toEqual(['a', 'b', 'c', 'd']);
      // What came late is not the newest.
      expect(await conversations.summary(conversationId)).toMatchObject({
        messageCount: 4,
        lastMessage: { preview: 'd' },
      });
    });

    it('leaves the last message alone when history brings older ones', async () => {
      const { conversations } = open.stores;
      const { conversationId } = await open.newConversation();
      await open.store(conversationId, [message({ content: 'now' })]);
      const old = message({ content: 'long ago', timestamp: 1_600_000_000_000 });
      await open.store(conversationId, [old]);
      const summary = await conversations.summary(conversationId);
      expect(summary).toMatchObject({ lastMessage: { preview: 'now' }, messageCount: 2 });
      expect(await contentsOf(conversationId)).toEqual(['long ago', 'now']);
    });

    it('takes the content of a message that was deciphered late, and counts nothing twice', async () => {
      const { conversations } = open.stores;
      const { conversationId } = await open.newConversation();
      const sealed = message({ whatsappType: 'ciphertext', type: 'unknown', content: '' });
      await open.store(conversationId, [sealed], open.userId);
      const opened = { ...sealed, whatsappType: 'chat', type: 'text' as const, content: 'At last' };
      const outcomes = await open.store(conversationId, [opened], open.userId);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['deciphered']);
      // Undeciphered once more, as history may have it: nothing is taken back.
      expect((await open.store(conversationId, [sealed])).map((each) => each.outcome)).toEqual([
        'alreadyKnown',
      ]);
      expect(await contentsOf(conversationId)).toEqual(['At last']);
      expect(await conversations.summary(conversationId)).toMatchObject({
        messageCount: 1,
        unreadCount: 1,
        lastMessage: { preview: 'At last', type: 'text' },
      });
    });

    it('stores nothing of a batch in which one message cannot be stored', async () => {
      const { conversations } = open.stores;
      const { conversationId } = await open.newConversation();
      const wrong = message({ messageId: 'not an id' });
      await expect(open.store(conversationId, [message(), wrong])).rejects.toThrow();
      expect(await contentsOf(conversationId)).toEqual([]);
      expect(await conversations.summary(conversationId)).toMatchObject({ messageCount: 0 });
    });

    it('links an answer to the message that it answers, when that is stored', async () => {
      const { conversationId } = await open.newConversation();
      const question = message();
      const answer = message({ replyToMessageId: question.messageId, fromMe: true });
      const orphan = message({ replyToMessageId: '3EB0NOTHERE' });
      await open.store(conversationId, [question]);
      await open.store(conversationId, [answer, orphan]);
      const collection = open.raw.mongo.collection('messages_2025_10');
      const stored = await collection.findOne({ messageId: question.messageId });
      expect(await collection.findOne({ messageId: answer.messageId })).toMatchObject({
        replyTo: stored?._id,
      });
      expect(await collection.findOne({ messageId: orphan.messageId })).not.toHaveProperty(
        'replyTo',
      );
    });

    const texts = {
      'a NUL': 'before\0after',
      'emoji of several code points': '👩‍👩‍👧‍👦🏳️‍🌈 ok',
      'right-to-left text': 'مرحبا، بكم هذا؟ שלום',
      'what a database might take for its own': '$set {"$gt": ""} \'); DROP TABLE leads; --',
      '64 KB': 'ñ'.repeat(65_536),
      'nothing at all': '',
    };
    it.each(Object.entries(texts))('gives back %s as it came', async (_, content) => {
      const { conversationId } = await open.newConversation();
      const sent = message({ content });
      await open.store(conversationId, [sent]);
      expect(await contentsOf(conversationId)).toEqual([content]);
      const summary = await open.stores.conversations.summary(conversationId);
      expect(summary?.lastMessage?.preview.length).toBeLessThanOrEqual(200);
      const { lead } = await open.stores.leads.open({
        conversationId,
        messageId: MessageId.parse(sent.messageId),
        contactName: content.slice(0, 100),
        reasons: [content.slice(0, 50)],
        excerpt: content.slice(0, 200),
        createdAt: sent.timestamp,
      });
      expect(lead.excerpt).toBe(content.slice(0, 200));
    });
  });

  describe('the status of a message', () => {
    it('only moves forward, in whatever order acks arrive', async () => {
      const { messages, conversations } = open.stores;
      const { conversationId } = await open.newConversation();
      const ours = message({ fromMe: true, status: 'sending' });
      const { messageId } = ours;
      await open.store(conversationId, [ours]);
      const record = (status: 'sent' | 'delivered' | 'read' | 'failed', at: number) =>
        messages.recordStatus(conversationId, messageId, status, at);
      expect(await record('delivered', 2)).toBe('advanced');
      expect(await record('sent', 1)).toBe('unchanged');
      expect(await record('failed', 3)).toBe('unchanged');
      expect(await record('read', 4)).toBe('advanced');
      expect(await record('read', 5)).toBe('unchanged');
      const stored = await messages.find(conversationId, MessageId.parse(messageId));
      expect(stored?.status).toBe('read');
      expect(stored?.statusUpdates.map((update) => update.status)).toEqual([
        'sending',
        'delivered',
        'read',
      ]);
      expect(await conversations.summary(conversationId)).toMatchObject({
        lastMessage: { status: 'read' },
      });
    });

    it('ends at the furthest when all acks come at once, each noted at most once', async () => {
      const { messages } = open.stores;
      const { conversationId } = await open.newConversation();
      const ours = message({ fromMe: true, status: 'sending' });
      await open.store(conversationId, [ours]);
      const acks = ['read', 'sent', 'delivered', 'read', 'delivered', 'sent'] as const;
      await Promise.all(
        acks.map((status, at) => messages.recordStatus(conversationId, ours.messageId, status, at)),
      );
      const stored = await messages.find(conversationId, MessageId.parse(ours.messageId));
      const statuses = stored?.statusUpdates.map((update) => update.status) ?? [];
      expect(stored?.status).toBe('read');
      expect(statuses.at(-1)).toBe('read');
      expect(new Set(statuses).size).toBe(statuses.length);
    });

    it('says so when there is no such message', async () => {
      const { conversationId } = await open.newConversation();
      expect(await open.stores.messages.recordStatus(conversationId, 'none', 'read', 1)).toBe(
        'unknownMessage',
      );
    });
  });

  describe('pages of a thread', () => {
    it.each([1, 3, 50])('hold every message once, in order, %i at a time', async (limit) => {
      const { conversationId } = await open.newConversation();
      // Seven of each second: pages end in the middle of one.
      const all = Array.from({ length: 21 }, (_, index) =>
        message({
          content: `m${index}`,
          timestamp: 1_760_000_000_000 + Math.floor(index / 7) * 1000,
        }),
      );
      await open.store(conversationId, all);
      const pages = await walk((before: MessageCursor | undefined) =>
        open.stores.messages.page({ conversationId, before, limit }),
      );
      expect(pages.reverse().flatMap((page) => page.map((each) => each.content))).toEqual(
        all.map((each) => each.content),
      );
      expect(pages.every((page) => page.length <= limit)).toBe(true);
    });
  });
}
