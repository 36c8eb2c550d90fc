import { z } from 'zod';
import { ConversationId, MessageId, Timestamp, UserId } from './ids.ts';
import {
  LinkPreview,
  Media,
  Mention,
  MessageDetails,
  MessageType,
  OutboxState,
  QuotedMessage,
  Reaction,
} from './message-content.ts';
import { Attachment, Schedule } from './outgoing.ts';
import { ErrorCode } from './result.ts';

/** The schema's five; `played` is one step after `read`, for voice notes and what is opened once. */
export const messageStatuses = [
  'sending',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
] as const;
export const MessageStatus = z.enum(messageStatuses);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** The longest text that one message may carry, in characters: WhatsApp's own limit. */
export const MAXIMUM_TEXT_LENGTH = 65_536;

export const Message = z.object({
  messageId: MessageId,
  conversationId: ConversationId,
  direction: z.enum(['incoming', 'outgoing']),
  type: MessageType,
  /** The text; empty for a message that carries none. */
  content: z.string(),
  /** Why the content is empty though there was one: its key was destroyed, or what is stored was damaged. */
  unreadable: z.enum(['erased', 'damaged']).optional(),
  /** In groups, who wrote it; null otherwise. */
  senderName: z.string().nullable(),
  /** The colleague who wrote it in this app; absent for messages from others, and from the phone. */
  sentBy: UserId.optional(),
  status: MessageStatus,
  /** Every status it had, oldest first. */
  statusUpdates: z.array(z.object({ status: MessageStatus, timestamp: Timestamp })),
  /** Why WhatsApp refused it after it had left the outbox; null unless `status` is `failed`. */
  failure: ErrorCode.nullable(),
  /** Null for a message that carries no file. */
  media: Media.nullable(),
  /** What kinds other than text and files say; null otherwise, and when it is unreadable. */
  details: MessageDetails.nullable(),
  replyTo: QuotedMessage.nullable(),
  isForwarded: z.boolean(),
  mentions: z.array(Mention),
  linkPreview: LinkPreview.nullable(),
  /** One a person, in the order in which they came. */
  reactions: z.array(Reaction),
  /** When its text was last changed by who wrote it; null when never. */
  editedAt: Timestamp.nullable(),
  /** When it was to go, where a colleague had said so and it has gone. */
  schedule: Schedule.optional(),
  /** Present while the message is ours and not yet accepted by WhatsApp. */
  outbox: OutboxState.nullable(),
  leadGenerated: z.boolean(),
  /** The team's own labels of it, of which `STAR` is one; absent where it has none. */
  tags: z.array(z.string()).optional(),
  /** WhatsApp's time (the time of writing while it is in the outbox). */
  timestamp: Timestamp,
  /** Position among the messages of the same second: order is by (timestamp, sequence). */
  sequence: z.number(),
});
export type Message = z.infer<typeof Message>;

/** What a message of nothing but text has instead of everything else. */
export const nothingButText = {
  failure: null,
  media: null,
  details: null,
  replyTo: null,
  isForwarded: false,
  mentions: [],
  linkPreview: null,
  reactions: [],
  editedAt: null,
} satisfies Partial<Message>;

export const MessageCursor = z.object({ timestamp: Timestamp, sequence: z.number() });
export type MessageCursor = z.infer<typeof MessageCursor>;

const byMessage = z.object({ conversationId: ConversationId, messageId: MessageId });

/** The tag that is shown as a star. */
export const STAR = '★';
/** The team's own words for a message: at most 10, of at most 40 characters; the same one twice counts once. */
export const MAXIMUM_TAGS = 10;
export const MAXIMUM_TAG_LENGTH = 40;
export const Tag = z.string().trim().min(1).max(MAXIMUM_TAG_LENGTH);

/**
 * What of a conversation can be looked through on its own: images and videos; documents; what WhatsApp showed a preview
 * of a link for; what the team has tagged.
 */
export const GalleryKind = z.enum(['pictures', 'documents', 'links', 'tagged']);
export type GalleryKind = z.infer<typeof GalleryKind>;

export const messageCommands = {
  /**
   * One page, oldest first within the page: ending just before `before`, beginning just after `after`, or without
   * either ending with the newest message. `next` leads on in the same direction; it is null where the beginning, or
   * with `after` the newest message, is reached. The page with the newest also carries what waits in the outbox, last.
   */
  'message.list': {
    input: z
      .object({
        conversationId: ConversationId,
        before: MessageCursor.optional(),
        after: MessageCursor.optional(),
        limit: z.number().int().min(1).max(200),
      })
      .refine(
        ({ before, after }) => before === undefined || after === undefined,
        'expected one direction',
      ),
    output: z.object({ items: z.array(Message), next: MessageCursor.nullable() }),
  },
  /** One stored message, also of what is joined into the conversation; null where none of this id is stored in it. */
  'message.locate': { input: byMessage, output: Message.nullable() },
  /** One page of one kind, newest first; `next` is null on the last page. `tag` goes with `tagged`. */
  'message.gallery': {
    input: z
      .object({
        conversationId: ConversationId,
        kind: GalleryKind,
        tag: Tag.optional(),
        before: MessageCursor.optional(),
        limit: z.number().int().min(1).max(100),
      })
      .refine(
        ({ kind, tag }) => tag === undefined || kind === 'tagged',
        'expected a tag only with what is tagged',
      ),
    output: z.object({ items: z.array(Message), next: MessageCursor.nullable() }),
  },
  /** Every tag that a message has, whatever its conversation. */
  'message.tags': { input: z.object({}), output: z.array(z.string()) },
  /** Puts these in the place of the tags that it had, spelled as the labels of the team. `not_found` for what is not stored, or waits in the outbox. */
  'message.setTags': {
    input: byMessage.extend({
      tags: z
        .array(Tag)
        .max(MAXIMUM_TAGS)
        .transform((tags) => [...new Set(tags)]),
    }),
    output: Message,
  },
  /** Durable when it answers: the message is in the outbox and will be sent once, now or when connected. */
  'message.send': {
    input: z
      .object({
        conversationId: ConversationId,
        /** May be blank where there is an attachment. */
        text: z.string().max(MAXIMUM_TEXT_LENGTH),
        attachment: Attachment.optional(),
        /** The message that this one answers; it fails with `quoted_message_missing` when WhatsApp no longer has it. */
        replyTo: MessageId.optional(),
        /** WhatsApp ids of people who are named in the text as `@` and the part before the `@` of the id. */
        mentions: z.array(z.string().max(128)).max(256).optional(),
        /** Shown as forwarded. */
        isForwarded: z.boolean().optional(),
        /** It came of a quick reply that is advertising; `marketing_refused`, `marketing_not_agreed`. */
        isMarketing: z.boolean().optional(),
        /** When it shall go; later rather than never when the computer sleeps at that moment. */
        schedule: Schedule.optional(),
      })
      .refine(
        ({ text, attachment }) => attachment !== undefined || text.trim() !== '',
        'expected a text that is not blank, or an attachment',
      )
      .refine(
        ({ text, attachment }) =>
          attachment === undefined || attachment.kind === 'file' || text === '',
        'expected no text beside a place, a contact or a poll',
      ),
    output: Message,
  },
  /** Another time for a `queued` message, or with null none: it goes as soon as it can. Otherwise `not_found`. */
  'message.reschedule': {
    input: byMessage.extend({ schedule: Schedule.nullable() }),
    output: Message,
  },
  /** Only for a message whose outbox state is `failed`; otherwise `not_found`. */
  'message.retry': { input: byMessage, output: Message },
  /**
   * The file is fetched next, and tried anew where it had been given up. `not_found` for a message without a file,
   * `not_allowed` when its account runs elsewhere.
   */
  'message.retryMedia': { input: byMessage, output: Message },
  /** Asks where to, and writes the file there. `not_found` unless it is stored, `file_not_written` when it cannot be. */
  'message.saveMedia': { input: byMessage, output: z.enum(['saved', 'cancelled']) },
  /**
   * Asks, and opens the place of a location in the system's browser, on OpenStreetMap; nothing else can be opened.
   * `not_found` for a message that is none
   */
  'message.openPlace': { input: byMessage, output: z.enum(['opened', 'cancelled']) },
  /**
   * Asks where to, and writes the name and numbers of a contact card there, as a vCard. `index` counts the cards of the
   * message from 0. `not_found`, `file_not_written`
   */
  'message.saveCard': {
    input: byMessage.extend({ index: z.number().int().min(0).max(1_000) }),
    output: z.enum(['saved', 'cancelled']),
  },
  /** The bytes of a stored sound of at most `MAXIMUM_SOUND_BYTES`; otherwise `not_found`. */
  'message.readSound': {
    input: byMessage,
    output: z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array),
  },
  /** Takes a `queued` or `failed` message out of the outbox; otherwise `not_found`. */
  'message.discard': { input: byMessage, output: z.null() },
  /**
   * These three need the connection (`whatsapp_not_connected`) and WhatsApp's leave (`whatsapp_no_longer_allowed`: a text
   * can be changed for a quarter of an hour, say). What came of it is told by `message.changed`.
   */
  'message.edit': {
    input: byMessage.extend({
      text: z
        .string()
        .max(MAXIMUM_TEXT_LENGTH)
        .refine((text) => text.trim() !== '', 'expected a text that is not blank'),
    }),
    output: z.null(),
  },
  /** Deletes it for everybody. */
  'message.revoke': { input: byMessage, output: z.null() },
  /** With null our reaction is taken back. */
  'message.react': {
    input: byMessage.extend({
      emoji: z
        .string()
        .max(32)
        .regex(/^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[#*0-9]\uFE0F?\u20E3)/u)
        .nullable(),
    }),
    output: z.null(),
  },
  /**
   * Goes at once where it may; otherwise it waits in the outbox like any message, as the same once more. What cannot be
   * made anew from what is stored (a GIF, a file that is not here) does not wait: `whatsapp_not_connected`, or
   * `sending_limit_reached` when none may go at this moment.
   */
  'message.forward': { input: byMessage.extend({ to: ConversationId }), output: z.null() },
} as const;

export const messageEvents = {
  /** Stored, queued or changed; carries the whole message. */
  'message.changed': Message,
  'message.discarded': byMessage,
} as const;
