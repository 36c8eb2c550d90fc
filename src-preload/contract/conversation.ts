import { z } from 'zod';
import { ConversationId, LeadId, SessionId, Timestamp, UserId } from './ids.ts';
import { MessageType } from './message-content.ts';
import { MessageStatus } from './message.ts';

export const ConversationSummary = z.object({
  conversationId: ConversationId,
  sessionId: SessionId,
  /** Display name: the contact's name, else the name they chose, else the number; a group's subject. */
  name: z.string(),
  /** E.164 with a plus sign, or null for a group or an unknown number. */
  phoneNumber: z.string().nullable(),
  isGroup: z.boolean(),
  /** Messages from others that the owner of the account has not seen. */
  unreadCount: z.number().int().nonnegative(),
  messageCount: z.number().int().nonnegative(),
  /** The newest message by WhatsApp's time; null while the conversation is empty. */
  lastMessage: z
    .object({
      direction: z.enum(['incoming', 'outgoing']),
      type: MessageType,
      /** At most 200 characters. */
      preview: z.string(),
      status: MessageStatus,
      timestamp: Timestamp,
    })
    .nullable(),
  /** Newest first; equals the last message's time, or the creation time of an empty conversation. */
  lastMessageAt: Timestamp,
  isPinned: z.boolean(),
  isArchived: z.boolean(),
  leadId: LeadId.nullable(),
  /** The colleague who looks after it; null while nobody does. */
  assigneeId: UserId.nullable(),
  labels: z.array(z.string()),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** Where the next page begins; opaque to the caller. */
export const ConversationCursor = z.object({
  lastMessageAt: Timestamp,
  conversationId: ConversationId,
});
export type ConversationCursor = z.infer<typeof ConversationCursor>;

/** The team's own words for a conversation: at most 20, of at most 40 characters; the same one twice counts once. */
export const MAXIMUM_LABELS = 20;
export const MAXIMUM_LABEL_LENGTH = 40;
const Labels = z
  .array(z.string().trim().min(1).max(MAXIMUM_LABEL_LENGTH))
  .max(MAXIMUM_LABELS)
  .transform((labels) => [...new Set(labels)]);

const byConversation = z.object({ conversationId: ConversationId });

export const conversationCommands = {
  /** Newest first. `next` is null on the last page. */
  'conversation.list': {
    input: z.object({
      after: ConversationCursor.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({
      items: z.array(ConversationSummary),
      next: ConversationCursor.nullable(),
    }),
  },
  'conversation.get': { input: byConversation, output: ConversationSummary },
  /** Sets the unread count to 0, here and (when connected) on WhatsApp. */
  'conversation.markRead': { input: byConversation, output: z.null() },
  /** Gives it to a colleague, or with null to nobody. `not_found` where there is no such conversation or colleague. */
  'conversation.assign': {
    input: byConversation.extend({ userId: UserId.nullable() }),
    output: ConversationSummary,
  },
  /** Puts these labels in the place of those that it had. */
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
} as const;
