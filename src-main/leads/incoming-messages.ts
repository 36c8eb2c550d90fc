import type { Message } from '../../src-preload/contract/message.ts';
import type { Stores } from '../store/stores.ts';

/** Messages of a conversation that are read at a time. */
const MESSAGES = 100;

/** What the other side wrote since a moment (milliseconds), the newest first; only what says something. */
export async function* incomingMessages(
  { messages }: Pick<Stores, 'messages'>,
  conversationId: Message['conversationId'],
  from: number,
): AsyncGenerator<Message> {
  let before: Parameters<Stores['messages']['page']>[0]['before'];
  do {
    const { items, next } = await messages.page({ conversationId, before, limit: MESSAGES });
    for (const message of items.toReversed()) {
      if (message.timestamp < from) return;
      if (message.direction === 'incoming' && message.content.trim() !== '') yield message;
    }
    before = next ?? undefined;
  } while (before);
}
