import { z } from 'zod';
import type { ConversationSummary } from './conversation.ts';
import { BusinessId, CampaignId, SessionId, UserId } from './ids.ts';

/** `snoozed` is what an open conversation is until its time comes. */
export const conversationStatuses = ['open', 'pending', 'snoozed', 'resolved'] as const;
export const ConversationStatus = z.enum(conversationStatuses);
export type ConversationStatus = z.infer<typeof ConversationStatus>;

export const priorities = ['low', 'medium', 'high'] as const;
export const Priority = z.enum(priorities);
export type Priority = z.infer<typeof Priority>;

/** Which conversations: those for which everything that is named here is so. Nothing named: all. */
export const ConversationFilter = z.strictObject({
  status: ConversationStatus.optional(),
  /** `me` is whoever asks. */
  assignee: z.union([z.enum(['me', 'nobody']), UserId]).optional(),
  isUnread: z.literal(true).optional(),
  /** A note mentions whoever asks. */
  mentionsMe: z.literal(true).optional(),
  /** Somebody waits for an answer, and nobody has called it resolved. */
  isWaiting: z.literal(true).optional(),
  label: z.string().min(1).optional(),
  sessionId: SessionId.optional(),
  businessId: BusinessId.optional(),
  /** The one that it came from, or was linked to by hand. */
  campaignId: CampaignId.optional(),
  priority: Priority.optional(),
  isArchived: z.boolean().optional(),
});
export type ConversationFilter = z.infer<typeof ConversationFilter>;

/**
 * `newest`: what is pinned first, then by the last message. `longestWait`: who has waited longest first, then those where nobody waits, by the
 * last message. `mentions`: where whoever asks is mentioned and has not seen it first, then by the last message. What is equal stands in the order of the ids.
 */
export const conversationSorts = ['newest', 'longestWait', 'mentions'] as const;
export const ConversationSort = z.enum(conversationSorts);
export type ConversationSort = z.infer<typeof ConversationSort>;

/** What the inbox offers without anybody having made it, in the order in which it is offered. */
export const fixedViews = {
  open: { filter: { status: 'open', isArchived: false }, sort: 'newest' },
  mine: { filter: { status: 'open', assignee: 'me', isArchived: false }, sort: 'newest' },
  unassigned: { filter: { status: 'open', assignee: 'nobody', isArchived: false }, sort: 'newest' },
  unread: { filter: { isUnread: true, isArchived: false }, sort: 'newest' },
  mentions: { filter: { mentionsMe: true }, sort: 'mentions' },
  waiting: { filter: { isWaiting: true, isArchived: false }, sort: 'longestWait' },
  pending: { filter: { status: 'pending', isArchived: false }, sort: 'newest' },
  snoozed: { filter: { status: 'snoozed', isArchived: false }, sort: 'newest' },
  resolved: { filter: { status: 'resolved', isArchived: false }, sort: 'newest' },
  archived: { filter: { isArchived: true }, sort: 'newest' },
  all: { filter: {}, sort: 'newest' },
} as const satisfies Record<string, { filter: ConversationFilter; sort: ConversationSort }>;
export type FixedView = keyof typeof fixedViews;
export const fixedViewNames = Object.keys(fixedViews) as FixedView[];

type Situation = Pick<ConversationSummary, 'status' | 'snoozedUntil'>;

/** What a conversation is at a moment (milliseconds): a snooze ends by the clock, without anybody writing that down. */
export function statusAt({ status, snoozedUntil }: Situation, now: number): ConversationStatus {
  return status === 'snoozed' && (snoozedUntil ?? 0) <= now ? 'open' : status;
}

/** Since when somebody waits and should not, in milliseconds; null where nobody does or it was called resolved. */
export function openWait({
  status,
  waitingSince,
}: Pick<ConversationSummary, 'status' | 'waitingSince'>): number | null {
  return status === 'resolved' ? null : waitingSince;
}

/** Whether a conversation is one of those that a filter asks for: what the database answers, of one conversation. */
export function matchesFilter(
  filter: ConversationFilter,
  conversation: ConversationSummary,
  viewer: { readonly userId: UserId; readonly now: number },
): boolean {
  const { status, assignee, label, sessionId, businessId, campaignId, priority } = filter;
  return (
    (status === undefined || statusAt(conversation, viewer.now) === status) &&
    (assignee === undefined || conversation.assigneeId === assigneeOf(assignee, viewer.userId)) &&
    (filter.isUnread === undefined || conversation.unreadCount > 0) &&
    (filter.mentionsMe === undefined || conversation.mention !== null) &&
    (filter.isWaiting === undefined || openWait(conversation) !== null) &&
    (label === undefined || conversation.labels.includes(label)) &&
    (sessionId === undefined || conversation.sessionId === sessionId) &&
    (businessId === undefined || conversation.businessId === businessId) &&
    (priority === undefined || conversation.priority === priority) &&
    (campaignId === undefined || conversation.campaignId === campaignId) &&
    (filter.isArchived === undefined || conversation.isArchived === filter.isArchived)
  );
}

/** The person whom a filter means; null for nobody. */
export function assigneeOf(
  assignee: NonNullable<ConversationFilter['assignee']>,
  userId: UserId,
): UserId | null {
  if (assignee === 'nobody') return null;
  return assignee === 'me' ? userId : assignee;
}

type Moment = Pick<ConversationSummary, 'lastMessageAt' | 'conversationId'>;
type Place = Moment & Pick<ConversationSummary, 'waitingSince' | 'isPinned' | 'mention'>;

/** Negative where `one` stands before `other`. */
export function compareConversations(sort: ConversationSort, one: Place, other: Place): number {
  const byWait = (one.waitingSince ?? Infinity) < (other.waitingSince ?? Infinity) ? -1 : 1;
  if (sort === 'longestWait' && one.waitingSince !== other.waitingSince) return byWait;
  const isUnseen = one.mention === 'unseen';
  if (sort === 'mentions' && isUnseen !== (other.mention === 'unseen')) return isUnseen ? -1 : 1;
  if (sort === 'newest' && one.isPinned !== other.isPinned) return one.isPinned ? -1 : 1;
  return compareMoments(one, other);
}

/** The same by the last message alone, newest first. */
export function compareMoments(one: Moment, other: Moment): number {
  if (one.lastMessageAt !== other.lastMessageAt) return other.lastMessageAt - one.lastMessageAt;
  if (one.conversationId === other.conversationId) return 0;
  return one.conversationId < other.conversationId ? -1 : 1;
}
