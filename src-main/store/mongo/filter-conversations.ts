import { type Filter, ObjectId } from 'mongodb';
import {
  assigneeOf,
  type ConversationFilter,
  type ConversationSort,
} from '../../../src-preload/contract/conversation-filter.ts';
import type { ConversationCursor } from '../../../src-preload/contract/conversation.ts';
import { NOBODY_WAITS } from '../../domain/turns.ts';
import type { Viewer } from '../conversation-store.ts';
import type { ConversationDocument } from './documents.ts';

type Question = Filter<ConversationDocument>;

/** What `matchesFilter` of the contract says of a summary, said of documents. */
export function filterQuestion(filter: ConversationFilter, viewer: Viewer): Question {
  const { status, assignee, label, sessionId, businessId, campaignId, priority } = filter;
  const named: Question[] = [];
  if (status !== undefined) named.push(statusQuestion(status, new Date(viewer.now)));
  if (assignee !== undefined) {
    const userId = assigneeOf(assignee, viewer.userId);
    named.push({ assigneeId: userId === null ? { $exists: false } : new ObjectId(userId) });
  }
  if (filter.isUnread) named.push({ 'unread.userId': new ObjectId(viewer.userId) });
  if (filter.mentionsMe) named.push({ 'mentions.userId': new ObjectId(viewer.userId) });
  if (filter.isWaiting) {
    named.push({ 'turns.waiting': { $lt: NOBODY_WAITS }, status: { $in: ['open', 'pending'] } });
  }
  if (label !== undefined) named.push({ labels: label });
  if (sessionId !== undefined) named.push({ sessionId });
  if (businessId !== undefined) named.push({ businessId: new ObjectId(businessId) });
  if (campaignId !== undefined) named.push({ campaignId: new ObjectId(campaignId) });
  if (priority !== undefined) named.push({ priority });
  if (filter.isArchived !== undefined) named.push({ isArchived: filter.isArchived });
  const [only] = named;
  return named.length > 1 ? { $and: named } : (only ?? {});
}

function statusQuestion(status: NonNullable<ConversationFilter['status']>, now: Date): Question {
  if (status === 'snoozed') return { status: 'open', snoozedUntil: { $gt: now } };
  // A snooze ends by the clock alone: what has no such time is open, too.
  if (status === 'open') return { status, snoozedUntil: { $not: { $gt: now } } };
  return { status };
}

/** What comes after a place in the list. */
export function afterQuestion(
  sort: ConversationSort,
  { lastMessageAt, conversationId, waiting = NOBODY_WAITS }: ConversationCursor,
): Question {
  const at = new Date(lastMessageAt);
  const newest: Question = {
    $or: [
      { lastMessageAt: { $lt: at } },
      { lastMessageAt: at, conversationId: { $gt: conversationId } },
    ],
  };
  if (sort !== 'longestWait') return newest;
  return {
    $or: [{ 'turns.waiting': { $gt: waiting } }, { 'turns.waiting': waiting, ...newest }],
  };
}

export const sortOrders = {
  newest: { lastMessageAt: -1, conversationId: 1 },
  mentions: { lastMessageAt: -1, conversationId: 1 },
  longestWait: { 'turns.waiting': 1, lastMessageAt: -1, conversationId: 1 },
} as const satisfies Record<ConversationSort, Record<string, 1 | -1>>;
