import type { CommandInput, CommandOutput } from '../../../src-preload/contract/contract.ts';
import type { Message, MessageCursor } from '../../../src-preload/contract/message.ts';

/** A page of a thread (oldest first), as main reads it. */
export function samplePage(
  messages: readonly Message[],
  { before, after, limit }: CommandInput<'message.list'>,
): CommandOutput<'message.list'> {
  const isBefore = (one: MessageCursor, other: MessageCursor): boolean =>
    one.timestamp < other.timestamp ||
    (one.timestamp === other.timestamp && one.sequence < other.sequence);
  const cursorOf = (message: Message | undefined): MessageCursor | null =>
    message === undefined ? null : { timestamp: message.timestamp, sequence: message.sequence };
  if (after !== undefined) {
    const later = messages.filter((each) => each.outbox !== null || isBefore(after, each));
    const items = later.slice(0, limit);
    return { items, next: items.length === later.length ? null : cursorOf(items.at(-1)) };
  }
  const earlier =
    before === undefined
      ? messages
      : messages.filter((each) => each.outbox === null && isBefore(each, before));
  const items = earlier.slice(-limit);
  return { items: [...items], next: items.length === earlier.length ? null : cursorOf(items[0]) };
}
