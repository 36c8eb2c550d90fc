import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Message, MessageCursor } from '../../../src-preload/contract/message.ts';

interface Page {
  items: Message[];
  next: MessageCursor | null;
}

/** Messages of conversations that are shown as one, oldest first. */
export function inOrder(messages: readonly Message[], shownAs: ConversationId): Message[] {
  return messages
    .map((message) => ({ ...message, conversationId: shownAs }))
    .sort((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence);
}

/**
 * The pages of conversations that are shown as one, as one page. Two of them can have messages of the same place: the
 * page ends between places, so that the next one begins with nothing left out.
 */
export function joinPages(pages: readonly Page[], shownAs: ConversationId, limit: number): Page {
  const all = inOrder(
    pages.flatMap(({ items }) => items),
    shownAs,
  );
  let start = Math.max(0, all.length - limit);
  const placeOf = (index: number): string => `${all[index]?.timestamp} ${all[index]?.sequence}`;
  while (start > 0 && placeOf(start - 1) === placeOf(start)) start -= 1;
  const items = all.slice(start);
  const [oldest] = items;
  const hasMore = start > 0 || pages.some(({ next }) => next !== null);
  return {
    items,
    next: hasMore && oldest ? { timestamp: oldest.timestamp, sequence: oldest.sequence } : null,
  };
}
