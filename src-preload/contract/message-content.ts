import { z } from 'zod';
import { MessageId, Timestamp } from './ids.ts';
import { ErrorCode } from './result.ts';

/** The schema's eight, and what WhatsApp has besides: kept, never dropped. */
export const messageTypes = [
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
] as const;
export const MessageType = z.enum(messageTypes);
export type MessageType = z.infer<typeof MessageType>;

/** What WhatsApp says of a group: who came, who went, what was changed. */
export const groupEvents = [
  'created',
  'added',
  'joined',
  'left',
  'removed',
  'promoted',
  'demoted',
  'subject_changed',
  'description_changed',
  'picture_changed',
  'settings_changed',
  'unknown',
] as const;

export const Call = z.object({
  kind: z.literal('call'),
  isVideo: z.boolean(),
  outcome: z.enum(['missed', 'answered', 'rejected', 'unknown']),
  /** Seconds; absent when nobody spoke. */
  duration: z.number().nonnegative().optional(),
});
export type Call = z.infer<typeof Call>;

/** What happened in a group, and who was in it; the owner of the account is not among the names. */
export const GroupEvent = z.object({
  kind: z.literal('group_event'),
  event: z.enum(groupEvents),
  /** Who did it; null when WhatsApp does not say, and when it was the owner. */
  by: z.string().nullable(),
  isByUs: z.boolean().optional(),
  /** Whom it concerns, besides the owner. */
  people: z.array(z.string()),
  includesUs: z.boolean().optional(),
  /** The new subject or description. */
  value: z.string().optional(),
});
export type GroupEvent = z.infer<typeof GroupEvent>;

/** What happened in a conversation without anybody writing. */
export const Happening = z.discriminatedUnion('kind', [Call, GroupEvent]);
export type Happening = z.infer<typeof Happening>;

/**
 * What a message says besides its text, by kind. Names of people are as they are shown: the contact's name, else the
 * number, else the bare id.
 */
export const MessageDetails = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('location'),
    /** Degrees, WGS 84. */
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().optional(),
    address: z.string().optional(),
    /** It was followed for a while on the phone; here stands where it began. */
    isLive: z.boolean(),
  }),
  z.object({
    kind: z.literal('contact'),
    cards: z.array(
      z.object({
        name: z.string(),
        phoneNumbers: z.array(z.string()),
        /** The vCard as it came. */
        vcard: z.string(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('poll'),
    question: z.string(),
    /** `votes` counts people, each once an option. */
    options: z.array(z.object({ name: z.string(), votes: z.number().int().nonnegative() })),
    allowsMultiple: z.boolean(),
  }),
  Call,
  GroupEvent,
]);
export type MessageDetails = z.infer<typeof MessageDetails>;

/** Where the bytes of a message are. */
export const mediaStates = [
  /** On the way from WhatsApp, or waiting for the connection; it is tried again by itself. */
  'waiting',
  /** In the database: `url` serves them. */
  'stored',
  /** It could not be fetched; a person may try again. */
  'failed',
  /** WhatsApp no longer has them. */
  'expired',
  /** More than `MAXIMUM_MEDIA_BYTES`: it stays on the phone. */
  'too_large',
] as const;

/** 64 MiB: above it the connection to the WhatsApp browser does not survive a transfer. */
export const MAXIMUM_MEDIA_MB = 64;
export const MAXIMUM_MEDIA_BYTES = MAXIMUM_MEDIA_MB * 1024 * 1024;

/** Of a sound that the window reads as a whole, to draw how loud it is: about a quarter of an hour of speech. */
export const MAXIMUM_SOUND_BYTES = 3 * 1024 * 1024;

/**
 * Whether a file waits until a person asks for it; `limitMb` as in `Settings.autoDownloadMb`. Nobody needs to ask for
 * one that cannot be had at all.
 */
export function waitsForPerson(fileSize: number, limitMb: number): boolean {
  if (fileSize > MAXIMUM_MEDIA_BYTES) return false;
  return limitMb === 0 || fileSize > limitMb * 1024 * 1024;
}

export const Media = z.object({
  state: z.enum(mediaStates),
  /** Of the private protocol, with range requests: only the app's own windows can open it. Null until it is stored. */
  url: z.string().nullable(),
  /** A small picture (JPEG), of the same protocol. */
  thumbnailUrl: z.string().nullable(),
  fileName: z.string(),
  /** Bytes; 0 when WhatsApp does not say. */
  fileSize: z.number().int().nonnegative(),
  mimeType: z.string(),
  /** Seconds, of audio and video. */
  duration: z.number().nonnegative().nullable(),
  /** Pixels. */
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
  /** It plays by itself, without sound. */
  isGif: z.boolean(),
  /** It was sent to be opened once; WhatsApp Web may not have it. */
  isViewOnce: z.boolean(),
});
export type Media = z.infer<typeof Media>;

export const Reaction = z.object({
  emoji: z.string(),
  isOurs: z.boolean(),
  /** Null when it is ours. */
  senderName: z.string().nullable(),
  timestamp: Timestamp,
});
export type Reaction = z.infer<typeof Reaction>;

/** A message that another one answers, as it is shown above it. */
export const QuotedMessage = z.object({
  messageId: MessageId,
  isOurs: z.boolean(),
  /** Null when it is ours or WhatsApp does not say. */
  senderName: z.string().nullable(),
  type: MessageType,
  /** At most 200 characters; empty when the original carries no text or is not stored. */
  preview: z.string(),
});
export type QuotedMessage = z.infer<typeof QuotedMessage>;

export const LinkPreview = z.object({
  url: z.string(),
  title: z.string(),
  description: z.string().optional(),
});
export type LinkPreview = z.infer<typeof LinkPreview>;

/** A person named in a text: `token` stands there as WhatsApp writes it (`@34600111222`), `name` is to be shown. */
export const Mention = z.object({
  token: z.string(),
  name: z.string(),
  /** It is the owner of the account. */
  isOurs: z.boolean().optional(),
});
export type Mention = z.infer<typeof Mention>;

/** Why a queued message has not gone yet. */
export const waitingReasons = [
  /** Others before it, or the pause between two messages. */
  'turn',
  /** Whoever wrote it can still take it back. */
  'undo',
  'connection',
  'schedule',
  /** `whatsapp_sessions.rateLimitPerHour`. */
  'account_limit',
  'user_limit',
  'recipient_limit',
  /** The number was linked a short while ago. */
  'warm_up',
  /** First messages to people who never answered. */
  'first_contact_limit',
  /** Another attempt after one that failed. */
  'retry',
] as const;
export const WaitingReason = z.enum(waitingReasons);
export type WaitingReason = z.infer<typeof WaitingReason>;

/** A message that is ours and that WhatsApp has not accepted yet. */
export const OutboxState = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('queued'),
    waitsFor: WaitingReason,
    /** When it will go, as far as that can be told; null while it waits for the connection. */
    goesAt: Timestamp.nullable(),
    /** The moment a person chose for it; null when it goes as soon as it can. */
    scheduledFor: Timestamp.nullable(),
    /** The IANA time zone in which it was chosen; absent where there is none. */
    timeZone: z.string().optional(),
    /** How many attempts failed. */
    attempts: z.number().int().nonnegative(),
  }),
  z.object({ state: z.literal('sending'), attempts: z.number().int().nonnegative() }),
  /** Waits for a person: retry or discard. */
  z.object({
    state: z.literal('failed'),
    code: ErrorCode,
    attempts: z.number().int().nonnegative(),
  }),
]);
export type OutboxState = z.infer<typeof OutboxState>;
