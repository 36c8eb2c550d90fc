import type { ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import type { PaceSettings } from '../../src-preload/contract/pace.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { Log } from '../log/log.ts';
import type { RateLimitStore, TakeAnswer } from '../store/rate-limit-store.ts';
import type { AccountFacts } from '../store/session-store.ts';
import type { Admission, Pace } from './pace.ts';
import { limitsFor, type PacedMessage, type PaceLimit } from './pace-limits.ts';

/** How long a database that is away, or a limit of nought, is left alone before it is asked again. Milliseconds. */
const ASK_AGAIN_MS = 5_000;
const NEVER_FREE_MS = 60 * 60 * 1000;

export interface GovernorInput {
  rateLimits: RateLimitStore;
  /** Null for a session that the database does not know yet. */
  accountFacts(sessionId: SessionId): Promise<AccountFacts | null>;
  /** Whether somebody in this conversation ever wrote to us; groups count as such. */
  hasAnswered(conversationId: ConversationId): Promise<boolean>;
  settings(): PaceSettings;
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  log: Log;
}

/**
 * Keeps the pace that protects a number's reputation: limits that all desktops share, counted in PostgreSQL, and a
 * random pause between two messages of an account. While the database cannot count, nothing is sent.
 */
export class Governor implements Pace {
  readonly #input: GovernorInput;
  /** When each account may send again after its last message. */
  readonly #pauses = new Map<SessionId, number>();
  readonly #answered = new Set<ConversationId>();

  constructor(input: GovernorInput) {
    this.#input = input;
  }

  async admit(message: PacedMessage, slotAt?: number): Promise<Admission> {
    const { clock, rateLimits, log } = this.#input;
    const next = this.#pauses.get(message.sessionId) ?? 0;
    if (next > clock.now()) {
      const [least, most] = this.#gaps();
      const every = (least + most) / 2;
      return { ...waits, reason: 'turn', until: next, places: [next], every, slotAt };
    }
    try {
      const limits = await this.#limits(message);
      if (!limits) return this.#notNow(slotAt);
      const answer = await rateLimits.take(limits, slotAt);
      if (answer.outcome === 'allowed') {
        const [least, most] = this.#gaps();
        const pause = least + this.#input.random() * (most - least);
        this.#pauses.set(message.sessionId, clock.now() + Math.round(pause));
        return { kind: 'go', slotAt: answer.at };
      }
      return this.#refused(answer, limits[answer.by], slotAt);
    } catch (error) {
      if (isUnreachable(error)) log.debug('The database that counts is away', { error });
      else log.warn('It could not be asked whether a message may go', { error });
      // Whether it was counted is not known: the place, if there was one, is not given back a second time.
      return this.#notNow(undefined);
    }
  }

  /** Somebody wrote in this conversation. */
  noteAnswer(conversationId: ConversationId): void {
    this.#answered.add(conversationId);
  }

  async #limits(message: PacedMessage): Promise<PaceLimit[] | null> {
    const { accountFacts, settings, clock } = this.#input;
    const [facts, isAnswered] = await Promise.all([
      accountFacts(message.sessionId),
      this.#isAnswered(message.conversationId),
    ]);
    if (!facts) return null;
    return limitsFor(message, {
      settings: settings(),
      accountPerHour: facts.perHour,
      accountAge: clock.now() - facts.linkedAt,
      isFirstContact: !isAnswered,
    });
  }

  async #isAnswered(conversationId: ConversationId): Promise<boolean> {
    if (this.#answered.has(conversationId)) return true;
    const isAnswered = await this.#input.hasAnswered(conversationId);
    if (isAnswered) this.#answered.add(conversationId);
    return isAnswered;
  }

  /** Milliseconds. */
  #gaps(): [least: number, most: number] {
    const { shortestGap, longestGap } = this.#input.settings();
    return [shortestGap * 1000, Math.max(shortestGap, longestGap) * 1000];
  }

  #refused(
    { at, freeAt }: Extract<TakeAnswer, { outcome: 'refused' }>,
    limit: PaceLimit | undefined,
    slotAt: number | undefined,
  ): Admission {
    const now = this.#input.clock.now();
    const reason = limit?.reason ?? 'turn';
    const isOfOne = reason === 'recipient_limit' || reason === 'first_contact_limit';
    // The database's clock may be another than this computer's.
    const places = freeAt.map((time) => now + Math.max(0, time - at));
    return {
      kind: 'wait',
      reason,
      until: places[0] ?? now + NEVER_FREE_MS,
      scope: isOfOne ? 'conversation' : 'account',
      places,
      every: limit?.windowMs ?? 0,
      slotAt,
    };
  }

  #notNow(slotAt: number | undefined): Admission {
    const until = this.#input.clock.now() + ASK_AGAIN_MS;
    return { ...waits, reason: 'connection', until, places: [], every: 0, slotAt };
  }
}

const waits = { kind: 'wait', scope: 'account' } as const;
