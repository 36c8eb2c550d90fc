import { isTurn } from '../domain/turns.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import {
  RESPONSE_CLASSES,
  responseClassEnds,
} from '../../src-preload/contract/response-classes.ts';
import type { BusinessData } from './business-data.ts';
import { KAnonymousAmounts } from './k-anonymous-amounts.ts';
import { chooseShift, KAnonymousTimes } from './k-anonymous-times.ts';
import { MadeUpWords } from './made-up-words.ts';
import { Originals } from './originals.ts';
import { People } from './people.ts';
import { SecretStream } from './secret-stream.ts';
import { SharedByPeople } from './shared-by-people.ts';
import { foldWord, stretchesIn, visible } from './text-parts.ts';

/** The fields with times; each is k-anonymous by itself. */
const timeFields = ['met', 'message', 'lastMessage', 'note', 'leadCreated', 'leadStage'] as const;

/**
 * What has to be known of all the data before the first line of a copy can be written: who there is, what must not be
 * left, and what at least `k` people have in common.
 */
export class Survey {
  readonly stream = new SecretStream();
  readonly originals = new Originals();
  readonly words = new MadeUpWords(this.stream, this.originals);
  readonly people: People;
  readonly colleagues: People;
  readonly sharedWords: SharedByPeople<string>;
  /** Labels of conversations and tags of messages. */
  readonly sharedLabels: SharedByPeople<string>;
  readonly sharedResponses: SharedByPeople<number>;
  readonly amounts: KAnonymousAmounts;
  readonly times: Record<(typeof timeFields)[number], KAnonymousTimes>;
  /** Who is at the other end; of a group the key of the group. */
  readonly #ends = new Map<ConversationId, string>();
  messages = 0;

  constructor(k: number) {
    const { stream, words, originals } = this;
    this.people = new People({ k, stream, words, originals });
    this.colleagues = new People({ k, stream, words, originals });
    this.sharedWords = new SharedByPeople(k);
    this.sharedLabels = new SharedByPeople(k);
    this.sharedResponses = new SharedByPeople(k);
    this.amounts = new KAnonymousAmounts(k);
    const shift = chooseShift((below) => stream.below(below, 'shift', ''));
    this.times = Object.fromEntries(
      timeFields.map((field) => [field, new KAnonymousTimes(k, shift)]),
    ) as Survey['times'];
  }

  /** Reads everything once. `onRead` is told of the messages so far. */
  async read(data: BusinessData, onRead: (messages: number) => void): Promise<void> {
    const { originals } = this;
    originals.addRecord(await data.businessNames(), 'name');
    for (const person of await data.team()) {
      originals.addRecord(person);
      this.colleagues.note({ id: person.userId, name: person.name, phoneNumber: null });
    }
    originals.addRecord(await data.campaigns());
    const contactOf = new Map<ConversationId, string>();
    for await (const contact of data.contacts()) {
      originals.addRecord(contact);
      const { contactId: id, phoneNumber, conversationId } = contact;
      const key = this.people.note({ id, phoneNumber, name: contact.name });
      if (conversationId !== null) contactOf.set(conversationId, key);
      this.times.met.note(contact.createdAt, key);
      for (const text of [contact.company, contact.title, contact.notes])
        this.#noteWords(text, key);
    }
    for await (const conversation of data.conversations()) {
      await this.#conversation(data, conversation, contactOf);
      onRead(this.messages);
    }
    for await (const lead of data.leads()) {
      originals.addRecord(lead);
      const key = this.personOfLead(lead);
      this.times.leadCreated.note(lead.createdAt, key);
      this.times.leadStage.note(lead.stageSince, key);
      if (lead.value) this.amounts.note(lead.value.minor, lead.value.currency, key);
      for (const text of [lead.notes, lead.excerpt, lead.lostReason, lead.nextStep?.text]) {
        this.#noteWords(text, key);
      }
    }
  }

  /** Who is at the other end of a conversation; for a group, the group itself. */
  endOf(conversationId: ConversationId): string {
    return this.#ends.get(conversationId) ?? `id ${conversationId}`;
  }

  personOfLead(lead: {
    leadId: string;
    conversationId: ConversationId | null;
    contactName: string;
    phoneNumber: string | null;
  }): string {
    const { conversationId, leadId: id, contactName: name, phoneNumber } = lead;
    const end = conversationId === null ? undefined : this.#ends.get(conversationId);
    return end ?? this.people.note({ id, name, phoneNumber });
  }

  /** Whose message it is: in a group of whoever wrote it, as far as that is known. */
  personOf(message: Message, end: string): string {
    return message.senderName === null ? end : this.people.keyOfName(message.senderName);
  }

  async #conversation(
    data: BusinessData,
    conversation: ConversationSummary,
    contactOf: ReadonlyMap<ConversationId, string>,
  ): Promise<void> {
    const { conversationId: id, name, phoneNumber, isGroup } = conversation;
    this.originals.addRecord(conversation);
    const end = isGroup
      ? `group ${id}`
      : (contactOf.get(id) ?? this.people.note({ id, name, phoneNumber }));
    this.#ends.set(id, end);
    this.times.lastMessage.note(conversation.lastMessageAt, end);
    for (const label of conversation.labels) this.sharedLabels.note(label, end);
    const responses = new ResponseClasses();
    for await (const message of data.messages(id)) {
      this.messages += 1;
      this.originals.addRecord(message);
      const person = this.personOf(message, end);
      this.times.message.note(message.timestamp, person);
      this.#noteWords(message.content, person);
      for (const tag of message.tags ?? []) this.sharedLabels.note(tag, person);
      const response = isGroup ? null : responses.next(message);
      if (response !== null) this.sharedResponses.note(response, end);
    }
    for (const note of await data.notes(id)) {
      this.originals.addRecord(note);
      this.times.note.note(note.timestamp, end);
      this.#noteWords(note.body, end);
    }
  }

  #noteWords(text: string | undefined, person: string): void {
    if (text === undefined || text === '') return;
    for (const stretch of stretchesIn(visible(text))) {
      this.sharedWords.note(foldWord(stretch.text), person);
    }
  }
}

/** Walks over the messages of one conversation in order. */
export class ResponseClasses {
  #waitsSince: number | null = null;

  /** Of an answer the class of its response time; null for every other message. */
  next({ type, direction, timestamp }: Message): number | null {
    if (!isTurn(type)) return null;
    if (direction === 'incoming') {
      this.#waitsSince ??= timestamp;
      return null;
    }
    const since = this.#waitsSince;
    this.#waitsSince = null;
    if (since === null) return null;
    const place = responseClassEnds.findIndex((end) => (timestamp - since) / 1000 < end);
    return place === -1 ? RESPONSE_CLASSES - 1 : place;
  }
}
