import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message, MessageCursor } from '../../../src-preload/contract/message.ts';

/** The part of a conversation's messages that has been fetched: without gaps, and usually the newest ones. */
export interface ThreadContent {
  /** Oldest first; what waits in the outbox is last. */
  readonly messages: readonly Message[];
  /** Where the page before the first message ends; null at the beginning of the history. */
  readonly next: MessageCursor | null;
  /** Whether the newest message is among them; if not, what follows the last one has not been fetched. */
  readonly reachesNewest: boolean;
  /** What is going on above the first message. */
  readonly older: 'idle' | 'loading' | 'failed';
  /** The same below the last one, where the newest is not among them. */
  readonly newer: 'idle' | 'loading' | 'failed';
}

export interface MessagePage {
  readonly items: readonly Message[];
  readonly next: MessageCursor | null;
}

/** WhatsApp's order; ours that WhatsApp has not accepted come last, in the order of writing. */
export function compareMessages(one: Message, other: Message): number {
  const waiting = Number(one.outbox !== null) - Number(other.outbox !== null);
  if (waiting !== 0) return waiting;
  if (one.timestamp !== other.timestamp) return one.timestamp - other.timestamp;
  if (one.sequence !== other.sequence) return one.sequence - other.sequence;
  return one.messageId < other.messageId ? -1 : 1;
}

/** Puts a new or changed message where it belongs. */
export function placeMessage(content: ThreadContent, changed: Message): ThreadContent {
  const known = content.messages.findIndex((each) => each.messageId === changed.messageId);
  const others = known < 0 ? content.messages : content.messages.toSpliced(known, 1);
  // Almost always the last one: look from the end.
  let place = others.length;
  for (; place > 0; place -= 1) {
    const before = others[place - 1];
    if (before === undefined || compareMessages(before, changed) <= 0) break;
  }
  if (known < 0 && place === 0 && content.next !== null) {
    // It lies before what has been fetched, and comes with that page.
    return content;
  }
  if (known < 0 && place === others.length && !content.reachesNewest) {
    // Between the two there are messages that have not been fetched.
    return content;
  }
  return { ...content, messages: others.toSpliced(place, 0, changed) };
}

export function removeMessage(content: ThreadContent, messageId: MessageId): ThreadContent {
  return {
    ...content,
    messages: content.messages.filter((each) => each.messageId !== messageId),
  };
}

/** Puts the page before what has been fetched. */
export function prependOlder(content: ThreadContent, page: MessagePage): ThreadContent {
  const shown = new Set(content.messages.map((each) => each.messageId));
  const added = page.items.filter((each) => !shown.has(each.messageId));
  return {
    ...content,
    messages: [...added, ...content.messages],
    next: page.next,
    older: 'idle',
  };
}

/** Where the page after the last message begins; null where there is none, or the newest is shown. */
export function cursorAfter({ messages, reachesNewest }: ThreadContent): MessageCursor | null {
  const last = messages.findLast((each) => each.outbox === null);
  return last === undefined || reachesNewest
    ? null
    : { timestamp: last.timestamp, sequence: last.sequence };
}

/** Puts the page behind what has been fetched; without a further one the newest message is reached. */
export function appendNewer(content: ThreadContent, page: MessagePage): ThreadContent {
  const shown = new Set(content.messages.map((each) => each.messageId));
  const added = page.items.filter((each) => !shown.has(each.messageId));
  return {
    ...content,
    messages: [...content.messages, ...added],
    reachesNewest: page.next === null,
    newer: 'idle',
  };
}

/**
 * Joins the newest page, fetched again, with what is shown. Older messages stay only where the two overlap:
 * otherwise there may be a gap between them, and the page stands alone.
 */
export function joinNewest(shown: ThreadContent | undefined, page: MessagePage): ThreadContent {
  const alone: ThreadContent = {
    messages: page.items,
    next: page.next,
    reachesNewest: true,
    older: 'idle',
    newer: 'idle',
  };
  const oldest = page.items[0];
  if (shown === undefined || oldest === undefined) {
    return alone;
  }
  const overlap = shown.messages.findIndex((each) => each.messageId === oldest.messageId);
  if (overlap < 0) {
    return alone;
  }
  return {
    messages: [...shown.messages.slice(0, overlap), ...page.items],
    next: shown.next,
    reachesNewest: true,
    older: 'idle',
    newer: 'idle',
  };
}

/** The page around a message that was looked for, joined with the newest one where nothing lies between them. */
export function joinSought(sought: MessagePage, newest: MessagePage): ThreadContent {
  const content: ThreadContent = {
    messages: sought.items,
    next: sought.next,
    reachesNewest: false,
    older: 'idle',
    newer: 'idle',
  };
  const joined = joinNewest(content, newest);
  return sought.items.every((each) => holdsMessage(joined, each.messageId)) ? joined : content;
}

export function holdsMessage({ messages }: ThreadContent, messageId: MessageId): boolean {
  return messages.some((each) => each.messageId === messageId);
}
