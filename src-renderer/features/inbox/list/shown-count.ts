import { COUNTED } from '../../../../src-preload/contract/conversation.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import type { InboxState } from '../inbox-state.ts';
import { fixedViewOf, sameQuery } from './view-names.ts';

/**
 * How many conversations the list is of; undefined until that is known. A list that is there whole has its own number,
 * which is right in the moment in which it changes; the database is asked, and later, only for one that is not.
 */
export function shownCount({
  conversations,
  query,
  counts,
  savedCounts,
  views,
}: Pick<InboxState, 'conversations' | 'query' | 'counts' | 'savedCounts' | 'views'>):
  number | undefined {
  const list = shownValue(conversations);
  if (list === undefined) return undefined;
  if (list.next === null) return list.items.length;
  const fixed = fixedViewOf(query);
  if (fixed !== undefined) return counts?.[fixed];
  const saved = views.find((each) => sameQuery(each, query));
  const counted = saved && savedCounts.get(saved.viewId);
  return counted ?? (list.items.length >= COUNTED ? COUNTED : undefined);
}
