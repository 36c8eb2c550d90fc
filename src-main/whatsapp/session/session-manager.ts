import { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Session, StandbyReason } from '../../../src-preload/contract/session.ts';
import { AppError } from '../../common/app-error.ts';
import type { Clock } from '../../common/clock.ts';
import { meaningOf } from '../../domain/session-state.ts';
import type { LinkedAccount } from '../../domain/whatsapp-event.ts';
import type { Log } from '../../log/log.ts';
import type { WhatsAppClient } from '../whatsapp-client.ts';
import { ManagedSession, type SessionSurroundings } from './managed-session.ts';
import type { MachineContext } from './session-machine.ts';

/** WhatsApp's first QR code stands for a minute, each later one for twenty seconds. Milliseconds. */
const QR_LIFETIME = { first: 60_000, later: 20_000 };

/** A session that was made on this desktop before. */
export interface KnownSession {
  readonly sessionId: SessionId;
  /** Milliseconds. */
  readonly createdAt: number;
  /** Absent when it was never linked. */
  readonly account?: LinkedAccount;
  /** True where it is absent. */
  readonly autoReconnect?: boolean | undefined;
  /** Milliseconds. */
  readonly phoneSeenAt?: number;
}

/** What the manager tells, and asks. None of these may throw; what takes time goes on by itself. */
export type SessionManagerEvents = Pick<
  SessionSurroundings,
  'admit' | 'onChanged' | 'record' | 'onRaw' | 'onBlocked' | 'onReady' | 'onLinked'
>;

/** What the manager needs of the profiles at rest. */
export interface ProfileKeeper {
  isAvailable(): Promise<boolean>;
  isLinked(sessionId: SessionId): Promise<boolean>;
  recover(): Promise<void>;
  wipe(sessionId: SessionId): Promise<void>;
}

export interface SessionManagerSettings {
  readonly events: SessionManagerEvents;
  readonly vault: ProfileKeeper;
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** A new UUID. */
  readonly newId: () => string;
  readonly log: Log;
  readonly qrLifetime?: MachineContext['qrLifetime'];
  createClient(sessionId: SessionId, look: { inWindow: boolean }): Promise<WhatsAppClient>;
}

/** All WhatsApp accounts that run on this desktop. */
export class SessionManager {
  readonly #settings: SessionManagerSettings;
  readonly #surroundings: SessionSurroundings;
  readonly #sessions = new Map<SessionId, ManagedSession>();

  constructor(settings: SessionManagerSettings) {
    const { events, vault, clock, random, log } = settings;
    this.#settings = settings;
    this.#surroundings = {
      clock,
      random,
      log,
      qrLifetime: settings.qrLifetime ?? QR_LIFETIME,
      createClient: (sessionId, look) => settings.createClient(sessionId, look),
      wipeProfile: (sessionId) => vault.wipe(sessionId),
      accepts: (sessionId, account) => this.#accepts(sessionId, account),
      admit: (sessionId, account) => events.admit(sessionId, account),
      onChanged: (session) => events.onChanged(session),
      record: (change) => events.record(change),
      onRaw: (sessionId, account, event) => events.onRaw(sessionId, account, event),
      onBlocked: (sessionId, whatsappIds, isBlocked) =>
        events.onBlocked(sessionId, whatsappIds, isBlocked),
      onReady: (sessionId, account, client) => events.onReady(sessionId, account, client),
      onLinked: (sessionId) => events.onLinked(sessionId),
    };
  }

  /** Every session with what is needed to look after it. */
  all(): readonly ManagedSession[] {
    return [...this.#sessions.values()];
  }

  list(): Session[] {
    return [...this.#sessions.values()].map(({ session }) => session);
  }

  /** What the pairing window shows. */
  beingLinked(): Session | null {
    return this.#beingLinked()?.session ?? null;
  }

  /** The client of a session whose line is up, else null. Ask again for every use. */
  connectedClient(sessionId: SessionId): WhatsAppClient | null {
    return this.#sessions.get(sessionId)?.connectedClient ?? null;
  }

  /** The same for sending: null also while a session is for reading only. */
  sendingClient(sessionId: SessionId): WhatsAppClient | null {
    return this.#sessions.get(sessionId)?.sendingClient ?? null;
  }

  /** Something waits to be sent through this session. */
  need(sessionId: SessionId): void {
    this.#sessions.get(sessionId)?.need();
  }

  /** The owner's phone was seen in use at this time (milliseconds). */
  notePhone(sessionId: SessionId, at: number): void {
    this.#sessions.get(sessionId)?.notePhone(at);
  }

  /** Whether the session connects again by itself. Rejects with `not_found`. */
  async setAutoReconnect(sessionId: SessionId, autoReconnect: boolean): Promise<void> {
    this.#get(sessionId).autoReconnect = autoReconnect;
  }

  /** Asks WhatsApp for a code that the owner of this number types on the phone; the session's state then shows it. */
  async linkByCode(sessionId: SessionId, phoneNumber: string): Promise<void> {
    await this.#get(sessionId).requestPairingCode(phoneNumber);
  }

  /** Starts an unfinished linking anew in a visible window. */
  async linkInWindow(sessionId: SessionId): Promise<void> {
    this.#get(sessionId).linkInWindow();
  }

  /**
   * Takes up the sessions of this desktop, once, when the app starts. Those that are linked are restored; no QR code
   * is shown for any of them. Seals and wipes first what a crash has left behind.
   */
  async startAll(known: readonly KnownSession[]): Promise<void> {
    const { vault, log } = this.#settings;
    await vault.recover().catch((error: unknown) => {
      // Each session then finds out for itself, and says so.
      log.error('What a crash left behind could not be sealed', { error });
    });
    for (const { sessionId, createdAt, account, autoReconnect, phoneSeenAt } of known) {
      const reason = account === undefined ? 'cancelled' : 'logged_out';
      const session = new ManagedSession(
        {
          sessionId,
          createdAt,
          account,
          autoReconnect,
          phoneSeenAt,
          state: { kind: 'disconnected', reason },
        },
        this.#surroundings,
      );
      this.#sessions.set(sessionId, session);
      if (await vault.isLinked(sessionId)) session.apply({ kind: 'start', purpose: 'restoring' });
    }
  }

  /**
   * Starts linking: a new account, or with `sessionId` a known one again. While a linking is unfinished it answers
   * with that one. Rejects with `keychain_unavailable` (nothing is stored then), or `not_found`.
   */
  async link(sessionId?: SessionId): Promise<Session> {
    if (!(await this.#settings.vault.isAvailable())) {
      throw new AppError('keychain_unavailable', 'Without a keychain no account is linked');
    }
    const unfinished = this.#beingLinked();
    if (unfinished !== undefined) return unfinished.session;
    const session = sessionId === undefined ? this.#newSession() : this.#get(sessionId);
    // One that runs, or tries to, needs no linking.
    if (meaningOf(session.state).isFinal) session.apply({ kind: 'start', purpose: 'linking' });
    return session.session;
  }

  /** Asks for a new QR code after `qr_expired`, or starts again what has ended without losing its link. */
  async retry(sessionId: SessionId): Promise<void> {
    this.#get(sessionId).apply({ kind: 'retry' });
  }

  /** Another desktop runs the account, or may do so. Resolves when the browser has ended; the link stays. */
  async standBy(sessionId: SessionId, reason: StandbyReason): Promise<void> {
    const session = this.#get(sessionId);
    session.apply({ kind: 'stand_by', reason });
    await session.settled();
  }

  /** Starts a session that stands by. */
  resume(sessionId: SessionId): void {
    this.#get(sessionId).apply({ kind: 'resume' });
  }

  /** Gives up an unfinished linking. Resolves when its browser has ended. */
  async cancelLink(sessionId: SessionId): Promise<void> {
    const session = this.#get(sessionId);
    session.apply({ kind: 'cancel' });
    await session.settled();
  }

  /** Unlinks the account at WhatsApp and deletes its profile. Resolves when both are done. */
  async logout(sessionId: SessionId): Promise<void> {
    const session = this.#get(sessionId);
    session.apply({ kind: 'logout' });
    await session.settled();
  }

  /** To be called when the computer wakes up: looks at once what is left of every line. */
  wake(): void {
    for (const session of this.#sessions.values()) session.wake();
  }

  /** Ends every browser and seals every profile, for the end of the app. Nothing is told any more. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.stop()));
  }

  #get(sessionId: SessionId): ManagedSession {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) throw new AppError('not_found', 'There is no such session');
    return session;
  }

  #newSession(): ManagedSession {
    const session = new ManagedSession(
      {
        sessionId: SessionId.parse(this.#settings.newId()),
        createdAt: this.#settings.clock.now(),
        state: { kind: 'disconnected', reason: 'cancelled' },
      },
      this.#surroundings,
    );
    this.#sessions.set(session.sessionId, session);
    return session;
  }

  #beingLinked(): ManagedSession | undefined {
    return [...this.#sessions.values()].find((session) => session.isBeingLinked);
  }

  /** Not an account that runs here already, nor another one than the session had before. */
  #accepts(sessionId: SessionId, account: LinkedAccount): boolean {
    for (const session of this.#sessions.values()) {
      if (session.account === undefined) continue;
      const same = session.account.whatsappId === account.whatsappId;
      if (session.sessionId === sessionId ? !same : same && !meaningOf(session.state).isFinal) {
        return false;
      }
    }
    return true;
  }
}
