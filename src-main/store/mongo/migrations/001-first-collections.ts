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
import { conversationsAsOf } from './conversations-of-001-and-005.ts';
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
  'revoked',
  'unknown',
];
const STATUSES = ['sending', 'sent', 'delivered', 'read', 'failed'];

/**
 * The collections of the schema with what the database itself accepts in them, their indexes, and those that the
 * queries of the stores need. Messages have a collection for each month, made when the first one comes
 * (`message-schema.ts`).
 */
export const firstCollections: MongoMigration = {
  number: 1,
  intent: 'Create the collections of sessions, conversations and contacts',
  async up(db) {
    await makeCollection(db, 'whatsapp_sessions', {
      validator: validator({
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
        rateLimitPerHour: number,
        stateChangedAt: date,
        isActive: flag,
      }),
      indexes: [
        { key: { sessionId: 1 }, unique: true },
        // The sessions that this desktop runs for its user.
        { key: { userId: 1, deskId: 1, createdAt: 1 } },
        { key: { status: 1 } },
        { key: { lastActivity: -1 } },
        // What changed lately, for deployments without change streams; so in every collection.
        { key: { updatedAt: 1 } },
      ],
    });
    await makeCollection(db, 'conversations', {
      validator: conversationsAsOf({ types: TYPES, statuses: STATUSES }),
      indexes: [
        { key: { conversationId: 1 }, unique: true },
        // One conversation for an account and a chat, however many messages of a new customer arrive at once.
        { key: { accountId: 1, whatsappId: 1 }, unique: true },
        // The statistics of a session.
        { key: { sessionId: 1 } },
        { key: { 'participants.whatsappId': 1 } },
        { key: { 'participants.businessId': 1 } },
        // The inbox, newest first, with a tie-breaker for paging.
        { key: { lastMessageAt: -1, conversationId: 1 } },
        // Conversations that made a lead: a part of them.
        { key: { leadId: 1 }, partialFilterExpression: { leadId: { $exists: true } } },
        // A contact's conversation.
        { key: { whatsappId: 1 } },
        // What the archive has not finished with.
        { key: { archivedAt: 1 }, partialFilterExpression: { archivedAt: { $exists: true } } },
        { key: { updatedAt: 1 } },
      ],
    });
    await makeCollection(db, 'whatsapp_contacts', {
      validator: validator({
        whatsappId: text,
        whatsappIdSealed: sealed,
        sessionId: text,
        name: sealed,
        isNamed: flag,
        searchTokens: listOf(number),
        'pushname?': sealed,
        'shortName?': sealed,
        'profilePictureUrl?': sealed,
        'status?': sealed,
        isBusiness: flag,
        isVerified: flag,
        phoneNumber: text,
        phoneNumberSealed: sealed,
        'email?': sealed,
        'company?': sealed,
        'title?': sealed,
        'businessId?': objectId,
        leadIds: listOf(objectId),
        'lastSeen?': date,
        isOnline: flag,
        isBlocked: flag,
        'lastInteractionAt?': date,
      }),
      indexes: [
        // The schema's session-based look-up begins with the same field.
        { key: { sessionId: 1, whatsappId: 1 }, unique: true },
        { key: { whatsappId: 1 } },
        { key: { businessId: 1 }, partialFilterExpression: { businessId: { $exists: true } } },
        { key: { phoneNumber: 1 } },
        // The directory's search, by the beginnings of words and by digits.
        { key: { searchTokens: 1 } },
        // What the directory on each desktop has not seen yet.
        { key: { updatedAt: 1 } },
      ],
    });
  },
};
