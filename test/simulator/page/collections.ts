import type { WireChat, WireContact, WireMessage } from '../protocol/wire-message.ts';
import { currentUser, linkLid, otherIdOf } from './account.ts';
import { ChatModel, ContactModel, GroupMetadataModel } from './chat-model.ts';
import { keyOf, MessageKey, toWid, type Wid } from './ids.ts';
import { MessageModel } from './message-model.ts';
import { Collection, Model, type Identified } from './model.ts';
import { server } from './server-connection.ts';

/** A model as the page makes it from what the server says. */
export function messageFromWire({ key, ...fields }: WireMessage, isNewMsg: boolean): MessageModel {
  return new MessageModel({
    viewed: false,
    invis: false,
    star: false,
    recvFresh: true,
    isFromTemplate: false,
    mentionedJidList: [],
    groupMentions: [],
    isForwarded: false,
    ...fields,
    isNewMsg,
    id: new MessageKey(key),
  });
}

class MessageCollection extends Collection<MessageModel> {
  readonly #byStanza = new Map<string, MessageModel>();

  override add(message: MessageModel): MessageModel {
    if (!this.#byStanza.has(message.id.id)) this.#byStanza.set(message.id.id, message);
    return super.add(message);
  }

  override remove(message: MessageModel): void {
    this.#byStanza.delete(message.id.id);
    super.remove(message);
  }

  /** The direction suffix and the chat of one message can differ between devices; its stanza id cannot. */
  byStanza(stanzaId: string): MessageModel | undefined {
    return this.#byStanza.get(stanzaId);
  }

  /** A message of the past, without any "new message" event. Not put into its chat: see `loadEarlierMsgs`. */
  recall(wire: WireMessage): MessageModel {
    return this.byStanza(wire.key.id) ?? this.add(messageFromWire(wire, false));
  }

  async getMessagesById(ids: readonly unknown[]): Promise<{ messages: MessageModel[] }> {
    const wanted = ids.map((id) => keyOf(id) ?? '');
    const missing = wanted.filter((id) => this.get(id) === undefined);
    const fetched = missing.length === 0 ? [] : await server.request('messages', { ids: missing });
    const recalled = fetched.map((wire) => this.recall(wire));
    return {
      messages: [...wanted.flatMap((id) => this.get(id) ?? []), ...recalled].filter(isFirst),
    };
  }

  async search(query: string, _page: number, count = 50, remote?: unknown) {
    const chatId = keyOf(remote) ?? null;
    const found = await server.request('search', { query, chatId, count });
    return { messages: found.map((wire) => this.recall(wire)) };
  }
}

const isFirst = <T>(item: T, index: number, all: readonly T[]): boolean =>
  all.indexOf(item) === index;

class ContactCollection extends Collection<ContactModel> {
  /** As on WhatsApp, any valid id finds somebody, if only a stub. */
  override find(id: unknown): Promise<ContactModel> {
    const wid = toWid(id);
    return Promise.resolve(this.get(wid) ?? this.add(new ContactModel({ id: wid, type: 'in' })));
  }

  getMeContact(): ContactModel | undefined {
    return this.get(currentUser()?.pn);
  }
}

class ChatCollection extends Collection<ChatModel> {
  override async find(id: unknown): Promise<ChatModel> {
    return (await findOrCreateLatestChat(id)).chat;
  }
}

export const messages = new MessageCollection(MessageModel);
export const contacts = new ContactCollection(ContactModel);
export const chats = new ChatCollection(ChatModel);

class GroupMetadataCollection extends Collection<GroupMetadataModel & Identified> {
  update(): Promise<void> {
    return Promise.resolve();
  }
}

class BusinessProfileCollection extends Collection<Identified> {
  override find(id: unknown): Promise<Identified> {
    return Promise.resolve(
      Object.assign(new Model(), { id: toWid(id), profileOptions: undefined }),
    );
  }
}

class ProfilePictureCollection extends Collection<Identified> {
  override async find(id: unknown): Promise<Identified> {
    const picture = await server.request('profilePicture', { id: String(toWid(id)) });
    return Object.assign(new Model(), { id: toWid(id), img: picture?.eurl, eurl: picture?.eurl });
  }
}

class ReactionCollection extends Collection<Identified> {
  /** The reactions to a message, by emoji, as the real page reads them from its table. */
  override find(id: unknown): Promise<Identified> {
    const message = messages.get(id);
    const byEmoji = new Map<string, object[]>();
    for (const { key, from, text, t } of message?.reactions ?? []) {
      if (text === '') continue;
      const sender = {
        msgKey: new MessageKey(key),
        parentMsgKey: message?.id,
        senderUserJid: from,
        reactionText: text,
        timestamp: t,
      };
      byEmoji.set(text, [...(byEmoji.get(text) ?? []), sender]);
    }
    const found = [...byEmoji].map(([aggregateEmoji, senders]) => ({ aggregateEmoji, senders }));
    const reactions = Object.assign(found, { serialize: () => [...found] });
    return Promise.resolve(Object.assign(new Model(), { id, reactions }));
  }
}

const groupMetadata = new GroupMetadataCollection(GroupMetadataModel);

/** `WAWebCollections` as the library knows it. */
export const collections = {
  Msg: messages,
  Chat: chats,
  Contact: contacts,
  GroupMetadata: groupMetadata,
  WAWebGroupMetadataCollection: groupMetadata,
  Blocklist: new Collection<Identified>(),
  BusinessProfile: new BusinessProfileCollection(),
  ProfilePicThumb: new ProfilePictureCollection(),
  Label: new Collection<Identified>(),
  Status: new Collection<Identified>(),
  Reactions: new ReactionCollection(),
  WAWebNewsletterCollection: new Collection<Identified>(),
  NewsletterMetadataCollection: groupMetadata,
};

const titleOf = (id: Wid): string | undefined => {
  const contact = contacts.get(id);
  return contact?.name ?? contact?.pushname;
};

export function putContact(contact: WireContact): void {
  if (!contact.hidesNumber) linkLid(contact.pn, contact.lid);
  const isLid = contact.addressing === 'lid';
  const attributes = {
    ...(isLid && !contact.hidesNumber ? { phoneNumber: toWid(contact.pn) } : {}),
    username: contact.username,
    name: contact.name,
    shortName: contact.name?.split(' ')[0],
    pushname: contact.pushname,
    isBusiness: contact.isBusiness,
  };
  putUnder(toWid(isLid ? contact.lid : contact.pn), attributes);
  // Found by the username on both ways, and nothing else says that they are one.
  if (contact.hidesNumber && contact.username !== undefined) {
    putUnder(toWid(isLid ? contact.pn : contact.lid), attributes);
  }
}

function putUnder(id: Wid, attributes: object): void {
  const known = contacts.get(id);
  if (known !== undefined) known.set(attributes);
  else {
    contacts.add(
      new ContactModel({
        id,
        type: 'in',
        isWAContact: true,
        isContactBlocked: false,
        ...attributes,
      }),
    );
  }
}

/** The block list has one id of a person; the contacts under both of them know of it. */
export function putBlocked(id: string, on: boolean): void {
  const wid = toWid(id);
  for (const each of [wid, otherIdOf(wid)]) contacts.get(each)?.set({ isContactBlocked: on });
  const { Blocklist } = collections;
  const known = Blocklist.get(wid);
  if (on && known === undefined) Blocklist.add(Object.assign(new Model(), { id: wid }));
  if (!on && known !== undefined) Blocklist.remove(known);
}

/** The chat, made if the page does not have it yet. What it already has is left as it is. */
export function putChat(chat: WireChat): ChatModel {
  return chats.get(chat.id) ?? chats.add(new ChatModel({ ...chat }, MessageModel, titleOf));
}

/** Throws `No LID for user`, as the real page does for numbers without WhatsApp. */
export async function findOrCreateLatestChat(
  id: unknown,
): Promise<{ chat: ChatModel; created: boolean }> {
  const wid = toWid(id);
  const known = chats.get(wid) ?? chats.get(wid.isUser() ? otherIdOf(wid) : undefined);
  if (known !== undefined) return { chat: known, created: false };
  const found = await server.request('findChat', { id: String(wid) });
  if (found === null) throw new Error('No LID for user');
  if (found.contact !== undefined) putContact(found.contact);
  return { chat: putChat(found.chat), created: true };
}

/**
 * One step back into the history: the models that are new to the chat, oldest first, or `undefined` at its beginning.
 * The cursor is the oldest message from which on nothing is missing, so that messages of one second are never skipped.
 */
export async function loadEarlierMsgs({
  chat,
}: {
  chat: ChatModel;
}): Promise<MessageModel[] | undefined> {
  for (;;) {
    const batch = await server.request('earlier', {
      chatId: String(chat.id),
      before: chat.oldest,
    });
    const first = batch[0];
    if (first === undefined) return undefined;
    chat.oldest = first.key.id;
    const fresh = batch
      .map((wire) => messages.recall(wire))
      .filter((message) => chat.msgs.get(message.id) === undefined);
    chat.msgs.prepend(fresh);
    // All known already: a late message had been placed here before; an empty answer would end the library's search.
    if (fresh.length > 0) return fresh;
  }
}
