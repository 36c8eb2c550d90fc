import type { MessageType } from '../../src-preload/contract/message-content.ts';

/** A conversation in which nobody has said anything for so long is over, in milliseconds. */
export const CONVERSATION_ENDS_AFTER_MS = 24 * 3_600_000;

/** What is no message that anybody wrote: it is not counted at all. */
export const notWritten = [
  'reaction',
  'call_log',
  'group_event',
] as const satisfies readonly MessageType[];

/** A message that a customer or a person of the team has said: a turn (`turns.ts`), and not an automatic answer. */
export interface Said {
  messageId: string;
  /** Whole seconds, in milliseconds. */
  at: number;
  isIncoming: boolean;
}

/** From the first unanswered message of the customer to the next one by a person of the team. */
export interface Wait<Message extends Said> {
  opened: Message;
  /** Null while nobody has answered. */
  closed: Message | null;
  /** No other wait was opened before it in the same conversation, which ends after 24 idle hours or by being closed. */
  isFirst: boolean;
}

/** By WhatsApp's time, and within a second by the message's id: the same whatever the order of arrival was. */
export function inOrder(a: Said, b: Said): number {
  return a.at - b.at || (a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : 0);
}

/**
 * The waits of what was said in one conversation, in order (`inOrder`). `closings` are the moments at which a person
 * closed it (milliseconds, in order): what was said in that millisecond or later belongs to the next conversation.
 */
export function waitsOf<Message extends Said>(
  said: readonly Message[],
  closings: readonly number[],
): Wait<Message>[] {
  const waits: Wait<Message>[] = [];
  let open: Wait<Message> | null = null;
  let last: Message | undefined;
  let isNew = true;
  let nextClosing = 0;
  for (const message of said) {
    if (last && message.at - last.at >= CONVERSATION_ENDS_AFTER_MS) isNew = true;
    for (; (closings[nextClosing] ?? Infinity) <= message.at; nextClosing++) isNew = true;
    last = message;
    if (!message.isIncoming) {
      if (open) open.closed = message;
      open = null;
      continue;
    }
    if (open) continue;
    open = { opened: message, closed: null, isFirst: isNew };
    isNew = false;
    waits.push(open);
  }
  return waits;
}
