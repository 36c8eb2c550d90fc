import type { AnyBulkWriteOperation, Filter, UpdateFilter } from 'mongodb';
import type { NewMessage } from '../message-store.ts';
import { conversationFields } from './conversation-document.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';
import { previewOf } from './last-message-preview.ts';
import type { MongoContext } from './mongo-context.ts';
import type { PlacedBatch } from './store-messages.ts';

/**
 * Moves a conversation's counters, and its last message when one of these is newer than it; brings it back from the
 * archive. Matches nothing when its messages are elsewhere than was thought.
 */
export function countMessages(
  { partitions, deskId }: MongoContext,
  { conversationId, key, place, unreadFor }: PlacedBatch,
  added: readonly { document: MessageDocument; preview: string }[],
  now: Date,
): AnyBulkWriteOperation<ConversationDocument> {
  const { document: newest, preview: kept } = added.reduce((a, b) =>
    isBefore(a.document, b.document) ? b : a,
  );
  const preview = conversationFields(key, conversationId).seal('lastMessageContent', kept);
  // What happens in a group waits for nobody to read it.
  const incoming = added.filter(
    ({ document }) => document.direction === 'incoming' && document.type !== 'group_event',
  ).length;
  const homes = new Set(
    added.map(({ document }) =>
      partitions.partitionFor(document.timestamp.getTime(), place.businessId),
    ),
  );
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
      filter: {
        _id: place._id,
        partitions: place.partitions,
        archivedAt: place.archivedAt ?? { $exists: false },
      },
      update: [
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
            messageCount: { $add: ['$messageCount', added.length] },
            partitions: [...new Set([...place.partitions, ...homes])],
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
