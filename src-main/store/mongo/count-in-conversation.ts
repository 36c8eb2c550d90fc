import type { AnyBulkWriteOperation, Filter, UpdateFilter } from 'mongodb';
import type { NewMessage } from '../message-store.ts';
import { conversationFields } from './conversation-document.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';
import type { MessagePlace } from './known-conversations.ts';
import { previewOf } from './last-message-preview.ts';
import type { MongoContext } from './mongo-context.ts';
import type { PlacedBatch } from './store-messages.ts';

/**
 * Moves a conversation's counters, and its last message when one of these is newer than it; brings it back from the
 * archive. Matches nothing when its messages are elsewhere than was thought.
 */
export function countMessages(
  context: MongoContext,
  batch: PlacedBatch,
  added: readonly { document: MessageDocument; preview: string }[],
  now: Date,
): AnyBulkWriteOperation<ConversationDocument> {
  const { deskId } = context;
  const { conversationId, key, place, unreadFor, isFirstTry } = batch;
  const { document: newest, preview: kept } = added.reduce((a, b) =>
    isBefore(a.document, b.document) ? b : a,
  );
  const preview = conversationFields(key, conversationId).seal('lastMessageContent', kept);
  // What happens in a group waits for nobody to read it.
  const incoming = added.filter(
    ({ document }) => document.direction === 'incoming' && document.type !== 'group_event',
  ).length;
  const lastMessage = {
    messageId: newest.messageId,
    direction: newest.direction,
    type: newest.type,
    status: newest.status,
    sequence: newest.sequence,
  };
  const allHomes = placeAfter(context, batch, added).partitions;
  const filter = {
    _id: place._id,
    partitions: place.partitions,
    archivedAt: place.archivedAt ?? { $exists: false },
  };
  // The first messages need not be compared with what is there, which costs less than half.
  if (place.partitions.length === 0 && isFirstTry) {
    return {
      updateOne: {
        filter: { ...filter, messageCount: 0 },
        update: {
          $set: {
            lastMessageId: newest._id,
            lastMessageContent: preview,
            lastMessageAt: newest.timestamp,
            lastMessage,
            partitions: allHomes,
            updatedAt: now,
            updatedBy: deskId,
          },
          $inc: {
            messageCount: added.length,
            ...(unreadFor && { [`unreadCount.${unreadFor}`]: incoming }),
          },
          $unset: { archivedAt: '' },
        },
      },
    };
  }
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
  return {
    updateOne: {
      filter,
      update: [
        {
          $set: {
            lastMessageId: ifNewer(newest._id, 'lastMessageId'),
            lastMessageContent: ifNewer(preview, 'lastMessageContent'),
            lastMessageAt: ifNewer(newest.timestamp, 'lastMessageAt'),
            lastMessage: ifNewer(lastMessage, 'lastMessage'),
            messageCount: { $add: ['$messageCount', added.length] },
            partitions: allHomes,
            ...(unreadFor && {
              [`unreadCount.${unreadFor}`]: {
                $add: [{ $ifNull: [`$unreadCount.${unreadFor}`, 0] }, incoming],
              },
            }),
            updatedAt: now,
            updatedBy: deskId,
          },
        },
        { $unset: 'archivedAt' },
      ],
    },
  };
}

/** Where the conversation's messages are once these are counted. */
export function placeAfter(
  { partitions }: Pick<MongoContext, 'partitions'>,
  { place }: Pick<PlacedBatch, 'place'>,
  added: readonly { document: MessageDocument }[],
): MessagePlace {
  const homes = added.map(({ document }) =>
    partitions.partitionFor(document.timestamp.getTime(), place.businessId),
  );
  const { archivedAt: _itIsBack, ...rest } = place;
  return { ...rest, partitions: [...new Set([...place.partitions, ...homes])] };
}

/** The list shows what a message says that was deciphered late, when it is still the last one. */
export function decipherLastMessage(
  { deskId }: MongoContext,
  { conversationId, key, place }: PlacedBatch,
  message: NewMessage,
  now: Date,
): { filter: Filter<ConversationDocument>; update: UpdateFilter<ConversationDocument> } {
  const fields = conversationFields(key, conversationId);
  return {
    filter: { _id: place._id, 'lastMessage.messageId': message.messageId },
    update: {
      $set: {
        lastMessageContent: fields.seal('lastMessageContent', previewOf(message)),
        'lastMessage.type': message.type,
        updatedAt: now,
        updatedBy: deskId,
      },
    },
  };
}

function isBefore(a: MessageDocument, b: MessageDocument): boolean {
  return (
    a.timestamp < b.timestamp ||
    (a.timestamp.getTime() === b.timestamp.getTime() && a.sequence < b.sequence)
  );
}
