import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConversationCursor } from '../../../src-preload/contract/conversation.ts';
import { LeadId, MessageId, SessionId } from '../../../src-preload/contract/ids.ts';
import { ACCOUNT, message, newChatId, type OpenDatabases, walk } from './open-databases.ts';

/** Run by `stores.test.ts`, which opens the databases for all of them. */
export function directoryStoreTests(databases: () => OpenDatabases): void {
  let open: OpenDatabases;

  beforeAll(() => {
    open = databases();
  });

  describe('conversations', () => {
    it('come in pages, newest first, each once, also where many are equally new', async () => {
      const { stores } = open;
      const made = await Promise.all(
        Array.from({ length: 23 }, async (_, index) => {
          const { conversationId } = await open.newConversation();
          const timestamp = 1_760_000_000_000 + (index % 3) * 1000;
          await open.store(conversationId, [message({ timestamp })]);
          return conversationId;
        }),
      );
      const pages = await walk((after: ConversationCursor | undefined) =>
        stores.conversations.page({ after, limit: 5 }),
      );
      const items = pages.flat();
      const ids = items.map((each) => each.conversationId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(made));
      const times = items.map((each) => each.lastMessageAt);
      expect(times).toEqual([...times].sort((a, b) => b - a));
    });

    it('of an account that is linked anew go over to the new session and its user', async () => {
      const { conversations, users } = open.stores;
      const { conversationId } = await open.newConversation();
      await open.store(conversationId, [message()], open.userId);
      const other = await users.signIn({ name: 'Luis', email: 'luis@example.com' });
      const session = SessionId.parse(randomUUID());
      await conversations.moveToSession(ACCOUNT, session, other.userId);
      await conversations.recordUnread(conversationId, other.userId, 7);
      expect(await conversations.summary(conversationId)).toMatchObject({
        sessionId: session,
        unreadCount: 7,
      });
      await conversations.moveToSession(ACCOUNT, open.sessionId, open.userId);
      expect(await conversations.summary(conversationId)).toMatchObject({ unreadCount: 1 });
    });

    it('know up to when they are complete, and never less than before', async () => {
      const { conversations } = open.stores;
      const { conversationId, chatId } = await open.newConversation();
      const spans = async () => (await conversations.histories(ACCOUNT)).get(chatId)?.history.spans;
      expect(await spans()).toEqual([]);
      const read = (from: number, to: number) =>
        conversations.record([{ conversationId, history: [{ stretch: { from, to } }] }]);
      await read(1500, 2000);
      await read(500, 1500);
      await read(1000, 1200);
      expect(await spans()).toEqual([{ from: 500, to: 2000, count: 0 }]);
    });

    it('belong to the business that their account speaks for, also those that were there before', async () => {
      const { conversations, businesses, sessions, messages } = open.stores;
      const { business } = await businesses.create({ name: 'Corner Shop' });
      const sessionId = SessionId.parse(randomUUID());
      const { userId } = open;
      await sessions.recordChange({ sessionId, userId, at: 1, status: 'connected' });
      const make = async () => {
        const [made] = await conversations.findOrCreate([
          { accountId: ACCOUNT, chatId: newChatId(), sessionId, userId, name: 'x', at: 0 },
        ]);
        if (!made) throw new Error('One was asked for');
        return made.conversation.conversationId;
      };
      const before = await make();
      await open.store(before, [message()]);
      await sessions.setBusiness(sessionId, business.businessId);
      const after = await make();
      expect((await sessions.businesses([sessionId])).get(sessionId)).toBe(business.businessId);
      for (const conversationId of [before, after]) {
        expect(await conversations.find(conversationId)).toMatchObject({
          businessId: business.businessId,
        });
        const [outcome] = await open.store(conversationId, [message({ content: 'of a business' })]);
        expect(outcome?.outcome).toBe('inserted');
      }
      const { items } = await open.stores.search.search({
        query: 'business',
        businessId: business.businessId,
        limit: 10,
      });
      expect(items).toHaveLength(2);
      await sessions.setBusiness(sessionId, null);
      expect(await conversations.find(before)).toMatchObject({ businessId: null });
      expect(await messages.page({ conversationId: before, limit: 5 })).toMatchObject({
        items: [{}, {}],
      });
    });

    it('of a group take the name that the group has now', async () => {
      const { conversations } = open.stores;
      const { conversationId } = await open.newConversation(`${Date.now()}@g.us`);
      const snapshot = { isGroup: true, name: 'Team' };
      const place = { isArchived: false, isPinned: true };
      await conversations.record([{ conversationId, snapshot, place }]);
      expect(await conversations.summary(conversationId)).toMatchObject({
        name: 'Team',
        isGroup: true,
        isPinned: true,
      });
    });
  });

  describe('leads', () => {
    it('are marked in the messages they came from, also where a message is in another month', async () => {
      const { messages } = open.stores;
      const [one, two] = [await open.newConversation(), await open.newConversation()];
      const [early, late] = [
        message({ timestamp: Date.UTC(2026, 1) }),
        message({ timestamp: Date.UTC(2026, 3) }),
      ];
      await open.store(one.conversationId, [early]);
      await open.store(two.conversationId, [late]);
      await messages.markLeadsGenerated([
        // Told with a time of another month.
        { ...one, messageId: early.messageId, timestamp: late.timestamp },
        { ...two, messageId: late.messageId, timestamp: late.timestamp },
        { ...two, messageId: 'unknown', timestamp: late.timestamp },
      ]);
      for (const [{ conversationId }, { messageId }] of [
        [one, early],
        [two, late],
      ] as const) {
        const stored = await messages.find(conversationId, MessageId.parse(messageId));
        expect(stored).toMatchObject({ leadGenerated: true });
      }
    });

    it('are noted with the conversation, the contact and the message', async () => {
      const { stores, sessionId } = open;
      const { conversationId, chatId } = await open.newConversation();
      const buying = message();
      await open.store(conversationId, [buying]);
      await open.meet({ sessionId, whatsappId: chatId, at: 1 });
      const leadId = LeadId.parse('a'.repeat(24));
      await stores.messages.markLeadsGenerated([{ conversationId, ...buying }]);
      const ofContact = [{ sessionId, whatsappId: chatId, leadId }];
      await stores.contacts.addLeads(ofContact);
      await stores.contacts.addLeads(ofContact);
      await stores.conversations.linkLeads([{ conversationId, leadId }]);
      expect(await stores.conversations.summary(conversationId)).toMatchObject({ leadId });
      const found = await stores.contacts.page({ search: chatId.slice(0, 11), limit: 1 });
      expect(found.items).toMatchObject([{ leadCount: 1, conversationId }]);
    });
  });
}
