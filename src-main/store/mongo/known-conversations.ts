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
  '_id' | 'partitions' | 'businessId' | 'archivedAt'
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

  /** Call when it has changed. */
  forget(conversationId: ConversationId): void {
    this.#places.delete(conversationId);
  }

  /** Reads it. Rejects with `not_found`. */
  async fresh(conversationId: ConversationId): Promise<MessagePlace> {
    const found = await this.#conversations.findOne<MessagePlace>(
      { conversationId },
      { projection: { partitions: 1, businessId: 1, archivedAt: 1 } },
    );
    if (!found) throw new AppError('not_found', 'There is no such conversation');
    this.#places.set(conversationId, found);
    return found;
  }

  /** The remembered one, or a fresh one. */
  async place(conversationId: ConversationId): Promise<MessagePlace> {
    return this.#places.get(conversationId) ?? this.fresh(conversationId);
  }

  /** `conversations._id`, which never changes. */
  async objectId(conversationId: ConversationId): Promise<ObjectId> {
    return (await this.place(conversationId))._id;
  }
}
