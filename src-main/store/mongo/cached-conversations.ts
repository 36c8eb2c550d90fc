import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { groupBy } from '../../common/group-by.ts';
import type { StoredConversation } from '../conversation-store.ts';
import { openConversations, toStored } from './conversation-document.ts';
import { DocumentCache } from './document-cache.ts';
import type { ConversationDocument } from './documents.ts';
import { withoutTokens } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';

/** What identifies a conversation, as pseudonyms. */
export type Pair = Pick<ConversationDocument, 'accountId' | 'whatsappId'>;

/** A name for the pair. */
export function nameOfPair({ accountId, whatsappId }: Pair): string {
  return `${accountId} ${whatsappId}`;
}

function idOf({ conversationId }: ConversationDocument): { conversationId: string } {
  return { conversationId };
}

/** Reads what the pipeline needs to know of conversations, most of them from the cache. */
export class CachedConversations {
  readonly #context: MongoContext;
  /** Which conversation a pair has: never changes. */
  readonly #ids: DocumentCache<{ conversationId: string }>;
  /** Counters and last messages in there may be of long ago; `toStored` looks at neither. */
  readonly #documents: DocumentCache<ConversationDocument>;

  constructor(context: MongoContext) {
    this.#context = context;
    this.#ids = new DocumentCache(context.cache, 'conversations');
    this.#documents = new DocumentCache(context.cache, 'conversations');
  }

  /** Those that exist, by the name of their pair. */
  async byPair(pairs: readonly Pair[]): Promise<Map<string, StoredConversation>> {
    const byName = new Map(pairs.map((pair) => [nameOfPair(pair), pair]));
    const justRead = new Map<string, ConversationDocument>();
    const ids = await this.#ids.many([...byName.keys()], async (missing) => {
      const wanted = missing.flatMap((name) => byName.get(name) ?? []);
      for (const document of await this.#read(wanted)) {
        justRead.set(document.conversationId, document);
      }
      return new Map([...justRead.values()].map((each) => [nameOfPair(each), idOf(each)]));
    });
    const stored = await this.#byId(
      [...ids.values()].map(({ conversationId }) => conversationId),
      justRead,
    );
    return new Map(stored.map(({ pair, conversation }) => [pair, conversation]));
  }

  async find(conversationId: ConversationId): Promise<StoredConversation | null> {
    return (await this.findMany([conversationId])).get(conversationId) ?? null;
  }

  /** Those that exist; one question for all that are not cached. */
  async findMany(
    conversationIds: readonly ConversationId[],
  ): Promise<Map<ConversationId, StoredConversation>> {
    const found = await this.#byId(conversationIds, new Map());
    return new Map(found.map(({ conversation }) => [conversation.conversationId, conversation]));
  }

  /** Call for what was written just now. */
  async remember(documents: readonly ConversationDocument[]): Promise<void> {
    await this.#ids.remember(documents.map((each) => [nameOfPair(each), idOf(each)]));
    await this.#documents.remember(documents.map((each) => [each.conversationId, each]));
  }

  /** Call after every change of what `StoredConversation` tells. */
  async forget(conversationIds: readonly string[]): Promise<void> {
    await this.#documents.forget(conversationIds);
  }

  async clear(): Promise<void> {
    await this.#documents.clear();
  }

  async #byId(
    conversationIds: readonly string[],
    justRead: ReadonlyMap<string, ConversationDocument>,
  ): Promise<{ pair: string; conversation: StoredConversation }[]> {
    const { conversations, keys } = this.#context;
    const documents = await this.#documents.many(conversationIds, async (missing) => {
      const unread = missing.filter((id) => !justRead.has(id));
      const more =
        unread.length === 0
          ? []
          : await conversations
              .find({ conversationId: { $in: unread } })
              .project<ConversationDocument>(withoutTokens)
              .toArray();
      return new Map([
        ...missing.flatMap((id): [string, ConversationDocument][] => {
          const document = justRead.get(id);
          return document ? [[id, document]] : [];
        }),
        ...more.map((each): [string, ConversationDocument] => [each.conversationId, each]),
      ]);
    });
    return openConversations(keys, [...documents.values()], (document, fields) => ({
      pair: nameOfPair(document),
      conversation: toStored(document, fields),
    }));
  }

  #read(pairs: readonly Pair[]): Promise<ConversationDocument[]> {
    const accounts = groupBy(pairs, ({ accountId }) => accountId);
    return this.#context.conversations
      .find({
        $or: [...accounts].map(([accountId, each]) => ({
          accountId,
          whatsappId: { $in: each.map(({ whatsappId }) => whatsappId) },
        })),
      })
      .project<ConversationDocument>(withoutTokens)
      .toArray();
  }
}
