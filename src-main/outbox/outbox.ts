import { randomBytes } from 'node:crypto';
import {
  type ConversationId,
  MessageId,
  type SessionId,
  type UserId,
} from '../../src-preload/contract/ids.ts';
import type { Message, MessageStatus } from '../../src-preload/contract/message.ts';
import type { ErrorCode } from '../../src-preload/contract/result.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';
import type { DeviceDatabase, SealedTable } from '../journal/device-database.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import { OutboxItem } from './outbox-item.ts';
import { toPendingMessage } from './pending-message.ts';

/** Tries before a message waits for a person. */
const MAXIMUM_ATTEMPTS = 5;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;
/** How long WhatsApp's page may take to deliver what it has accepted before it is asked again, in milliseconds. */
const PENDING_MS = 30_000;

/** What WhatsApp itself will not change its mind about. */
const finalCodes: ReadonlySet<ErrorCode> = new Set(['whatsapp_number_unknown', 'whatsapp_refused']);

/**
 * Durable sending. A message is written to the device before anything else and leaves when WhatsApp's server has
 * accepted it: it survives crashes and outages, and is never sent twice, because before every repetition WhatsApp is
 * asked whether it has a message of this id.
 */
export class Outbox {
  readonly #table: SealedTable<OutboxItem>;
  readonly #items: Map<string, { key: string; item: OutboxItem }>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #clientOf: (sessionId: SessionId) => WhatsAppClient | null;
  readonly #statusOf: (raw: unknown) => MessageStatus | null;
  readonly #onChanged: (item: OutboxItem) => void;
  readonly #onRemoved: (item: OutboxItem, how: OutboxExit) => void;
  readonly #onAccepted: (item: OutboxItem, raw: unknown) => Promise<void>;
  readonly #running = new Map<SessionId, Promise<void>>();
  /** Sessions that were woken while they were sending. */
  readonly #again = new Set<SessionId>();
  readonly #timers = new Map<SessionId, () => void>();
  /** When a conversation's next message may be tried, where it has to wait (milliseconds). */
  readonly #notBefore = new Map<ConversationId, number>();
  #writing: Promise<void> = Promise.resolve();
  #nextNumber: number;
  #stopping = false;

  private constructor(
    input: OutboxInput,
    table: SealedTable<OutboxItem>,
    rows: StoredItem[],
    nextNumber: number,
  ) {
    this.#table = table;
    this.#items = new Map(rows.map((row) => [row.item.messageId, row]));
    this.#nextNumber = nextNumber;
    this.#clock = input.clock;
    this.#log = input.log;
    this.#clientOf = input.clientOf;
    this.#statusOf = input.statusOf;
    this.#onChanged = input.onChanged;
    this.#onRemoved = input.onRemoved;
    this.#onAccepted = input.onAccepted;
  }

  static async open(input: OutboxInput): Promise<Outbox> {
    const table = input.database.table('outbox', OutboxItem);
    const rows: StoredItem[] = [];
    for (const { key, value } of await table.read(Infinity)) {
      if (value instanceof Error)
        input.log.error('A queued message cannot be read', { error: value });
      // What was on its way when the app ended is looked for at WhatsApp before it is sent again.
      else
        rows.push({ key, item: value.state === 'sending' ? { ...value, state: 'queued' } : value });
    }
    const lastKey = await table.lastKey();
    return new Outbox(input, table, rows, lastKey === null ? 0 : Number(lastKey) + 1);
  }

  /** Durable when it resolves. It is sent as soon as the session is connected. */
  async enqueue(
    input: Pick<OutboxItem, 'conversationId' | 'sessionId' | 'chatId' | 'text' | 'userId'>,
  ): Promise<OutboxItem> {
    const item: OutboxItem = {
      ...input,
      messageId: newMessageId(),
      createdAt: this.#clock.now(),
      state: 'queued',
      attempts: 0,
      giveUpAfter: MAXIMUM_ATTEMPTS,
    };
    const key = String(this.#nextNumber++).padStart(16, '0');
    // One after the other: two that were written at once must not change places.
    const written = this.#writing.then(() => this.#table.write({ put: [[key, item]] }));
    this.#writing = written.catch(() => {
      // Whoever wrote it hears of it; the next one is written all the same.
    });
    await written;
    this.#items.set(item.messageId, { key, item });
    this.#onChanged(item);
    this.#start(item.sessionId);
    return item;
  }

  /** What waits in this conversation, in the order of writing. */
  pending(conversationId: ConversationId): OutboxItem[] {
    return [...this.#items.values()]
      .map(({ item }) => item)
      .filter((item) => item.conversationId === conversationId);
  }

  /** Whether a message of this conversation with this id is in the outbox. */
  isIn(conversationId: ConversationId, messageId: MessageId): boolean {
    return this.#items.get(messageId)?.item.conversationId === conversationId;
  }

  /** The message with its state in the outbox, where it is in there. */
  withState(message: Message): Message {
    const item = this.#items.get(message.messageId)?.item;
    if (!item) return message;
    const { status, outbox } = toPendingMessage(item);
    return { ...message, status: outbox?.state === 'failed' ? status : message.status, outbox };
  }

  /** Whether something waits to be sent through this session, or is being sent. */
  isBusy(sessionId: SessionId): boolean {
    return this.#waitingIn(sessionId).length > 0;
  }

  /** Who wrote this message, while it is in the outbox. */
  authorOf(messageId: string): UserId | undefined {
    return this.#items.get(messageId)?.item.userId;
  }

  /** Sends a `failed` message again. Null when there is no such one. */
  async retry(messageId: MessageId): Promise<OutboxItem | null> {
    const found = this.#items.get(messageId);
    if (found?.item.state !== 'failed') return null;
    const { failureCode: _, ...item } = found.item;
    const again: OutboxItem = {
      ...item,
      state: 'queued',
      giveUpAfter: item.attempts + MAXIMUM_ATTEMPTS,
    };
    await this.#update(again);
    this.#notBefore.delete(again.conversationId);
    this.#start(again.sessionId);
    return again;
  }

  /** Takes out what was not given to WhatsApp. Returns whether there was such a message. */
  async discard(messageId: MessageId): Promise<boolean> {
    const found = this.#items.get(messageId);
    if (!found || found.item.state === 'sending') return false;
    await this.#remove(messageId, 'discarded');
    return true;
  }

  /** WhatsApp's server has accepted a message of ours, as an ack told. */
  async settle(messageId: string): Promise<void> {
    const found = this.#items.get(messageId);
    if (found) await this.#remove(found.item.messageId, 'accepted');
  }

  /** Call when a session is connected: what waits for another try is tried at once. */
  wake(sessionId: SessionId): void {
    for (const item of this.#waitingIn(sessionId)) this.#notBefore.delete(item.conversationId);
    this.#start(sessionId);
  }

  #start(sessionId: SessionId): void {
    if (this.#stopping) return;
    if (this.#running.has(sessionId)) {
      this.#again.add(sessionId);
      return;
    }
    this.#timers.get(sessionId)?.();
    this.#timers.delete(sessionId);
    const run = this.#sendAll(sessionId)
      .catch((error: unknown) => {
        this.#log.error('Sending stopped: the device database refuses', { error });
      })
      .finally(() => {
        this.#running.delete(sessionId);
        if (this.#again.delete(sessionId)) this.#start(sessionId);
      });
    this.#running.set(sessionId, run);
  }

  /** Finishes the send under way; what is left stays. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#running.values());
    for (const cancel of this.#timers.values()) cancel();
  }

  async #sendAll(sessionId: SessionId): Promise<void> {
    for (;;) {
      const client = this.#clientOf(sessionId);
      if (!client || this.#stopping) return;
      const now = this.#clock.now();
      const waiting = this.#waitingIn(sessionId);
      // The whole conversation waits with its first message, so that the order is kept.
      const next = waiting.find((item) => this.#dueTime(item) <= now);
      if (next) await this.#send(client, next);
      else {
        const due = Math.min(...waiting.map((item) => this.#dueTime(item)));
        if (due === Infinity) return;
        const start = (): void => this.#start(sessionId);
        this.#timers.set(sessionId, this.#clock.after(due - now, start));
        return;
      }
    }
  }

  /** What is to be sent through this session, in the order of writing. */
  #waitingIn(sessionId: SessionId): OutboxItem[] {
    return [...this.#items.values()]
      .map(({ item }) => item)
      .filter((item) => item.sessionId === sessionId && item.state !== 'failed');
  }

  #dueTime({ conversationId }: OutboxItem): number {
    return this.#notBefore.get(conversationId) ?? 0;
  }

  async #send(client: WhatsAppClient, item: OutboxItem): Promise<void> {
    const { chatId, text, messageId } = item;
    try {
      if (item.attempts > 0) {
        const raw = await client.findOwnMessage({ chatId, messageId });
        if (raw !== null) return await this.#found(item, raw);
      }
      const sending: OutboxItem = { ...item, state: 'sending', attempts: item.attempts + 1 };
      // It may have been discarded, or settled by an ack, in the meantime.
      if (!(await this.#update(sending))) return;
      // Asked last of all: another desktop may run the account by now, or the line be down.
      if (this.#clientOf(item.sessionId) !== client) {
        throw new AppError('whatsapp_not_connected', 'The account no longer runs here');
      }
      const result = await client.sendText({ chatId, text, messageId });
      if (result === 'pending') this.#later(item, PENDING_MS);
      else await this.#accepted(sending, await client.findOwnMessage({ chatId, messageId }));
    } catch (error) {
      await this.#failed(item, error);
    }
  }

  /** WhatsApp's page has the message from an earlier try. */
  async #found(item: OutboxItem, raw: unknown): Promise<void> {
    switch (this.#statusOf(raw)) {
      case 'sending':
        return this.#later(item, PENDING_MS);
      case 'failed':
        await this.#update({ ...item, state: 'failed', failureCode: 'whatsapp_refused' });
        return;
      case 'sent':
      case 'delivered':
      case 'read':
      case 'played':
      case null:
        return this.#accepted(item, raw);
    }
  }

  async #accepted(item: OutboxItem, raw: unknown): Promise<void> {
    // In the journal before it leaves the outbox: at every moment it is in one of the two.
    if (raw !== null) await this.#onAccepted(item, raw);
    await this.#remove(item.messageId, 'accepted');
  }

  async #failed(item: OutboxItem, error: unknown): Promise<void> {
    const code: ErrorCode = error instanceof AppError ? error.code : 'whatsapp_failed';
    const current = this.#items.get(item.messageId)?.item;
    // An ack may have settled it while the call was failing.
    if (!current) return;
    this.#log.warn('A message was not sent', { code, attempts: current.attempts, error });
    const isSpent = code !== 'whatsapp_not_connected' && current.attempts >= current.giveUpAfter;
    if (finalCodes.has(code) || isSpent) {
      await this.#update({ ...current, state: 'failed', failureCode: code });
      return;
    }
    // A line that was down is no try.
    const giveUpAfter = current.giveUpAfter + (code === 'whatsapp_not_connected' ? 1 : 0);
    await this.#update({ ...current, state: 'queued', giveUpAfter });
    const delay = FIRST_RETRY_MS * 2 ** Math.max(0, current.attempts - 1);
    this.#later(item, Math.min(delay, LONGEST_RETRY_MS));
  }

  #later({ conversationId }: OutboxItem, delay: number): void {
    this.#notBefore.set(conversationId, this.#clock.now() + delay);
  }

  /** Whether it is still in the outbox. */
  async #update(item: OutboxItem): Promise<boolean> {
    const found = this.#items.get(item.messageId);
    if (!found) return false;
    await this.#table.write({ put: [[found.key, item]] });
    if (!this.#items.has(item.messageId)) return false;
    this.#items.set(item.messageId, { key: found.key, item });
    this.#onChanged(item);
    return true;
  }

  async #remove(messageId: MessageId, how: OutboxExit): Promise<void> {
    const found = this.#items.get(messageId);
    if (!found) return;
    this.#items.delete(messageId);
    await this.#table.write({ remove: [found.key] });
    // What was written after it need not wait any longer.
    if (this.#notBefore.delete(found.item.conversationId)) this.#start(found.item.sessionId);
    this.#onRemoved(found.item, how);
  }
}

/** How a message leaves the outbox: WhatsApp has accepted it, or a person has given it up. */
export type OutboxExit = 'accepted' | 'discarded';

export interface OutboxInput {
  database: DeviceDatabase;
  clock: Clock;
  log: Log;
  /** The client of a session that is connected, else null. */
  clientOf(sessionId: SessionId): WhatsAppClient | null;
  /** What WhatsApp says of a raw message of ours; null when it is none. */
  statusOf(raw: unknown): MessageStatus | null;
  onChanged(item: OutboxItem): void;
  /** It left the outbox. */
  onRemoved(item: OutboxItem, how: OutboxExit): void;
  /** WhatsApp has the message: resolves when `raw` is in the journal. */
  onAccepted(item: OutboxItem, raw: unknown): Promise<void>;
}

interface StoredItem {
  key: string;
  item: OutboxItem;
}

/** The form of the ids that WhatsApp Web makes: `3EB0` and 18 hexadecimal digits. */
function newMessageId(): MessageId {
  return MessageId.parse(`3EB0${randomBytes(9).toString('hex').toUpperCase()}`);
}
