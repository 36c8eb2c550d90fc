import type { MessageStatus, MessageType } from '../../src-preload/contract/message.ts';

/** What WhatsApp told us, understood: plain values in the words of the domain. */

/** A WhatsApp id such as `34600111222@c.us`, `123@lid` or `120363…@g.us`. */
export type WhatsAppId = string;

export interface ReceivedMessage {
  kind: 'message';
  /** The `id` part of WhatsApp's message key; with the chat it is unique. */
  messageId: string;
  chatId: WhatsAppId;
  fromMe: boolean;
  from: WhatsAppId;
  to: WhatsAppId;
  /** In groups, who wrote it. */
  author?: WhatsAppId;
  type: MessageType;
  /** WhatsApp's own word for the type, kept for what we do not know yet. */
  whatsappType: string;
  content: string;
  status: MessageStatus;
  /** Milliseconds; WhatsApp counts whole seconds. */
  timestamp: number;
  /** The name the sender chose, when WhatsApp sent it along. */
  pushname?: string;
  isForwarded: boolean;
  /** The `messageId` of the message that this one answers. */
  replyToMessageId?: string;
}

export interface StatusChanged {
  kind: 'status';
  messageId: string;
  chatId: WhatsAppId;
  status: MessageStatus;
}

export interface UnreadCountChanged {
  kind: 'unread';
  chatId: WhatsAppId;
  /** As WhatsApp counts; a chat marked as unread by hand (−1 there) is 1 here. */
  unreadCount: number;
}

export interface ChatSnapshot {
  chatId: WhatsAppId;
  name: string;
  isGroup: boolean;
  groupDescription?: string;
  unreadCount: number;
  isArchived: boolean;
  isPinned: boolean;
  /** Milliseconds of the newest message; absent for an empty chat. */
  lastMessageAt?: number;
}

export interface ContactSnapshot {
  whatsappId: WhatsAppId;
  /** As in the owner's address book. */
  name?: string;
  pushname?: string;
  shortName?: string;
  /** Digits only, without the plus sign; absent while WhatsApp hides it behind a LID. */
  phoneNumber?: string;
  isBusiness: boolean;
  isVerified: boolean;
  isBlocked: boolean;
}

/** The WhatsApp account that a session is linked to. */
export interface LinkedAccount {
  whatsappId: WhatsAppId;
  /** Digits only. */
  phoneNumber: string;
  pushname: string;
  platform: string;
}
