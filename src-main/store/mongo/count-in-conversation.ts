import type { AnyBulkWriteOperation, Filter, UpdateFilter } from 'mongodb';
import { isTurn, NOBODY_WAITS, type Turns, turnsOf } from '../../domain/turns.ts';
import { isGroupId } from '../../domain/whatsapp-id.ts';
import type { NewMessage } from '../message-store.ts';
import { conversationFields } from './conversation-document.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';
import type { MessagePlace } from './known-conversations.ts';
import { previewOf } from './last-message-preview.ts';
import type { MongoContext } from './mongo-context.ts';
import type { PlacedBatch } from './store-messages.ts';
import { arrivalsAmong, hasNews, movedUnread } from './unread-marks.ts';

type Added = readonly { document: MessageDocument; preview: string }[];

/**
 * Moves a conversation's counters, whose turn it is, and its last message when one of these is newer than it; opens it
 * again, and brings it back from the archive. Matches nothing when its messages are elsewhere than was thought, or
 * when only they can tell who waits (`needsTurnsRead`).
 */
export function countMessages(
  context: MongoContext,
  batch: PlacedBatch,
  added: Added,
  now: Date,
): AnyBulkWriteOperation<ConversationDocument> {
  const { deskId } = context;
  const { conversationId, key, place, unreadFor, isFirstTry } = batch;
  const { document: newest, preview: kept } = added.reduce((a, b) =>
    isBefore(a.document, b.document) ? b : a,
  );
  const preview = conversationFields(key, conversationId).seal('lastMessageContent', kept);
  const arrivals = arrivalsAmong(added);
  const incoming = arrivals.length;
  const lastMessage = {
    messageId: newest.messageId,
    direction: newest.direction,
    type: newest.type,
    status: newest.status,
    sequence: newest.sequence,
  };
  const turns = turnsIn(batch, added);
  const asker = newestAsker(added);
  const allHomes = placeAfter(context, batch, added).partitions;
  const filter = {
    _id: place._id,
    partitions: place.partitions,
    archivedAt: place.archivedAt ?? { $exists: false },
    ...(isFirstTry && turns && unlessAnsweredWithin(turns)),
  };
  // The first messages need not be compared with what is there, which costs less than half.
  if (place.partitions.length === 0 && isFirstTry && !hasNews(batch, added)) {
    return {
      updateOne: {
        filter: { ...filter, messageCount: 0, status: 'open', snoozedUntil: { $exists: false } },
        update: {
          $set: {
            lastMessageId: newest._id,
            lastMessageContent: preview,
            lastMessageAt: newest.timestamp,
            lastMessage,
            partitions: allHomes,
            ...(turns && {
              turns: {
                incoming: turns.incoming,
                outgoing: turns.outgoing,
                waiting: turns.waiting,
              },
            }),
            updatedAt: now,
            updatedBy: deskId,
          },
          $max: { arrival: Math.max(0, ...arrivals) },
          $inc: {
            messageCount: added.length,
            ...(unreadFor && { [`unreadCount.${unreadFor}`]: incoming }),
          },
          $unset: { archivedAt: '' },
        },
      },
    };
  }
  const isNewer = isAfterLast(newest);
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
            ...movedUnread(batch, added),
            ...(turns && movedTurns(turns)),
            ...(asker && reopened(asker)),
            updatedAt: now,
            updatedBy: deskId,
          },
        },
        { $unset: 'archivedAt' },
      ],
    },
  };
}

/**
 * Whether only the messages themselves can tell who waits, after they were stored: an answer came late, and what was
 * known may have been answered by it or not. Then the first try matches nothing, and the second one reads them.
 */
export function needsTurnsRead(batch: PlacedBatch, added: Added): boolean {
  const turns = turnsIn(batch, added);
  return !batch.isFirstTry && turns !== null && turns.outgoing > 0;
}

/** Null in a group, where nobody waits. */
function turnsIn({ ordered }: PlacedBatch, added: Added): ReturnType<typeof turnsOf> | null {
  const [first] = ordered;
  if (!first || isGroupId(first.chatId)) return null;
  const turns = turnsOf(added.map(({ document }) => document));
  return turns.incoming === 0 && turns.outgoing === 0 ? null : turns;
}

/** What was asked before the newest of these answers, and what after it: of the latter the oldest is not known. */
function unlessAnsweredWithin({ outgoing }: Turns): Filter<ConversationDocument> {
  if (outgoing === 0) return {};
  return { $nor: [{ 'turns.waiting': { $lt: outgoing }, 'turns.incoming': { $gt: outgoing } }] };
}

function movedTurns({ incoming, outgoing, unanswered }: ReturnType<typeof turnsOf>): object {
  const open = { $cond: [{ $gt: ['$turns.waiting', outgoing] }, '$turns.waiting', NOBODY_WAITS] };
  const added = unanswered.map((place) => ({
    $cond: [{ $gt: [place, '$turns.outgoing'] }, place, NOBODY_WAITS],
  }));
  return {
    turns: {
      incoming: { $max: ['$turns.incoming', incoming] },
      outgoing: { $max: ['$turns.outgoing', outgoing] },
      waiting: { $min: [open, ...added] },
    },
  };
}

/** The newest message from the other side that wants to be read; a group's, too. */
function newestAsker(added: Added): MessageDocument | undefined {
  return added
    .map(({ document }) => document)
    .filter(({ direction, type }) => direction === 'incoming' && isTurn(type))
    .reduce<MessageDocument | undefined>((a, b) => (a && isBefore(b, a) ? a : b), undefined);
}

/** Somebody has written since it was resolved or put aside: by WhatsApp's time, so that old history opens nothing. */
function reopened(asker: MessageDocument): object {
  const isNews = isAfterLast(asker);
  return {
    status: { $cond: [{ $and: [isNews, { $eq: ['$status', 'resolved'] }] }, 'open', '$status'] },
    snoozedUntil: { $cond: [isNews, '$$REMOVE', '$snoozedUntil'] },
  };
}

/** Whether a message comes after all that the conversation has. */
function isAfterLast({ timestamp, sequence }: MessageDocument): object {
  return {
    $or: [
      { $eq: ['$messageCount', 0] },
      { $lt: ['$lastMessageAt', timestamp] },
      {
        $and: [
          { $eq: ['$lastMessageAt', timestamp] },
          { $lt: [{ $ifNull: ['$lastMessage.sequence', -1] }, sequence] },
        ],
      },
    ],
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
