import type { IndexDescription } from 'mongodb';
import { mediaStates, messageTypes } from '../../../src-preload/contract/message-content.ts';
import { messageStatuses } from '../../../src-preload/contract/message.ts';
import {
  date,
  flag,
  listOf,
  number,
  objectId,
  oneOf,
  sealed,
  shape,
  text,
  validator,
} from './json-schema.ts';
import { messageKindIndexes, taggedMessagesIndex } from './message-kinds.ts';

/** What the database itself accepts as a message, in whichever partition. */
export const messageValidator = validator({
  messageId: text,
  conversationId: objectId,
  direction: oneOf(['incoming', 'outgoing']),
  from: text,
  to: text,
  'author?': text,
  'authorSealed?': sealed,
  'authorName?': sealed,
  'sentBy?': objectId,
  'isAutomatic?': flag,
  'scheduledFor?': date,
  'scheduledTimeZone?': text,
  type: oneOf(messageTypes),
  whatsappType: text,
  content: sealed,
  searchTokens: listOf(number),
  'media?': shape({
    url: text,
    fileName: sealed,
    fileSize: number,
    mimeType: text,
    'caption?': sealed,
    'thumbnailUrl?': text,
    'thumbnail?': sealed,
    state: oneOf(mediaStates),
    'attempts?': number,
    'duration?': number,
    'width?': number,
    'height?': number,
    isGif: flag,
    isViewOnce: flag,
  }),
  'details?': sealed,
  'mentions?': sealed,
  'linkPreview?': sealed,
  'raw?': sealed,
  'reactions?': listOf(
    shape({ from: text, fromSealed: sealed, emoji: sealed, isOurs: flag, timestamp: date }),
  ),
  'votes?': listOf(shape({ from: text, fromSealed: sealed, options: sealed, timestamp: date })),
  'editedAt?': date,
  'failure?': text,
  status: oneOf(messageStatuses),
  statusUpdates: listOf(shape({ status: oneOf(messageStatuses), timestamp: date })),
  'replyTo?': objectId,
  'replyToMessageId?': text,
  isForwarded: flag,
  'businessId?': objectId,
  leadGenerated: flag,
  tags: listOf(text),
  timestamp: date,
  sequence: number,
});

/** Files that have still to be fetched from WhatsApp, newest first. */
export const waitingMediaIndex: IndexDescription = {
  key: { 'media.state': 1, timestamp: -1 },
  partialFilterExpression: { 'media.state': 'waiting' },
};

/** The indexes of every partition. */
export const messageIndexes: readonly IndexDescription[] = [
  // A message is stored once, and found by WhatsApp's id for its acks.
  { key: { conversationId: 1, messageId: 1 }, unique: true },
  // A page of a thread, newest first, in WhatsApp's order within a second.
  { key: { conversationId: 1, timestamp: -1, sequence: -1 } },
  // What one person wrote, over all conversations: their export and erasure.
  { key: { from: 1, timestamp: -1 } },
  // A business's messages; most have none.
  {
    key: { businessId: 1, timestamp: -1 },
    partialFilterExpression: { businessId: { $exists: true } },
  },
  // What is still on its way, or failed.
  { key: { status: 1 } },
  // The few that made a lead.
  { key: { leadGenerated: 1 }, partialFilterExpression: { leadGenerated: true } },
  // Search by word, newest first, with a tie-breaker for paging.
  { key: { searchTokens: 1, timestamp: -1, _id: -1 } },
  // The days of the analytics page.
  { key: { timestamp: 1 } },
  // What changed lately, for deployments without change streams.
  { key: { updatedAt: 1 } },
  waitingMediaIndex,
  ...messageKindIndexes,
  taggedMessagesIndex,
];
