import { randomUUID } from 'node:crypto';
import type { SessionId, UserId } from '../../src-preload/contract/ids.ts';
import type { Schedule } from '../../src-preload/contract/outgoing.ts';
import type { Session } from '../../src-preload/contract/session.ts';
import type { Clock } from '../common/clock.ts';
import type { SessionData } from '../domain/session-data.ts';
import type { LinkedAccount, WhatsAppId, ReceivedMessage } from '../domain/whatsapp-event.ts';
import { isPhoneMessageId } from '../domain/whatsapp-id.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Translators } from '../ingest/translators.ts';
import type { EventEntry, JournalEntry } from '../journal/journal-entry.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { SessionChange } from '../whatsapp/session/session-change.ts';
import type { SessionManagerEvents } from '../whatsapp/session/session-manager.ts';
import type { RawEvent, WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { SweepSchedule } from './sweep-schedule.ts';

/** A phone that was seen is not told of again for so long, in milliseconds. */
const PHONE_SEEN_MS = 60 * 60_000;

/** A linked account of this desktop. */
interface RelayedAccount {
  sessionId: SessionId;
  /** Milliseconds. */
  createdAt: number;
  /** Whether it is connected again without a person. */
  autoReconnect: boolean;
  account: LinkedAccount;
}

/** Where an event of a linked account comes from. */
export type EventSource = Pick<EventEntry, 'sessionId' | 'userId' | 'accountId' | 'linkedAt'>;

/** Brings what the sessions tell to where it belongs: the journal, the outbox, the windows. */
export class SessionRelay implements Omit<SessionManagerEvents, 'admit' | 'onBlocked'> {
  readonly #userId: UserId;
  readonly #journal: Journal;
  readonly #outbox: Outbox;
  readonly #sweeps: Pick<SweepSchedule, 'connected' | 'check'>;
  readonly #onUnread: (sessionId: SessionId, chatId: WhatsAppId) => void;
  readonly #onPlaced: (sessionId: SessionId, chatId: WhatsAppId) => void;
  readonly #translators: Translators;
  readonly #publish: Publish;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onJournalled: () => void;
  readonly #onAccountLinked: () => void;
  readonly #onPhoneSeen: (sessionId: SessionId, at: number) => void;
  readonly #onAccounts: (accounts: RelayedAccount[]) => void;
  readonly #storeSessionData: (sessionId: SessionId, data: SessionData) => Promise<void>;
  readonly #linkedAt = new Map<SessionId, number>();
  readonly #accounts = new Map<SessionId, LinkedAccount>();
  /** Those that are not connected again without a person. */
  readonly #byHand = new Set<SessionId>();
  /** When the owner's phone was last told of as seen (milliseconds). */
  readonly #phoneSeen = new Map<SessionId, number>();
  /** Sessions whose line is up. */
  readonly #connected = new Set<SessionId>();
  /** What was given to the journal and may not be on the disk yet. */
  #written: Promise<void> = Promise.resolve();
  /** What the pages keep is stored in the order in which they were ready. */
  #keeping: Promise<void> = Promise.resolve();

  constructor(input: {
    userId: UserId;
    journal: Journal;
    outbox: Outbox;
    sweeps: Pick<SweepSchedule, 'connected' | 'check'>;
    /** An unread count came by itself. */
    onUnread(sessionId: SessionId, chatId: WhatsAppId): void;
    /** A chat was archived or pinned, or is so no longer. */
    onPlaced(sessionId: SessionId, chatId: WhatsAppId): void;
    translators: Translators;
    publish: Publish;
    clock: Clock;
    log: Log;
    onJournalled(): void;
    /** A person has just linked an account. */
    onAccountLinked(): void;
    /** The owner of an account used the phone at this time (milliseconds). */
    onPhoneSeen(sessionId: SessionId, at: number): void;
    /** The accounts of this desktop, when one was connected. */
    onAccounts(accounts: RelayedAccount[]): void;
    storeSessionData(sessionId: SessionId, data: SessionData): Promise<void>;
  }) {
    this.#userId = input.userId;
    this.#journal = input.journal;
    this.#outbox = input.outbox;
    this.#sweeps = input.sweeps;
    this.#onUnread = (sessionId, chatId) => input.onUnread(sessionId, chatId);
    this.#onPlaced = (sessionId, chatId) => input.onPlaced(sessionId, chatId);
    this.#translators = input.translators;
    this.#publish = input.publish;
    this.#clock = input.clock;
    this.#log = input.log;
    this.#onJournalled = input.onJournalled;
    this.#onAccountLinked = input.onAccountLinked;
    this.#onPhoneSeen = input.onPhoneSeen;
    this.#onAccounts = input.onAccounts;
    this.#storeSessionData = (sessionId, data) => input.storeSessionData(sessionId, data);
  }

  /** Call for every session that is known from before. */
  remember(sessionId: SessionId, linkedAt: number, account: LinkedAccount | undefined): void {
    this.#linkedAt.set(sessionId, linkedAt);
    if (account) this.#accounts.set(sessionId, account);
  }

  /** Sessions that were linked at some time. */
  get linkedSessions(): SessionId[] {
    return [...this.#accounts.keys()];
  }

  /** Null while the session was never linked. */
  sourceOf(sessionId: SessionId): EventSource | null {
    const account = this.#accounts.get(sessionId);
    if (!account) return null;
    return {
      sessionId,
      userId: this.#userId,
      accountId: account.whatsappId,
      linkedAt: this.#linkedAt.get(sessionId) ?? 0,
    };
  }

  /** Resolves when everything that was told is on the disk. */
  async stop(): Promise<void> {
    await Promise.all([this.#written, this.#keeping]);
  }

  onChanged: SessionManagerEvents['onChanged'] = (session) => {
    if (!this.#linkedAt.has(session.sessionId)) {
      this.#linkedAt.set(session.sessionId, session.createdAt);
    }
    this.#noteAutoReconnect(session);
    this.#noteLine(session);
    this.#publish('session.changed', session);
  };

  record: SessionManagerEvents['record'] = (change) => {
    this.#write({
      kind: 'session',
      sessionId: change.sessionId,
      userId: this.#userId,
      eventId: randomUUID(),
      at: change.at,
      status: change.status,
      eventType: change.eventType,
      severity: change.severity,
      message: change.message,
      eventData: eventDataOf(change),
      ...(change.state.kind === 'qr' && {
        qr: { code: change.state.qr, expiresAt: change.state.expiresAt },
      }),
      ...(change.account && { account: change.account }),
      ...(change.severity !== 'info' && { error: change.message }),
    });
  };

  onRaw: SessionManagerEvents['onRaw'] = (sessionId, account, event) => {
    this.#accounts.set(sessionId, account);
    const source = this.sourceOf(sessionId);
    if (!source) return;
    const write = (type: RawEvent['type'], own?: { author: UserId; schedule?: Schedule }): void =>
      this.#write({
        kind: 'event',
        ...source,
        type,
        raw: event.raw,
        receivedAt: this.#clock.now(),
        ...(own && { sentBy: own.author }),
        ...(own?.schedule && { schedule: own.schedule }),
      });
    const message = this.#messageIn(event);
    const own = this.#waitingInOutbox(message);
    // Its time, and its place among the others of its second, are those of the moment at which WhatsApp takes it.
    if (own?.isAccepted) write('message', own);
    if (!(own && event.type === 'message')) write(event.type);
    if (event.type === 'message') this.#lookForPhone(sessionId, message);
    if (event.type === 'unread') this.#noteUnread(sessionId, event);
    if (event.type === 'place') this.#notePlace(sessionId, event);
    if (event.type === 'ack') void this.#settle(event);
  };

  onReady: SessionManagerEvents['onReady'] = (sessionId, account, client) => {
    this.#accounts.set(sessionId, account);
    this.#tellAccounts();
    this.#outbox.wake(sessionId);
    const source = this.sourceOf(sessionId);
    if (source) this.#sweeps.connected(source, client);
    this.#keeping = this.#keeping.then(() => this.#keepSessionData(sessionId, client));
  };

  onLinked: SessionManagerEvents['onLinked'] = (sessionId) => {
    this.#notePhone(sessionId, this.#clock.now());
    this.#onAccountLinked();
  };

  /** What is not stored now, because the page or the database is away, is read again when the page is next ready. */
  async #keepSessionData(sessionId: SessionId, client: WhatsAppClient): Promise<void> {
    try {
      await this.#storeSessionData(sessionId, await client.sessionData());
    } catch (error) {
      this.#log.debug('What the page keeps of its session was not stored', { error });
    }
  }

  #notePhone(sessionId: SessionId, at: number): void {
    if (at - (this.#phoneSeen.get(sessionId) ?? 0) < PHONE_SEEN_MS) return;
    this.#phoneSeen.set(sessionId, at);
    this.#onPhoneSeen(sessionId, at);
  }

  #write(entry: JournalEntry): void {
    // Entries are written in the order given: when the newest is on the disk, all are.
    this.#written = this.#journal.append(entry).then(
      () => this.#onJournalled(),
      (error: unknown) => this.#log.error('The journal could not be written', { error }),
    );
  }

  /** An ack comes with its whole message. */
  #messageIn({ type, raw }: RawEvent): ReceivedMessage | null {
    if (type !== 'message' && type !== 'ack') return null;
    return this.#understood(() => this.#translators.message(raw));
  }

  /** What this tells of a message that waits in the outbox, where it stays until WhatsApp has taken it. */
  #waitingInOutbox(
    message: ReceivedMessage | null,
  ): { author: UserId; schedule?: Schedule; isAccepted: boolean } | null {
    const author = message?.fromMe ? this.#outbox.authorOf(message.messageId) : undefined;
    if (!message || !author) return null;
    const schedule = this.#outbox.scheduleOf(message.messageId);
    const isAccepted = message.status !== 'sending' && message.status !== 'failed';
    return { author, ...(schedule && { schedule }), isAccepted };
  }

  /** What was written on the phone itself tells that it is in use. */
  #lookForPhone(sessionId: SessionId, message: ReceivedMessage | null): void {
    if (!message?.fromMe || !isPhoneMessageId(message.messageId)) return;
    this.#notePhone(sessionId, message.timestamp);
  }

  #tellAccounts(): void {
    this.#onAccounts(
      [...this.#accounts].map(([sessionId, account]) => ({
        sessionId,
        createdAt: this.#linkedAt.get(sessionId) ?? 0,
        autoReconnect: !this.#byHand.has(sessionId),
        account,
      })),
    );
  }

  /** The switch is kept on the device as well: it holds when the app starts without the databases. */
  #noteAutoReconnect({ sessionId, autoReconnect }: Session): void {
    if (autoReconnect === !this.#byHand.has(sessionId)) return;
    if (autoReconnect) this.#byHand.delete(sessionId);
    else this.#byHand.add(sessionId);
    if (this.#accounts.has(sessionId)) this.#tellAccounts();
  }

  #noteLine({ sessionId, state }: Session): void {
    if (state.kind !== 'connected') {
      this.#connected.delete(sessionId);
      return;
    }
    this.#outbox.wake(sessionId);
    // While its line was down something may have happened of which the page does not tell.
    if (!this.#connected.has(sessionId)) this.#sweeps.check(sessionId);
    this.#connected.add(sessionId);
  }

  #noteUnread(sessionId: SessionId, event: RawEvent): void {
    const unread = this.#understood(() => this.#translators.unread(event.raw));
    if (unread) this.#onUnread(sessionId, unread.chatId);
  }

  #notePlace(sessionId: SessionId, event: RawEvent): void {
    const placed = this.#understood(() => this.#translators.place(event.raw));
    if (placed) this.#onPlaced(sessionId, placed.chatId);
  }

  /** An ack of the server ends a message's time in the outbox; by then the message itself is in the journal. */
  async #settle(event: RawEvent): Promise<void> {
    const ack = this.#understood(() => this.#translators.ack(event.raw));
    if (!ack || ack.status === 'sending' || ack.status === 'failed') return;
    await this.#written;
    await this.#outbox.settle(ack.messageId);
  }

  /** The pipeline sets aside what cannot be understood; here it is only passed by. */
  #understood<T>(translate: () => T): T | null {
    try {
      return translate();
    } catch {
      return null;
    }
  }
}

function eventDataOf({ previous, state }: SessionChange): JournalEntrySessionData {
  switch (state.kind) {
    case 'qr':
      return { previous: previous.kind, expiresAt: state.expiresAt };
    case 'reconnecting':
      return { previous: previous.kind, attempt: state.attempt };
    case 'disconnected':
      return { previous: previous.kind, reason: state.reason };
    case 'standby':
      return { previous: previous.kind, reason: state.reason };
    case 'incompatible':
      return { previous: previous.kind, missing: state.missing };
    case 'failed':
      return { previous: previous.kind, code: state.code };
    case 'starting':
      return {
        previous: previous.kind,
        ...(state.reason !== undefined && { reason: state.reason }),
      };
    case 'read_only':
      return { previous: previous.kind, problems: state.problems };
    case 'asleep':
      return { previous: previous.kind, wakesAt: state.wakesAt };
    case 'qr_expired':
    case 'pairing_code':
    case 'passkey_needed':
    case 'authenticating':
    case 'syncing':
    case 'connected':
    case 'banned':
      return { previous: previous.kind };
  }
}

type JournalEntrySessionData = Extract<JournalEntry, { kind: 'session' }>['eventData'];
