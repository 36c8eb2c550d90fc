import { type ClientSession, MongoServerError, type ObjectId } from 'mongodb';
import type { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { groupBy } from '../../common/group-by.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { excerpt } from '../../domain/excerpt.ts';
import { type Place, placeInOrder } from '../../domain/message-order.ts';
import type { NewMessage, StoreOutcome } from '../message-store.ts';
import { conversationFields } from './conversation-document.ts';
import type { MessageDocument } from './documents.ts';
import type { KnownConversations, MessagePlace } from './known-conversations.ts';
import { contentFields, toDocument, toMessage } from './message-document.ts';
import { monthOf, monthOfPartition } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';
import { DUPLICATE_KEY } from './repeat-upsert.ts';

/** WhatsApp's word for a message that this device has not been able to read yet. */
const UNDECIPHERED = 'ciphertext';
/** How often a transaction that met another writer of the same message, or the archive, is tried again. */
const RETRIES = 20;
/** The same message may be told with times that differ by less than this, across the end of a month. Milliseconds. */
const CLOCK_MARGIN = 24 * 60 * 60 * 1000;

class ConversationMoved extends Error {}

interface KnownPlace extends Place {
  whatsappType: string;
  partition: string;
}

/**
 * Stores messages of one conversation in one transaction with the conversation's counters, last message and list of
 * partitions; see `MessageStore.store`.
 */
export async function storeMessages(
  context: MongoContext,
  known: KnownConversations,
  input: {
    conversationId: ConversationId;
    ordered: readonly NewMessage[];
    unreadFor: UserId | undefined;
  },
): Promise<StoreOutcome[]> {
  const key = await context.keys.keyFor(conversationSubject(input.conversationId));
  for (let attempt = 1; ; attempt++) {
    // What is remembered will do at first: should it be behind, the transaction notices.
    const place =
      attempt === 1
        ? await known.place(input.conversationId)
        : await known.fresh(input.conversationId);
    try {
      const transaction = new Transaction(context, input.conversationId, key, place);
      const { outcomes, homes } = await transaction.run(input.ordered, input.unreadFor);
      if (homes.some((home) => !place.partitions.includes(home)) || place.archivedAt) {
        known.forget(input.conversationId);
      }
      return outcomes;
    } catch (error) {
      // Somebody else stored one of them meanwhile: read again, it is known now.
      const raced = error instanceof MongoServerError && error.code === DUPLICATE_KEY;
      if (!(raced || error instanceof ConversationMoved) || attempt > RETRIES) throw error;
    }
  }
}

class Transaction {
  readonly #context: MongoContext;
  readonly #conversationId: ConversationId;
  readonly #key: DataKey;
  readonly #place: MessagePlace;

  constructor(
    context: MongoContext,
    conversationId: ConversationId,
    key: DataKey,
    place: MessagePlace,
  ) {
    this.#context = context;
    this.#conversationId = conversationId;
    this.#key = key;
    this.#place = place;
  }

  async run(
    ordered: readonly NewMessage[],
    unreadFor: UserId | undefined,
  ): Promise<{ outcomes: StoreOutcome[]; homes: string[] }> {
    const { client, partitions } = this.#context;
    const homes = new Set(ordered.map((message) => this.#homeOf(message)));
    // Collections are made before the transaction, which cannot make any with their indexes.
    await Promise.all([...homes].map((partition) => partitions.ensure(partition)));
    const outcomes = await client.withSession((session) =>
      session.withTransaction(() => this.#store(ordered, homes, unreadFor, session)),
    );
    return { outcomes, homes: [...homes] };
  }

  #homeOf(message: NewMessage): string {
    return this.#context.partitions.partitionFor(message.timestamp, this.#place.businessId);
  }

  async #store(
    ordered: readonly NewMessage[],
    homes: ReadonlySet<string>,
    unreadFor: UserId | undefined,
    session: ClientSession,
  ): Promise<StoreOutcome[]> {
    const known = await this.#placesOf(ordered, homes, session);
    const knownById = new Map(known.map((place) => [place.messageId, place]));
    const places = new Map(placeInOrder(ordered, known).map((place) => [place.messageId, place]));
    const replies = await this.#replyTargets(ordered, homes, session);
    const { keys, deskId } = this.#context;
    const now = new Date();
    const fresh = new Map<string, MessageDocument>();
    const outcomes: StoreOutcome[] = [];
    for (const message of ordered) {
      const place = places.get(message.messageId);
      const stored = knownById.get(message.messageId);
      // The same message twice in one batch is inserted once.
      if (!place || stored || fresh.has(message.messageId)) {
        const isNews = stored?.whatsappType === UNDECIPHERED && !isUndeciphered(message);
        if (isNews) await this.#decipher(message, stored.partition, now, session);
        outcomes.push({ outcome: isNews ? 'deciphered' : 'alreadyKnown', message });
        continue;
      }
      const document = toDocument({
        message,
        conversationId: this.#conversationId,
        conversation: this.#place,
        place,
        replyTo: replies.get(message.replyToMessageId ?? ''),
        key: this.#key,
        lookup: keys.lookup,
        deskId,
        now,
      });
      fresh.set(message.messageId, document);
      outcomes.push({
        outcome: 'inserted',
        message,
        stored: toMessage(this.#conversationId, this.#key, document),
      });
    }
    if (fresh.size > 0) await this.#insert(ordered, fresh, unreadFor, now, session);
    return outcomes;
  }

  async #insert(
    ordered: readonly NewMessage[],
    fresh: ReadonlyMap<string, MessageDocument>,
    unreadFor: UserId | undefined,
    now: Date,
    session: ClientSession,
  ): Promise<void> {
    const { partitions } = this.#context;
    const contents = new Map(ordered.map((message) => [message.messageId, message.content]));
    const byHome = groupBy([...fresh.values()], ({ timestamp }) =>
      partitions.partitionFor(timestamp.getTime(), this.#place.businessId),
    );
    for (const [partition, documents] of byHome) {
      await partitions.collection(partition).insertMany(documents, { session });
    }
    const documents = [...fresh.values()];
    const newest = documents.reduce((a, b) => (isBefore(a, b) ? b : a));
    const preview = conversationFields(this.#key, this.#conversationId).seal(
      'lastMessageContent',
      excerpt(contents.get(newest.messageId) ?? ''),
    );
    await this.#count(
      { documents, newest, preview, partitions: [...byHome.keys()] },
      unreadFor,
      now,
      session,
    );
  }

  /** Gives a message that was stored undeciphered the content that came later. */
  async #decipher(
    message: NewMessage,
    partition: string,
    now: Date,
    session: ClientSession,
  ): Promise<void> {
    const { partitions, conversations, keys, deskId } = this.#context;
    const { type, whatsappType, messageId } = message;
    const written = { updatedAt: now, updatedBy: deskId };
    const content = contentFields(message, this.#conversationId, this.#key, keys.lookup);
    await partitions
      .collection(partition)
      .updateOne(
        { conversationId: this.#place._id, messageId },
        { $set: { type, whatsappType, ...content, ...written } },
        { session },
      );
    const fields = conversationFields(this.#key, this.#conversationId);
    await conversations.updateOne(
      { _id: this.#place._id, 'lastMessage.messageId': messageId },
      {
        $set: {
          lastMessageContent: fields.seal('lastMessageContent', excerpt(message.content)),
          'lastMessage.type': type,
          ...written,
        },
      },
      { session },
    );
  }

  /** The places of every stored message in the seconds that the batch touches. */
  async #placesOf(
    ordered: readonly NewMessage[],
    homes: ReadonlySet<string>,
    session: ClientSession,
  ): Promise<KnownPlace[]> {
    const seconds = [...new Set(ordered.map((message) => message.timestamp))];
    const found: KnownPlace[] = [];
    for (const partition of this.#whereTheyMayBe(ordered, homes)) {
      const rows = await this.#context.partitions
        .collection(partition)
        .find(
          {
            conversationId: this.#place._id,
            $or: [
              { timestamp: { $in: seconds.map((second) => new Date(second)) } },
              { messageId: { $in: ordered.map((message) => message.messageId) } },
            ],
          },
          { session },
        )
        .project<Pick<MessageDocument, 'messageId' | 'timestamp' | 'sequence' | 'whatsappType'>>({
          whatsappType: 1,
          messageId: 1,
          timestamp: 1,
          sequence: 1,
        })
        .toArray();
      for (const row of rows) {
        found.push({
          messageId: row.messageId,
          timestamp: row.timestamp.getTime(),
          sequence: row.sequence,
          whatsappType: row.whatsappType,
          partition,
        });
      }
    }
    return found;
  }

  /** The homes of the batch, and wherever the conversation has messages of those days. */
  #whereTheyMayBe(ordered: readonly NewMessage[], homes: ReadonlySet<string>): Set<string> {
    const months = new Set(
      ordered.flatMap(({ timestamp }) => [
        monthOf(Math.max(0, timestamp - CLOCK_MARGIN)),
        monthOf(timestamp + CLOCK_MARGIN),
      ]),
    );
    const others = this.#place.partitions.filter((partition) => {
      const month = monthOfPartition(partition);
      return month === null || months.has(month);
    });
    return new Set([...homes, ...others]);
  }

  async #replyTargets(
    ordered: readonly NewMessage[],
    homes: ReadonlySet<string>,
    session: ClientSession,
  ): Promise<Map<string, ObjectId>> {
    const targets = ordered.flatMap((message) => message.replyToMessageId ?? []);
    const found = new Map<string, ObjectId>();
    if (targets.length === 0) return found;
    for (const partition of new Set([...homes, ...this.#place.partitions])) {
      const rows = await this.#context.partitions
        .collection(partition)
        .find({ conversationId: this.#place._id, messageId: { $in: targets } }, { session })
        .project<Pick<MessageDocument, '_id' | 'messageId'>>({ messageId: 1 })
        .toArray();
      for (const row of rows) found.set(row.messageId, row._id);
    }
    return found;
  }

  /** Moves the counters, and the last message when one of these is newer than it; brings it back from the archive. */
  async #count(
    added: {
      documents: readonly MessageDocument[];
      newest: MessageDocument;
      preview: MessageDocument['content'];
      partitions: string[];
    },
    unreadFor: UserId | undefined,
    now: Date,
    session: ClientSession,
  ): Promise<void> {
    const { documents, newest, preview } = added;
    const incoming = documents.filter((message) => message.direction === 'incoming').length;
    const isNewer = {
      $or: [
        { $eq: ['$messageCount', 0] },
        { $lt: ['$lastMessageAt', newest.timestamp] },
        {
          $and: [
            { $eq: ['$lastMessageAt', newest.timestamp] },
            { $lt: [{ $ifNull: ['$lastMessage.sequence', -1] }, newest.sequence] },
          ],
        },
      ],
    };
    const ifNewer = (value: unknown, field: string): object => ({
      $cond: [isNewer, { $literal: value }, `$${field}`],
    });
    const { matchedCount } = await this.#context.conversations.updateOne(
      // Should it have messages elsewhere than was thought, the transaction begins anew: one may be known there.
      {
        _id: this.#place._id,
        partitions: this.#place.partitions,
        archivedAt: this.#place.archivedAt ?? { $exists: false },
      },
      [
        {
          $set: {
            lastMessageId: ifNewer(newest._id, 'lastMessageId'),
            lastMessageContent: ifNewer(preview, 'lastMessageContent'),
            lastMessageAt: ifNewer(newest.timestamp, 'lastMessageAt'),
            lastMessage: ifNewer(
              {
                messageId: newest.messageId,
                direction: newest.direction,
                type: newest.type,
                status: newest.status,
                sequence: newest.sequence,
              },
              'lastMessage',
            ),
            messageCount: { $add: ['$messageCount', documents.length] },
            partitions: [...this.#place.partitions, ...this.#newPartitions(added.partitions)],
            ...(unreadFor && {
              [`unreadCount.${unreadFor}`]: {
                $add: [{ $ifNull: [`$unreadCount.${unreadFor}`, 0] }, incoming],
              },
            }),
            updatedAt: now,
            updatedBy: this.#context.deskId,
          },
        },
        { $unset: 'archivedAt' },
      ],
      { session },
    );
    if (matchedCount === 0) throw new ConversationMoved();
  }

  #newPartitions(added: readonly string[]): string[] {
    return added.filter((partition) => !this.#place.partitions.includes(partition));
  }
}

function isUndeciphered({ whatsappType }: { whatsappType: string }): boolean {
  return whatsappType === UNDECIPHERED;
}

function isBefore(a: MessageDocument, b: MessageDocument): boolean {
  return (
    a.timestamp < b.timestamp ||
    (a.timestamp.getTime() === b.timestamp.getTime() && a.sequence < b.sequence)
  );
}
