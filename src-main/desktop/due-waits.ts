import type { ResponseRule } from '../../src-preload/contract/business-hours.ts';
import { statusAt } from '../../src-preload/contract/conversation-filter.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import {
  type Deadline,
  Deadlines,
  waitStateAt,
} from '../../src-preload/contract/response-deadline.ts';
import type { Clock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';

/**
 * The wall clock is looked at so often at least while somebody waits, in milliseconds: timers stand still while the
 * computer sleeps. What could not be announced at first is tried again as often.
 */
const LOOK_MS = 30_000;

interface DueWaitsInput {
  /** What is set for every business. */
  readRules(): Promise<readonly ResponseRule[]>;
  /** All conversations in which somebody waits for an answer of this person or of nobody in particular. */
  readWaiting(): Promise<readonly ConversationSummary[]>;
  /** Whether an answer is expected of the person at this desktop: they look after it, or nobody does. */
  isExpected(conversation: ConversationSummary): boolean;
  /** False where it is not to be announced at the moment. */
  announce(conversation: ConversationSummary, dueAt: number): boolean;
  /** What was announced is over: somebody has answered, say. */
  withdraw(conversationId: ConversationId): void;
  clock: Clock;
  log: Log;
}

interface Wait {
  conversation: ConversationSummary;
  deadline: Deadline;
}

/**
 * Announces each wait that is about to break the target of its business, once, between the moment from which that is
 * soon and the moment at which it is due: what is overdue already, as after a night, is marked in the list. What is
 * snoozed has been put off, and is not announced before the snooze ends.
 */
export class DueWaits {
  readonly #input: DueWaitsInput;
  #deadlines = new Deadlines([]);
  readonly #waits = new Map<ConversationId, Wait>();
  /** The opening of the wait that was announced, in milliseconds. */
  readonly #announced = new Map<ConversationId, number>();
  #reading = 0;
  /** Changed while the rest is being read: what is read of these is older. Null while nothing is. */
  #meanwhile: Map<ConversationId, ConversationSummary> | null = null;
  #cancel: () => void = () => {};

  constructor(input: DueWaitsInput) {
    this.#input = input;
  }

  /** Begins anew with what is in the databases: at first, and when the rules or more than was told have changed. */
  async read(): Promise<void> {
    this.#reading += 1;
    const reading = this.#reading;
    const meanwhile = (this.#meanwhile = new Map<ConversationId, ConversationSummary>());
    try {
      const deadlines = new Deadlines(await this.#input.readRules());
      const waiting = deadlines.areNone ? [] : await this.#input.readWaiting();
      if (reading !== this.#reading) return;
      this.#deadlines = deadlines;
      this.#waits.clear();
      for (const conversation of [...waiting, ...meanwhile.values()]) this.#keep(conversation);
      for (const conversationId of [...this.#announced.keys()]) {
        if (!this.#waits.has(conversationId)) this.#forget(conversationId);
      }
      this.check();
    } catch (error) {
      // With a database away; the rules are told again when it is back.
      this.#input.log.debug('What is due cannot be known yet', { error });
    } finally {
      if (reading === this.#reading) this.#meanwhile = null;
    }
  }

  /** To be told of every change of a conversation. */
  note(conversation: ConversationSummary): void {
    this.#meanwhile?.set(conversation.conversationId, conversation);
    this.#keep(conversation);
    this.check();
  }

  /** Announces what is to be announced now; also to be called when the computer has woken up. */
  check(): void {
    this.#cancel();
    const now = this.#input.clock.now();
    let next = Infinity;
    for (const [conversationId, { conversation, deadline }] of this.#waits) {
      const state = waitStateAt(deadline, now);
      if (state === 'overdue') {
        // What was announced stays on the desktop; nothing new is to be said.
        this.#waits.delete(conversationId);
        continue;
      }
      if (this.#announced.has(conversationId)) continue;
      const isNow = state === 'dueSoon' && statusAt(conversation, now) !== 'snoozed';
      if (isNow && this.#input.announce(conversation, deadline.dueAt)) {
        this.#announced.set(conversationId, conversation.waitingSince ?? 0);
        continue;
      }
      next = Math.min(next, state === 'inTime' ? deadline.soonAt - now : LOOK_MS);
    }
    if (next === Infinity) return;
    this.#cancel = this.#input.clock.after(Math.min(next, LOOK_MS), () => this.check());
  }

  /** Nothing is announced any more; what has been is forgotten. */
  stop(): void {
    this.#cancel();
    this.#reading += 1;
    this.#deadlines = new Deadlines([]);
    this.#waits.clear();
    this.#meanwhile = null;
    this.#announced.clear();
  }

  #keep(conversation: ConversationSummary): void {
    const { conversationId, waitingSince } = conversation;
    const deadline = this.#input.isExpected(conversation) ? this.#deadlines.of(conversation) : null;
    if (deadline === null || this.#announced.get(conversationId) !== waitingSince) {
      this.#forget(conversationId);
    }
    if (deadline === null) this.#waits.delete(conversationId);
    else this.#waits.set(conversationId, { conversation, deadline });
  }

  #forget(conversationId: ConversationId): void {
    if (this.#announced.delete(conversationId)) this.#input.withdraw(conversationId);
  }
}
