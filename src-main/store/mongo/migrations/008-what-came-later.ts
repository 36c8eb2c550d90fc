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
} from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import { MessagePartitions } from '../message-partitions.ts';
import type { MongoMigration } from './migration.ts';

// As the contract had them when this step was written.
const TYPES = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'location',
  'contact',
  'sticker',
  'voice_note',
  'poll',
  'reaction',
  'call_log',
  'group_event',
  'revoked',
  'unknown',
];
const STATUSES = ['sending', 'sent', 'delivered', 'read', 'played', 'failed'];

const sessions = validator({
  sessionId: text,
  userId: objectId,
  'businessId?': objectId,
  deskId: text,
  status: oneOf([
    'initializing',
    'qr_generated',
    'authenticating',
    'connected',
    'disconnected',
    'banned',
  ]),
  'account?': shape({
    whatsappId: text,
    whatsappIdSealed: sealed,
    phoneNumber: sealed,
    pushname: sealed,
    platform: text,
  }),
  'lease?': shape({ fence: number }),
  'sessionData?': shape({
    'WABrowserId?': sealed,
    'WASecretBundle?': sealed,
    'WAToken1?': sealed,
    'WAToken2?': sealed,
    'profile?': shape({ fingerprint: text, size: number, sealedAt: date, desk: text }),
  }),
  'connectedAt?': date,
  'disconnectedAt?': date,
  'lastActivity?': date,
  'qrCode?': sealed,
  'qrCodeGeneratedAt?': date,
  'qrCodeExpiresAt?': date,
  messageCount: number,
  errorCount: number,
  'lastError?': text,
  'lastErrorAt?': date,
  autoReconnect: flag,
  'phoneSeenAt?': date,
  rateLimitPerHour: number,
  stateChangedAt: date,
  'unlinkedSince?': date,
  isActive: flag,
});

const conversations = validator({
  conversationId: text,
  sessionId: text,
  accountId: text,
  accountIdSealed: sealed,
  whatsappId: text,
  whatsappIdSealed: sealed,
  ownerId: objectId,
  'businessId?': objectId,
  name: sealed,
  participants: listOf(
    shape({
      'userId?': objectId,
      'businessId?': objectId,
      whatsappId: text,
      name: sealed,
      type: oneOf(['user', 'business', 'group']),
    }),
  ),
  isGroup: flag,
  'groupName?': sealed,
  'groupDescription?': sealed,
  'lastMessageId?': objectId,
  'lastMessageContent?': sealed,
  lastMessageAt: date,
  'lastMessage?': shape({
    messageId: text,
    direction: oneOf(['incoming', 'outgoing']),
    type: oneOf(TYPES),
    status: oneOf(STATUSES),
    sequence: number,
  }),
  messageCount: number,
  partitions: listOf(text),
  unreadCount: { bsonType: 'object' },
  isArchived: flag,
  isPinned: flag,
  'archivedAt?': date,
  'leadId?': objectId,
  'campaignId?': objectId,
  priority: oneOf(['low', 'medium', 'high']),
  'assigneeId?': objectId,
  labels: listOf(text),
  'history?': shape({
    revision: number,
    spans: listOf(shape({ from: date, to: date, count: number })),
    gaps: listOf(shape({ from: date, to: date })),
    fromBeginning: flag,
  }),
  'joinedInto?': text,
});

const files = {
  $jsonSchema: shape({
    length: number,
    chunkSize: number,
    uploadDate: date,
    metadata: shape({
      format: number,
      conversationId: text,
      size: number,
      'contentId?': text,
      'takenAt?': date,
      'begunAt?': date,
      'isAbandoned?': flag,
      deskId: text,
    }),
  }),
};

/**
 * The databases know what has been written for a while without being in their rules (since when a session is unlinked,
 * when its phone was seen, how complete a conversation is), for when a message was planned, and when a message began to
 * carry a file. What is stored stays as it is.
 */
export const whatCameLater: MongoMigration = {
  number: 8,
  intent: 'Check what sessions, conversations, messages and files have got since',
  async up(db) {
    await makeCollection(db, 'whatsapp_sessions', { validator: sessions, indexes: [] });
    await makeCollection(db, 'conversations', { validator: conversations, indexes: [] });
    await makeCollection(db, 'media.files', { validator: files, indexes: [] });
    // Months are made by the app itself, always to the rules of today.
    const partitions = new MessagePartitions(db, () => false);
    for (const partition of await partitions.all()) await partitions.ensure(partition);
  },
};
