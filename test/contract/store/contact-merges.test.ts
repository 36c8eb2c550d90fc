import { randomUUID } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContactSnapshot } from '../../../src-main/domain/whatsapp-event.ts';
import type { Contact } from '../../../src-preload/contract/contact.ts';
import { ContactId, LeadId, SessionId } from '../../../src-preload/contract/ids.ts';
import { message, openAll, openDatabases, type OpenDatabases } from './open-databases.ts';

let open: OpenDatabases;
let next = 34_611_000_000;

beforeAll(async () => {
  open = await openDatabases();
});
afterAll(() => open.close());

const snapshot = (change: Partial<ContactSnapshot>): ContactSnapshot => ({
  ...{ whatsappId: '', isBusiness: false, isVerified: false, isBlocked: false },
  ...change,
});

const find = async (search: string): Promise<Contact[]> =>
  (await open.stores.contacts.page({ search, limit: 50 })).items;

/** Contacts with a conversation each, written in this order, on the same account. */
async function people(...names: string[]): Promise<{ contactId: ContactId; chatId: string }[]> {
  const made = [];
  for (const name of names) {
    const chatId = `${next++}@c.us`;
    const { conversationId } = await open.newConversation(chatId);
    // As the pipeline would have called it.
    await open.stores.conversations.rename([{ conversationId, name }]);
    await open.store(conversationId, [message({ content: `from ${name}` })]);
    await open.stores.contacts.sync(open.sessionId, [snapshot({ whatsappId: chatId, name })]);
    const [found] = await find(name);
    if (!found) throw new Error('It was made just now');
    made.push({ contactId: found.contactId, chatId });
  }
  return made;
}

/** Everything that is stored of contacts and conversations, but when it was written last. */
async function everything(): Promise<unknown[]> {
  const read = (collection: string): Promise<unknown[]> =>
    open.raw.mongo
      .collection(collection)
      .find(
        {},
        {
          projection: {
            updatedAt: 0,
            updatedBy: 0,
            name: 0,
            email: 0,
            notes: 0,
            'participants.name': 0,
          },
        },
      )
      .sort({ _id: 1 })
      .toArray();
  return [await read('whatsapp_contacts'), await read('conversations')];
}

const first = <T>(list: readonly T[]): T => {
  const [found] = list;
  if (!found) throw new Error('There is none');
  return found;
};

describe('contacts that are one person', () => {
  it('are suggested by number in any form, e-mail, and whole name with company; each contact once', async () => {
    const { contacts, contactMerges } = open.stores;
    const other = SessionId.parse(randomUUID());
    await contacts.sync(open.sessionId, [
      snapshot({ whatsappId: '5215511112222@c.us', name: 'Carla Méndez' }),
      snapshot({ whatsappId: '34622000001@c.us', name: 'Carla' }),
    ]);
    await contacts.sync(other, [snapshot({ whatsappId: '34622000001@c.us', name: 'C. Ruiz' })]);
    await contacts.import(
      open.sessionId,
      [{ name: 'Carla M. of the fair', phoneNumber: '+525511112222', email: 'carla@m.example' }],
      false,
    );
    const { groups } = await contactMerges.duplicates();
    const nameOf = async (id: ContactId): Promise<string> => (await contacts.card(id)).name;
    const named = await Promise.all(
      groups.map(async ({ contactIds, evidence }) => ({
        names: (await Promise.all(contactIds.map(nameOf))).sort(),
        kinds: evidence.map(({ kind }) => kind),
      })),
    );
    expect(named).toEqual(
      expect.arrayContaining([
        { names: ['C. Ruiz', 'Carla'], kinds: ['whatsappId', 'number'] },
        { names: ['Carla M. of the fair', 'Carla Méndez'], kinds: ['number'] },
      ]),
    );
    // The same again, and what changed meanwhile is seen without reading all anew.
    const [mendez] = await find('Carla Méndez');
    await contacts.update(mendez?.contactId ?? ContactId.parse('0'.repeat(24)), {
      email: 'carla@m.example',
    });
    const again = await contactMerges.duplicates();
    expect(again.groups.map(({ evidence }) => evidence.map(({ kind }) => kind))).toContainEqual([
      'number',
      'email',
    ]);
  });

  it('told apart are not suggested again, on any desktop', async () => {
    const { contacts, contactMerges } = open.stores;
    const pair = await people('Apart One', 'Apart Two');
    for (const { contactId } of pair) await contacts.update(contactId, { email: 'p@a.example' });
    const ids = pair.map(({ contactId }) => contactId);
    const suggested = async (stores = open.stores): Promise<boolean> =>
      (await stores.contactMerges.duplicates()).groups.some(({ contactIds }) =>
        ids.every((each) => contactIds.includes(each)),
      );
    expect(await suggested()).toBe(true);
    await contactMerges.tellApart(ids, open.userId);
    await contactMerges.tellApart([...ids].reverse(), open.userId);
    expect(await suggested()).toBe(false);
    const colleague = await openAll(open);
    try {
      expect(await suggested(colleague)).toBe(false);
    } finally {
      await colleague.close();
    }
    await expect(
      contactMerges.tellApart([ContactId.parse('0'.repeat(24))], open.userId),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are merged with what was chosen, and back exactly as they were', async () => {
    const { contacts, contactMerges, conversations } = open.stores;
    const [one, two] = await people('Merge Uno', 'Merge Dos');
    if (!one || !two) throw new Error('Two were made');
    await contacts.update(one.contactId, { email: 'uno@m.example', notes: 'Pays late' });
    await contacts.update(two.contactId, { email: 'dos@m.example', notes: 'Likes tea' });
    const leadId = LeadId.parse(new ObjectId().toHexString());
    await contacts.addLeads([{ sessionId: open.sessionId, whatsappId: two.chatId, leadId }]);
    const cards = async () => [
      await contacts.card(one.contactId),
      await contacts.card(two.contactId),
    ];
    const before = [await everything(), await cards()];

    const mergeId = await contactMerges.merge({
      kept: one.contactId,
      merged: [two.contactId],
      choices: { email: two.contactId, name: two.contactId },
      userId: open.userId,
    });
    const merged = await contacts.card(one.contactId);
    expect(merged).toMatchObject({
      name: 'Merge Dos',
      whatsappName: 'Merge Uno',
      email: 'dos@m.example',
      notes: 'Pays late\n\nLikes tea',
      leadCount: 1,
      mergedCount: 1,
      idCount: 1,
      merges: [{ mergeId, userId: open.userId, names: ['Merge Dos'] }],
    });
    // One card, whichever was asked for, with one conversation that has the messages of both.
    expect(await contacts.card(two.contactId)).toEqual(merged);
    expect(await find('Merge')).toHaveLength(1);
    expect(merged.conversations).toHaveLength(1);
    const { conversationId } = first(merged.conversations);
    expect(await conversations.summary(conversationId)).toMatchObject({ messageCount: 2 });
    // The number of either finds it, and it is called so in the inbox.
    expect(await find(two.chatId.slice(0, 11))).toMatchObject([{ contactId: one.contactId }]);
    expect(await contactMerges.namesOf(mergeId)).toHaveLength(2);
    await conversations.rename(await contactMerges.namesOf(mergeId));
    expect(await conversations.summary(conversationId)).toMatchObject({ name: 'Merge Dos' });
    expect(await conversations.search({ query: 'uno', limit: 5 })).toEqual([]);
    expect(await conversations.search({ query: 'dos merge', limit: 5 })).toHaveLength(1);

    expect(await contactMerges.undo(mergeId, open.userId)).toBe('undone');
    await conversations.rename(await contactMerges.namesOf(mergeId));
    expect([await everything(), await cards()]).toEqual(before);
    expect(await contactMerges.undo(mergeId, open.userId)).toBe('alreadyUndone');
    expect((await find('Merge')).map(({ name }) => name)).toEqual(['Merge Dos', 'Merge Uno']);
  });

  it('keep what was changed after the merge when it is undone', async () => {
    const { contacts, contactMerges } = open.stores;
    const [one, two] = await people('Later Uno', 'Later Dos');
    if (!one || !two) throw new Error('Two were made');
    await contacts.update(two.contactId, { email: 'dos@l.example', company: 'Dos' });
    const mergeId = await contactMerges.merge({
      kept: one.contactId,
      merged: [two.contactId],
      choices: { email: two.contactId, company: two.contactId },
      userId: open.userId,
    });
    await contacts.update(one.contactId, { company: 'Renamed' });
    await contactMerges.undo(mergeId, open.userId);
    expect(await contacts.card(one.contactId)).toMatchObject({ email: '', company: 'Renamed' });
    expect(await contacts.card(two.contactId)).toMatchObject({ company: 'Dos' });
  });

  it('are merged once when two desktops do it at the same moment', async () => {
    const { contacts, contactMerges } = open.stores;
    const [one, two] = await people('Race Uno', 'Race Dos');
    if (!one || !two) throw new Error('Two were made');
    const colleague = await openAll(open);
    const wish = { choices: {}, userId: open.userId };
    try {
      const outcomes = await Promise.allSettled([
        contactMerges.merge({ ...wish, kept: one.contactId, merged: [two.contactId] }),
        colleague.contactMerges.merge({ ...wish, kept: two.contactId, merged: [one.contactId] }),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'contact_already_merged' },
      });
    } finally {
      await colleague.close();
    }
    const card = await contacts.card(one.contactId);
    expect(card.merges).toHaveLength(1);
    expect(await find('Race')).toHaveLength(1);
  });

  it('merged twice come apart in any order', async () => {
    const { contacts, contactMerges } = open.stores;
    const [a, b, c] = await people('Chain Xenia', 'Chain Yolanda', 'Chain Zoraida');
    if (!a || !b || !c) throw new Error('Three were made');
    const before = await everything();
    const merge = (kept: ContactId, merged: ContactId) =>
      contactMerges.merge({ kept, merged: [merged], choices: {}, userId: open.userId });
    const inner = await merge(b.contactId, c.contactId);
    const outer = await merge(a.contactId, b.contactId);
    const { merges, mergedCount } = await contacts.card(a.contactId);
    expect([merges.map(({ mergeId }) => mergeId), mergedCount]).toEqual([[outer, inner], 2]);
    await contactMerges.undo(inner, open.userId);
    expect((await find('Chain')).map(({ name }) => name)).toEqual(['Chain Xenia', 'Chain Zoraida']);
    await contactMerges.undo(outer, open.userId);
    expect(await everything()).toEqual(before);
  });

  it('that are gone, or part of another, are not merged, and nothing is half done', async () => {
    const { contactMerges } = open.stores;
    const [one, two, three] = await people('Whole Xenia', 'Whole Yolanda', 'Whole Zoraida');
    if (!one || !two || !three) throw new Error('Three were made');
    const merge = (kept: ContactId, ...merged: ContactId[]) =>
      contactMerges.merge({ kept, merged, choices: {}, userId: open.userId });
    await merge(one.contactId, two.contactId);
    const before = await everything();
    await expect(merge(three.contactId, two.contactId)).rejects.toMatchObject({
      code: 'contact_already_merged',
    });
    await expect(merge(three.contactId, ContactId.parse('0'.repeat(24)))).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await everything()).toEqual(before);
  });

  it('through different accounts keep a conversation for each, all of them on the card', async () => {
    const { contacts, contactMerges, conversations } = open.stores;
    const [one] = await people('Accounts Uno');
    if (!one) throw new Error('One was made');
    const sessionId = SessionId.parse(randomUUID());
    const chatId = `${next++}@c.us`;
    await conversations.findOrCreate([
      { accountId: '34699999998@c.us', chatId, sessionId, userId: open.userId, name: 'x', at: 1 },
    ]);
    await contacts.sync(sessionId, [snapshot({ whatsappId: chatId, name: 'Accounts Dos' })]);
    const { contactId } = first(await find('Accounts Dos'));
    await contactMerges.merge({
      kept: one.contactId,
      merged: [contactId],
      choices: {},
      userId: open.userId,
    });
    const { conversations: talks } = await contacts.card(one.contactId);
    expect(talks.map((each) => each.sessionId).sort()).toEqual([open.sessionId, sessionId].sort());
  });

  it('merged by an app that ended before the names followed are finished at the next start', async () => {
    const { contactMerges } = open.stores;
    const [one, two] = await people('Crash Uno', 'Crash Dos');
    if (!one || !two) throw new Error('Two were made');
    const wish = { kept: one.contactId, merged: [two.contactId], choices: {} };
    const mergeId = await contactMerges.merge({ ...wish, userId: open.userId });
    expect(await contactMerges.unfinished()).toContain(mergeId);
    await contactMerges.finish(mergeId);
    expect(await contactMerges.unfinished()).not.toContain(mergeId);
  });
});
