import { z } from 'zod';
import { ConversationId, LeadId, SessionId, Timestamp } from './ids.ts';
import { MessageStatus, MessageType } from './message.ts';

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
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** Where the next page begins; opaque to the caller. */
export const ConversationCursor = z.object({
  lastMessageAt: Timestamp,
  conversationId: ConversationId,
});
export type ConversationCursor = z.infer<typeof ConversationCursor>;

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
} as const;

export const conversationEvents = {
  /** Created or changed; carries the whole summary. */
  'conversation.changed': ConversationSummary,
} as const;
