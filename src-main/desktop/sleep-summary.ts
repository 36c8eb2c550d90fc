import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Clock } from '../common/clock.ts';
import type { ShownNotification } from './notifier.ts';

/** The summary stands when nothing more has come for so long, and after the longest at the latest; milliseconds. */
const SETTLE_MS = 5_000;
const LONGEST_MS = 30_000;
/** WhatsApp delivers what came during a night in no order, so all nights of a week are known. */
const KEPT_SLEEPS = 100;

/** From when to when the computer slept, in milliseconds since 1970. */
interface Sleep {
  from: number;
  until: number;
}

interface SleepSummaryInput {
  /** Those of the conversations that are still to be announced. */
  filter(conversations: readonly ConversationSummary[]): ConversationSummary[];
  /** Shows one notification for all; without a sound where it takes the place of one. */
  show(conversations: readonly ConversationSummary[], isUpdate: boolean): ShownNotification;
  clock: Clock;
}

/**
 * What customers wrote while the computer slept: one notification when it has come in, instead of one for each
 * conversation. Times are those of the wall clock, which goes on during sleep.
 */
export class SleepSummary {
  readonly #input: SleepSummaryInput;
  readonly #missed = new Map<ConversationId, ConversationSummary>();
  /** How many messages were unread in those of which a person has been told. */
  readonly #told = new Map<ConversationId, number>();
  #sleeps: Sleep[] = [];
  #asleepSince: number | null = null;
  #shown: ShownNotification | null = null;
  #firstAt: number | null = null;
  #cancel: () => void = () => {};

  constructor(input: SleepSummaryInput) {
    this.#input = input;
  }

  sleep(): void {
    // WhatsApp's times are in whole seconds.
    this.#asleepSince ??= Math.floor(this.#input.clock.now() / 1000) * 1000;
  }

  wake(): void {
    if (this.#asleepSince === null) return;
    this.#sleeps.push({ from: this.#asleepSince, until: this.#input.clock.now() });
    this.#sleeps = this.#sleeps.slice(-KEPT_SLEEPS);
    this.#asleepSince = null;
  }

  /** Whether a message of this time came during sleep; `timestamp` in milliseconds since 1970. */
  covers(timestamp: number): boolean {
    if (this.#asleepSince !== null && timestamp >= this.#asleepSince) return true;
    return this.#sleeps.some(({ from, until }) => from <= timestamp && timestamp < until);
  }

  add(conversation: ConversationSummary): void {
    const { conversationId, unreadCount } = conversation;
    const known = this.#missed.get(conversationId)?.unreadCount ?? this.#told.get(conversationId);
    if (known === unreadCount) return;
    this.#missed.set(conversationId, conversation);
    const now = this.#input.clock.now();
    this.#firstAt ??= now;
    this.#cancel();
    const delay = Math.max(0, Math.min(SETTLE_MS, this.#firstAt + LONGEST_MS - now));
    this.#cancel = this.#input.clock.after(delay, () => this.#show());
  }

  /** It was read or answered, or is announced by itself now. */
  remove(conversationId: ConversationId): void {
    this.#told.delete(conversationId);
    if (this.#missed.delete(conversationId) && this.#missed.size === 0) this.#takeAway();
  }

  /** A person has seen it: it is not shown again. */
  dismiss(): void {
    for (const [conversationId, { unreadCount }] of this.#missed) {
      this.#told.set(conversationId, unreadCount);
    }
    this.#takeAway();
  }

  clear(): void {
    this.#told.clear();
    this.#takeAway();
  }

  #takeAway(): void {
    this.#cancel();
    this.#missed.clear();
    this.#shown?.close();
    this.#shown = null;
    this.#firstAt = null;
  }

  #show(): void {
    this.#firstAt = null;
    const wanted = this.#input.filter([...this.#missed.values()]);
    // What is not to be announced now is not announced with what comes later, either.
    for (const [conversationId, conversation] of this.#missed) {
      if (wanted.includes(conversation)) continue;
      this.#missed.delete(conversationId);
      this.#told.set(conversationId, conversation.unreadCount);
    }
    const isUpdate = this.#shown !== null;
    this.#shown?.close();
    this.#shown = wanted.length === 0 ? null : this.#input.show(wanted, isUpdate);
  }
}
