import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { Holds } from './holds.ts';
import type { OutboxInput } from './outbox-input.ts';
import type { OutboxItem } from './outbox-item.ts';
import type { OutboxItems } from './outbox-items.ts';

/** A timer stands still while the computer sleeps: none is set for longer. Milliseconds. */
const LONGEST_TIMER_MS = 60_000;

interface DispatcherInput extends Pick<OutboxInput, 'clock' | 'log' | 'clientOf'> {
  items: OutboxItems;
  holds: Holds;
  /** One attempt. Afterwards the message is gone, failed, or not due. */
  send(client: WhatsAppClient, item: OutboxItem): Promise<void>;
  /** Nothing of this session is to be sent just now. */
  onIdle(sessionId: SessionId): void;
}

/** Sends what is due, one message after the other per session, and comes back when the next one has its time. */
export class Dispatcher {
  readonly #input: DispatcherInput;
  readonly #running = new Map<SessionId, Promise<void>>();
  /** Sessions that were woken while they were sending. */
  readonly #again = new Set<SessionId>();
  readonly #timers = new Map<SessionId, () => void>();
  #stopping = false;

  constructor(input: DispatcherInput) {
    this.#input = input;
  }

  start(sessionId: SessionId): void {
    if (this.#stopping) return;
    if (this.#running.has(sessionId)) {
      this.#again.add(sessionId);
      return;
    }
    this.#timers.get(sessionId)?.();
    this.#timers.delete(sessionId);
    const run = this.#sendAll(sessionId)
      .catch((error: unknown) => {
        this.#input.log.error('Sending stopped: the device database refuses', { error });
      })
      .finally(() => {
        this.#running.delete(sessionId);
        if (this.#again.delete(sessionId)) this.start(sessionId);
      });
    this.#running.set(sessionId, run);
  }

  /** Finishes the send under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#running.values());
    for (const cancel of this.#timers.values()) cancel();
  }

  async #sendAll(sessionId: SessionId): Promise<void> {
    const { clock, items, holds, clientOf, send, onIdle } = this.#input;
    for (;;) {
      const client = clientOf(sessionId);
      if (this.#stopping) return;
      const now = clock.now();
      const waiting = items.waitingIn(sessionId);
      // The whole conversation waits with its first message, so that the order is kept.
      const next = waiting.find((item) => holds.dueTime(item) <= now);
      if (next && client) await send(client, next);
      else {
        onIdle(sessionId);
        // Without a client what is due waits for the connection; what is not due has its time all the same.
        const times = waiting.map((item) => holds.dueTime(item));
        const due = Math.min(...times.filter((time) => time > now));
        if (due === Infinity) return;
        const start = (): void => this.start(sessionId);
        this.#timers.set(sessionId, clock.after(Math.min(due - now, LONGEST_TIMER_MS), start));
        return;
      }
    }
  }
}
