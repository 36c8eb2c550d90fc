import type { MessageId, SessionId } from '../../src-preload/contract/ids.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import type { Holds } from './holds.ts';
import type { OutboxInput } from './outbox-input.ts';
import type { OutboxItem } from './outbox-item.ts';
import type { OutboxItems } from './outbox-items.ts';
import { toPendingMessage, type Waiting } from './pending-message.ts';

/** What is told of when a message goes may be out by so much before it is told again. Milliseconds. */
const WORTH_TELLING_MS = 30_000;

/** Tells how the messages of the outbox are shown, and what they wait for. */
export class Notices {
  readonly #items: OutboxItems;
  readonly #holds: Holds;
  readonly #input: Pick<OutboxInput, 'clientOf' | 'onChanged'>;
  /** What was last told of a message that waits. */
  readonly #told = new Map<MessageId, Waiting>();

  constructor(
    items: OutboxItems,
    holds: Holds,
    input: Pick<OutboxInput, 'clientOf' | 'onChanged'>,
  ) {
    this.#items = items;
    this.#holds = holds;
    this.#input = input;
  }

  /** How a message of the outbox is shown. */
  shown(item: OutboxItem): Message {
    return toPendingMessage(item, this.#waitingOf(item.sessionId).get(item));
  }

  tell(item: OutboxItem): void {
    const waiting = this.#waitingOf(item.sessionId).get(item);
    if (waiting) this.#told.set(item.messageId, waiting);
    this.#input.onChanged(item, toPendingMessage(item, waiting));
  }

  /** Tells anew what the messages of a session wait for, where that has changed. */
  explain(sessionId: SessionId): void {
    for (const [item, { waitsFor, goesAt }] of this.#waitingOf(sessionId)) {
      const told = this.#told.get(item.messageId);
      const moved = Math.abs((goesAt ?? 0) - (told?.goesAt ?? 0));
      if (item.state !== 'queued' || (told?.waitsFor === waitsFor && moved < WORTH_TELLING_MS)) {
        continue;
      }
      // The pause between two messages is over before anybody has read of it.
      if (waitsFor === 'turn' && (told === undefined || told.waitsFor === 'turn')) continue;
      this.tell(item);
    }
  }

  /** It left the outbox. */
  forget(messageId: MessageId): void {
    this.#told.delete(messageId);
  }

  #waitingOf(sessionId: SessionId): Map<OutboxItem, Waiting> {
    const isConnected = this.#input.clientOf(sessionId) !== null;
    return this.#holds.explain(this.#items.waitingIn(sessionId), isConnected);
  }
}
