import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { Session, StandbyReason } from '../../src-preload/contract/session.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import { type Moment, TwoClocks } from '../common/two-clocks.ts';
import { meaningOf } from '../domain/session-state.ts';
import type { LinkedAccount } from '../domain/whatsapp-event.ts';
import type { Log } from '../log/log.ts';
import type { LeaseAnswer, LeaseStore } from '../store/lease-store.ts';

/** How long a lease lasts by the server's clock, in milliseconds. */
const TTL_MS = 20_000;
/** How often it is prolonged, and how often a session that stands by tries, in milliseconds. */
const EVERY_MS = 5_000;
/** While the holder is giving way it is asked more often. */
const TAKING_OVER_MS = 1_000;
const TAKE_OVER_FOR_MS = 30_000;
/**
 * How long this desktop sends after it last asked for the lease with success, in milliseconds. Shorter than the lease,
 * so that a send under way has ended before anybody else can begin.
 */
const SENDS_FOR_MS = TTL_MS - 5_000;
/** An answer that takes longer counts as none, in milliseconds. */
const ANSWER_MS = 4_000;

/** Which sessions ran on this device last. */
interface Memory {
  has(sessionId: SessionId): boolean;
  remember(sessionId: SessionId): Promise<void>;
  forget(sessionId: SessionId): Promise<void>;
}

interface Claimed {
  /** When it was asked for: from then on the lease lasts at least its time. */
  asked: Moment;
  answer: LeaseAnswer;
  /** `Entry.round` when it was asked for. */
  round: number;
}

interface Entry {
  readonly accountId: string;
  /**
   * `yielding`: another desktop wants it, and the session is being stopped; the lease is kept until it has stopped, and
   * then given back (`releasing`).
   */
  status: 'held' | 'waiting' | 'yielding' | 'releasing';
  /** When the newest successful claim was made; null while nothing was claimed. */
  claimedAt: Moment | null;
  /** Since when it is asked for more often. */
  takesOverSince: Moment | null;
  /** How often it was given back: what was answered to an earlier question no longer holds. */
  round: number;
}

/**
 * Lets each WhatsApp account run on one desktop only. A session starts when its lease was taken, and stops at once
 * when another desktop has it.
 *
 * While the database is away nobody can prove that they have a lease. A session that runs goes on receiving into the
 * journal, for what two desktops receive is stored once; so does, after a start without the database, one that ran on
 * this device last. But nothing is sent (`holds`): it waits in the outbox. When the database is back, the session goes
 * on if no other desktop has taken the account meanwhile, and stops otherwise. So with the database out of reach of
 * one desktop only, two may receive at once until it is back; never otherwise.
 */
export class AccountLeases {
  readonly #store: LeaseStore;
  readonly #memory: Memory;
  readonly #clock: Clock;
  readonly #time: TwoClocks;
  readonly #log: Log;
  readonly #sessions: {
    standBy(sessionId: SessionId, reason: StandbyReason): Promise<void>;
    resume(sessionId: SessionId): void;
  };
  readonly #onHeld: (sessionId: SessionId) => void;
  readonly #entries = new Map<SessionId, Entry>();
  #cancelTick: () => void = () => {};
  #stopping = false;

  constructor(input: {
    store: LeaseStore;
    memory: Memory;
    clock: Clock;
    /** Milliseconds of a clock that nobody can set. */
    steady: () => number;
    log: Log;
    sessions: {
      /** Resolves when the account's browser has ended. */
      standBy(sessionId: SessionId, reason: StandbyReason): Promise<void>;
      resume(sessionId: SessionId): void;
    };
    /** The lease is had again after it could not be proved for a while: what waits can be sent. */
    onHeld(sessionId: SessionId): void;
  }) {
    this.#store = input.store;
    this.#memory = input.memory;
    this.#clock = input.clock;
    this.#time = new TwoClocks(input.clock, input.steady);
    this.#log = input.log;
    this.#sessions = input.sessions;
    this.#onHeld = input.onHeld;
  }

  start(): void {
    this.#cancelTick = this.#clock.after(EVERY_MS, () => void this.#tick());
  }

  /** Gives back what is held, so that another desktop need not wait. Call it when the sessions have ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelTick();
    const held = [...this.#entries.values()].filter(({ claimedAt }) => claimedAt !== null);
    this.#entries.clear();
    await Promise.all(held.map((entry) => this.#release(entry)));
  }

  /** Takes the lease for a session that is about to run. Never rejects. */
  async admit(
    sessionId: SessionId,
    { whatsappId }: LinkedAccount,
  ): Promise<'granted' | StandbyReason> {
    const entry = this.#entries.get(sessionId) ?? {
      accountId: whatsappId,
      status: 'waiting',
      claimedAt: null,
      takesOverSince: null,
      round: 0,
    };
    this.#entries.set(sessionId, entry);
    if (this.holds(sessionId)) return 'granted';
    const claimed = await this.#claim(sessionId, entry);
    if (claimed === null) {
      if (this.#entries.get(sessionId) !== entry || !this.#memory.has(sessionId)) {
        return 'lease_unknown';
      }
      entry.status = 'held';
      return 'granted';
    }
    this.#take(sessionId, entry, claimed);
    return this.holds(sessionId) ? 'granted' : 'held_elsewhere';
  }

  /** Whether this desktop certainly holds the lease of the session now. Ask right before every send. */
  holds(sessionId: SessionId): boolean {
    const entry = this.#entries.get(sessionId);
    return entry?.status === 'held' && this.#isFresh(entry);
  }

  /** Asks the holder to give way. Rejects with `not_found` when the session does not stand by, or as the store does. */
  async takeOver(sessionId: SessionId): Promise<void> {
    const entry = this.#entries.get(sessionId);
    if (entry?.status !== 'waiting') {
      throw new AppError('not_found', 'There is no session of this id that stands by');
    }
    const { accountId, round } = entry;
    entry.takesOverSince = this.#time.now();
    const asked = this.#time.now();
    const claim = { accountId, sessionId, ttl: TTL_MS, insists: true };
    this.#take(sessionId, entry, { asked, answer: await this.#store.claim(claim), round });
    this.wake();
  }

  /** Looks at once how things stand: after the computer slept, say. */
  wake(): void {
    if (this.#stopping) return;
    this.#cancelTick();
    void this.#tick();
  }

  /** Call for every change of a session: what has ended here may run elsewhere. */
  noteChange({ sessionId, state }: Session): void {
    const entry = this.#entries.get(sessionId);
    if (!entry || !meaningOf(state).isFinal) return;
    this.#entries.delete(sessionId);
    this.#keep(this.#memory.forget(sessionId));
    if (entry.claimedAt !== null) void this.#release(entry);
  }

  async #tick(): Promise<void> {
    await Promise.all(
      [...this.#entries].map(async ([sessionId, entry]) => {
        if (entry.status === 'releasing') return;
        const claimed = await this.#claim(sessionId, entry);
        if (claimed) this.#take(sessionId, entry, claimed);
      }),
    );
    if (this.#stopping) return;
    const takesOver = [...this.#entries.values()].some(
      ({ status, takesOverSince }) =>
        status === 'waiting' &&
        takesOverSince !== null &&
        this.#time.since(takesOverSince) < TAKE_OVER_FOR_MS,
    );
    this.#cancelTick();
    this.#cancelTick = this.#clock.after(
      takesOver ? TAKING_OVER_MS : EVERY_MS,
      () => void this.#tick(),
    );
  }

  /** Does what follows from an answer. */
  #take(sessionId: SessionId, entry: Entry, { asked, answer, round }: Claimed): void {
    // It may have been logged out or given back, or the app be ending, while the answer was on its way.
    if (this.#entries.get(sessionId) !== entry || this.#stopping) return;
    if (entry.status === 'releasing' || entry.round !== round) return;
    if (answer.outcome === 'heldElsewhere') {
      if (entry.status !== 'waiting') {
        this.#log.warn('Another desktop runs the account now: the session stops here');
      }
      entry.status = 'waiting';
      entry.claimedAt = null;
      this.#keep(this.#memory.forget(sessionId));
      void this.#sessions.standBy(sessionId, 'held_elsewhere');
      return;
    }
    const wasFresh = this.#isFresh(entry);
    entry.claimedAt = asked;
    if (entry.status === 'yielding') return;
    if (entry.status === 'waiting') {
      this.#log.info('This desktop runs the account from now on', { fence: answer.fence });
    }
    entry.status = 'held';
    entry.takesOverSince = null;
    if (answer.isWanted) {
      void this.#yield(sessionId, entry);
      return;
    }
    this.#keep(this.#memory.remember(sessionId));
    this.#sessions.resume(sessionId);
    if (!wasFresh) this.#onHeld(sessionId);
  }

  /** Gives way to the desktop whose user asked for the account; the lease goes last. */
  async #yield(sessionId: SessionId, entry: Entry): Promise<void> {
    this.#log.info('Another desktop asks for the account: the session stops here');
    entry.status = 'yielding';
    this.#keep(this.#memory.forget(sessionId));
    await this.#sessions.standBy(sessionId, 'held_elsewhere');
    // Nothing is claimed from here on until it was given back: neither may overtake the other.
    entry.status = 'releasing';
    await this.#release(entry);
    entry.status = 'waiting';
  }

  /** Null when the database gave no answer in time. */
  async #claim(sessionId: SessionId, { accountId, round }: Entry): Promise<Claimed | null> {
    let cancel = (): void => {};
    const tooLate = new Promise<null>((resolve) => {
      cancel = this.#clock.after(ANSWER_MS, () => resolve(null));
    });
    try {
      const asked = this.#time.now();
      const claim = this.#store.claim({ accountId, sessionId, ttl: TTL_MS });
      const answer = await Promise.race([claim, tooLate]);
      return answer && { asked, answer, round };
    } catch (error) {
      this.#log.warn('Who runs an account could not be asked', { error });
      return null;
    } finally {
      cancel();
    }
  }

  async #release(entry: Entry): Promise<void> {
    entry.claimedAt = null;
    entry.round += 1;
    try {
      await this.#store.release(entry.accountId);
    } catch (error) {
      // It runs out by itself.
      this.#log.warn('The right to run an account could not be given back', { error });
    }
  }

  #keep(written: Promise<void>): void {
    written.catch((error: unknown) => {
      this.#log.warn('Which accounts ran here last could not be kept', { error });
    });
  }

  #isFresh({ claimedAt }: Entry): boolean {
    return claimedAt !== null && this.#time.since(claimedAt) < SENDS_FOR_MS;
  }
}
