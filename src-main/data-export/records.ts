import { z } from 'zod';
import {
  accessActions,
  accessOutcomes,
  subjectKinds,
} from '../../src-preload/contract/access-log.ts';
import {
  consentMethods,
  consentPurposes,
  consentStates,
} from '../../src-preload/contract/consent.ts';
import type { RecordKind } from '../../src-preload/contract/data-export.ts';
import { LeadHistoryEntry } from '../../src-preload/contract/lead-change.ts';
import { LeadReason } from '../../src-preload/contract/lead-reason.ts';
import { LeadStage } from '../../src-preload/contract/lead.ts';
import {
  LinkPreview,
  mediaStates,
  MessageDetails,
  messageTypes,
} from '../../src-preload/contract/message-content.ts';
import { messageStatuses } from '../../src-preload/contract/message.ts';

/**
 * What stands in an archive: a line of JSON for each record. Texts are in clear, times in UTC, ids those of the
 * workspace they come from, people by their WhatsApp ids. What is made anew from the rest is left out: pseudonyms,
 * indexes of words, keys, and which desktop wrote what.
 */

const Time = z.iso.datetime();
/** 24 hexadecimal digits. */
const Id = z.string().regex(/^[0-9a-f]{24}$/);
const Uuid = z.uuid();
/** An id of WhatsApp's own, such as `34600000001@c.us`. */
const WhatsAppId = z.string().max(256);
/** Null where it cannot be told any more. */
const KnownWhatsAppId = WhatsAppId.nullable();
const MessageId = z.string().regex(/^[\w.:-]{1,128}$/);
const Count = z.number().int().nonnegative();
/** A sum of money, in the smallest unit of its currency. */
const Money = z.object({ minor: Count, currency: z.string().length(3) });
/** What could not be opened: its key was destroyed, or it was altered. */
const Unreadable = z.enum(['erased', 'damaged']).optional();

export const BusinessRecord = z.object({
  businessId: Id,
  name: z.string().min(1).max(255),
  isHighVolume: z.boolean(),
  createdAt: Time,
});

/** A user of the app whom a record names. */
export const ColleagueRecord = z.object({
  userId: Id,
  name: z.string().max(255),
  /** In the export of a business alone. */
  email: z.string().max(320).optional(),
});

export const LabelRecord = z.object({
  labelId: Id,
  name: z.string().min(1).max(40),
  colour: z.string().max(10),
  position: z.number().int(),
});

/** An account of the business that was linked. How it is signed in is no part of an export. */
export const AccountRecord = z.object({
  sessionId: Uuid,
  userId: Id,
  businessId: Id.optional(),
  account: z
    .object({
      whatsappId: WhatsAppId,
      phoneNumber: z.string(),
      pushname: z.string(),
      platform: z.string(),
    })
    .optional(),
  rateLimitPerHour: z.number().int().positive(),
  autoReconnect: z.boolean(),
  createdAt: Time,
});

export const CampaignRecord = z.object({
  campaignId: Id,
  businessId: Id.nullable(),
  name: z.string().max(255),
  channel: z.string().max(20),
  code: z.string().max(30),
  startsAt: Time.nullable(),
  endsAt: Time.nullable(),
  endedAt: Time.nullable(),
  budget: Money.nullable(),
  status: z.enum(['draft', 'active', 'paused', 'ended']),
  createdAt: Time,
});

export const ContactRecord = z.object({
  contactId: Id,
  sessionId: Uuid,
  whatsappId: WhatsAppId,
  name: z.string(),
  isNamed: z.boolean(),
  whatsappName: z.string().optional(),
  pushname: z.string().optional(),
  shortName: z.string().optional(),
  profilePictureUrl: z.string().optional(),
  /** What the person says of themself. */
  status: z.string().optional(),
  isBusiness: z.boolean(),
  isVerified: z.boolean(),
  /** Digits; empty while WhatsApp hides it. */
  phoneNumber: z.string(),
  email: z.string().optional(),
  company: z.string().optional(),
  title: z.string().optional(),
  notes: z.string().optional(),
  businessId: Id.optional(),
  isBusinessChosen: z.boolean().optional(),
  leadIds: z.array(Id),
  lastSeen: Time.optional(),
  isOnline: z.boolean(),
  isBlocked: z.boolean(),
  lastInteractionAt: Time.optional(),
  /** The contact as which it is shown: the same person, under another id. */
  joinedInto: Id.optional(),
  mergeId: Id.optional(),
  createdAt: Time,
  unreadable: Unreadable,
});

export const PictureRecord = z.object({
  sessionId: Uuid,
  whatsappId: WhatsAppId,
  checkedAt: Time,
  /** The picture, a JPEG in base64; missing where the person has none. */
  image: z.base64().optional(),
});

/** Two ids of one person. */
export const IdentityRecord = z.object({
  accountId: WhatsAppId,
  one: WhatsAppId,
  other: WhatsAppId,
  evidence: z.array(
    z.object({ source: z.enum(['contact', 'lookup', 'message', 'username']), at: Time }),
  ),
  refused: z.object({ by: Id, at: Time }).optional(),
  createdAt: Time,
});

export const MergeRecord = z.object({
  mergeId: Id,
  keptId: Id,
  mergedIds: z.array(Id),
  /** What the contact that was kept had before and after; it is JSON. */
  values: z.string(),
  contacts: z.array(z.object({ id: Id, before: Id.optional() })),
  conversations: z.array(z.object({ id: Uuid, into: Uuid, before: Uuid.optional() })),
  by: Id,
  undone: z.object({ by: Id, at: Time }).optional(),
  isFinished: z.boolean(),
  createdAt: Time,
});

export const ToldApartRecord = z.object({ one: Id, other: Id, by: Id, createdAt: Time });

const Turns = z.object({ incoming: z.number(), outgoing: z.number(), waiting: z.number() });

export const ConversationRecord = z.object({
  conversationId: Uuid,
  sessionId: Uuid,
  accountId: WhatsAppId,
  whatsappId: WhatsAppId,
  ownerId: Id,
  businessId: Id.optional(),
  name: z.string(),
  participants: z.array(
    z.object({
      userId: Id.optional(),
      businessId: Id.optional(),
      whatsappId: KnownWhatsAppId,
      name: z.string(),
      type: z.enum(['user', 'business', 'group']),
    }),
  ),
  isGroup: z.boolean(),
  groupName: z.string().optional(),
  groupDescription: z.string().optional(),
  lastMessageAt: Time,
  lastMessageContent: z.string().optional(),
  lastMessage: z
    .object({
      /** Of its record. */
      id: Id.optional(),
      messageId: MessageId,
      direction: z.enum(['incoming', 'outgoing']),
      type: z.enum(messageTypes),
      status: z.enum(messageStatuses),
      sequence: z.number(),
    })
    .optional(),
  messageCount: Count,
  unreadCount: z.record(Id, Count),
  isArchived: z.boolean(),
  isPinned: z.boolean(),
  leadId: Id.optional(),
  campaignId: Id.optional(),
  campaignSince: Time.optional(),
  status: z.enum(['open', 'pending', 'resolved']),
  snoozedUntil: Time.optional(),
  /** Places: milliseconds a thousandfold, and the place within that second. */
  arrival: z.number(),
  unread: z.array(z.object({ userId: Id, after: z.number(), count: Count })),
  mentions: z.array(z.object({ userId: Id, isSeen: z.boolean() })),
  turns: Turns,
  priority: z.enum(['low', 'medium', 'high']),
  assigneeId: Id.optional(),
  labels: z.array(z.string()),
  history: z
    .object({
      revision: z.number().int(),
      spans: z.array(z.object({ from: Time, to: Time, count: Count })),
      gaps: z.array(z.object({ from: Time, to: Time })),
      fromBeginning: z.boolean(),
    })
    .optional(),
  joinedInto: Uuid.optional(),
  createdAt: Time,
  unreadable: Unreadable,
});

export const MessageRecord = z.object({
  id: Id,
  messageId: MessageId,
  conversationId: Uuid,
  direction: z.enum(['incoming', 'outgoing']),
  from: KnownWhatsAppId,
  to: KnownWhatsAppId,
  /** In groups, who wrote it. */
  author: WhatsAppId.optional(),
  authorName: z.string().optional(),
  sentBy: Id.optional(),
  isAutomatic: z.literal(true).optional(),
  scheduledFor: Time.optional(),
  scheduledTimeZone: z.string().optional(),
  type: z.enum(messageTypes),
  whatsappType: z.string(),
  content: z.string(),
  media: z
    .object({
      /** Of the record of the file; missing while there is none. */
      fileId: Id.optional(),
      fileName: z.string(),
      fileSize: Count,
      mimeType: z.string(),
      caption: z.string().optional(),
      /** A small picture, a JPEG in base64. */
      thumbnail: z.string().optional(),
      thumbnailUrl: z.string().optional(),
      state: z.enum(mediaStates),
      attempts: Count.optional(),
      duration: z.number().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      isGif: z.boolean(),
      isViewOnce: z.boolean(),
    })
    .optional(),
  details: MessageDetails.optional(),
  mentions: z.array(WhatsAppId).optional(),
  linkPreview: LinkPreview.optional(),
  /** Of a kind that is not known: all that WhatsApp gave. */
  raw: z.string().optional(),
  reactions: z
    .array(z.object({ from: WhatsAppId, emoji: z.string(), isOurs: z.boolean(), at: Time }))
    .optional(),
  /** Of a poll: the places of what each person chose. */
  votes: z.array(z.object({ from: WhatsAppId, options: z.array(Count), at: Time })).optional(),
  editedAt: Time.optional(),
  failure: z.string().optional(),
  status: z.enum(messageStatuses),
  statusUpdates: z.array(z.object({ status: z.enum(messageStatuses), at: Time })),
  /** The `id` of the message that this one answers, where it is stored. */
  replyTo: Id.optional(),
  replyToMessageId: z.string().optional(),
  isForwarded: z.boolean(),
  leadGenerated: z.boolean(),
  tags: z.array(z.string()),
  at: Time,
  sequence: z.number(),
  unreadable: Unreadable,
});

/** In a group: what the person wrote, or did to what others wrote. Of the others there is nothing. */
export const MarkRecord = z.object({
  conversationId: Uuid,
  messageId: MessageId,
  message: MessageRecord.optional(),
  reaction: z.string().optional(),
  vote: z.array(Count).optional(),
  at: Time,
});

export const NoteRecord = z.object({
  noteId: Uuid,
  conversationId: Uuid,
  authorId: Id,
  /** Of one that was deleted there is none. */
  text: z.string().optional(),
  mentions: z.array(Id),
  at: Time,
  editedAt: Time.optional(),
  deletedAt: Time.optional(),
});

export const FileRecord = z.object({
  fileId: Id,
  conversationId: Uuid,
  /** In the archive. */
  path: z.string(),
  /** Bytes. */
  size: Count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const LeadRecord = z.object({
  leadId: Id,
  conversationId: Uuid.nullable(),
  messageId: MessageId.nullable(),
  ownerId: Id.nullable(),
  businessId: Id.nullable(),
  campaignId: Id.nullable(),
  contactName: z.string(),
  phoneNumber: z.string().nullable(),
  reasons: z.array(z.string()),
  excerpt: z.string(),
  stage: LeadStage,
  stageSince: Time.nullable(),
  lostReason: z.string().nullable(),
  source: z.string(),
  value: Money.nullable(),
  expectedClose: z.iso.date().nullable(),
  nextStep: z.string().nullable(),
  nextStepAt: Time.nullable(),
  remindedOf: Time.nullable(),
  notes: z.string().nullable(),
  version: z.number().int().positive(),
  /** What its messages add up to, in thousandths. */
  evidence: Count.nullable(),
  closedAt: Time.nullable(),
  isDismissed: z.boolean(),
  sealedAlone: z.boolean(),
  createdAt: Time,
  unreadable: Unreadable,
});

export const LeadChangeRecord = z.object({
  changeId: Id,
  leadId: Id,
  version: z.number().int().positive(),
  at: Time,
  by: Id.nullable(),
  fromStage: LeadStage.nullable(),
  toStage: LeadStage.nullable(),
  before: LeadHistoryEntry.shape.before,
  after: LeadHistoryEntry.shape.after,
});

export const LeadMessageRecord = z.object({
  conversationId: Uuid,
  messageId: MessageId,
  leadId: Id,
  score: z.number().int().min(0).max(100),
  reasons: z.array(LeadReason),
  saidAt: Time,
});

export const LeadJudgementRecord = z.object({
  conversationId: Uuid,
  messageId: MessageId,
  isLead: z.boolean(),
  by: Id.nullable(),
  at: Time,
});

export const ConsentRecord = z.object({
  consentId: Id,
  contactId: Id,
  purpose: z.enum(consentPurposes),
  state: z.enum(consentStates),
  method: z.enum(consentMethods),
  saidAt: Time,
  message: z.object({ conversationId: Uuid, messageId: MessageId }).nullable(),
  recordedBy: Id.nullable(),
  recordedAt: Time,
});

/** In the export of a business alone: its reason is between the team and its counsel. */
export const HoldRecord = z.object({
  contactId: Id,
  reason: z.string(),
  placedBy: Id.nullable(),
  placedAt: Time,
  liftedBy: Id.nullable(),
  liftedAt: Time.nullable(),
});

/** How long the person waited for an answer. */
export const AnswerRecord = z.object({
  conversationId: Uuid,
  askedAt: Time,
  askedBy: MessageId,
  answeredAt: Time.nullable(),
  answeredBy: MessageId.nullable(),
  senderId: Id.nullable(),
  wallSeconds: Count.nullable(),
  businessSeconds: Count.nullable(),
  isFirst: z.boolean(),
});

/** A day on which the person wrote. */
export const DayRecord = z.object({
  conversationId: Uuid,
  date: z.iso.date(),
  firstAt: Time,
  firstMessageId: MessageId,
});

/** Who of the team opened, searched, exported or changed what is kept of the person. */
export const AccessRecord = z.object({
  at: Time,
  recordedAt: Time,
  userId: Id.nullable(),
  deviceId: Uuid,
  action: z.enum(accessActions),
  command: z.string(),
  subjectKind: z.enum(subjectKinds),
  subjectId: z.string().nullable(),
  outcome: z.enum(accessOutcomes),
  count: Count,
});

/** Each kind's shape. */
export const recordShapes = {
  business: BusinessRecord,
  colleague: ColleagueRecord,
  label: LabelRecord,
  account: AccountRecord,
  campaign: CampaignRecord,
  contact: ContactRecord,
  picture: PictureRecord,
  identity: IdentityRecord,
  merge: MergeRecord,
  told_apart: ToldApartRecord,
  conversation: ConversationRecord,
  message: MessageRecord,
  mark: MarkRecord,
  note: NoteRecord,
  file: FileRecord,
  lead: LeadRecord,
  lead_change: LeadChangeRecord,
  lead_message: LeadMessageRecord,
  lead_judgement: LeadJudgementRecord,
  consent: ConsentRecord,
  hold: HoldRecord,
  answer: AnswerRecord,
  day: DayRecord,
  access: AccessRecord,
} as const satisfies Record<RecordKind, z.ZodObject>;

export type RecordOf<K extends RecordKind> = z.infer<(typeof recordShapes)[K]>;
