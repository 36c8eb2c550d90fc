import type {
  ConversationFilter,
  ConversationSort,
  ConversationStatus,
  Priority,
} from '../../src-preload/contract/conversation-filter.ts';
import type {
  ConversationCounts,
  ConversationCursor,
  ConversationSummary,
} from '../../src-preload/contract/conversation.ts';
import type { MessageCursor } from '../../src-preload/contract/message.ts';
import type {
  BusinessId,
  CampaignId,
  ConversationId,
  LeadId,
  SessionId,
  UserId,
} from '../../src-preload/contract/ids.ts';
import type { History, HistoryReport } from '../domain/history-spans.ts';
import type { ChatSnapshot, WhatsAppId } from '../domain/whatsapp-event.ts';

/** What the pipeline needs to know of a conversation to store a message in it. */
export interface StoredConversation {
  conversationId: ConversationId;
  sessionId: SessionId;
  /** WhatsApp's id of the linked account; with `chatId` it identifies the conversation. */
  accountId: WhatsAppId;
  chatId: WhatsAppId;
  /** Of the same person under other ids, when they are joined; only `find` tells. */
  otherChatIds?: WhatsAppId[];
  name: string;
  isGroup: boolean;
  leadId: LeadId | null;
  businessId: BusinessId | null;
  /** Of which of the team's campaigns it came; null for none. */
  campaignId: CampaignId | null;
  /** When the customer named that one, or a person set it or took it away, in milliseconds; null for never. */
  campaignSince: number | null;
  /** What of it is known to be complete. */
  history: History;
}

export interface NewConversation {
  accountId: WhatsAppId;
  chatId: WhatsAppId;
  sessionId: SessionId;
  userId: UserId;
  name: string;
  /** Milliseconds; the place in the list of a conversation that has no message yet. */
  at: number;
}

/** What is left out stays as it is. */
export interface ConversationChange {
  conversationId: ConversationId;
  snapshot?: (Pick<ChatSnapshot, 'isGroup' | 'groupDescription'> & { name?: string }) | undefined;
  /** Where the owner has put it in WhatsApp. */
  place?: Pick<ChatSnapshot, 'isArchived' | 'isPinned'> | undefined;
  /** Messages that this user has not seen. */
  unread?: { userId: UserId; count: number } | undefined;
  /** What was read of its history: all of that is stored by now. */
  history?: readonly HistoryReport[] | undefined;
}

/** Who asks, and when (milliseconds): `me` is somebody, and a snooze ends by the clock. */
export interface Viewer {
  userId: UserId;
  now: number;
}

/** So many conversations are found by a name at most: the newest of those whose words begin like it. */
export const NAMED_AT_MOST = 2_000;

/** Conversations (`conversations`). */
export interface ConversationStore {
  /** The conversations of these accounts with these chats, each at most once in the list; made where there is none. */
  findOrCreate(
    chats: readonly NewConversation[],
  ): Promise<{ outcome: 'created' | 'alreadyKnown'; conversation: StoredConversation }[]>;
  /** All that are shown as the same conversation: which comes first, and nearly always is the only one. */
  members(conversationId: ConversationId): Promise<ConversationId[]>;
  /** Of those that are joined the one as which they are shown, with the chat in which the newest message is. */
  find(conversationId: ConversationId): Promise<StoredConversation | null>;
  /**
   * Shows the conversations of each pair of chats as one from now on, the older one, where there are both. Nothing of
   * them is rewritten. Answers how many were joined just now.
   */
  join(
    accountId: WhatsAppId,
    pairs: readonly (readonly [WhatsAppId, WhatsAppId])[],
  ): Promise<number>;
  /** Shows what is shown as this conversation each on its own again, exactly as they are. Answers all of them. */
  split(conversationId: ConversationId): Promise<ConversationId[]>;
  /** How complete every conversation of the account is, by chat. */
  histories(
    accountId: WhatsAppId,
  ): Promise<Map<WhatsAppId, { conversationId: ConversationId; history: History }>>;

  summary(conversationId: ConversationId): Promise<ConversationSummary | null>;
  /** Those of them that exist, in no order; one question for all. */
  summaries(conversationIds: readonly ConversationId[]): Promise<ConversationSummary[]>;
  /** All of them, newest first, unless something else is asked for. */
  page(input: {
    question?: {
      filter: ConversationFilter;
      sort: ConversationSort;
      viewer: Viewer;
    };
    after?: ConversationCursor | undefined;
    limit: number;
  }): Promise<{ items: ConversationSummary[]; next: ConversationCursor | null }>;

  /**
   * Those whose name has a word that begins with each word of the query, whatever its case and accents, or a number that
   * holds it; newest first, of all that there are.
   */
  search(input: { query: string; limit: number }): Promise<ConversationSummary[]>;
  /** The ids of the same, those that are shown as a part of another among them; `NAMED_AT_MOST` at most. */
  named(query: string): Promise<ConversationId[]>;
  /**
   * Brings names into the index of names that are not in it; answers how many. It may end at any moment, for which the
   * signal asks, and be called again.
   */
  indexNames(signal: AbortSignal): Promise<number>;

  /** How many each fixed view holds. */
  counts(viewer: Viewer): Promise<ConversationCounts>;
  /** How many each of these filters finds, `COUNTED` at most. */
  count(filters: readonly ConversationFilter[], viewer: Viewer): Promise<number[]>;

  /** Gives conversations, each at most once in the list, these names. Answers those that had another one until now. */
  rename(
    names: readonly { conversationId: ConversationId; name: string }[],
  ): Promise<ConversationId[]>;
  /**
   * Something that is shown with the conversations of these people is another thing now, and is told to other desktops.
   * Answers those that there are.
   */
  touch(sessionId: SessionId, whatsappIds: readonly WhatsAppId[]): Promise<ConversationId[]>;
  /** WhatsApp's own figure, and so what the owner of the account has read of it on the phone. */
  recordUnread(
    conversationId: ConversationId,
    userId: UserId,
    unreadCount: number,
  ): Promise<'changed' | 'unchanged'>;
  /**
   * This person has read it, up to this message of its thread, or to its end. Where something came after that it stays
   * unread: nobody has read less afterwards than before.
   */
  markRead(
    conversationId: ConversationId,
    userId: UserId,
    upTo: MessageCursor | null,
  ): Promise<'changed' | 'unchanged'>;
  /** This person alone wants its last message to be unread. Rejects with `not_found`. */
  markUnread(conversationId: ConversationId, userId: UserId): Promise<'changed' | 'unchanged'>;
  /** What WhatsApp says of chats. A conversation that is as it says is left alone. */
  record(changes: readonly ConversationChange[]): Promise<void>;
  /** The account was linked anew: its conversations are now reached through this session of this user. */
  moveToSession(accountId: WhatsAppId, sessionId: SessionId, userId: UserId): Promise<void>;
  /** Says which lead each has; null for none. */
  linkLeads(
    leads: readonly { conversationId: ConversationId; leadId: LeadId | null }[],
  ): Promise<void>;
  /** Those with people of this number (`+…`), whatever their id; each on its own. */
  ofNumber(phoneNumber: string): Promise<StoredConversation[]>;
  /** The customer named these campaigns, at these times (milliseconds). What was noted of a later time stays. */
  linkCampaigns(
    links: readonly { conversationId: ConversationId; campaignId: CampaignId; at: number }[],
  ): Promise<void>;
  /** A person says so, at this time (milliseconds); null for no campaign. Rejects with `not_found`. */
  setCampaign(
    conversationId: ConversationId,
    campaignId: CampaignId | null,
    at: number,
  ): Promise<'changed' | 'unchanged'>;
  /** How many came of each campaign; those that are shown as one count once. */
  countByCampaign(): Promise<Map<CampaignId, number>>;
  /** Gives it to a colleague, or to nobody. Rejects with `not_found`. */
  assign(conversationId: ConversationId, userId: UserId | null): Promise<'changed' | 'unchanged'>;
  /** Gives it to a colleague, unless somebody looks after it already. Rejects with `not_found`. */
  assignNobodys(conversationId: ConversationId, userId: UserId): Promise<'changed' | 'unchanged'>;
  /** Puts these in the place of the labels that it had. Rejects with `not_found`. */
  setLabels(
    conversationId: ConversationId,
    labels: readonly string[],
  ): Promise<'changed' | 'unchanged'>;
  /** How many have this label, whatever its capitals. */
  countLabelled(label: string): Promise<number>;
  /**
   * Gives each that has this label, whatever its capitals, the other name in its place, once; with null takes it away.
   * Answers those that were changed. After a failure it can be called again.
   */
  relabel(label: string, name: string | null): Promise<ConversationId[]>;
  /** `snoozedUntil` (milliseconds) goes with `snoozed`, null with the rest. Rejects with `not_found`. */
  setStatus(
    conversationId: ConversationId,
    status: ConversationStatus,
    snoozedUntil: number | null,
  ): Promise<'changed' | 'unchanged'>;
  /** Rejects with `not_found`. */
  setPriority(conversationId: ConversationId, priority: Priority): Promise<'changed' | 'unchanged'>;
}
