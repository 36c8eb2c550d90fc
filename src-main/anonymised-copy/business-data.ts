import type { Campaign } from '../../src-preload/contract/campaign.ts';
import type { Contact, ContactDetails } from '../../src-preload/contract/contact.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { BusinessId, ConversationId, UserId } from '../../src-preload/contract/ids.ts';
import type { Lead } from '../../src-preload/contract/lead.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import type { Note } from '../../src-preload/contract/note.ts';
import type { Stores } from '../store/stores.ts';

/** Records read at a time. */
const PAGE = 200;

export type CopySource = Pick<
  Stores,
  | 'contacts'
  | 'conversations'
  | 'messages'
  | 'messageMedia'
  | 'media'
  | 'notes'
  | 'leads'
  | 'campaigns'
  | 'businesses'
  | 'users'
>;

export type KnownContact = Contact & Partial<ContactDetails>;

/** What there is of a business, or with null in the whole workspace. Every part can be read again. */
export class BusinessData {
  readonly #stores: CopySource;
  readonly #businessId: BusinessId | null;
  readonly #viewer: { userId: UserId; now: number };
  readonly #signal: AbortSignal;

  constructor(input: {
    stores: CopySource;
    businessId: BusinessId | null;
    viewer: { userId: UserId; now: number };
    /** Ends what is being read with `cancelled`. */
    signal: AbortSignal;
  }) {
    this.#stores = input.stores;
    this.#businessId = input.businessId;
    this.#viewer = input.viewer;
    this.#signal = input.signal;
  }

  team(): Promise<{ userId: UserId; name: string; email: string }[]> {
    return this.#stores.users.list();
  }

  async businessNames(): Promise<string[]> {
    return (await this.#stores.businesses.list()).map(({ name }) => name);
  }

  async campaigns(): Promise<Campaign[]> {
    const all = await this.#stores.campaigns.list();
    return all.filter(({ businessId }) => businessId === null || this.#isOurs(businessId));
  }

  async *contacts(): AsyncGenerator<KnownContact> {
    const { contacts } = this.#stores;
    for await (const page of this.#pages((after: Cursor<typeof contacts>) =>
      contacts.page({ after, limit: PAGE }),
    )) {
      const ours = page.filter(({ businessId }) => this.#isOurs(businessId));
      const details = await contacts.details(ours.map(({ contactId }) => contactId));
      for (const contact of ours) yield { ...contact, ...details.get(contact.contactId) };
    }
  }

  async *conversations(): AsyncGenerator<ConversationSummary> {
    const { conversations } = this.#stores;
    const filter = this.#businessId === null ? {} : { businessId: this.#businessId };
    const question = { filter, sort: 'newest', viewer: this.#viewer } as const;
    // What moves to the front while it is read would come twice.
    const seen = new Set<ConversationId>();
    for await (const page of this.#pages((after: Cursor<typeof conversations>) =>
      conversations.page({ question, after, limit: PAGE }),
    )) {
      for (const conversation of page) {
        if (seen.has(conversation.conversationId)) continue;
        seen.add(conversation.conversationId);
        yield conversation;
      }
    }
  }

  /** Oldest first. */
  async *messages(conversationId: ConversationId): AsyncGenerator<Message> {
    const { messages } = this.#stores;
    for await (const page of this.#pages((after: Cursor<typeof messages>) =>
      messages.page({
        conversationId,
        after: after ?? { timestamp: 0, sequence: -1 },
        limit: PAGE,
      }),
    )) {
      yield* page;
    }
  }

  notes(conversationId: ConversationId): Promise<Note[]> {
    return this.#stores.notes.list(conversationId);
  }

  async *leads(): AsyncGenerator<Lead> {
    const { leads } = this.#stores;
    const filter = this.#businessId === null ? {} : { businessId: this.#businessId };
    for await (const page of this.#pages((after: Cursor<typeof leads>) =>
      leads.page({ filter, after, limit: PAGE }),
    )) {
      yield* page;
    }
  }

  /** The bytes of a message's file; null where none is stored. */
  async file(message: Message): Promise<AsyncIterable<Uint8Array> | null> {
    const { messageMedia, media } = this.#stores;
    const found = await messageMedia.find(message.conversationId, message.messageId);
    if (!found?.fileId) return null;
    return (await media.open(found.conversationId, found.fileId))?.bytes ?? null;
  }

  #isOurs(businessId: BusinessId | null): boolean {
    return this.#businessId === null || businessId === this.#businessId;
  }

  async *#pages<Item, After>(
    read: (after: After | undefined) => Promise<{ items: Item[]; next: After | null }>,
  ): AsyncGenerator<Item[]> {
    let after: After | null | undefined;
    do {
      this.#signal.throwIfAborted();
      const { items, next }: { items: Item[]; next: After | null } = await read(after ?? undefined);
      yield items;
      after = next;
    } while (after !== null);
  }
}

/** Where the next page of a store begins. */
type Cursor<Store extends { page(input: never): unknown }> = Parameters<Store['page']>[0] extends {
  after?: infer After;
}
  ? After
  : never;
