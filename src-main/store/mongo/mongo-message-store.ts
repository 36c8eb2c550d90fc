import { type ClientSession, type Filter, MongoServerError, ObjectId } from 'mongodb';
import { type ConversationId, MessageId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { AppError } from '../../common/app-error.ts';
import { excerpt } from '../../domain/excerpt.ts';
import { type Place, placeInOrder } from '../../domain/message-order.ts';
import { advancesStatus } from '../../domain/message-status.ts';
import type { MessageStore, NewMessage, StoreOutcome } from '../message-store.ts';
import { MessageDocument } from './documents.ts';
import type { MongoConnection } from './mongo-connection.ts';
import { DUPLICATE_KEY } from './repeat-upsert.ts';

/** WhatsApp's word for a message that this device has not been able to read yet. */
const UNDECIPHERED = 'ciphertext';
/** How often a transaction that met another writer of the same message is tried again. */
const DUPLICATE_RETRIES = 3;

export function mongoMessageStore(connection: MongoConnection): MessageStore {
  const { client, conversations, messages } = connection;
  /** `conversations._id` by `conversationId`; the pair never changes. */
  const objectIds = new Map<ConversationId, ObjectId>();

  async function objectIdOf(conversationId: ConversationId): Promise<ObjectId> {
    const known = objectIds.get(conversationId);
    if (known) return known;
    const found = await conversations.findOne({ conversationId }, { projection: { _id: 1 } });
    if (!found) throw new AppError('not_found', 'There is no such conversation');
    objectIds.set(conversationId, found._id);
    return found._id;
  }

  async function storeInTransaction(
    conversationId: ConversationId,
    conversation: ObjectId,
    ordered: readonly NewMessage[],
    unreadFor: UserId | undefined,
  ): Promise<StoreOutcome[]> {
    return client.withSession((session) =>
      session.withTransaction(async () => {
        const known = await placesOf(conversation, ordered, session);
        const knownIds = new Set(known.map((place) => place.messageId));
        const undeciphered = new Set(known.filter(isUndeciphered).map((place) => place.messageId));
        const places = new Map(
          placeInOrder(ordered, known).map((place) => [place.messageId, place]),
        );
        const replies = await replyTargets(conversation, ordered, session);
        const now = new Date();
        const fresh: MessageDocument[] = [];
        const outcomes: StoreOutcome[] = [];
        for (const message of ordered) {
          const place = places.get(message.messageId);
          // The same message twice in one batch is inserted once.
          if (!place || knownIds.has(message.messageId)) {
            const isNews = undeciphered.has(message.messageId) && !isUndeciphered(message);
            if (isNews) await decipher(conversation, message, now, session);
            outcomes.push({ outcome: isNews ? 'deciphered' : 'alreadyKnown', message });
            continue;
          }
          knownIds.add(message.messageId);
          const document = toDocument(conversation, message, place, replies, now);
          fresh.push(document);
          outcomes.push({
            outcome: 'inserted',
            message,
            stored: toMessage(conversationId, document),
          });
        }
        if (fresh.length > 0) {
          await messages.insertMany(fresh, { session });
          await countIn(conversation, fresh, unreadFor, now, session);
        }
        return outcomes;
      }),
    );
  }

  /** Gives a message that was stored undeciphered the content that came later. */
  async function decipher(
    conversation: ObjectId,
    message: NewMessage,
    now: Date,
    session: ClientSession,
  ): Promise<void> {
    const { type, whatsappType, content } = message;
    await messages.updateOne(
      { conversationId: conversation, messageId: message.messageId },
      { $set: { type, whatsappType, content, updatedAt: now } },
      { session },
    );
    await conversations.updateOne(
      { _id: conversation, 'lastMessage.messageId': message.messageId },
      { $set: { lastMessageContent: excerpt(content), 'lastMessage.type': type, updatedAt: now } },
      { session },
    );
  }

  /** The places of every stored message in the seconds that the batch touches. */
  async function placesOf(
    conversation: ObjectId,
    ordered: readonly NewMessage[],
    session: ClientSession,
  ): Promise<(Place & { whatsappType: string })[]> {
    const seconds = [...new Set(ordered.map((message) => message.timestamp))];
    const rows = await messages
      .find(
        {
          conversationId: conversation,
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
    return rows.map((row) => ({
      messageId: row.messageId,
      timestamp: row.timestamp.getTime(),
      sequence: row.sequence,
      whatsappType: row.whatsappType,
    }));
  }

  async function replyTargets(
    conversation: ObjectId,
    ordered: readonly NewMessage[],
    session: ClientSession,
  ): Promise<Map<string, ObjectId>> {
    const targets = ordered.flatMap((message) => message.replyToMessageId ?? []);
    if (targets.length === 0) return new Map();
    const rows = await messages
      .find({ conversationId: conversation, messageId: { $in: targets } }, { session })
      .project<Pick<MessageDocument, '_id' | 'messageId'>>({ messageId: 1 })
      .toArray();
    return new Map(rows.map((row) => [row.messageId, row._id]));
  }

  /** Moves the counters, and the last message when one of these is newer than it. */
  async function countIn(
    conversation: ObjectId,
    fresh: readonly MessageDocument[],
    unreadFor: UserId | undefined,
    now: Date,
    session: ClientSession,
  ): Promise<void> {
    const newest = fresh.reduce((a, b) =>
      b.timestamp > a.timestamp ||
      (b.timestamp.getTime() === a.timestamp.getTime() && b.sequence > a.sequence)
        ? b
        : a,
    );
    const incoming = fresh.filter((message) => message.direction === 'incoming').length;
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
    await conversations.updateOne(
      { _id: conversation },
      [
        {
          $set: {
            lastMessageId: ifNewer(newest._id, 'lastMessageId'),
            lastMessageContent: ifNewer(excerpt(newest.content), 'lastMessageContent'),
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
            messageCount: { $add: ['$messageCount', fresh.length] },
            ...(unreadFor && {
              [`unreadCount.${unreadFor}`]: {
                $add: [{ $ifNull: [`$unreadCount.${unreadFor}`, 0] }, incoming],
              },
            }),
            updatedAt: now,
          },
        },
      ],
      { session },
    );
  }

  return {
    async store(conversationId, ordered, unreadFor) {
      if (ordered.length === 0) return [];
      const conversation = await objectIdOf(conversationId);
      for (let attempt = 1; ; attempt++) {
        try {
          return await storeInTransaction(conversationId, conversation, ordered, unreadFor);
        } catch (error) {
          // Somebody else stored one of them meanwhile: read again, it is known now.
          const raced = error instanceof MongoServerError && error.code === DUPLICATE_KEY;
          if (!raced || attempt > DUPLICATE_RETRIES) throw error;
        }
      }
    },

    async recordStatus(conversationId, messageId, status, at) {
      const conversation = await objectIdOf(conversationId);
      const filter = { conversationId: conversation, messageId };
      for (;;) {
        const found = await messages.findOne(filter, { projection: { status: 1 } });
        if (!found) return 'unknownMessage';
        if (!advancesStatus(found.status, status)) return 'unchanged';
        // The status in the filter makes it an atomic step; a concurrent writer sends us round again.
        const { modifiedCount } = await messages.updateOne(
          { ...filter, status: found.status },
          {
            $set: { status, updatedAt: new Date() },
            $push: { statusUpdates: { status, timestamp: new Date(at) } },
          },
        );
        if (modifiedCount === 0) continue;
        await conversations.updateOne(
          { _id: conversation, 'lastMessage.messageId': messageId },
          { $set: { 'lastMessage.status': status, updatedAt: new Date() } },
        );
        return 'advanced';
      }
    },

    async markLeadGenerated(conversationId, messageId) {
      await messages.updateOne(
        { conversationId: await objectIdOf(conversationId), messageId },
        { $set: { leadGenerated: true, updatedAt: new Date() } },
      );
    },

    async find(conversationId, messageId) {
      const document = await messages.findOne({
        conversationId: await objectIdOf(conversationId),
        messageId,
      });
      return document && toMessage(conversationId, document);
    },

    async findMany(conversationId, messageIds) {
      const documents = await messages
        .find({
          conversationId: await objectIdOf(conversationId),
          messageId: { $in: [...messageIds] },
        })
        .sort({ timestamp: 1, sequence: 1 })
        .toArray();
      return documents.map((document) => toMessage(conversationId, document));
    },

    async page({ conversationId, before, limit }) {
      const conversation = await objectIdOf(conversationId);
      const filter: Filter<MessageDocument> = { conversationId: conversation };
      if (before) {
        filter.$or = [
          { timestamp: { $lt: new Date(before.timestamp) } },
          { timestamp: new Date(before.timestamp), sequence: { $lt: before.sequence } },
        ];
      }
      const documents = await messages
        .find(filter)
        .sort({ timestamp: -1, sequence: -1 })
        .limit(limit + 1)
        .toArray();
      const items = documents
        .slice(0, limit)
        .reverse()
        .map((document) => toMessage(conversationId, document));
      const oldest = items[0];
      return {
        items,
        next:
          documents.length > limit && oldest
            ? { timestamp: oldest.timestamp, sequence: oldest.sequence }
            : null,
      };
    },

    async uniqueContacts(from) {
      const [row] = await messages
        .aggregate<{ count: number }>([
          { $match: { timestamp: { $gte: new Date(from) }, direction: 'incoming' } },
          { $group: { _id: '$conversationId' } },
          { $count: 'count' },
        ])
        .toArray();
      return row?.count ?? 0;
    },

    async dailyCounts(from, timeZone) {
      const rows = await messages
        .aggregate<{ _id: string; incoming: number; outgoing: number; contacts: number }>([
          { $match: { timestamp: { $gte: new Date(from) } } },
          {
            $group: {
              _id: {
                date: {
                  $dateToString: { date: '$timestamp', format: '%Y-%m-%d', timezone: timeZone },
                },
                conversation: '$conversationId',
              },
              incoming: { $sum: { $cond: [{ $eq: ['$direction', 'incoming'] }, 1, 0] } },
              outgoing: { $sum: { $cond: [{ $eq: ['$direction', 'outgoing'] }, 1, 0] } },
            },
          },
          {
            $group: {
              _id: '$_id.date',
              incoming: { $sum: '$incoming' },
              outgoing: { $sum: '$outgoing' },
              contacts: { $sum: { $cond: [{ $gt: ['$incoming', 0] }, 1, 0] } },
            },
          },
          { $sort: { _id: 1 } },
        ])
        .toArray();
      return rows.map((row) => ({
        date: row._id,
        incomingMessages: row.incoming,
        outgoingMessages: row.outgoing,
        uniqueContacts: row.contacts,
      }));
    },
  };
}

function isUndeciphered({ whatsappType }: { whatsappType: string }): boolean {
  return whatsappType === UNDECIPHERED;
}

function toDocument(
  conversation: ObjectId,
  message: NewMessage,
  place: Place,
  replies: ReadonlyMap<string, ObjectId>,
  now: Date,
): MessageDocument {
  const replyTo = message.replyToMessageId && replies.get(message.replyToMessageId);
  return {
    _id: new ObjectId(),
    messageId: message.messageId,
    conversationId: conversation,
    direction: message.fromMe ? 'outgoing' : 'incoming',
    from: message.from,
    to: message.to,
    ...(message.author && { author: message.author }),
    ...(message.author && message.pushname && { authorName: message.pushname }),
    ...(message.sentBy && { sentBy: new ObjectId(message.sentBy) }),
    type: message.type,
    whatsappType: message.whatsappType,
    content: message.content,
    status: message.status,
    statusUpdates: [{ status: message.status, timestamp: new Date(message.timestamp) }],
    ...(message.replyToMessageId && { replyToMessageId: message.replyToMessageId }),
    ...(replyTo && { replyTo }),
    isForwarded: message.isForwarded,
    leadGenerated: false,
    tags: [],
    timestamp: new Date(message.timestamp),
    sequence: place.sequence,
    createdAt: now,
    updatedAt: now,
  };
}

function toMessage(conversationId: ConversationId, raw: unknown): Message {
  const document = MessageDocument.parse(raw);
  return {
    messageId: MessageId.parse(document.messageId),
    conversationId,
    direction: document.direction,
    type: document.type,
    content: document.content,
    senderName:
      document.direction === 'incoming' ? (document.authorName ?? document.author ?? null) : null,
    status: document.status,
    statusUpdates: document.statusUpdates.map((update) => ({
      status: update.status,
      timestamp: update.timestamp.getTime(),
    })),
    outbox: null,
    leadGenerated: document.leadGenerated,
    timestamp: document.timestamp.getTime(),
    sequence: document.sequence,
  };
}
