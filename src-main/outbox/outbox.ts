import { randomBytes } from 'node:crypto';
import {
  type ConversationId,
  MessageId,
  type SessionId,
  type UserId,
} from '../../src-preload/contract/ids.ts';
import type { Message, MessageStatus } from '../../src-preload/contract/message.ts';
import type { Schedule, UploadId } from '../../src-preload/contract/outgoing.ts';
import type { ErrorCode } from '../../src-preload/contract/result.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';
import type { DeviceDatabase } from '../journal/device-database.ts';
import type { Pace } from '../pace/pace.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { FileSpool } from './file-spool.ts';
import { Holds } from './holds.ts';
import type { OutboxDraft, OutboxItem } from './outbox-item.ts';
import { OutboxItems } from './outbox-items.ts';
import { toPendingMessage, type Waiting } from './pending-message.ts';
import { sendItem } from './send-item.ts';

/** Tries before a message waits for a person. */
const MAXIMUM_ATTEMPTS = 5;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;
/** How long WhatsApp's page may take to deliver what it has accepted before it is asked again, in milliseconds. */
const PENDING_MS = 30_000;
/** A timer stands still while the computer sleeps: none is set for longer. Milliseconds. */
const LONGEST_TIMER_MS = 60_000;
/** From here on a scheduled message went late. Milliseconds. */
const LATE_MS = 60_000;
/** What is told of when a message goes may be out by so much before it is told again. Milliseconds. */
const WORTH_TELLING_MS = 30_000;

/** What WhatsApp itself will not change its mind about, and what is gone for good. */
const finalCodes: ReadonlySet<ErrorCode> = new Set([
  'whatsapp_number_unknown',
  'whatsapp_refused',
  'quoted_message_missing',
  'file_missing',
  'data_unreadable',
]);

/**
 * Durable sending. A message is written to the device before anything else and leaves when WhatsApp's server has
 * accepted it: it survives crashes and outages, and is never sent twice, because before every repetition WhatsApp is
 * asked whether it has a message of this id. When it goes is for the pace to say.
 */
export class Outbox {
  readonly #items: OutboxItems;
  readonly #holds: Holds;
  readonly #input: OutboxInput;
  readonly #running = new Map<SessionId, Promise<void>>();
  /** Sessions that were woken while they were sending. */
  readonly #again = new Set<SessionId>();
  readonly #timers = new Map<SessionId, () => void>();
  /** What was last told of a message that waits. */
  readonly #told = new Map<MessageId, Waiting>();
  #stopping = false;

  private constructor(input: OutboxInput, items: OutboxItems) {
    this.#input = input;
    this.#items = items;
    this.#holds = new Holds(input.clock);
  }

  static async open(input: OutboxInput): Promise<Outbox> {
    const items = await OutboxItems.open(input.database, input.log);
    // Where a message cannot be read, nobody knows which file is its own: all of them stay.
    if (!items.hasUnreadable) {
      await input.files.keepOnly(items.all().flatMap(({ payload }) => uploadsOf(payload)));
    }
    return new Outbox(input, items);
  }

  /** Durable when it resolves. It is sent as soon as the session is connected and the pace allows it. */
  async enqueue(draft: OutboxDraft): Promise<OutboxItem> {
    const item: OutboxItem = {
      ...draft,
      messageId: newMessageId(),
      createdAt: this.#input.clock.now(),
      state: 'queued',
      attempts: 0,
      giveUpAfter: MAXIMUM_ATTEMPTS,
    };
    await this.#items.add(item);
    this.#tell(item);
    this.#start(item.sessionId);
    return item;
  }

  /** What waits in this conversation, in the order of writing. */
  pending(conversationId: ConversationId): OutboxItem[] {
    return this.#items.ofConversation(conversationId);
  }

  /** All that waits or gave up, in the order of writing. */
  all(): OutboxItem[] {
    return this.#items.all();
  }

  /** Whether a message of this conversation with this id is in the outbox. */
  isIn(conversationId: ConversationId, messageId: MessageId): boolean {
    return this.#items.get(messageId)?.conversationId === conversationId;
  }

  /** How a message of the outbox is shown. */
  shown(item: OutboxItem): Message {
    return toPendingMessage(item, this.#waitingOf(item.sessionId).get(item));
  }

  /** The message with its state in the outbox, where it is in there. */
  withState(message: Message): Message {
    const item = this.#items.get(message.messageId);
    if (!item) return message;
    const { status, outbox } = this.shown(item);
    return { ...message, status: outbox?.state === 'failed' ? status : message.status, outbox };
  }

  /** Whether something waits to be sent through this session, or is being sent; what has its time later is not. */
  isBusy(sessionId: SessionId): boolean {
    const now = this.#input.clock.now();
    return this.#items.waitingIn(sessionId).some(({ schedule }) => (schedule?.at ?? 0) <= now);
  }

  /** Who wrote this message, while it is in the outbox. */
  authorOf(messageId: string): UserId | undefined {
    return this.#items.get(messageId)?.userId;
  }

  /** Sends a `failed` message again. Null when there is no such one. */
  async retry(messageId: MessageId): Promise<OutboxItem | null> {
    const found = this.#items.get(messageId);
    if (found?.state !== 'failed') return null;
    const { failureCode: _, ...item } = found;
    const again: OutboxItem = {
      ...item,
      state: 'queued',
      giveUpAfter: item.attempts + MAXIMUM_ATTEMPTS,
    };
    await this.#update(again);
    this.#holds.releaseConversation(again.conversationId);
    this.#start(again.sessionId);
    return again;
  }

  /** Another time for a message that waits; null for none. Null when there is no such message. */
  async reschedule(messageId: MessageId, schedule: Schedule | null): Promise<OutboxItem | null> {
    const found = this.#items.get(messageId);
    if (found?.state !== 'queued') return null;
    const { schedule: _, ...item } = found;
    const changed: OutboxItem = { ...item, ...(schedule && { schedule }) };
    if (!(await this.#update(changed))) return null;
    this.#start(changed.sessionId);
    return changed;
  }

  /** Takes out what was not given to WhatsApp. Returns whether there was such a message. */
  async discard(messageId: MessageId): Promise<boolean> {
    const found = this.#items.get(messageId);
    if (!found || found.state === 'sending') return false;
    await this.#remove(messageId, 'discarded');
    return true;
  }

  /** WhatsApp's server has accepted a message of ours, as an ack told. */
  async settle(messageId: string): Promise<void> {
    const found = this.#items.get(messageId);
    if (found) await this.#remove(found.messageId, 'accepted');
  }

  /** Call when a session is connected, or the pace was changed: what waits is tried at once. */
  wake(sessionId: SessionId): void {
    this.#holds.release(this.#items.waitingIn(sessionId));
    this.#start(sessionId);
  }

  /** As `wake`, for every session: the computer has slept, say. */
  wakeAll(): void {
    this.#holds.releaseAll();
    for (const sessionId of new Set(this.all().map((item) => item.sessionId))) {
      this.wake(sessionId);
    }
  }

  /** Somebody wrote in this conversation: what waited because nobody ever had need not wait any longer. */
  noteAnswer(conversationId: ConversationId): void {
    const [item] = this.#items.ofConversation(conversationId);
    if (!item || this.#holds.reasonFor(item) !== 'first_contact_limit') return;
    this.#holds.releaseConversation(conversationId);
    this.#start(item.sessionId);
  }

  /** Tells anew what the messages of a session wait for, where that has changed. */
  explain(sessionId: SessionId): void {
    for (const [item, { waitsFor, goesAt }] of this.#waitingOf(sessionId)) {
      const told = this.#told.get(item.messageId);
      const moved = Math.abs((goesAt ?? 0) - (told?.goesAt ?? 0));
      if (item.state !== 'queued' || (told?.waitsFor === waitsFor && moved < WORTH_TELLING_MS)) {
        continue;
      }
      // The pause between two messages is over before anybody has read of it.
      if (waitsFor === 'turn' && (told === undefined || told.waitsFor === 'turn')) continue;
      this.#tell(item);
    }
  }

  /** Finishes the send under way; what is left stays. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#running.values());
    for (const cancel of this.#timers.values()) cancel();
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
        this.#input.log.error('Sending stopped: the device database refuses', { error });
      })
      .finally(() => {
        this.#running.delete(sessionId);
        if (this.#again.delete(sessionId)) this.#start(sessionId);
      });
    this.#running.set(sessionId, run);
  }

  async #sendAll(sessionId: SessionId): Promise<void> {
    const { clock } = this.#input;
    for (;;) {
      const client = this.#input.clientOf(sessionId);
      if (this.#stopping) return;
      const now = clock.now();
      const waiting = this.#items.waitingIn(sessionId);
      // The whole conversation waits with its first message, so that the order is kept.
      const next = waiting.find((item) => this.#holds.dueTime(item) <= now);
      if (next && client) await this.#send(client, next);
      else {
        this.explain(sessionId);
        // Without a client what is due waits for the connection; what is not due has its time all the same.
        const times = waiting.map((item) => this.#holds.dueTime(item));
        const due = Math.min(...times.filter((time) => time > now));
        if (due === Infinity) return;
        const start = (): void => this.#start(sessionId);
        this.#timers.set(sessionId, clock.after(Math.min(due - now, LONGEST_TIMER_MS), start));
        return;
      }
    }
  }

  async #send(client: WhatsAppClient, item: OutboxItem): Promise<void> {
    const { chatId, messageId } = item;
    try {
      if (item.attempts > 0) {
        const raw = await client.findOwnMessage({ chatId, messageId });
        if (raw !== null) return await this.#found(item, raw);
      }
      const sending = await this.#admitted(item);
      if (!sending) return;
      // Asked last of all: another desktop may run the account by now, or the line be down.
      if (this.#input.clientOf(item.sessionId) !== client) {
        throw new AppError('whatsapp_not_connected', 'The account no longer runs here');
      }
      const result = await sendItem(client, this.#input.files, sending);
      if (result === 'pending') this.#holds.later(item, PENDING_MS);
      else await this.#accepted(sending, await client.findOwnMessage({ chatId, messageId }));
    } catch (error) {
      await this.#failed(item, error);
    }
  }

  /** The item as `sending`, or null when it may not go now or is no longer there. */
  async #admitted(item: OutboxItem): Promise<OutboxItem | null> {
    const { slotAt, ...uncounted } = item;
    // A place is given back once: it is forgotten before that is tried.
    if (slotAt !== undefined && !(await this.#items.update(uncounted))) return null;
    const admission = await this.#input.pace.admit(item, slotAt);
    if (admission.kind === 'wait') {
      this.#holds.hold(item, admission);
      if (admission.slotAt !== undefined && this.#items.get(item.messageId)) {
        await this.#items.update({ ...uncounted, slotAt: admission.slotAt });
      }
      return null;
    }
    const current = this.#items.get(item.messageId);
    // A person may have put it off meanwhile.
    if (!current || (current.schedule?.at ?? 0) > this.#input.clock.now()) return null;
    const sending: OutboxItem = {
      ...current,
      slotAt: admission.slotAt,
      state: 'sending',
      attempts: item.attempts + 1,
    };
    // It may have been discarded, or settled by an ack, in the meantime.
    return (await this.#update(sending)) ? sending : null;
  }

  /** WhatsApp's page has the message from an earlier try. */
  async #found(item: OutboxItem, raw: unknown): Promise<void> {
    switch (this.#input.statusOf(raw)) {
      case 'sending':
        return this.#holds.later(item, PENDING_MS);
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
    if (raw !== null) await this.#input.onAccepted(item, raw);
    await this.#remove(item.messageId, 'accepted');
  }

  async #failed(item: OutboxItem, error: unknown): Promise<void> {
    const code: ErrorCode = error instanceof AppError ? error.code : 'whatsapp_failed';
    const current = this.#items.get(item.messageId);
    // An ack may have settled it while the call was failing.
    if (!current) return;
    this.#input.log.warn('A message was not sent', { code, attempts: current.attempts, error });
    const isSpent = code !== 'whatsapp_not_connected' && current.attempts >= current.giveUpAfter;
    if (finalCodes.has(code) || isSpent) {
      await this.#update({ ...current, state: 'failed', failureCode: code });
      return;
    }
    // A line that was down is no try.
    const giveUpAfter = current.giveUpAfter + (code === 'whatsapp_not_connected' ? 1 : 0);
    const delay = FIRST_RETRY_MS * 2 ** Math.max(0, current.attempts - 1);
    this.#holds.later(item, Math.min(delay, LONGEST_RETRY_MS));
    await this.#update({ ...current, state: 'queued', giveUpAfter });
  }

  #waitingOf(sessionId: SessionId): Map<OutboxItem, Waiting> {
    const isConnected = this.#input.clientOf(sessionId) !== null;
    return this.#holds.explain(this.#items.waitingIn(sessionId), isConnected);
  }

  #tell(item: OutboxItem): void {
    const waiting = this.#waitingOf(item.sessionId).get(item);
    if (waiting) this.#told.set(item.messageId, waiting);
    this.#input.onChanged(item, toPendingMessage(item, waiting));
  }

  /** Whether it is still in the outbox. */
  async #update(item: OutboxItem): Promise<boolean> {
    if (!(await this.#items.update(item))) return false;
    this.#tell(item);
    return true;
  }

  async #remove(messageId: MessageId, how: OutboxExit): Promise<void> {
    const item = await this.#items.remove(messageId);
    if (!item) return;
    this.#told.delete(messageId);
    const { clock, files, log, onRemoved, onSentLate } = this.#input;
    for (const upload of uploadsOf(item.payload)) {
      files.remove(upload).catch((error: unknown) => {
        log.warn('A file that was sent stays until the next start', { error });
      });
    }
    // What was written after it need not wait any longer.
    if (this.#holds.reasonFor(item) === 'retry') {
      this.#holds.releaseConversation(item.conversationId);
      this.#start(item.sessionId);
    }
    onRemoved(item, how);
    const { schedule } = item;
    if (how === 'accepted' && schedule && clock.now() - schedule.at > LATE_MS) {
      onSentLate({ ...item, schedule }, clock.now());
    }
  }
}

/** How a message leaves the outbox: WhatsApp has accepted it, or a person has given it up. */
export type OutboxExit = 'accepted' | 'discarded';

export interface OutboxInput {
  database: DeviceDatabase;
  files: FileSpool;
  clock: Clock;
  log: Log;
  pace: Pace;
  /** The client of a session that is connected, else null. */
  clientOf(sessionId: SessionId): WhatsAppClient | null;
  /** What WhatsApp says of a raw message of ours; null when it is none. */
  statusOf(raw: unknown): MessageStatus | null;
  /** `message` is how it is shown now. */
  onChanged(item: OutboxItem, message: Message): void;
  /** It left the outbox. */
  onRemoved(item: OutboxItem, how: OutboxExit): void;
  /** It went later than it was scheduled for. */
  onSentLate(item: OutboxItem & { schedule: Schedule }, sentAt: number): void;
  /** WhatsApp has the message: resolves when `raw` is in the journal. */
  onAccepted(item: OutboxItem, raw: unknown): Promise<void>;
}

function uploadsOf(payload: OutboxItem['payload']): UploadId[] {
  return payload.kind === 'file' ? [payload.uploadId] : [];
}

/** The form of the ids that WhatsApp Web makes: `3EB0` and 18 hexadecimal digits. */
function newMessageId(): MessageId {
  return MessageId.parse(`3EB0${randomBytes(9).toString('hex').toUpperCase()}`);
}
