import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';

/** The newest message that WhatsApp has; what waits in the outbox keeps moving behind it. */
export function lastSettledId(messages: readonly Message[]): MessageId | undefined {
  return messages.findLast((message) => message.outbox === null)?.messageId;
}

/** How many messages from others came after the one that was seen last; 0 when that one is not known. */
export function countNewSince(messages: readonly Message[], seenId: MessageId | undefined): number {
  const seen = messages.findIndex((message) => message.messageId === seenId);
  return seen < 0
    ? 0
    : messages.slice(seen + 1).filter((message) => message.direction === 'incoming').length;
}
