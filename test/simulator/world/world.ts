import type { Bootstrap } from '../protocol/page-events.ts';
import type { WireContact, WireMessage, WireOwner } from '../protocol/wire-message.ts';
import { SimulatorError } from '../simulator-error.ts';
import { bookMessage, writeBook, type Book, type BookMessage } from './book.ts';
import type { StoredMessage } from './chat-history.ts';
import { Chat } from './chat.ts';
import { Journal, type Origin } from './journal.ts';
import { MediaStore } from './media-store.ts';
import { defaultLid, isGroupId, phoneNumberToId } from './person-ids.ts';
import { newStanzaId } from './random-ids.ts';

export interface ContactProfile {
  readonly number: string;
  readonly lid?: string | undefined;
  readonly addressing?: 'pn' | 'lid' | undefined;
  /** Linked devices know the person by the LID alone. */
  readonly hidesNumber?: boolean | undefined;
  readonly username?: string | undefined;
  /** As in the owner's address book; without it the person is a stranger. */
  readonly name?: string | undefined;
  /** As the person calls themselves. */
  readonly pushname?: string | undefined;
  readonly isBusiness?: boolean | undefined;
  readonly hasPicture?: boolean | undefined;
}

/** How many chats WhatsApp lets an owner pin. */
const MAXIMUM_PINS = 3;

interface Located {
  readonly chat: Chat;
  readonly message: StoredMessage;
}

/** The truth behind WhatsApp: people, chats, messages, linked devices. It knows nothing of pages or connections. */
export class World {
  readonly journal = new Journal();
  readonly media = new MediaStore();
  readonly devices = new Set<string>();
  readonly owner: WireOwner;
  /** The owner's setting: whether new messages leave an archived chat in the archive. */
  keepsArchived = true;
  /** By the number's id, whom the owner has blocked. */
  readonly #blocked = new Set<string>();
  readonly #now: () => number;
  readonly #contacts = new Map<string, WireContact>();
  readonly #pnByLid = new Map<string, string>();
  readonly #chats = new Map<string, Chat>();
  readonly #messages = new Map<string, Located>();
  readonly #reactions = new Map<string, Record<string, string>>();
  #order = 0;

  /** `now` answers in milliseconds, as `Date.now`. */
  constructor(owner: WireOwner, now: () => number) {
    this.owner = owner;
    this.#now = now;
  }

  nowSeconds(): number {
    return Math.floor(this.#now() / 1000);
  }

  // People and chats

  /** Adds the person, or changes what the profile says differently. */
  meet(profile: ContactProfile): WireContact {
    const pn = phoneNumberToId(profile.number);
    const known = this.#contacts.get(pn);
    const contact: WireContact = {
      pn,
      lid: profile.lid ?? known?.lid ?? defaultLid(pn),
      addressing: profile.addressing ?? known?.addressing ?? 'pn',
      hidesNumber: profile.hidesNumber ?? known?.hidesNumber ?? false,
      username: profile.username ?? known?.username,
      name: profile.name ?? known?.name,
      pushname: profile.pushname ?? known?.pushname,
      isBusiness: profile.isBusiness ?? known?.isBusiness ?? false,
      hasPicture: profile.hasPicture ?? known?.hasPicture ?? true,
    };
    this.#contacts.set(pn, contact);
    this.#pnByLid.set(contact.lid, pn);
    return contact;
  }

  findContact(id: string): WireContact | undefined {
    return this.#contacts.get(this.#pnByLid.get(id) ?? id);
  }

  chatIdOf(contact: WireContact): string {
    return contact.addressing === 'lid' ? contact.lid : contact.pn;
  }

  /** A chat by its id, by any id of its person, or by a phone number. Throws `nothing-known`. */
  resolveChat(address: string): Chat {
    const id = address.includes('@') ? address : phoneNumberToId(address);
    const contact = this.findContact(id);
    if (contact !== undefined) return this.#openChat(this.chatIdOf(contact));
    const chat = this.#chats.get(id);
    if (chat === undefined) throw new SimulatorError('nothing-known', `nobody has the id ${id}`);
    return chat;
  }

  findChat(id: string): Chat | undefined {
    return this.#chats.get(id);
  }

  /** The chat a person or group is found in; `undefined` for an id that nobody has. */
  openChatWith(id: string): Chat | undefined {
    const contact = this.findContact(id);
    if (contact !== undefined) return this.#openChat(this.chatIdOf(contact));
    return isGroupId(id) ? this.#chats.get(id) : undefined;
  }

  addGroup(id: string, subject: string, members: readonly WireContact[]): Chat {
    const participants = [this.owner.pn, ...members.map((member) => member.pn)];
    const chat = new Chat(id, this.nowSeconds(), {
      subject,
      creation: this.nowSeconds(),
      owner: this.owner.pn,
      desc: '',
      announce: false,
      participants: participants.map((participant, index) => ({
        id: participant,
        isAdmin: index === 0,
        isSuperAdmin: index === 0,
      })),
    });
    this.#chats.set(id, chat);
    return chat;
  }

  #openChat(id: string): Chat {
    const known = this.#chats.get(id);
    if (known !== undefined) return known;
    const chat = new Chat(id, this.nowSeconds());
    this.#chats.set(id, chat);
    return chat;
  }

  // Messages

  /** Throws `nothing-known` for an id that no message has. */
  locate(stanzaId: string): Located {
    const located = this.#messages.get(stanzaId);
    if (located === undefined) {
      throw new SimulatorError('nothing-known', `no message has the id ${stanzaId}`);
    }
    return located;
  }

  findMessage(stanzaId: string): StoredMessage | undefined {
    return this.#messages.get(stanzaId)?.message;
  }

  /** Puts a message where its time says. It counts as unread unless the owner wrote it or `read` is set. */
  add(chat: Chat, wire: WireMessage, { read = false } = {}): void {
    const message: StoredMessage = { order: ++this.#order, wire };
    chat.history.add(message);
    this.#messages.set(wire.key.id, { chat, message });
    chat.t = Math.max(chat.history.length === 1 ? 0 : chat.t, wire.t);
    if (!wire.key.fromMe && !read && wire.type !== 'gp2') chat.unreadCount += 1;
    if (!this.keepsArchived && wire.type !== 'gp2') chat.archive = false;
  }

  /** Adds a message and tells the linked pages. */
  announce(chat: Chat, wire: WireMessage, origin: Origin = null): void {
    this.add(chat, wire);
    this.#recordMessage(chat, wire, origin);
  }

  /** As `announce`, but the pages see a message they cannot read until `decipher` is called. */
  announceEnciphered(chat: Chat, wire: WireMessage): void {
    this.add(chat, wire);
    const { body: _hidden, ...sealed } = wire;
    this.#recordMessage(chat, { ...sealed, type: 'ciphertext' }, null);
  }

  decipher(stanzaId: string): void {
    const { type, body } = this.locate(stanzaId).message.wire;
    this.journal.record('decrypted', { id: stanzaId, type, body: body ?? '' }, null);
  }

  #recordMessage(chat: Chat, wire: WireMessage, origin: Origin): void {
    const contact = this.findContact(wire.author ?? chat.id);
    this.journal.record('message', { message: wire, chat: chat.toWire(), contact }, origin);
  }

  /** A message from a page. The same stanza id a second time changes nothing; `isNew` says which it was. */
  acceptSent(wire: WireMessage, origin: Origin): { readonly t: number; readonly isNew: boolean } {
    const known = this.#messages.get(wire.key.id);
    if (known !== undefined) return { t: known.message.wire.t, isNew: false };
    const chat = this.openChatWith(wire.key.remote) ?? this.#openChat(wire.key.remote);
    const accepted = { ...wire, t: this.nowSeconds(), ack: 1 };
    this.announce(chat, accepted, origin);
    return { t: accepted.t, isNew: true };
  }

  /** An ack only ever rises. */
  raiseAck(stanzaId: string, ack: number): void {
    const { message } = this.locate(stanzaId);
    if (message.wire.ack >= ack) return;
    message.wire = { ...message.wire, ack };
    this.journal.record('ack', { id: stanzaId, ack }, null);
  }

  /** Raises the ack of everything (of this type) the owner wrote in the chat; returns how many messages changed. */
  raiseAcks(chat: Chat, ack: number, type?: string): number {
    const behind = chat.history
      .all()
      .filter(({ wire }) => wire.key.fromMe && wire.ack >= 1 && wire.ack < ack)
      .filter(({ wire }) => type === undefined || wire.type === type);
    for (const { wire } of behind) this.raiseAck(wire.key.id, ack);
    return behind.length;
  }

  edit(stanzaId: string, text: string, origin: Origin): void {
    const { message } = this.locate(stanzaId);
    const field = message.wire.directPath === undefined ? 'body' : 'caption';
    const at = this.#now();
    message.wire = { ...message.wire, [field]: text, latestEditSenderTimestampMs: at };
    this.journal.record('edit', { id: stanzaId, text, at }, origin);
  }

  revoke(stanzaId: string, origin: Origin): void {
    const { message } = this.locate(stanzaId);
    const { key, from, to, author, t, ack, notifyName } = message.wire;
    message.wire = { key, from, to, author, t, ack, notifyName, type: 'revoked', body: '' };
    this.journal.record('revoke', { id: stanzaId }, origin);
  }

  /** An empty text takes the reaction back. */
  react(stanzaId: string, text: string, by: string): void {
    const { message } = this.locate(stanzaId);
    const { [by]: _previous, ...others } = this.#reactions.get(stanzaId) ?? {};
    this.#reactions.set(stanzaId, text === '' ? others : { ...others, [by]: text });
    const parent = message.wire.key;
    const reaction = { key: this.#newKey(parent, by), from: by, text, t: this.#now() };
    const { reactions = [] } = message.wire;
    message.wire = {
      ...message.wire,
      hasReaction: true,
      reactions: [...reactions.filter(({ from }) => from !== by), reaction],
    };
    this.journal.record('reaction', { ...reaction, parent }, null);
  }

  /** Takes the place of what the person chose before; options by their names. */
  vote(stanzaId: string, options: readonly string[], by: string): void {
    const { message } = this.locate(stanzaId);
    const { key: parent, pollOptions = [], votes = [] } = message.wire;
    const chosen = options.map((name) => pollOptions.find((option) => option.name === name));
    const vote = {
      key: this.#newKey(parent, by),
      from: by,
      options: chosen.flatMap((option) => option?.localId ?? []),
      t: this.#now(),
    };
    message.wire = { ...message.wire, votes: [...votes.filter(({ from }) => from !== by), vote] };
    this.journal.record('vote', { ...vote, parent }, null);
  }

  #newKey({ remote }: WireMessage['key'], by: string): WireMessage['key'] {
    const fromMe = by === this.owner.pn;
    return { fromMe, remote, id: fromMe ? newStanzaId.web() : newStanzaId.android() };
  }

  markSeen(chat: Chat, origin: Origin): void {
    chat.unreadCount = 0;
    if (origin !== null) chat.seenByApp += 1;
    this.journal.record('seen', { chatId: chat.id }, origin);
  }

  /** What is archived is pinned no longer. Answers what the chat is then. */
  archive(chat: Chat, on: boolean, origin: Origin): Chat['place'] {
    chat.archive = on;
    if (on) chat.pin = 0;
    return this.#tellPlace(chat, origin);
  }

  /** One more than WhatsApp allows changes nothing. Answers what the chat is then. */
  pin(chat: Chat, on: boolean, origin: Origin): Chat['place'] {
    const pinned = [...this.#chats.values()].filter(({ pin }) => pin > 0);
    if (on && !pinned.includes(chat) && pinned.length >= MAXIMUM_PINS) return chat.place;
    chat.pin = on ? this.nowSeconds() : 0;
    if (on) chat.archive = false;
    return this.#tellPlace(chat, origin);
  }

  #tellPlace(chat: Chat, origin: Origin): Chat['place'] {
    this.journal.record('place', { chatId: chat.id, ...chat.place }, origin);
    return chat.place;
  }

  /** Throws `nothing-known` for an id that nobody has. Answers what the person is then. */
  block(id: string, on: boolean, origin: Origin): { readonly id: string; readonly on: boolean } {
    const contact = this.findContact(id);
    if (contact === undefined) throw new SimulatorError('nothing-known', `nobody has the id ${id}`);
    if (on) this.#blocked.add(contact.pn);
    else this.#blocked.delete(contact.pn);
    const now = { id: this.chatIdOf(contact), on };
    this.journal.record('blocked', now, origin);
    return now;
  }

  isBlocked(id: string): boolean {
    const contact = this.findContact(id);
    return contact !== undefined && this.#blocked.has(contact.pn);
  }

  /** The newest `count` messages that contain the text, oldest first. */
  search(query: string, chatId: string | null, count: number): readonly WireMessage[] {
    const chats = chatId === null ? [...this.#chats.values()] : [this.#chats.get(chatId)];
    return chats
      .flatMap((chat) => chat?.history.all() ?? [])
      .map(({ wire }) => wire)
      .filter(({ body, caption }) => (body ?? caption ?? '').includes(query))
      .slice(-count);
  }

  // Pictures of the whole

  bootstrap(newestPerChat: number): Bootstrap {
    const chats = [...this.#chats.values()];
    return {
      me: this.owner,
      contacts: [...this.#contacts.values()],
      chats: chats.map((chat) => chat.toWire()),
      messages: chats.flatMap((chat) => chat.history.newest(newestPerChat).map(({ wire }) => wire)),
      blocked: [...this.#contacts.values()]
        .filter(({ pn }) => this.#blocked.has(pn))
        .map((contact) => this.chatIdOf(contact)),
      seq: this.journal.lastSeq,
    };
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()];
  }

  book(): Book {
    return writeBook(
      this.owner.pn,
      this.#chats.values(),
      (chat) => this.#labelOf(chat),
      (stanzaId) => this.#reactions.get(stanzaId) ?? {},
      (id) => this.isBlocked(id),
    );
  }

  bookMessage(stanzaId: string): BookMessage {
    const { message } = this.locate(stanzaId);
    const entry = bookMessage(message, this.#reactions.get(stanzaId) ?? {});
    return { ...entry, fields: { ...message.wire } };
  }

  #labelOf(chat: Chat): { name: string; number: string | null } {
    const contact = this.findContact(chat.id);
    return {
      name: chat.group?.subject ?? contact?.name ?? contact?.pushname ?? chat.id,
      number: contact === undefined ? null : `+${contact.pn.slice(0, contact.pn.indexOf('@'))}`,
    };
  }
}
