import type { MessageId } from '../../../../src-preload/contract/ids.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';

/**
 * The oldest of the last `count` messages from the other side, up to the message `until`; null where not so many of
 * them are there. What happens in a group is not counted, as in the list.
 */
export function firstUnread(
  messages: readonly Pick<Message, 'messageId' | 'direction' | 'type'>[],
  count: number,
  until: MessageId,
): MessageId | null {
  const end = messages.findIndex(({ messageId }) => messageId === until);
  const arrivals = messages
    .slice(0, end + 1)
    .filter(({ direction, type }) => direction === 'incoming' && type !== 'group_event');
  return count > 0 ? (arrivals.at(-count)?.messageId ?? null) : null;
}
