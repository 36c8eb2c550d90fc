import type { SessionId } from '../../src-preload/contract/ids.ts';
import { backoff } from '../common/backoff.ts';
import type { Clock } from '../common/clock.ts';
import type { SweepKind, SweptSession } from '../ingest/history-sweep.ts';
import type { Log } from '../log/log.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';

/** Between attempts that failed while the account is connected, in milliseconds. */
const RETRY = { first: 2_000, longest: 5 * 60_000 };

interface Account {
  session: SweptSession;
  client: WhatsAppClient;
  /** What is still to be done; null for nothing. */
  wanted: SweepKind | null;
  failures: number;
  isRunning: boolean;
  cancelTimer: () => void;
}

/**
 * Decides when an account is compared with WhatsApp: after every connection, when the computer wakes up, when the line
 * is back, and now and then. One comparison of an account at a time; what fails is tried again, with ever longer
 * pauses, until another client takes the place of this one.
 */
export class SweepSchedule {
  readonly #run: (
    session: SweptSession,
    client: WhatsAppClient,
    kind: SweepKind,
  ) => Promise<'done' | 'some_failed'>;
  readonly #clientOf: (sessionId: SessionId) => WhatsAppClient | null;
  readonly #minutes: () => number;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;
  readonly #accounts = new Map<SessionId, Account>();
  readonly #running = new Set<Promise<void>>();
  #stopping = false;

  constructor(input: {
    run(
      session: SweptSession,
      client: WhatsAppClient,
      kind: SweepKind,
    ): Promise<'done' | 'some_failed'>;
    /** The client of a session whose line is up. */
    clientOf(sessionId: SessionId): WhatsAppClient | null;
    /** How often it is looked by itself, as it is set now. */
    minutes(): number;
    clock: Clock;
    /** A number from 0 up to 1. */
    random(): number;
    log: Log;
  }) {
    this.#run = (session, client, kind) => input.run(session, client, kind);
    this.#clientOf = (sessionId) => input.clientOf(sessionId);
    this.#minutes = () => input.minutes();
    this.#clock = input.clock;
    this.#random = () => input.random();
    this.#log = input.log;
  }

  /** A client is ready: everything is compared. It takes the place of the account's last one. */
  connected(session: SweptSession, client: WhatsAppClient): void {
    if (this.#stopping) return;
    const before = this.#accounts.get(session.sessionId);
    before?.cancelTimer();
    const account: Account = {
      session,
      client,
      wanted: 'connected',
      failures: 0,
      isRunning: false,
      cancelTimer: () => {},
    };
    this.#accounts.set(session.sessionId, account);
    this.#begin(account);
  }

  /** Something may have been missed: looks at what changed. */
  check(sessionId: SessionId): void {
    const account = this.#accounts.get(sessionId);
    if (!account) return;
    account.wanted ??= 'check';
    this.#begin(account);
  }

  /** More of the history is wanted than before: everything is compared anew. */
  compareAll(): void {
    for (const account of this.#accounts.values()) {
      account.wanted = 'connected';
      this.#begin(account);
    }
  }

  /** The set time is another one: it is counted anew, but for those that are tried again before. */
  replan(): void {
    for (const account of this.#accounts.values()) {
      if (!account.isRunning && account.failures === 0) this.#afterSetTime(account);
    }
  }

  /** To be called when the computer wakes up. */
  wake(): void {
    for (const sessionId of this.#accounts.keys()) this.check(sessionId);
  }

  /** Resolves when the comparisons under way have ended; their clients must have been stopped. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { cancelTimer } of this.#accounts.values()) cancelTimer();
    this.#accounts.clear();
    await Promise.all(this.#running);
  }

  #begin(account: Account): void {
    if (account.isRunning || !this.#isCurrent(account)) return;
    account.isRunning = true;
    account.cancelTimer();
    const running = this.#work(account).finally(() => {
      account.isRunning = false;
      this.#running.delete(running);
    });
    this.#running.add(running);
  }

  async #work(account: Account): Promise<void> {
    while (account.wanted !== null && this.#isCurrent(account)) {
      const kind = account.wanted;
      // With its line down it waits for the line, which `check` tells.
      if (this.#clientOf(account.session.sessionId) !== account.client) break;
      account.wanted = null;
      try {
        const outcome = await this.#run(account.session, account.client, kind);
        if (outcome === 'some_failed') return this.#tryAgain(account, 'check');
        account.failures = 0;
      } catch (error) {
        this.#log.warn('History could not be compared, it is tried again', { error });
        return this.#tryAgain(account, kind);
      }
    }
    this.#afterSetTime(account);
  }

  #afterSetTime(account: Account): void {
    this.#after(account, this.#minutes() * 60_000);
  }

  #tryAgain(account: Account, kind: SweepKind): void {
    account.failures += 1;
    if (account.wanted !== 'connected') account.wanted = kind;
    this.#after(account, backoff(account.failures, this.#random(), RETRY));
  }

  #after(account: Account, milliseconds: number): void {
    if (!this.#isCurrent(account)) return;
    account.cancelTimer();
    account.cancelTimer = this.#clock.after(milliseconds, () => {
      account.wanted ??= 'check';
      this.#begin(account);
    });
  }

  #isCurrent(account: Account): boolean {
    return !this.#stopping && this.#accounts.get(account.session.sessionId) === account;
  }
}
