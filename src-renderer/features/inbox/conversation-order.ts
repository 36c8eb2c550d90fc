import { compareConversations } from '../../../src-preload/contract/conversation-filter.ts';
import type {
  ConversationCursor,
  ConversationSummary,
} from '../../../src-preload/contract/conversation.ts';
import type { PagedList } from '../../bridge/paged-list.ts';
import type { ListQuery } from './list/list-state.ts';

export type ConversationList = PagedList<ConversationSummary, ConversationCursor>;

interface Placing {
  readonly sort: ListQuery['sort'];
  /** Whether the list shows such a conversation at all. */
  readonly isWanted: (conversation: ConversationSummary) => boolean;
}

const everything: Placing = { sort: 'newest', isWanted: () => true };

/** Puts a new or changed conversation where it belongs: out of the list, when it is none of what that shows. */
export function placeConversation(
  list: ConversationList,
  changed: ConversationSummary,
  { sort, isWanted }: Placing = everything,
): ConversationList {
  const known = list.items.findIndex((item) => item.conversationId === changed.conversationId);
  const others = known < 0 ? list.items : list.items.toSpliced(known, 1);
  if (!isWanted(changed)) return known < 0 ? list : { ...list, items: others };
  const before = list.items[known];
  if (before !== undefined && compareConversations(sort, before, changed) === 0) {
    return { ...list, items: list.items.with(known, changed) };
  }
  const place = firstAfter(others, changed, sort);
  if (place === others.length && list.next !== null) {
    // It lies on a page that is still to be fetched, and comes with it.
    return known < 0 ? list : { ...list, items: others };
  }
  return { ...list, items: others.toSpliced(place, 0, changed) };
}

/** The index of the first item that comes after `changed`, found by halving. */
function firstAfter(
  items: readonly ConversationSummary[],
  changed: ConversationSummary,
  sort: ListQuery['sort'],
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && compareConversations(sort, item, changed) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
