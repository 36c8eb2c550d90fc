import type {
  LinkPreview,
  MessageDetails,
  MessageType,
} from '../../src-preload/contract/message-content.ts';
import type { MessageStatus } from '../../src-preload/contract/message.ts';

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
  /** The file it carries, as WhatsApp describes it. */
  media?: ReceivedMedia;
  /** People in it are WhatsApp ids here; names are found when it is shown. */
  details?: MessageDetails;
  /** The people named in the text, in the order in which they stand there. */
  mentions?: WhatsAppId[];
  linkPreview?: LinkPreview;
  /** When it was last edited, in milliseconds. */
  editedAt?: number;
  /** Those that it has when it is read back from history. */
  reactions?: ReceivedReaction[];
  /** Whether there are no others: who is not among them has none, or took theirs back. */
  hasAllReactions?: true;
  /** Those of a poll that is read back from history, each person's newest. */
  votes?: ReceivedVote[];
  /** Of a kind that we do not know: all that WhatsApp gave, as JSON. */
  raw?: string;
  /** People of whom the message itself says both ids. */
  identities?: Identity[];
}

/** A file that WhatsApp has for a message. */
export interface ReceivedMedia {
  mimeType: string;
  /** Absent for what was not sent as a document. */
  fileName?: string;
  /** Bytes, as WhatsApp says before it is fetched. */
  fileSize?: number;
  /** Seconds. */
  duration?: number;
  /** Pixels. */
  width?: number;
  height?: number;
  isGif: boolean;
  isViewOnce: boolean;
  /** A small JPEG in base64. */
  thumbnail?: string;
}

export interface ReceivedReaction {
  from: WhatsAppId;
  fromMe: boolean;
  /** Empty when the reaction was taken back. */
  emoji: string;
  /** Milliseconds. */
  at: number;
}

/** What somebody chose in a poll. */
export interface ReceivedVote {
  from: WhatsAppId;
  /** Places in the poll's list of options; none when the vote was taken back. */
  options: number[];
  /** Milliseconds. */
  at: number;
}

/** Who wrote a message has changed its text. */
export interface MessageEdited {
  kind: 'edited';
  messageId: string;
  chatId: WhatsAppId;
  content: string;
  /** As in `ReceivedMessage`: they come with the text. */
  mentions?: WhatsAppId[] | undefined;
  linkPreview?: LinkPreview | undefined;
  /** Milliseconds. */
  at: number;
}

/** Who wrote a message, or an administrator of the group, has deleted it for everybody. */
export interface MessageRevoked {
  kind: 'revoked';
  messageId: string;
  chatId: WhatsAppId;
}

export interface ReactionChanged extends ReceivedReaction {
  kind: 'reaction';
  /** The message that was reacted to. */
  messageId: string;
  chatId: WhatsAppId;
}

/** Somebody has chosen in a poll; it takes the place of what they chose before. */
export interface PollVoted extends ReceivedVote {
  kind: 'vote';
  /** The poll. */
  messageId: string;
  chatId: WhatsAppId;
}

/** What happens to a message after it was sent, besides its status. */
export type MessageChange = MessageEdited | MessageRevoked | ReactionChanged | PollVoted;

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

/** Where the owner has put a chat in WhatsApp, there or here. */
export interface ChatPlaced {
  kind: 'place';
  chatId: WhatsAppId;
  isArchived: boolean;
  isPinned: boolean;
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
  /** Changes when one of the newest messages that the page holds does. */
  digest: string;
}

/** The ids of one person, as WhatsApp says. */
export interface Identity {
  whatsappId: WhatsAppId;
  /** The LID of a number, the number of a LID; absent while WhatsApp hides it. */
  siblingId?: WhatsAppId;
}

export interface ContactSnapshot {
  whatsappId: WhatsAppId;
  /** As in the owner's address book. */
  name?: string;
  pushname?: string;
  shortName?: string;
  /** Digits only, without the plus sign; absent while WhatsApp hides it behind a LID. */
  phoneNumber?: string;
  /** See `Identity`. */
  siblingId?: WhatsAppId;
  /** The name under which the person can be found on WhatsApp, without an at sign. */
  username?: string;
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
