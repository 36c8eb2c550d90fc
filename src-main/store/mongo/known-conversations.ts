import type { ObjectId } from 'mongodb';
import { LRUCache } from 'lru-cache';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import type { ConversationDocument } from './documents.ts';
import type { MongoConnection } from './mongo-connection.ts';

/** Conversations whose place is remembered. */
const REMEMBERED = 20_000;

/** What must be known of a conversation to find its messages. */
export type MessagePlace = Pick<
  ConversationDocument,
  '_id' | 'sessionId' | 'accountIdSealed' | 'partitions' | 'businessId' | 'archivedAt'
>;

/** Where the messages of conversations are. What is remembered may be behind; only `fresh` is certain. */
export class KnownConversations {
  readonly #conversations: MongoConnection['conversations'];
  readonly #places = new LRUCache<ConversationId, MessagePlace>({ max: REMEMBERED });

  constructor(conversations: MongoConnection['conversations']) {
    this.#conversations = conversations;
  }

  remembered(conversationId: ConversationId): MessagePlace | undefined {
    return this.#places.get(conversationId);
  }

  /** Call when it is certain: it was written just now. */
  remember(
    conversationId: ConversationId,
    { _id, sessionId, accountIdSealed, partitions, businessId, archivedAt }: MessagePlace,
  ): void {
    this.#places.set(conversationId, {
      _id,
      sessionId,
      accountIdSealed,
      partitions,
      ...(businessId && { businessId }),
      ...(archivedAt && { archivedAt }),
    });
  }

  /** Call when it has changed. */
  forget(conversationId: ConversationId): void {
    this.#places.delete(conversationId);
  }

  /** Call when any may have changed. */
  clear(): void {
    this.#places.clear();
  }

  /** Reads it. Rejects with `not_found`. */
  async fresh(conversationId: ConversationId): Promise<MessagePlace> {
    return found((await this.#read([conversationId])).get(conversationId));
  }

  /** Of each, the remembered one, or a fresh one; one round trip for all. Rejects with `not_found`. */
  async places(conversationIds: readonly ConversationId[]): Promise<MessagePlace[]> {
    const unknown = conversationIds.filter((each) => !this.#places.has(each));
    const fresh = unknown.length > 0 ? await this.#read(unknown) : new Map<string, MessagePlace>();
    return conversationIds.map((each) => found(this.#places.get(each) ?? fresh.get(each)));
  }

  /** Reads all of them, in one round trip. Rejects with `not_found`. */
  async freshPlaces(conversationIds: readonly ConversationId[]): Promise<MessagePlace[]> {
    const fresh = await this.#read(conversationIds);
    return conversationIds.map((each) => found(fresh.get(each)));
  }

  /** The remembered one, or a fresh one. */
  async place(conversationId: ConversationId): Promise<MessagePlace> {
    return this.#places.get(conversationId) ?? this.fresh(conversationId);
  }

  async #read(conversationIds: readonly ConversationId[]): Promise<Map<string, MessagePlace>> {
    const rows = await this.#conversations
      .find({ conversationId: { $in: [...conversationIds] } })
      .project<MessagePlace & { conversationId: string }>({
        conversationId: 1,
        sessionId: 1,
        accountIdSealed: 1,
        partitions: 1,
        businessId: 1,
        archivedAt: 1,
      })
      .toArray();
    const places = new Map(rows.map(({ conversationId, ...place }) => [conversationId, place]));
    for (const conversationId of conversationIds) {
      const place = places.get(conversationId);
      if (place) this.#places.set(conversationId, place);
    }
    return places;
  }

  /** `conversations._id`, which never changes. */
  async objectId(conversationId: ConversationId): Promise<ObjectId> {
    return (await this.place(conversationId))._id;
  }
}

function found(place: MessagePlace | undefined): MessagePlace {
  if (!place) throw new AppError('not_found', 'There is no such conversation');
  return place;
}
