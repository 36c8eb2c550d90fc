import { afterEach, describe, expect, it, vi } from 'vitest';
import { isFlawless } from '../../support/replay/judge.ts';
import { RunningDesk } from './support/running-desk.ts';

// A browser and two databases: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const ANA = '34600111222';

let desk: RunningDesk;
afterEach(() => desk.remove());

const pageOf = async () => (await desk.workplace.stores.conversations.page({ limit: 50 })).items;
const contacts = async () =>
  (await desk.workplace.stores.contacts.page({ limit: 50 })).items.map(({ name, idCount }) => ({
    name,
    idCount,
  }));

/** When a document was written last, and names and what finds them, which WhatsApp tells anew. */
const told = { updatedAt: 0, updatedBy: 0, name: 0, searchTokens: 0, 'participants.name': 0 };

/** The documents themselves, without that. */
async function conversationDocuments(): Promise<unknown[]> {
  return desk.db
    .collection('conversations')
    .find({}, { projection: told })
    .sort({ createdAt: 1 })
    .toArray();
}

describe('a person who writes under a number and then under a LID', () => {
  it('has one conversation and one contact, which can be taken apart exactly as they were, and stay so', async () => {
    desk = await RunningDesk.create();
    const ana = desk.simulator.customer(ANA, { pushname: 'Ana', hidesNumber: true });
    await desk.link();
    // Each in a second of its own: the list and the threads go by WhatsApp's time.
    const at = Math.floor(Date.now() / 1000) - 10;
    await ana.says('under the number', { at });
    await desk.stored(1);
    const hidden = desk.simulator.customer(ANA, { addressing: 'lid' });
    await hidden.says('under the LID', { at: at + 1 });
    await hidden.says('and again', { at: at + 2 });
    await desk.stored(3);
    await desk.settled();
    // Nothing says that they are one: not their names either.
    expect((await pageOf()).map(({ messageCount }) => messageCount)).toEqual([2, 1]);
    expect(await contacts()).toHaveLength(2);
    const before = await conversationDocuments();

    // WhatsApp tells at the next connection.
    await desk.stop();
    await desk.simulator.customer(ANA, { hidesNumber: false }).meets();
    await desk.startAgain();
    await desk.until(async () => (await pageOf()).length === 1);
    const [joined] = await pageOf();
    if (!joined) throw new Error('There is no conversation');
    const { conversationId } = joined;
    expect(joined).toMatchObject({
      phoneNumber: `+${ANA}`,
      messageCount: 3,
      unreadCount: 3,
      lastMessage: { preview: 'and again' },
    });
    await desk.until(async () => (await contacts()).length === 1);
    expect(await contacts()).toEqual([{ name: 'Ana', idCount: 2 }]);

    const { stores, identities, user } = desk.workplace;
    const texts = async (): Promise<string[]> =>
      (await stores.messages.page({ conversationId, limit: 50 })).items.map((each) => each.content);
    expect(await texts()).toEqual(['under the number', 'under the LID', 'and again']);
    // Page by page as well, each once.
    const newest = await stores.messages.page({ conversationId, limit: 1 });
    const rest = await stores.messages.page({
      conversationId,
      limit: 10,
      before: newest.next ?? undefined,
    });
    expect([...rest.items, ...newest.items].map((each) => each.content)).toEqual(await texts());

    // A quote leads to any of them, under either id.
    for (const each of [...rest.items, ...newest.items]) {
      const found = await stores.messages.find(conversationId, each.messageId);
      expect(found).toMatchObject({ conversationId, content: each.content });
    }

    // What comes under either id is shown in it, and an answer goes where the newest message is.
    const told = desk.next('message.changed', ({ content }) => content === 'news');
    await desk.simulator.customer(ANA, { addressing: 'lid' }).says('news');
    expect(await told).toMatchObject({ conversationId });
    const target = await stores.conversations.find(conversationId);
    expect(target?.chatId).toMatch(/@lid$/);
    expect(target?.otherChatIds).toEqual([`${ANA}@c.us`]);
    // WhatsApp's own count comes after the message.
    await desk.settled();
    await stores.conversations.recordUnread(conversationId, user.userId, 0);
    expect((await pageOf()).map(({ unreadCount }) => unreadCount)).toEqual([0]);
    expect(
      await stores.identities.evidence(target?.accountId ?? '', [
        `${ANA}@c.us`,
        target?.chatId ?? '',
      ]),
    ).toEqual([{ source: 'contact', at: expect.any(Number) as number }]);

    await desk.settled();
    expect(await identities.takeApart(conversationId, user.userId)).toBe(true);
    expect((await pageOf()).map(({ messageCount }) => messageCount)).toEqual([3, 1]);
    expect(await contacts()).toHaveLength(2);
    expect(await texts()).toEqual(['under the number']);
    const after = await conversationDocuments();
    // The number's own is what it was, but for what was read in it.
    expect(after[0]).toMatchObject({
      ...(before[0] as object),
      unreadCount: { [user.userId]: 0 },
      history: expect.any(Object) as object,
    });
    expect(after[0]).not.toHaveProperty('joinedInto');

    // What a person has decided holds, whatever WhatsApp says.
    await desk.stop();
    await desk.startAgain();
    await desk.next('session.syncProgress', ({ step }) => step === 'contacts');
    await desk.settled();
    expect(await pageOf()).toHaveLength(2);
    expect(isFlawless({ ...(await desk.verdict()), wrongCounters: [] })).toBe(true);
  });
});

describe('what says that two ids are one person', () => {
  it('comes with a message: its conversation is joined at once, and the window is told of it by the id it knows', async () => {
    desk = await RunningDesk.create();
    const ana = desk.simulator.customer(ANA, { pushname: 'Ana', hidesNumber: true });
    await desk.link();
    await ana.says('under the number');
    await desk.stored(1);
    const [first] = await pageOf();
    const hidden = desk.simulator.customer(ANA, { addressing: 'lid' });
    await hidden.says('under the LID, which says no more');
    await desk.stored(2);
    expect(await pageOf()).toHaveLength(2);
    await hidden.says('under the LID, with the number', { tellsOtherId: true });
    await desk.until(async () => (await pageOf()).length === 1);
    const [joined] = await pageOf();
    expect(joined).toMatchObject({ conversationId: first?.conversationId, messageCount: 3 });
    expect(await contacts()).toEqual([{ name: 'Ana', idCount: 2 }]);
    const { stores } = desk.workplace;
    const found = await stores.conversations.find(joined?.conversationId as never);
    const evidence = await stores.identities.evidence(found?.accountId ?? '', [
      found?.chatId ?? '',
      ...(found?.otherChatIds ?? []),
    ]);
    expect(evidence.map(({ source }) => source)).toEqual(['message']);

    // History that is read of the one that is joined is told of the one that is shown.
    await desk.settled();
    const before = desk.published.length;
    await desk.stop();
    await hidden.says('while nobody was there');
    await desk.startAgain();
    await desk.stored(4);
    await desk.settled();
    const told = desk.published
      .slice(before)
      .filter(({ event }) => event === 'conversation.historyChanged')
      .map(({ payload }) => (payload as { conversationId: string }).conversationId);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set([first?.conversationId]));
  });

  it('is a username that both have at the same time, and nothing else of what they are called', async () => {
    desk = await RunningDesk.create();
    const ana = desk.simulator.customer(ANA, { pushname: 'Ana', hidesNumber: true });
    await desk.link();
    await ana.says('under the number');
    await desk.stored(1);
    await desk.simulator.customer(ANA, { addressing: 'lid' }).says('under the LID');
    await desk.stored(2);
    await desk.settled();
    expect(await pageOf()).toHaveLength(2);
    await desk.stop();
    await desk.simulator.customer(ANA, { username: 'ana.cakes' }).meets();
    await desk.startAgain();
    await desk.until(async () => (await pageOf()).length === 1);
    // The graph has the username with both ids as well: as a pseudonym.
    expect(await desk.db.collection('identities').countDocuments()).toBe(3);
    expect(JSON.stringify(await desk.db.collection('identities').find().toArray())).not.toContain(
      'ana.cakes',
    );
  });
});
