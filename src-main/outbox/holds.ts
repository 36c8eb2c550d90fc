import type { ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import type { WaitingReason } from '../../src-preload/contract/message-content.ts';
import type { Clock } from '../common/clock.ts';
import type { Admission } from '../pace/pace.ts';
import type { OutboxItem } from './outbox-item.ts';
import type { Waiting } from './pending-message.ts';

/** Until when something has to wait. Milliseconds. */
interface Hold {
  reason: WaitingReason;
  until: number;
  /** See `Admission`. */
  places: readonly number[];
  every: number;
}

/** What keeps messages back: a whole account, or one conversation, so that its order is kept. */
export class Holds {
  readonly #clock: Clock;
  readonly #accounts = new Map<SessionId, Hold>();
  readonly #conversations = new Map<ConversationId, Hold>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Another attempt, so many milliseconds from now. */
  later({ conversationId }: OutboxItem, delay: number): void {
    const until = this.#clock.now() + delay;
    this.#conversations.set(conversationId, { reason: 'retry', until, places: [until], every: 0 });
  }

  /** The pace does not allow it yet. */
  hold(item: OutboxItem, admission: Extract<Admission, { kind: 'wait' }>): void {
    if (admission.scope === 'account') this.#accounts.set(item.sessionId, admission);
    else this.#conversations.set(item.conversationId, admission);
  }

  /** Whether there was something that it waited for. */
  releaseConversation(conversationId: ConversationId): boolean {
    return this.#conversations.delete(conversationId);
  }

  release(items: readonly OutboxItem[]): void {
    for (const { sessionId, conversationId } of items) {
      this.#accounts.delete(sessionId);
      this.#conversations.delete(conversationId);
    }
  }

  /** Also what held messages that are not there any more: the limits may be others now. */
  releaseAll(): void {
    this.#accounts.clear();
    this.#conversations.clear();
  }

  reasonFor({ conversationId }: OutboxItem): WaitingReason | undefined {
    return this.#conversations.get(conversationId)?.reason;
  }

  /** When it may be tried. */
  dueTime(item: OutboxItem): number {
    return Math.max(
      item.schedule?.at ?? 0,
      item.holdUntil ?? 0,
      this.#accounts.get(item.sessionId)?.until ?? 0,
      this.#conversations.get(item.conversationId)?.until ?? 0,
    );
  }

  /** For each of these messages of one account, in the order of writing, what it waits for. */
  explain(queue: readonly OutboxItem[], isConnected: boolean): Map<OutboxItem, Waiting> {
    const now = this.#clock.now();
    const before = new Map<Hold, number>();
    return new Map(
      queue.map((item): [OutboxItem, Waiting] => {
        const { schedule, holdUntil = 0 } = item;
        if (schedule && schedule.at > now) {
          return [item, { waitsFor: 'schedule', goesAt: schedule.at }];
        }
        if (holdUntil > now) return [item, { waitsFor: 'undo', goesAt: holdUntil }];
        if (!isConnected) return [item, { waitsFor: 'connection', goesAt: null }];
        const hold = this.#longest(item, now);
        if (!hold) return [item, { waitsFor: 'turn', goesAt: null }];
        const position = before.get(hold) ?? 0;
        before.set(hold, position + 1);
        return [item, { waitsFor: hold.reason, goesAt: placeOf(hold, position) }];
      }),
    );
  }

  #longest(item: OutboxItem, now: number): Hold | undefined {
    const holds = [
      this.#accounts.get(item.sessionId),
      this.#conversations.get(item.conversationId),
    ].filter((hold) => hold !== undefined);
    return holds.filter(({ until }) => until > now).sort((a, b) => b.until - a.until)[0];
  }
}

/** When the message goes that has so many before it. */
function placeOf({ places, every }: Hold, position: number): number | null {
  const place = places[position % Math.max(1, places.length)];
  if (place === undefined) return null;
  return Math.round(place + Math.floor(position / places.length) * every);
}
