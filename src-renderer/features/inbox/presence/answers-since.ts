import type { UserId } from '../../../../src-preload/contract/ids.ts';
import type { Message, MessageCursor } from '../../../../src-preload/contract/message.ts';
import type { MessageType } from '../../../../src-preload/contract/message-content.ts';

/** What answers nobody. */
const NO_ANSWERS: ReadonlySet<MessageType> = new Set([
  'reaction',
  'call_log',
  'group_event',
  'revoked',
]);

/**
 * The answers by others than `userId` after the place `since`, in WhatsApp's order: of colleagues, and of whoever
 * has the phone. What was forwarded is no answer unless a colleague is known to have sent it: this app forwards, too,
 * and WhatsApp does not say for whom.
 */
export function answersSince(
  messages: readonly Message[],
  since: MessageCursor,
  userId: UserId | null,
): readonly Message[] {
  return messages.filter(
    ({ direction, outbox, type, timestamp, sequence, sentBy, isForwarded }) =>
      direction === 'outgoing' &&
      outbox === null &&
      (timestamp > since.timestamp ||
        (timestamp === since.timestamp && sequence > since.sequence)) &&
      !NO_ANSWERS.has(type) &&
      (sentBy === undefined ? !isForwarded : sentBy !== userId),
  );
}
