import type {
  ConversationCursor,
  ConversationSummary,
} from '../../../src-preload/contract/conversation.ts';
import type { PagedList } from '../../bridge/paged-list.ts';

export type ConversationList = PagedList<ConversationSummary, ConversationCursor>;

/** Newest first; conversations of the same instant in the order of their ids, so that none ever jumps. */
export function compareConversations(one: ConversationSummary, other: ConversationSummary): number {
  if (one.lastMessageAt !== other.lastMessageAt) {
    return other.lastMessageAt - one.lastMessageAt;
  }
  return one.conversationId < other.conversationId ? 1 : -1;
}

/** Puts a new or changed conversation where it belongs. */
export function placeConversation(
  list: ConversationList,
  changed: ConversationSummary,
): ConversationList {
  const known = list.items.findIndex((item) => item.conversationId === changed.conversationId);
  if (known >= 0 && list.items[known]?.lastMessageAt === changed.lastMessageAt) {
    return { ...list, items: list.items.with(known, changed) };
  }
  const others = known < 0 ? list.items : list.items.toSpliced(known, 1);
  const place = firstAfter(others, changed);
  if (known < 0 && place === others.length && list.next !== null) {
    // It lies on a page that is still to be fetched, and comes with it.
    return list;
  }
  return { ...list, items: others.toSpliced(place, 0, changed) };
}

/** The index of the first item that comes after `changed`, found by halving. */
function firstAfter(items: readonly ConversationSummary[], changed: ConversationSummary): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && compareConversations(item, changed) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
