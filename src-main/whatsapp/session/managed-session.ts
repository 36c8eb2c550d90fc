import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type {
  Session,
  SessionState,
  StandbyReason,
} from '../../../src-preload/contract/session.ts';
import { AppError } from '../../common/app-error.ts';
import { assertNever } from '../../common/assert-never.ts';
import type { Clock } from '../../common/clock.ts';
import { meaningOf } from '../../domain/session-state.ts';
import type { LinkedAccount, WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { Log } from '../../log/log.ts';
import { ProfileUnreadableError } from '../vault/profile-unreadable-error.ts';
import type { ClientEvent, RawEvent, WhatsAppClient } from '../whatsapp-client.ts';
import { isWorthARow, type SessionChange } from './session-change.ts';
import {
  advance,
  idleMachine,
  type MachineContext,
  type SessionEffect,
  type SessionInput,
  type SessionMachine,
} from './session-machine.ts';

/** A connection that has lasted so long is stable: the next failure starts with a short delay again. Milliseconds. */
const STABLE_AFTER = 60_000;

/** What a session needs of the manager around it. */
export interface SessionSurroundings {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly qrLifetime: MachineContext['qrLifetime'];
  /** `inWindow`: a person is to see the browser. */
  createClient(sessionId: SessionId, look: { inWindow: boolean }): Promise<WhatsAppClient>;
  wipeProfile(sessionId: SessionId): Promise<void>;
  /** Whether this account may be linked in this session. */
  accepts(sessionId: SessionId, account: LinkedAccount): boolean;
  /**
   * Whether this desktop may run the account of the session now, or why not: asked before a linked account is started,
   * and when one was just linked. Never rejects.
   */
  admit(sessionId: SessionId, account: LinkedAccount): Promise<'granted' | StandbyReason>;
  onChanged(session: Session): void;
  record(change: SessionChange): void;
  onRaw(sessionId: SessionId, account: LinkedAccount, event: RawEvent): void;
  /** The owner of the account has blocked a person, known under these ids, or no longer does. */
  onBlocked(sessionId: SessionId, whatsappIds: readonly WhatsAppId[], isBlocked: boolean): void;
  onReady(sessionId: SessionId, account: LinkedAccount, client: WhatsAppClient): void;
  /** A person has linked the account: the first `ready` of a linking. */
  onLinked(sessionId: SessionId): void;
}

/** Does what the session machine says: one account's client, timers and profile, one thing after the other. */
export class ManagedSession {
  readonly sessionId: SessionId;
  readonly #createdAt: number;
  readonly #surroundings: SessionSurroundings;
  #machine: SessionMachine;
  #account: LinkedAccount | undefined;
  #client: WhatsAppClient | undefined;
  /** The start that is wanted; another one, or none, when it was given up. */
  #start: symbol | undefined;
  #cancelRetry: () => void = () => undefined;
  #cancelStability: () => void = () => undefined;
  #cancelWaking: () => void = () => undefined;
  #autoReconnect: boolean;
  /** Milliseconds. */
  #phoneSeenAt: number | undefined;
  /** When a message last went through, or the line came up (milliseconds). */
  #usedAt: number;
  /** The account is being linked in a visible window. */
  #inWindow = false;
  /** Clients end, and profiles are wiped, before the next client begins. */
  #work: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(
    known: {
      sessionId: SessionId;
      createdAt: number;
      account?: LinkedAccount | undefined;
      /** True unless the owner wants to connect by hand. */
      autoReconnect?: boolean | undefined;
      phoneSeenAt?: number | undefined;
      state: SessionState;
    },
    surroundings: SessionSurroundings,
  ) {
    this.sessionId = known.sessionId;
    this.#createdAt = known.createdAt;
    this.#account = known.account;
    this.#machine = idleMachine(known.state);
    this.#surroundings = surroundings;
    this.#autoReconnect = known.autoReconnect ?? true;
    this.#phoneSeenAt = known.phoneSeenAt;
    this.#usedAt = surroundings.clock.now();
  }

  get session(): Session {
    const { sessionId, state } = this;
    const account = this.#account;
    return {
      sessionId,
      state,
      createdAt: this.#createdAt,
      autoReconnect: this.#autoReconnect,
      ...(this.#phoneSeenAt === undefined ? {} : { phoneSeenAt: this.#phoneSeenAt }),
      ...(account === undefined || account.pushname === '' ? {} : { pushname: account.pushname }),
      ...(account === undefined || account.phoneNumber === ''
        ? {}
        : { phoneNumber: `+${account.phoneNumber}` }),
    };
  }

  get state(): SessionState {
    return this.#machine.state;
  }

  get account(): LinkedAccount | undefined {
    return this.#account;
  }

  get isBeingLinked(): boolean {
    const { purpose, state } = this.#machine;
    return purpose === 'linking' && state.kind !== 'connected' && state.kind !== 'disconnected';
  }

  /** For reading: also while nothing may be sent. */
  get connectedClient(): WhatsAppClient | null {
    const { kind } = this.state;
    return kind === 'connected' || kind === 'read_only' ? (this.#client ?? null) : null;
  }

  /** For sending. */
  get sendingClient(): WhatsAppClient | null {
    return this.state.kind === 'connected' ? (this.#client ?? null) : null;
  }

  /** The process of its browser; null while none runs. */
  get browserPid(): number | null {
    return this.#client?.vitals().pid ?? null;
  }

  /** When somebody last needed it (milliseconds). */
  get usedAt(): number {
    return Math.max(this.#usedAt, this.#client?.vitals().usedAt ?? 0);
  }

  set autoReconnect(autoReconnect: boolean) {
    this.#autoReconnect = autoReconnect;
    this.#surroundings.onChanged(this.session);
  }

  /** The owner's phone was seen in use. */
  notePhone(at: number): void {
    this.#phoneSeenAt = Math.max(at, this.#phoneSeenAt ?? 0);
    this.#surroundings.onChanged(this.session);
  }

  /** Something waits to be sent: one that sleeps wakes up. */
  need(): void {
    this.#usedAt = this.#surroundings.clock.now();
    this.apply({ kind: 'wake_up' });
  }

  /** Starts the linking anew in a window that a person sees. */
  linkInWindow(): void {
    if (!this.isBeingLinked) return;
    this.#inWindow = true;
    this.apply({ kind: 'start', purpose: 'linking' });
  }

  /** Asks WhatsApp for a code to type on the phone. Rejects as the client does, or with `not_ready`. */
  async requestPairingCode(phoneNumber: string): Promise<void> {
    const { kind } = this.state;
    const client = this.#client;
    if (!client || (kind !== 'qr' && kind !== 'qr_expired' && kind !== 'pairing_code')) {
      throw new AppError('not_ready', 'Nothing waits to be linked');
    }
    await client.requestPairingCode(phoneNumber);
  }

  /** Takes the next step. What follows from it runs on by itself; `settled` waits for it. */
  apply(input: SessionInput): void {
    if (this.#stopping) return;
    const { clock, random, qrLifetime } = this.#surroundings;
    const previous = this.state;
    const { machine, effects } = advance(this.#machine, input, {
      now: clock.now(),
      random: random(),
      qrLifetime,
      autoReconnect: this.#autoReconnect,
    });
    this.#machine = machine;
    if (this.connectedClient === null) this.#cancelStability();
    if (machine.state.kind !== 'asleep') this.#cancelWaking();
    if (meaningOf(machine.state).isFinal) this.#inWindow = false;
    if (machine.state.kind !== 'reconnecting') this.#cancelRetry();
    // Before anything is told, so that nobody who listens meets a client that is no longer valid.
    for (const effect of effects) this.#perform(effect);
    if (machine.state !== previous) this.#announce(previous);
  }

  /** Looks at once whether the line still stands: after standby, say. */
  wake(): void {
    const { state } = this;
    if (state.kind === 'asleep' && state.wakesAt <= this.#surroundings.clock.now()) {
      // Timers stand still while the computer sleeps.
      this.apply({ kind: 'wake_up' });
      return;
    }
    if (this.state.kind === 'reconnecting' && this.state.retryAt !== undefined) {
      this.apply({ kind: 'retry' });
      return;
    }
    const client = this.connectedClient;
    client?.probe().catch(() => {
      if (client === this.#client) {
        this.apply({ kind: 'client', event: { kind: 'dead', why: 'no answer after standby' } });
      }
    });
  }

  /** Resolves when clients have ended and profiles are put away, as far as it was asked for. */
  async settled(): Promise<void> {
    await this.#work;
  }

  /** Ends the client in order, for the end of the app; the link stays. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelRetry();
    this.#cancelStability();
    this.#cancelWaking();
    this.#endClient((client) => client.stop());
    await this.#work;
  }

  #perform(effect: SessionEffect): void {
    const { clock, log } = this.#surroundings;
    switch (effect.kind) {
      case 'start_client':
        this.#endClient((client) => client.stop());
        this.#startClient();
        return;
      case 'stop_client':
        this.#endClient((client) => client.stop());
        return;
      case 'log_out_client':
        this.#endClient(async (client) => {
          await client.logout().catch((error: unknown) => {
            log.warn('WhatsApp was not told of the logout; the phone still lists this device', {
              error,
            });
          });
          await client.stop();
        });
        return;
      case 'refresh_qr': {
        const client = this.#client;
        client?.refreshQr().catch((error: unknown) => this.#onFailed(client, error));
        return;
      }
      case 'wipe_profile':
        this.#enqueue('wiping a profile', () => this.#surroundings.wipeProfile(this.sessionId));
        return;
      case 'retry_after':
        this.#cancelRetry();
        this.#cancelRetry = clock.after(effect.delay, () => this.apply({ kind: 'retry_due' }));
        return;
      case 'wake_after':
        this.#cancelWaking();
        this.#cancelWaking = clock.after(effect.delay, () => this.apply({ kind: 'wake_up' }));
        return;
      case 'await_stability':
        this.#cancelStability();
        this.#cancelStability = clock.after(STABLE_AFTER, () => this.apply({ kind: 'stable' }));
        return;
      default:
        assertNever(effect);
    }
  }

  #startClient(): void {
    const start = Symbol('start');
    this.#start = start;
    this.#enqueue('starting a client', async () => {
      // It may have been given up while the one before it was ending, or while this one was made.
      if (start !== this.#start) return;
      const client = await this.#newClient();
      if (client === null || start !== this.#start) return;
      this.#client = client;
      client.listen((event) => {
        if (client === this.#client && !this.#stopping) this.#onEvent(client, event);
      });
      if (!(await this.#isAdmitted(client))) return;
      // Not waited for: ending it must be possible meanwhile.
      client.start().catch((error: unknown) => this.#onFailed(client, error));
    });
  }

  /** Null when it cannot be made: the start has failed then. */
  async #newClient(): Promise<WhatsAppClient | null> {
    try {
      return await this.#surroundings.createClient(this.sessionId, { inWindow: this.#inWindow });
    } catch (error) {
      this.#surroundings.log.error('A WhatsApp client could not be made', { error });
      this.apply({ kind: 'start_failed', code: 'internal' });
      return null;
    }
  }

  #endClient(end: (client: WhatsAppClient) => Promise<void>): void {
    this.#start = undefined;
    const client = this.#client;
    if (client === undefined) return;
    this.#client = undefined;
    this.#enqueue('ending a client', () => end(client));
  }

  #onEvent(client: WhatsAppClient, event: ClientEvent): void {
    if (event.kind === 'raw') {
      this.#usedAt = this.#surroundings.clock.now();
      if (this.#account !== undefined) {
        this.#surroundings.onRaw(this.sessionId, this.#account, event.event);
      }
      return;
    }
    if (event.kind === 'blocked') {
      this.#surroundings.onBlocked(this.sessionId, event.whatsappIds, event.isBlocked);
      return;
    }
    // In a window it is for the person who looks at it.
    if (event.kind === 'passkey_needed' && this.#inWindow) return;
    if (event.kind !== 'ready') {
      this.apply({ kind: 'client', event });
      return;
    }
    if (!this.#surroundings.accepts(this.sessionId, event.account)) {
      this.apply({ kind: 'account_refused' });
      return;
    }
    const wasBeingLinked = this.isBeingLinked;
    this.#account = event.account;
    this.#usedAt = this.#surroundings.clock.now();
    if (wasBeingLinked) this.#phoneSeenAt = this.#usedAt;
    this.apply({ kind: 'client', event });
    if (wasBeingLinked) this.#surroundings.onLinked(this.sessionId);
    if (this.#inWindow) {
      // Linked: it goes on without a window, and only that client is told of as ready.
      this.#inWindow = false;
      this.apply({ kind: 'restart', reason: 'hidden' });
      return;
    }
    void this.#isAdmitted(client).then((isAdmitted) => {
      if (isAdmitted) this.#surroundings.onReady(this.sessionId, event.account, client);
    });
  }

  /** Whether this client may run; otherwise the session stands by. An account that is being linked is not known yet. */
  async #isAdmitted(client: WhatsAppClient): Promise<boolean> {
    const account = this.#account;
    if (account === undefined || this.#machine.purpose === 'linking') return true;
    const admission = await this.#surroundings.admit(this.sessionId, account);
    if (client !== this.#client || this.#stopping) return false;
    if (admission === 'granted') return true;
    this.apply({ kind: 'stand_by', reason: admission });
    return false;
  }

  #onFailed(client: WhatsAppClient, error: unknown): void {
    if (client !== this.#client) return;
    this.#surroundings.log.warn('A WhatsApp client failed', { error });
    if (error instanceof ProfileUnreadableError) this.apply({ kind: 'profile_unreadable' });
    else {
      const code = error instanceof AppError ? error.code : 'internal';
      this.apply({ kind: 'start_failed', code });
    }
  }

  #announce(previous: SessionState): void {
    const { clock, record, onChanged } = this.#surroundings;
    const { state, sessionId } = this;
    if (isWorthARow(previous, state)) {
      const { status, eventType, severity, message } = meaningOf(state);
      record({
        sessionId,
        at: clock.now(),
        previous,
        state,
        status,
        eventType,
        severity,
        message,
        ...(this.#account === undefined ? {} : { account: this.#account }),
      });
    }
    onChanged(this.session);
  }

  #enqueue(what: string, work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#surroundings.log.error(`A session failed at ${what}`, { error });
    });
  }
}
