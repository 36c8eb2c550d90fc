import { beforeEach, describe, expect, it } from 'vitest';
import { BusinessId, ContactId, SessionId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  type ContactsStore,
  createContactsStore,
  startContacts,
} from '../../../../src-renderer/features/contacts/contacts-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { definedOf, sampleCard } from '../../../support/preview/sample-contact-files.ts';
import { objectId, sampleContacts } from '../../../support/preview/sample-data.ts';
import { type TestDependencies, testDependencies } from '../samples.ts';

const shop = { businessId: BusinessId.parse(objectId(7)), name: 'Shop', isHighVolume: false };
const contacts = sampleContacts(3, 1_800_000_000_000).map((each) => ({
  ...each,
  businessId: null,
}));
const someone = ContactId.parse(objectId(1));

let dependencies: TestDependencies;
let store: ContactsStore;

beforeEach(async () => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('contact.list', () => succeed({ items: contacts, next: null }))
    .handle('business.list', () => succeed({ businesses: [shop], accounts: [] }))
    .handle('contact.setBusiness', () => succeed(null));
  store = createContactsStore(dependencies);
  await store.getState().load();
});

const businessOf = (contactId: ContactId): BusinessId | null | undefined =>
  shownValue(store.getState().contacts)?.items.find((each) => each.contactId === contactId)
    ?.businessId;

describe('the business of a contact', () => {
  it('can be any of the team’s', async () => {
    await store.getState().loadBusinesses();
    expect(shownValue(store.getState().businesses)).toEqual([shop]);
    dependencies.bridge.handle('business.list', () => fail('database_unreachable'));
    await store.getState().loadBusinesses();
    expect(store.getState().businesses.status).toBe('failed');
    expect(shownValue(store.getState().businesses)).toEqual([shop]);
  });

  it('is shown as main has taken it, of that contact alone, and can be taken away', async () => {
    await store.getState().setBusiness(someone, shop.businessId);
    expect(businessOf(someone)).toBe(shop.businessId);
    const others = shownValue(store.getState().contacts)?.items ?? [];
    expect(others.filter(({ businessId }) => businessId !== null)).toHaveLength(1);
    await store.getState().setBusiness(someone, null);
    expect(businessOf(someone)).toBeNull();
    expect(dependencies.bridge.inputsOf('contact.setBusiness')).toEqual([
      { contactId: someone, businessId: shop.businessId },
      { contactId: someone, businessId: null },
    ]);
  });

  it('is shown on the open card as well, and so is whom an account has blocked, in the list too', async () => {
    const [contact] = contacts;
    const sessionId = SessionId.parse('00000000-0000-4000-8000-000000000001');
    if (!contact) throw new Error('There is a contact');
    const card = sampleCard(contact, []);
    const { contactId } = card;
    dependencies.bridge
      .handle('contact.get', () => succeed(card))
      .handle('contact.setBlocked', ({ isBlocked }) =>
        succeed({ ...card, isBlocked, accounts: [{ sessionId, isBlocked }] }),
      );
    await store.getState().openCard(contactId);
    await store.getState().setBusiness(contactId, shop.businessId);
    expect(shownValue(store.getState().card)?.businessId).toBe(shop.businessId);
    await store.getState().setBlocked(contactId, sessionId, true);
    expect(shownValue(store.getState().card)?.accounts).toEqual([{ sessionId, isBlocked: true }]);
    const blocked = shownValue(store.getState().contacts)?.items.filter((each) => each.isBlocked);
    expect(blocked?.map((each) => each.contactId)).toEqual([contactId]);
    dependencies.bridge.handle('contact.setBlocked', () => fail('whatsapp_not_connected'));
    await store.getState().setBlocked(contactId, sessionId, false);
    expect(shownValue(store.getState().card)?.isBlocked).toBe(true);
    expect(dependencies.reported).toMatchObject([{ code: 'whatsapp_not_connected' }]);
  });

  it('is not asked for again when the phone blocks somebody: the list and the open card follow', async () => {
    const [contact, other] = contacts;
    if (!contact || !other) throw new Error('There are contacts');
    const blocked = (): unknown =>
      shownValue(store.getState().contacts)?.items.flatMap((each) =>
        each.isBlocked ? [each.contactId] : [],
      );
    const stop = startContacts(store, dependencies);
    const before = dependencies.bridge.inputsOf('contact.list').length;
    let isBlocked = false;
    dependencies.bridge.handle('contact.get', () =>
      succeed({ ...sampleCard(contact, []), isBlocked }),
    );
    await store.getState().openCard(contact.contactId);
    isBlocked = true;
    dependencies.bridge.emit('contact.blockChanged', {
      contactIds: [contact.contactId, other.contactId],
      isBlocked,
    });
    expect(blocked()).toEqual([contact.contactId, other.contactId]);
    await expect.poll(() => shownValue(store.getState().card)?.isBlocked).toBe(true);
    expect(dependencies.bridge.inputsOf('contact.list')).toHaveLength(before);
    // Another desktop tells it of every contact that it writes: what is no news is nothing to draw or to ask.
    const [shown, asked] = [
      store.getState().contacts,
      dependencies.bridge.inputsOf('contact.get').length,
    ];
    dependencies.bridge.emit('contact.blockChanged', {
      contactIds: [contact.contactId],
      isBlocked,
    });
    expect(store.getState().contacts).toBe(shown);
    expect(dependencies.bridge.inputsOf('contact.get')).toHaveLength(asked);
    stop();
    expect(dependencies.bridge.listenerCount('contact.blockChanged')).toBe(0);
  });

  it('has its picture asked for again when that of the open card has changed, and no other', async () => {
    const [contact, other] = contacts.filter(({ conversationId }) => conversationId !== null);
    if (!contact?.conversationId || !other?.conversationId) throw new Error('There are contacts');
    const stop = startContacts(store, dependencies);
    dependencies.bridge.handle('contact.get', () => succeed(sampleCard(contact, [])));
    await store.getState().openCard(contact.contactId);
    for (const { conversationId } of [contact, other]) {
      if (conversationId)
        dependencies.bridge.emit('conversation.pictureChanged', { conversationId });
    }
    expect(store.getState().pictureVersion).toBe(1);
    stop();
  });

  it('stays as it was, and the user is told, when main refuses', async () => {
    dependencies.bridge.handle('contact.setBusiness', () => fail('not_found'));
    await store.getState().setBusiness(someone, shop.businessId);
    expect(businessOf(someone)).toBeNull();
    expect(dependencies.reported).toMatchObject([{ code: 'not_found' }]);
  });
});

describe('what the team notes on the card', () => {
  it('is kept one change after the other, so that the card which is shown is the newest', async () => {
    const [contact] = contacts;
    if (contact === undefined) throw new Error('There are samples');
    const start = sampleCard(contact, []);
    let stored = start;
    const order: string[] = [];
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    dependencies.bridge
      .handle('contact.get', () => succeed(start))
      .handle('contact.update', async ({ details }) => {
        order.push(Object.keys(details).join());
        stored = { ...stored, ...definedOf(details) };
        const answer = succeed(stored);
        if (details.email !== undefined) await slow;
        return answer;
      });
    await store.getState().openCard(contact.contactId);
    const both = [
      store.getState().saveDetails(contact.contactId, { email: 'eva@example.com' }),
      store.getState().saveDetails(contact.contactId, { notes: 'Closes on Mondays' }),
    ];
    await Promise.resolve();
    expect(order).toEqual(['email']);
    release();
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(order).toEqual(['email', 'notes']);
    expect(shownValue(store.getState().card)).toMatchObject({
      email: 'eva@example.com',
      notes: 'Closes on Mondays',
    });
  });
});
