import { ObjectId } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { ContactSnapshot } from '../../../src-main/domain/whatsapp-event.ts';
import type { ContactCursor, ContactSort } from '../../../src-preload/contract/contact.ts';
import { BusinessId, ContactId, SessionId } from '../../../src-preload/contract/ids.ts';
import { message, newChatId, type OpenDatabases, walk } from './open-databases.ts';

/** Run by `stores.test.ts`, which opens the databases for all of them. */
export function contactStoreTests(databases: () => OpenDatabases): void {
  let open: OpenDatabases;

  beforeAll(() => {
    open = databases();
  });

  const snapshot = (change: Partial<ContactSnapshot> = {}): ContactSnapshot => ({
    whatsappId: newChatId(),
    isBusiness: false,
    isVerified: false,
    isBlocked: false,
    ...change,
  });
  const find = async (search: string): Promise<string[]> =>
    (await open.stores.contacts.page({ search, limit: 50 })).items.map((each) => each.name);

  beforeAll(async () => {
    await open.stores.contacts.sync(open.sessionId, [
      snapshot({ name: 'Ángela María Núñez', whatsappId: '34655443321@c.us' }),
      snapshot({ name: 'Angelika Maurer' }),
      snapshot({ name: 'Zoë', pushname: 'Sunny' }),
      snapshot({ whatsappId: '49151777888@c.us' }),
      snapshot({ name: 'مريم' }),
    ]);
  });

  it('are found by the beginning of any word, without regard to accents and capitals', async () => {
    expect(await find('angel')).toEqual(['Ángela María Núñez', 'Angelika Maurer']);
    expect(await find('NUÑ')).toEqual(['Ángela María Núñez']);
    expect(await find('sun')).toEqual(['Zoë']);
    expect(await find('مر')).toEqual(['مريم']);
    expect(await find('ngela')).toEqual([]);
  });

  it('have a card: what WhatsApp says, what the team noted, and every conversation with the person', async () => {
    const { contacts, conversations } = open.stores;
    const whatsappId = '34655000777@c.us';
    const { conversationId } = await open.newConversation(whatsappId);
    const second = SessionId.parse(randomUUID());
    const [elsewhere] = await conversations.findOrCreate([
      {
        ...{ accountId: '34699999999@c.us', chatId: whatsappId, sessionId: second },
        ...{ userId: open.userId, name: 'Rosa', at: 5 },
      },
    ]);
    await contacts.sync(open.sessionId, [snapshot({ name: 'Rosa Vidal', whatsappId })]);
    await contacts.sync(second, [snapshot({ name: 'Rosa', whatsappId })]);
    const ours = (await contacts.page({ search: 'Rosa Vidal', limit: 5 })).items;
    expect(ours).toMatchObject([{ name: 'Rosa Vidal', conversationId }]);
    const contactId = ours[0]?.contactId ?? ContactId.parse('0'.repeat(24));
    await contacts.update(contactId, { company: 'Panadería Sol', email: 'rosa@sol.example' });
    await contacts.update(contactId, { title: 'Owner', notes: 'Calls after six' });
    expect(await contacts.card(contactId)).toMatchObject({
      name: 'Rosa Vidal',
      phoneNumber: '+34655000777',
      company: 'Panadería Sol',
      email: 'rosa@sol.example',
      title: 'Owner',
      notes: 'Calls after six',
      conversationId,
      ...{ isOnline: false, lastSeen: null },
    });
    await open.raw.mongo
      .collection<{ _id: ObjectId }>('whatsapp_contacts')
      .updateOne({ _id: new ObjectId(contactId) }, { $set: { lastSeen: new Date(5_000) } });
    expect(await contacts.card(contactId)).toMatchObject({ lastSeen: 5_000 });
    const { conversations: all } = await contacts.card(contactId);
    expect(new Set(all.map((each) => each.conversationId))).toEqual(
      new Set([conversationId, elsewhere?.conversation.conversationId]),
    );
    // Found by what was noted, also after WhatsApp has said something new of the person.
    expect(await find('panad')).toEqual(['Rosa Vidal']);
    await contacts.sync(open.sessionId, [snapshot({ name: 'Rosa Vidal Sol', whatsappId })]);
    expect(await find('panad owner')).toEqual(['Rosa Vidal Sol']);
    await contacts.update(contactId, { company: '' });
    expect(await find('panad')).toEqual([]);
    expect(await contacts.card(contactId)).toMatchObject({ company: '', title: 'Owner' });
    await expect(contacts.card(ContactId.parse('0'.repeat(24)))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('of a file are added once, and fill in only what is empty unless they shall overwrite', async () => {
    const { contacts } = open.stores;
    const lines = [
      { name: 'Imported One', phoneNumber: '+34655111001', company: 'First' },
      { name: 'Imported Two', phoneNumber: '+34655111002' },
    ];
    const bring = (company: string, overwrites = false) =>
      contacts.import(
        open.sessionId,
        lines.map((line) => ({ ...line, company, title: 'Buyer' })),
        overwrites,
      );
    expect(await contacts.import(open.sessionId, lines, false)).toEqual(['created', 'created']);
    expect(await contacts.import(open.sessionId, lines, false)).toEqual(['unchanged', 'unchanged']);
    expect(await bring('Second')).toEqual(['updated', 'updated']);
    const companies = async () => {
      const { items } = await contacts.page({ search: 'imported', limit: 5 });
      const details = await contacts.details(items.map(({ contactId }) => contactId));
      return items.map(({ contactId, name }) => [name, details.get(contactId)?.company]);
    };
    expect(await companies()).toEqual([
      ['Imported One', 'First'],
      ['Imported Two', 'Second'],
    ]);
    expect(await bring('Third', true)).toEqual(['updated', 'updated']);
    expect(await bring('Third', true)).toEqual(['unchanged', 'unchanged']);
    expect(await companies()).toEqual([
      ['Imported One', 'Third'],
      ['Imported Two', 'Third'],
    ]);
    expect(await find('buyer 655111002')).toEqual(['Imported Two']);
  });

  it('are found by several words, all of which must fit', async () => {
    expect(await find('mar ang')).toEqual(['Ángela María Núñez']);
    expect(await find('ang ma')).toEqual(['Ángela María Núñez', 'Angelika Maurer']);
    expect(await find('mar zoe')).toEqual([]);
  });

  it('are found by digits anywhere in the number, however it is written', async () => {
    expect(await find('5544')).toEqual(['Ángela María Núñez']);
    expect(await find('+34 655 44')).toEqual(['Ángela María Núñez']);
    expect(await find('7888')).toEqual(['+49151777888']);
    expect(await find('321')).toEqual(['Ángela María Núñez']);
    expect(await find('49151777888')).toEqual(['+49151777888']);
    // The last digits alone.
    expect(await find('21')).toContain('Ángela María Núñez');
  });

  it.each(['(.*', '[a', '\\', '$ne', 'a\0b'])('searching for %j harms nothing', async (search) => {
    await expect(find(search)).resolves.toBeInstanceOf(Array);
  });

  it('come in pages from A to Z, each once, also where many have the same name', async () => {
    const { contacts } = open.stores;
    await contacts.sync(
      open.sessionId,
      Array.from({ length: 17 }, () => snapshot({ name: 'José' })),
    );
    const pages = await walk((after: ContactCursor | undefined) =>
      contacts.page({ after, limit: 4 }),
    );
    const items = pages.flat();
    expect(new Set(items.map((each) => each.contactId)).size).toBe(items.length);
    expect(items.filter((each) => each.name === 'José')).toHaveLength(17);
    const names = items.map((each) => each.name);
    expect(names.indexOf('José')).toBeLessThan(names.indexOf('Zoë'));
  });

  it('come in the order of any column, page by page, each once, what is empty last', async () => {
    const { contacts } = open.stores;
    const { sessionId } = open;
    const people = Array.from({ length: 12 }, (_, index) => ({
      name: `Sorted ${'abcdefghijkl'[index] ?? ''}`,
      phoneNumber: `+3465577700${index % 10}${index}`,
      ...(index % 3 === 0 ? {} : { company: index % 3 === 1 ? 'Óptica Sol' : 'Zapatos Luna' }),
    }));
    await contacts.import(sessionId, people, false);
    const last = people.at(-1)?.phoneNumber.slice(1) ?? '';
    const first = people[0]?.phoneNumber.slice(1) ?? '';
    const at = Date.now() - 60_000;
    await open.meet({ sessionId, whatsappId: `${first}@c.us`, at: at - 3_600_000 });
    await open.meet({ sessionId, whatsappId: `${last}@c.us`, at });
    const all = async (sort: ContactSort, search?: string) => {
      const pages = await walk((after: ContactCursor | undefined) =>
        contacts.page({ sort, after, limit: 5, search }),
      );
      const items = pages.flat();
      expect(new Set(items.map(({ contactId }) => contactId)).size).toBe(items.length);
      return items;
    };
    const ours = (items: Awaited<ReturnType<typeof all>>) =>
      items.filter(({ name }) => name.startsWith('Sorted '));
    const letters = (items: Awaited<ReturnType<typeof all>>) =>
      ours(items).reduce((word, { name }) => word + name.slice(-1), '');
    expect(letters(await all({ by: 'company', isDescending: false }))).toBe('behkcfiladgj');
    expect(letters(await all({ by: 'company', isDescending: true }))).toBe('cfilbehkadgj');
    expect(letters(await all({ by: 'company', isDescending: true }, 'sorted'))).toBe(
      'cfilbehkadgj',
    );
    expect(letters(await all({ by: 'name', isDescending: true }))).toBe('lkjihgfedcba');
    // Of those whom nobody has written with yet, nothing is known.
    expect(letters(await all({ by: 'lastInteraction', isDescending: true }))).toMatch(/^la/);
    for (const isDescending of [true, false]) {
      for (const by of ['lastInteraction', 'created', 'leads'] as const) {
        const field = {
          lastInteraction: 'lastInteractionAt',
          created: 'createdAt',
          leads: 'leadCount',
        } as const;
        const values = (await all({ by, isDescending })).flatMap((each) => each[field[by]] ?? []);
        expect(values).toEqual(
          values.toSorted((one, other) => (isDescending ? other - one : one - other)),
        );
      }
    }
    const { items } = await contacts.page({ search: 'sorted', limit: 50 });
    const [a, b] = items;
    if (!a || !b) throw new Error('They are there');
    const businessNames = new Map([
      ['b'.repeat(24), 'Bazaar'],
      ['a'.repeat(24), 'Alpha'],
    ]);
    await contacts.setBusiness(a.contactId, BusinessId.parse('b'.repeat(24)));
    await contacts.setBusiness(b.contactId, BusinessId.parse('a'.repeat(24)));
    const page = await contacts.page({
      ...{ search: 'sorted', sort: { by: 'business', isDescending: false } },
      ...{ businessNames, limit: 3 },
    });
    expect(letters(page.items)).toBe('bac');
  });

  it('synchronised twice are there once, brought up to date', async () => {
    const { contacts } = open.stores;
    const whatsappId = newChatId();
    await contacts.sync(open.sessionId, [snapshot({ whatsappId, name: 'Old Twice' })]);
    await contacts.sync(open.sessionId, [
      snapshot({ whatsappId, name: 'New Twice', isBlocked: true }),
    ]);
    expect(await find('twice')).toEqual(['New Twice']);
  });

  it('are blocked in one account and not in the other, and their conversations show it', async () => {
    const { contacts, conversations } = open.stores;
    const whatsappId = newChatId();
    const other = SessionId.parse(randomUUID());
    await contacts.sync(open.sessionId, [snapshot({ whatsappId, name: 'Blanca Blocked' })]);
    await contacts.sync(other, [snapshot({ whatsappId, name: 'Blanca Blocked' })]);
    const { conversationId } = await open.newConversation(whatsappId);
    expect(await conversations.summary(conversationId)).not.toHaveProperty('isBlocked');

    expect(await contacts.isBlocked(open.sessionId, [whatsappId])).toBe(false);
    expect(await contacts.setBlocked(open.sessionId, [whatsappId], true)).toEqual([
      { whatsappId, contactId: await contacts.idOf(open.sessionId, [whatsappId]) },
    ]);
    expect(await contacts.isBlocked(open.sessionId, [newChatId(), whatsappId])).toBe(true);
    expect(await contacts.isBlocked(other, [whatsappId])).toBe(false);
    expect(await contacts.setBlocked(open.sessionId, [whatsappId], true)).toEqual([]);
    expect(await conversations.touch(open.sessionId, [whatsappId])).toEqual([conversationId]);
    expect(await conversations.summary(conversationId)).toMatchObject({ isBlocked: true });
    const { items } = await contacts.page({ search: 'blanca', limit: 5 });
    const cards = await Promise.all(items.map(({ contactId }) => contacts.card(contactId)));
    for (const card of cards) {
      expect(new Map(card.accounts.map((each) => [each.sessionId, each.isBlocked]))).toEqual(
        new Map([
          [open.sessionId, true],
          [other, false],
        ]),
      );
    }
    // What WhatsApp says at the next connection stands.
    await contacts.sync(open.sessionId, [snapshot({ whatsappId, name: 'Blanca Blocked' })]);
    expect(await conversations.summary(conversationId)).not.toHaveProperty('isBlocked');
  });

  it('keep the name that came with a message when the directory has none', async () => {
    const { contacts } = open.stores;
    const whatsappId = newChatId();
    const { sessionId } = open;
    await open.meet({ sessionId, whatsappId, pushname: 'Maribel', at: 1 });
    await contacts.sync(sessionId, [snapshot({ whatsappId })]);
    expect((await contacts.names(sessionId, [whatsappId])).get(whatsappId)).toBe('Maribel');
  });

  it('keep the name that the team gave, by a file or by hand, with what WhatsApp calls them beside it', async () => {
    const { contacts } = open.stores;
    const { sessionId } = open;
    const whatsappId = '34655222333@c.us';
    const line = { name: 'Ana of the fair', phoneNumber: '+34655222333' };
    expect(await contacts.import(sessionId, [line], false)).toEqual(['created']);
    const contactId =
      (await contacts.page({ search: 'Ana of the fair', limit: 1 })).items[0]?.contactId ??
      ContactId.parse('0'.repeat(24));
    const names = async () => {
      const { name, whatsappName } = await contacts.card(contactId);
      return [name, whatsappName];
    };
    expect(await names()).toEqual(['Ana of the fair', '+34655222333']);
    // A message brings what she calls herself, the address book another name.
    expect(await open.meet({ sessionId, whatsappId, pushname: 'anita', at: 1 })).toEqual([
      { outcome: 'alreadyKnown', displayName: 'Ana of the fair', isBusiness: false },
    ]);
    expect(await names()).toEqual(['Ana of the fair', 'anita']);
    await contacts.sync(sessionId, [snapshot({ whatsappId, name: 'Ana Book' })]);
    expect(await names()).toEqual(['Ana of the fair', 'Ana Book']);
    // Both find her, and a file takes the name only when it shall replace.
    expect(await find('ana book')).toEqual(['Ana of the fair']);
    const other = { ...line, name: 'Ana Other' };
    expect(await contacts.import(sessionId, [other], false)).toEqual(['unchanged']);
    expect(await contacts.import(sessionId, [other], true)).toEqual(['updated']);
    await contacts.update(contactId, { name: 'Ana by hand' });
    await contacts.sync(sessionId, [snapshot({ whatsappId, name: 'Ana Book 2' })]);
    expect(await names()).toEqual(['Ana by hand', 'Ana Book 2']);
    await contacts.update(contactId, { name: '' });
    expect(await names()).toEqual(['Ana Book 2', null]);
  });

  it('are called by their number until they tell a name, and by the address book before that', async () => {
    const { contacts } = open.stores;
    const whatsappId = newChatId();
    const meet = (pushname?: string) =>
      open.meet({ sessionId: open.sessionId, whatsappId, pushname, at: 1 });
    expect(await meet()).toEqual([
      { outcome: 'created', displayName: `+${whatsappId.slice(0, 11)}`, isBusiness: false },
    ]);
    expect(await meet('Pepe')).toEqual([
      { outcome: 'alreadyKnown', displayName: 'Pepe', isBusiness: false },
    ]);
    await contacts.sync(open.sessionId, [
      snapshot({ whatsappId, name: 'José Pérez', isBusiness: true }),
    ]);
    expect(await meet('Pepito')).toEqual([
      { outcome: 'alreadyKnown', displayName: 'José Pérez', isBusiness: true },
    ]);
  });

  it('tell the exact time of the last message, though contacts are not written for each', async () => {
    const { stores, sessionId, raw } = open;
    const { conversationId, chatId } = await open.newConversation();
    const written = () =>
      raw.mongo
        .collection('whatsapp_contacts')
        .find({ sessionId })
        .sort({ createdAt: -1 })
        .limit(1)
        .project({ lastInteractionAt: 1 })
        .toArray();
    const at = Date.UTC(2026, 5);
    const tell = async (timestamp: number) => {
      await open.meet({ sessionId, whatsappId: chatId, at: timestamp });
      await open.store(conversationId, [message({ timestamp })]);
      const page = await stores.contacts.page({ search: chatId.slice(0, 11), limit: 1 });
      return page.items[0]?.lastInteractionAt;
    };
    expect(await tell(at)).toBe(at);
    expect(await tell(at + 60_000)).toBe(at + 60_000);
    expect(await written()).toMatchObject([{ lastInteractionAt: new Date(at) }]);
    expect(await tell(at + 3_600_000)).toBe(at + 3_600_000);
    expect(await written()).toMatchObject([{ lastInteractionAt: new Date(at + 3_600_000) }]);
  });
}
