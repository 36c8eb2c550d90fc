import { Binary, Long, ObjectId } from 'mongodb';
import { z } from 'zod';
import { mediaStates, messageTypes } from '../../../src-preload/contract/message-content.ts';
import { messageStatuses } from '../../../src-preload/contract/message.ts';
import { ErrorCode } from '../../../src-preload/contract/result.ts';

/**
 * The documents as they stand in MongoDB, in the words of the schema. What is read is parsed with these: a document
 * that another version wrote in another shape is an error that names the field, not a wrong value on the screen.
 *
 * `sealed` fields are ciphertexts (`crypto/field-cipher.ts`). A field that must be found by its value holds a
 * `pseudonym` instead (`crypto/lookup.ts`), with the value itself sealed beside it.
 */

/** The shape of the documents that this version writes. */
export const SCHEMA_VERSION = 1;

const objectId = z.custom<ObjectId>((value) => value instanceof ObjectId, 'expected an ObjectId');
const sealed = z.custom<Binary>((value) => value instanceof Binary, 'expected a ciphertext');
const pseudonym = z.string();
const token = z.union([
  z.custom<Long>((value) => value instanceof Long, 'expected a 64-bit integer'),
  z.bigint(),
  z.number(),
]);

/** What every document carries. `updatedBy` is the desktop that wrote it last. */
const written = {
  _id: objectId,
  schemaVersion: z.literal(SCHEMA_VERSION),
  createdAt: z.date(),
  updatedAt: z.date(),
  updatedBy: z.string(),
};

export const SessionDocument = z.object({
  ...written,
  sessionId: z.string(),
  userId: objectId,
  businessId: objectId.optional(),
  /** The desktop that holds the sealed profile, and so the only one that can run the session. */
  deskId: z.string(),
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
      whatsappId: pseudonym,
      whatsappIdSealed: sealed,
      phoneNumber: sealed,
      pushname: sealed,
      platform: z.string(),
    })
    .optional(),
  /** The lease's fencing number, when this session last had it. */
  lease: z.object({ fence: z.number() }).optional(),
  /** What the page held before multi-device; the credentials of today are the profile, described here. */
  sessionData: z
    .object({
      WABrowserId: sealed.optional(),
      WASecretBundle: sealed.optional(),
      WAToken1: sealed.optional(),
      WAToken2: sealed.optional(),
      profile: z
        .object({ fingerprint: z.string(), size: z.number(), sealedAt: z.date(), desk: z.string() })
        .optional(),
    })
    .optional(),
  connectedAt: z.date().optional(),
  disconnectedAt: z.date().optional(),
  lastActivity: z.date().optional(),
  qrCode: sealed.optional(),
  qrCodeGeneratedAt: z.date().optional(),
  qrCodeExpiresAt: z.date().optional(),
  messageCount: z.number(),
  errorCount: z.number(),
  lastError: z.string().optional(),
  lastErrorAt: z.date().optional(),
  autoReconnect: z.boolean(),
  /** When the owner's phone was last seen in use. */
  phoneSeenAt: z.date().optional(),
  rateLimitPerHour: z.number(),
  stateChangedAt: z.date(),
  /** Until an account is linked: the database forgets a session that nobody has linked for long. */
  unlinkedSince: z.date().optional(),
  isActive: z.boolean(),
});
export type SessionDocument = z.infer<typeof SessionDocument>;

export const ConversationDocument = z.object({
  ...written,
  conversationId: z.string(),
  sessionId: z.string(),
  accountId: pseudonym,
  accountIdSealed: sealed,
  whatsappId: pseudonym,
  whatsappIdSealed: sealed,
  ownerId: objectId,
  businessId: objectId.optional(),
  name: sealed,
  /** The blind index of `name`; missing where a version stored it that had none. */
  searchTokens: z.array(token).optional(),
  participants: z.array(
    z.object({
      userId: objectId.optional(),
      businessId: objectId.optional(),
      whatsappId: pseudonym,
      name: sealed,
      type: z.enum(['user', 'business', 'group']),
    }),
  ),
  isGroup: z.boolean(),
  groupName: sealed.optional(),
  groupDescription: sealed.optional(),
  lastMessageId: objectId.optional(),
  lastMessageContent: sealed.optional(),
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
  /** The partitions that hold messages of this conversation (`message-partitions.ts`), in no order. */
  partitions: z.array(z.string()),
  unreadCount: z.record(z.string(), z.number()),
  isArchived: z.boolean(),
  isPinned: z.boolean(),
  /** When its messages went to the archive because nobody had written for months. */
  archivedAt: z.date().optional(),
  leadId: objectId.optional(),
  campaignId: objectId.optional(),
  /** When the customer named the campaign, or a person set it or took it away. */
  campaignSince: z.date().optional(),
  /** A snoozed conversation is open, with a time until which it is put aside. */
  status: z.enum(['open', 'pending', 'resolved']),
  snoozedUntil: z.date().optional(),
  /** The place (`domain/turns.ts`) of the newest message from the other side that wants to be read; 0 where none is. */
  arrival: z.number(),
  /** Everybody in the team who has not read it: after which place, and how many messages (at least 1). */
  unread: z.array(z.object({ userId: objectId, after: z.number(), count: z.number() })),
  /** Everybody whom a note of it mentions. */
  mentions: z.array(z.object({ userId: objectId, isSeen: z.boolean() })),
  /** Whose turn it is (`domain/turns.ts`). */
  turns: z.object({ incoming: z.number(), outgoing: z.number(), waiting: z.number() }),
  priority: z.enum(['low', 'medium', 'high']),
  assigneeId: objectId.optional(),
  /** The team's own words: not sealed. */
  labels: z.array(z.string()),
  /** What was compared with WhatsApp; `revision` goes up with every change. */
  history: z
    .object({
      revision: z.number(),
      spans: z.array(z.object({ from: z.date(), to: z.date(), count: z.number() })),
      gaps: z.array(z.object({ from: z.date(), to: z.date() })),
      fromBeginning: z.boolean(),
    })
    .optional(),
  /** The conversation as part of which it is shown: with the same person, under another id. */
  joinedInto: z.string().optional(),
});
export type ConversationDocument = z.infer<typeof ConversationDocument>;

export const MessageDocument = z.object({
  ...written,
  messageId: z.string(),
  conversationId: objectId,
  direction: z.enum(['incoming', 'outgoing']),
  from: pseudonym,
  to: pseudonym,
  /** In groups, who wrote it. */
  author: pseudonym.optional(),
  authorSealed: sealed.optional(),
  authorName: sealed.optional(),
  /** The colleague who wrote it in this app. */
  sentBy: objectId.optional(),
  /** Nobody wrote it: it answers by itself. */
  isAutomatic: z.literal(true).optional(),
  /** When that colleague wanted it to go, and the time zone in which they said so. */
  scheduledFor: z.date().optional(),
  scheduledTimeZone: z.string().optional(),
  type: z.enum(messageTypes),
  whatsappType: z.string(),
  content: sealed,
  /** The blind index of `content`. */
  searchTokens: z.array(token),
  media: z
    .object({
      url: z.string(),
      fileName: sealed,
      fileSize: z.number(),
      mimeType: z.string(),
      caption: sealed.optional(),
      thumbnailUrl: z.string().optional(),
      /** The small picture itself, a JPEG in base64. */
      thumbnail: sealed.optional(),
      state: z.enum(mediaStates),
      /** How often it was tried to fetch the file from WhatsApp. */
      attempts: z.number().optional(),
      duration: z.number().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      isGif: z.boolean(),
      isViewOnce: z.boolean(),
    })
    .optional(),
  /** `MessageDetails` of the contract as JSON, with WhatsApp ids for people. */
  details: sealed.optional(),
  /** A list of WhatsApp ids as JSON. */
  mentions: sealed.optional(),
  /** `LinkPreview` of the contract as JSON. */
  linkPreview: sealed.optional(),
  /** Of a kind that is not known: all that WhatsApp gave, as JSON. */
  raw: sealed.optional(),
  /** One a person. */
  reactions: z
    .array(
      z.object({
        from: pseudonym,
        fromSealed: sealed,
        emoji: sealed,
        isOurs: z.boolean(),
        timestamp: z.date(),
      }),
    )
    .optional(),
  /** Of a poll: one a person, with the places of what they chose as JSON. */
  votes: z
    .array(z.object({ from: pseudonym, fromSealed: sealed, options: sealed, timestamp: z.date() }))
    .optional(),
  editedAt: z.date().optional(),
  /** Why WhatsApp refused it after it had left the outbox. */
  failure: ErrorCode.optional(),
  status: z.enum(messageStatuses),
  statusUpdates: z.array(z.object({ status: z.enum(messageStatuses), timestamp: z.date() })),
  /** The message that this one answers: its document when it is stored, and WhatsApp's id in any case. */
  replyTo: objectId.optional(),
  replyToMessageId: z.string().optional(),
  isForwarded: z.boolean(),
  businessId: objectId.optional(),
  leadGenerated: z.boolean(),
  tags: z.array(z.string()),
  timestamp: z.date(),
  sequence: z.number(),
});
export type MessageDocument = z.infer<typeof MessageDocument>;

export const ContactDocument = z.object({
  ...written,
  whatsappId: pseudonym,
  whatsappIdSealed: sealed,
  sessionId: z.string(),
  name: sealed,
  /** Whether `name`, or `whatsappName` where there is one, is the address book's; otherwise it stands in for one. */
  isNamed: z.boolean(),
  /** What WhatsApp calls it, where `name` is what the team does. */
  whatsappName: sealed.optional(),
  /** The blind index of the names and of the number's digits. */
  searchTokens: z.array(token),
  pushname: sealed.optional(),
  shortName: sealed.optional(),
  profilePictureUrl: sealed.optional(),
  /** What the person says of themself. */
  status: sealed.optional(),
  isBusiness: z.boolean(),
  isVerified: z.boolean(),
  /** Of the digits; of nothing while WhatsApp hides the number. */
  phoneNumber: pseudonym,
  phoneNumberSealed: sealed,
  email: sealed.optional(),
  company: sealed.optional(),
  title: sealed.optional(),
  notes: sealed.optional(),
  businessId: objectId.optional(),
  leadIds: z.array(objectId),
  lastSeen: z.date().optional(),
  isOnline: z.boolean(),
  isBlocked: z.boolean(),
  lastInteractionAt: z.date().optional(),
  /** A person has said which business it belongs to, or none; otherwise its account does. */
  isBusinessChosen: z.boolean().optional(),
  /** The contact as which it is shown: the same person, under another id. */
  joinedInto: objectId.optional(),
  /** The merge by which the team has joined it; WhatsApp's ids of one person are joined without. */
  mergeId: objectId.optional(),
});
export type ContactDocument = z.infer<typeof ContactDocument>;

/** Two ids of one person, or an id and its username, in the order of their pseudonyms. */
export const IdentityDocument = z.object({
  ...written,
  accountId: pseudonym,
  one: pseudonym,
  other: pseudonym,
  evidence: z.array(
    z.object({ source: z.enum(['contact', 'lookup', 'message', 'username']), at: z.date() }),
  ),
  /** The user who said that they are two people. */
  refused: z.object({ by: objectId, at: z.date() }).optional(),
});
export type IdentityDocument = z.infer<typeof IdentityDocument>;

/** Contacts that the team has merged into one, with what is needed to undo it. */
export const MergeDocument = z.object({
  ...written,
  keptId: objectId,
  mergedIds: z.array(objectId),
  /** `MergedValues` as JSON, sealed as a field of the contact that was kept. */
  values: sealed,
  /** Everything that was joined, and into what it had been joined before. */
  contacts: z.array(z.object({ id: objectId, before: objectId.optional() })),
  conversations: z.array(
    z.object({ id: z.string(), into: z.string(), before: z.string().optional() }),
  ),
  by: objectId,
  undone: z.object({ by: objectId, at: z.date() }).optional(),
  /** Whether what follows from it is done: the conversations bear the contact's name. */
  isFinished: z.boolean(),
});
export type MergeDocument = z.infer<typeof MergeDocument>;

/** Two contacts of which the team says that they are two people; `one` is the smaller id. */
export const ToldApartDocument = z.object({
  ...written,
  one: objectId,
  other: objectId,
  by: objectId,
});
export type ToldApartDocument = z.infer<typeof ToldApartDocument>;

/** What a colleague noted in a conversation, for the team alone. */
export const NoteDocument = z.object({
  ...written,
  noteId: z.string(),
  conversationId: z.string(),
  authorId: objectId,
  /** Of one that was deleted there is none. */
  text: sealed.optional(),
  mentions: z.array(objectId),
  timestamp: z.date(),
  editedAt: z.date().optional(),
  deletedAt: z.date().optional(),
});
export type NoteDocument = z.infer<typeof NoteDocument>;
