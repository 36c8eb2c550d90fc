import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { MessagePage, PageQuestion } from '../message-store.ts';

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
export function joinPages(
  pages: readonly MessagePage[],
  shownAs: ConversationId,
  { after, limit }: Pick<PageQuestion, 'after' | 'limit'>,
): MessagePage {
  const all = inOrder(
    pages.flatMap(({ items }) => items),
    shownAs,
  );
  const isForwards = after !== undefined;
  const isSamePlace = (index: number): boolean => placeOf(all[index - 1]) === placeOf(all[index]);
  let cut = isForwards ? Math.min(all.length, limit) : Math.max(0, all.length - limit);
  while (cut > 0 && cut < all.length && isSamePlace(cut)) cut += isForwards ? 1 : -1;
  const items = isForwards ? all.slice(0, cut) : all.slice(cut);
  const last = isForwards ? items.at(-1) : items[0];
  const hasMore = items.length < all.length || pages.some(({ next }) => next !== null);
  return {
    items,
    next: hasMore && last ? { timestamp: last.timestamp, sequence: last.sequence } : null,
  };
}

function placeOf(message: Message | undefined): string {
  return `${message?.timestamp} ${message?.sequence}`;
}
