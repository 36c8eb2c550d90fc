import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';

/** A message in which a person may have said what they want. */
export interface SaidMessage {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly text: string;
  /** Milliseconds. */
  readonly at: number;
}

/** How many are offered, and how much of each. */
const offered = 10;
const longest = 60;

/** What the other side wrote last, newest first. */
export function saidIn(messages: readonly Message[]): readonly SaidMessage[] {
  return messages
    .filter(({ direction, content }) => direction === 'incoming' && content.trim() !== '')
    .slice(-offered)
    .reverse()
    .map(({ conversationId, messageId, content, timestamp }) => ({
      conversationId,
      messageId,
      text: content.length > longest ? `${content.slice(0, longest)}…` : content,
      at: timestamp,
    }));
}
