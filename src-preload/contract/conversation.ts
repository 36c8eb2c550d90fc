import { z } from 'zod';
import {
  ConversationFilter,
  ConversationSort,
  ConversationStatus,
  type FixedView,
  fixedViewNames,
  Priority,
} from './conversation-filter.ts';
import { MAXIMUM_VIEWS } from './inbox-view.ts';
import {
  BusinessId,
  CampaignId,
  ConversationId,
  LeadId,
  SessionId,
  Timestamp,
  UserId,
} from './ids.ts';
import { Happening, MessageType } from './message-content.ts';
import { MessageCursor, MessageStatus } from './message.ts';

export const ConversationSummary = z.object({
  conversationId: ConversationId,
  sessionId: SessionId,
  businessId: BusinessId.nullable(),
  /** Display name: the contact's name, else the name they chose, else the number; a group's subject. */
  name: z.string(),
  /** E.164 with a plus sign, or null for a group or an unknown number. */
  phoneNumber: z.string().nullable(),
  isGroup: z.boolean(),
  /** Messages from others that the person at this desktop has not read; 0 says that it is not unread for them. */
  unreadCount: z.number().int().nonnegative(),
  /** What WhatsApp counts for the owner of the account: for these messages a read receipt can still go out. */
  whatsAppUnread: z.number().int().nonnegative(),
  /** Whether a note mentions the person at this desktop, and they have seen it; null where none does. */
  mention: z.enum(['unseen', 'seen']).nullable(),
  messageCount: z.number().int().nonnegative(),
  /** The newest message by WhatsApp's time; null while the conversation is empty. */
  lastMessage: z
    .object({
      direction: z.enum(['incoming', 'outgoing']),
      type: MessageType,
      /** At most 200 characters: the text, or the name of a document that has none. */
      preview: z.string(),
      /** For a `group_event` or `call_log`; absent where it cannot be told. */
      happened: Happening.optional(),
      status: MessageStatus,
      timestamp: Timestamp,
    })
    .nullable(),
  /** Newest first; equals the last message's time, or the creation time of an empty conversation. */
  lastMessageAt: Timestamp,
  isPinned: z.boolean(),
  isArchived: z.boolean(),
  /** The owner of the account has blocked who is at the other end: nothing comes, and nothing can be sent. */
  isBlocked: z.literal(true).optional(),
  leadId: LeadId.nullable(),
  /** The campaign of which it came; absent for none. */
  campaignId: CampaignId.optional(),
  /** The colleague who looks after it; null while nobody does. */
  assigneeId: UserId.nullable(),
  labels: z.array(z.string()),
  /** As it was written: `statusAt` tells what a snoozed one is now. */
  status: ConversationStatus,
  /** Null unless it is snoozed. */
  snoozedUntil: Timestamp.nullable(),
  priority: Priority,
  /**
   * WhatsApp's time of the oldest message that nobody has answered yet, from this app or from the phone; null where
   * nobody waits, and in groups. Reactions, calls, revoked messages and WhatsApp's own notes open and close no wait.
   */
  waitingSince: Timestamp.nullable(),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** Where the next page begins; opaque to the caller. */
export const ConversationCursor = z.object({
  lastMessageAt: Timestamp,
  conversationId: ConversationId,
  /** Where the order is `longestWait`. */
  waiting: z.number().optional(),
  /** Where it is `newest`, while there may be more that are pinned. */
  isPinned: z.literal(true).optional(),
  /** Where it is `mentions`, while there may be more that are not seen. */
  isUnseen: z.literal(true).optional(),
});
export type ConversationCursor = z.infer<typeof ConversationCursor>;

/** The team's own words for a conversation: at most 20, of at most 40 characters; the same one twice counts once. */
export const MAXIMUM_LABELS = 20;
export const MAXIMUM_LABEL_LENGTH = 40;
const Labels = z
  .array(z.string().trim().min(1).max(MAXIMUM_LABEL_LENGTH))
  .max(MAXIMUM_LABELS)
  .transform((labels) => [...new Set(labels)]);

const Stretch = z.object({ from: Timestamp, to: Timestamp });

/** How complete a conversation is; proved by comparing it with WhatsApp, by nothing else. */
export const ConversationHistory = z.object({
  /** All messages of these stretches are stored, `count` of them; oldest first. */
  spans: z.array(Stretch.extend({ count: z.number().int().nonnegative() })),
  /** What WhatsApp could not give when it was asked. */
  gaps: z.array(Stretch),
  /** WhatsApp has nothing from before the first span. */
  fromBeginning: z.boolean(),
});
export type ConversationHistory = z.infer<typeof ConversationHistory>;

/** How far is counted what a person has put together: who has a thousand to look at needs no exact number. */
export const COUNTED = 1_000;

const count = z.number().int().nonnegative();

/** How many conversations each view holds. */
export const ConversationCounts = z.object(
  Object.fromEntries(fixedViewNames.map((name) => [name, count])) as Record<
    FixedView,
    typeof count
  >,
);
export type ConversationCounts = z.infer<typeof ConversationCounts>;

const byConversation = z.object({ conversationId: ConversationId });

export const conversationCommands = {
  /** Without a filter all of them; newest first where no order is asked for. `next` is null on the last page. */
  'conversation.list': {
    input: z.object({
      filter: ConversationFilter.optional(),
      sort: ConversationSort.optional(),
      after: ConversationCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({
      items: z.array(ConversationSummary),
      next: ConversationCursor.nullable(),
    }),
  },
  /**
   * Those of whichever view whose name has a word that begins with each word of `query`, whatever its case and accents, or
   * a number that holds it; newest first. A query without any word finds nothing.
   */
  'conversation.search': {
    input: z.object({ query: z.string().max(200), limit: z.number().int().min(1).max(50) }),
    output: z.array(ConversationSummary),
  },
  'conversation.counts': { input: z.object({}), output: ConversationCounts },
  /** How many conversations the filter of each of these views finds, in their order: `COUNTED` means that many or more. */
  'conversation.count': {
    input: z.object({
      views: z.array(z.object({ filter: ConversationFilter })).max(MAXIMUM_VIEWS),
    }),
    output: z.array(count.max(COUNTED)),
  },
  'conversation.get': { input: byConversation, output: ConversationSummary },
  'conversation.history': { input: byConversation, output: ConversationHistory },
  /**
   * Asks WhatsApp for what is before the first span, or with `gap` for a gap once more. Resolves when it has answered;
   * what it gave comes as `conversation.historyChanged`. `found` counts the messages. `whatsapp_not_connected`
   */
  'conversation.readHistory': {
    input: byConversation.extend({ gap: Stretch.optional() }),
    output: z.object({ found: z.number().int().nonnegative() }),
  },
  /**
   * This person has read it, up to this message where one is named: what came after that stays unread. On the desktop
   * that runs its account WhatsApp is told as well, when connected; a colleague who looks in sends no receipt.
   */
  'conversation.markRead': {
    input: byConversation.extend({ upTo: MessageCursor.optional() }),
    output: z.null(),
  },
  /** Its last message is unread again, for this person alone. WhatsApp is not told. */
  'conversation.markUnread': { input: byConversation, output: ConversationSummary },
  /**
   * Pins its chat on WhatsApp, or unpins it, on every device of the account. What it is then WhatsApp tells itself, as
   * `conversation.changed`. `whatsapp_pins_full`, `whatsapp_not_connected`, `not_allowed` on another desktop
   */
  'conversation.setPinned': {
    input: byConversation.extend({ isPinned: z.boolean() }),
    output: z.null(),
  },
  /**
   * The same for the archive; what is archived is pinned no longer. Whether a new message brings it back is WhatsApp's
   * own setting "Keep chats archived", on the phone.
   */
  'conversation.setArchived': {
    input: byConversation.extend({ isArchived: z.boolean() }),
    output: z.null(),
  },
  /** As `contact.setBlocked`, of who is at the other end. What it is then comes as an event. `not_allowed` for a group */
  'conversation.setBlocked': {
    input: byConversation.extend({ isBlocked: z.boolean() }),
    output: z.null(),
  },
  /** Gives it to a colleague, or with null to nobody. `not_found` where there is no such conversation or colleague. */
  'conversation.assign': {
    input: byConversation.extend({ userId: UserId.nullable() }),
    output: ConversationSummary,
  },
  /**
   * Says where the team is with it. A new message from the other side opens what is resolved and ends a snooze; what
   * is pending stays so. `snoozedUntil` goes with `snoozed`, and with nothing else.
   */
  'conversation.setStatus': {
    input: byConversation
      .extend({ status: ConversationStatus, snoozedUntil: Timestamp.optional() })
      .refine(
        ({ status, snoozedUntil }) => (status === 'snoozed') === (snoozedUntil !== undefined),
        'a snooze has an end, and nothing else has',
      ),
    output: ConversationSummary,
  },
  'conversation.setPriority': {
    input: byConversation.extend({ priority: Priority }),
    output: ConversationSummary,
  },
  /** Puts these labels in the place of those that it had, spelled as the team does. A new word is a label of the team then. */
  'conversation.setLabels': {
    input: byConversation.extend({ labels: Labels }),
    output: ConversationSummary,
  },
} as const;

export const conversationEvents = {
  /** Created or changed; carries the whole summary. */
  'conversation.changed': ConversationSummary,
  /** The profile picture of who is at the other end came, changed or went. */
  'conversation.pictureChanged': z.object({ conversationId: ConversationId }),
  /** More of it was compared with WhatsApp: there may be older messages now, or a gap. */
  'conversation.historyChanged': byConversation,
} as const;
