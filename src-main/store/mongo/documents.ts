import { ObjectId } from 'mongodb';
import { z } from 'zod';
import { messageStatuses, messageTypes } from '../../../src-preload/contract/message.ts';

/**
 * The documents as they stand in MongoDB, in the words of the schema. What is read is parsed with these: a document
 * that another version wrote in another shape is an error that names the field, not a wrong value on the screen.
 */

const objectId = z.custom<ObjectId>((value) => value instanceof ObjectId, 'expected an ObjectId');

export const SessionDocument = z.object({
  _id: objectId,
  sessionId: z.string(),
  userId: objectId,
  status: z.enum([
    'initializing',
    'qr_generated',
    'authenticating',
    'connected',
    'disconnected',
    'banned',
  ]),
  account: z
    .object({
      whatsappId: z.string(),
      phoneNumber: z.string(),
      pushname: z.string(),
      platform: z.string(),
    })
    .optional(),
  connectedAt: z.date().optional(),
  disconnectedAt: z.date().optional(),
  lastActivity: z.date().optional(),
  qrCode: z.string().optional(),
  qrCodeGeneratedAt: z.date().optional(),
  qrCodeExpiresAt: z.date().optional(),
  messageCount: z.number(),
  errorCount: z.number(),
  lastError: z.string().optional(),
  lastErrorAt: z.date().optional(),
  autoReconnect: z.boolean(),
  rateLimitPerHour: z.number(),
  stateChangedAt: z.date(),
  isActive: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type SessionDocument = z.infer<typeof SessionDocument>;

export const ConversationDocument = z.object({
  _id: objectId,
  conversationId: z.string(),
  sessionId: z.string(),
  accountId: z.string(),
  whatsappId: z.string(),
  ownerId: objectId,
  name: z.string(),
  participants: z.array(
    z.object({
      userId: objectId.optional(),
      businessId: objectId.optional(),
      whatsappId: z.string(),
      name: z.string(),
      type: z.enum(['user', 'business', 'group']),
    }),
  ),
  isGroup: z.boolean(),
  groupName: z.string().optional(),
  groupDescription: z.string().optional(),
  lastMessageId: objectId.optional(),
  lastMessageContent: z.string().optional(),
  lastMessageAt: z.date(),
  /** What the list shows of the last message besides its text. */
  lastMessage: z
    .object({
      messageId: z.string(),
      direction: z.enum(['incoming', 'outgoing']),
      type: z.enum(messageTypes),
      status: z.enum(messageStatuses),
      sequence: z.number(),
    })
    .optional(),
  messageCount: z.number(),
  unreadCount: z.record(z.string(), z.number()),
  isArchived: z.boolean(),
  isPinned: z.boolean(),
  leadId: objectId.optional(),
  priority: z.enum(['low', 'medium', 'high']),
  completeUntil: z.date().optional(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type ConversationDocument = z.infer<typeof ConversationDocument>;

export const MessageDocument = z.object({
  _id: objectId,
  messageId: z.string(),
  conversationId: objectId,
  direction: z.enum(['incoming', 'outgoing']),
  from: z.string(),
  to: z.string(),
  author: z.string().optional(),
  authorName: z.string().optional(),
  /** The colleague who wrote it in this app. */
  sentBy: objectId.optional(),
  type: z.enum(messageTypes),
  whatsappType: z.string(),
  content: z.string(),
  status: z.enum(messageStatuses),
  statusUpdates: z.array(z.object({ status: z.enum(messageStatuses), timestamp: z.date() })),
  /** The message that this one answers: its document when it is stored, and WhatsApp's id in any case. */
  replyTo: objectId.optional(),
  replyToMessageId: z.string().optional(),
  isForwarded: z.boolean(),
  leadGenerated: z.boolean(),
  tags: z.array(z.string()),
  timestamp: z.date(),
  sequence: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type MessageDocument = z.infer<typeof MessageDocument>;

export const ContactDocument = z.object({
  _id: objectId,
  whatsappId: z.string(),
  sessionId: z.string(),
  name: z.string(),
  /** Whether `name` is the address book's; otherwise it stands in for one. */
  isNamed: z.boolean(),
  /** `name` folded for sorting. */
  sortName: z.string(),
  /** The folded words of the names, and the digits of the number, for finding. */
  searchTerms: z.array(z.string()),
  pushname: z.string().optional(),
  shortName: z.string().optional(),
  isBusiness: z.boolean(),
  isVerified: z.boolean(),
  phoneNumber: z.string(),
  leadIds: z.array(objectId),
  isOnline: z.boolean(),
  isBlocked: z.boolean(),
  lastInteractionAt: z.date().optional(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type ContactDocument = z.infer<typeof ContactDocument>;
