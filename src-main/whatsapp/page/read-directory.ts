import type { PageContact, PageMessage, PageWid, WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage;

/** Page script: the chats that the page knows. Nothing is asked of WhatsApp's server, however many groups there are. */
export function readChats(): unknown[] {
  /** How many of the newest messages a change is looked for in. */
  const looked = 30;
  const digestOf = (messages: PageMessage[]): string => {
    const newest = messages.sort((a, b) => a.t - b.t).slice(-looked);
    const text = newest
      .map(({ id, ack, type, latestEditSenderTimestampMs: editedAt }) =>
        [id.id, ack, type, editedAt ?? 0].join(),
      )
      .sort()
      .join(';');
    let hash = 5381;
    for (let index = 0; index < text.length; index += 1) {
      hash = (Math.imul(hash, 33) ^ text.charCodeAt(index)) >>> 0;
    }
    return `${newest.length}:${hash.toString(36)}`;
  };
  return window
    .require('WAWebCollections')
    .Chat.getModelsArray()
    .map((chat) => ({
      id: chat.id.toString(),
      name: chat.formattedTitle,
      isGroup: chat.id.server === 'g.us',
      groupDescription: chat.groupMetadata?.desc,
      unreadCount: chat.unreadCount,
      archive: chat.archive === true,
      pinned: Boolean(chat.pin),
      t: chat.t,
      digest: digestOf([...chat.msgs.getModelsArray()]),
    }));
}

/**
 * Page script: people, as the page knows them: all of them, or the one with this id (null when there is no such id).
 * The library's own `getContacts` asks WhatsApp's server about every business.
 */
export async function readContacts(id: string | null): Promise<unknown[]> {
  const { Contact, Blocklist } = window.require('WAWebCollections');
  const getters = window.require('WAWebContactGetters');
  const identities = window.require('WAWebApiContact');

  const isBlocked = (contact: PageContact): boolean => {
    if (contact.isContactBlocked === true) return true;
    const sibling = identities.getAlternateUserWid(contact.id);
    return [contact.id, sibling].some(
      (wid) => wid !== undefined && Blocklist.get(wid) !== undefined,
    );
  };
  const phoneNumber = (contact: PageContact): string | undefined => {
    const pn: PageWid | undefined =
      contact.id.server === 'c.us'
        ? contact.id
        : (contact.phoneNumber ?? identities.getPhoneNumber(contact.id));
    return pn?.user;
  };
  const describe = (contact: PageContact): unknown => ({
    id: contact.id.toString(),
    name: getters.getName(contact),
    pushname: getters.getPushname(contact),
    shortName: getters.getShortName(contact),
    phoneNumber: phoneNumber(contact),
    sibling: identities.getAlternateUserWid(contact.id)?.toString(),
    username: contact.username,
    isBusiness: contact.isBusiness === true,
    verifiedLevel: getters.getVerifiedLevel(contact),
    isBlocked: isBlocked(contact),
  });

  if (id === null) {
    return Contact.getModelsArray()
      .filter((contact) => getters.getIsUser(contact) === true)
      .map(describe);
  }
  const wid = window.require('WAWebWidFactory').createWid(id);
  return [describe(Contact.get(wid) ?? (await Contact.find(wid)))];
}
