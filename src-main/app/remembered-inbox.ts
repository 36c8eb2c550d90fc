import type {
  ConversationCursor,
  ConversationSummary,
} from '../../src-preload/contract/conversation.ts';
import {
  compareConversations,
  matchesFilter,
} from '../../src-preload/contract/conversation-filter.ts';
import type { Message, MessageCursor } from '../../src-preload/contract/message.ts';
import type { Stores } from '../store/stores.ts';
import type { RememberedThread } from './snapshot-row.ts';

/** How much is remembered: the first page of the inbox, and a page of each of its threads. */
export const CONVERSATIONS = 50;
export const MESSAGES = 50;

export type InboxQuestion = NonNullable<Parameters<Stores['conversations']['page']>[0]['question']>;

/**
 * The newest conversations first, or what the question asks for of those that are remembered. The cursor leads to what
 * only the database has; null when nothing is remembered.
 */
export function rememberedPage(
  remembered: readonly ConversationSummary[],
  limit: number,
  question?: InboxQuestion,
): { items: ConversationSummary[]; next: ConversationCursor | null } | null {
  if (remembered.length === 0) return null;
  const all = remembered.toSorted((a, b) => b.lastMessageAt - a.lastMessageAt);
  const found = all.filter(
    (each) => !question || matchesFilter(question.filter, each, question.viewer),
  );
  // Which of those that are not remembered come between them nobody can tell: there is one page.
  if (question && question.sort !== 'newest') {
    found.sort((one, other) => compareConversations(question.sort, one, other));
    return { items: found.slice(0, limit), next: null };
  }
  const items = found.slice(0, limit);
  const last = items.at(-1);
  if (!last) return { items, next: null };
  const isAll = all.length < CONVERSATIONS && items.length === found.length;
  return {
    items,
    next: isAll ? null : { lastMessageAt: last.lastMessageAt, conversationId: last.conversationId },
  };
}

/** The end of the thread, oldest first, or null when it is not remembered. */
export function rememberedThread(
  { messages, hasOlder }: RememberedThread,
  limit: number,
): { items: Message[]; next: MessageCursor | null } | null {
  if (messages.length === 0 && hasOlder) return null;
  const items = messages.slice(-limit);
  const [first] = items;
  const isMore = hasOlder || items.length < messages.length;
  return {
    items,
    next: first && isMore ? { timestamp: first.timestamp, sequence: first.sequence } : null,
  };
}
