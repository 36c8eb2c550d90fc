import { randomBytes } from 'node:crypto';
import {
  type ConversationId,
  MessageId,
  type SessionId,
  type UserId,
} from '../../src-preload/contract/ids.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import type { Schedule, UploadId } from '../../src-preload/contract/outgoing.ts';
import { Attempts } from './attempts.ts';
import { Dispatcher } from './dispatcher.ts';
import { Holds } from './holds.ts';
import { Notices } from './notices.ts';
import type { OutboxExit, OutboxInput } from './outbox-input.ts';
import type { OutboxDraft, OutboxItem } from './outbox-item.ts';
import { OutboxItems } from './outbox-items.ts';

/** Tries before a message waits for a person. */
const MAXIMUM_ATTEMPTS = 5;
/** From here on a scheduled message went late. Milliseconds. */
const LATE_MS = 60_000;

/**
 * Durable sending. A message is written to the device before anything else and leaves when WhatsApp's server has
 * accepted it: it survives crashes and outages, and is never sent twice, because before every repetition WhatsApp is
 * asked whether it has a message of this id. When it goes is for the pace to say.
 */
export class Outbox {
  readonly #items: OutboxItems;
  readonly #holds: Holds;
  readonly #notices: Notices;
  readonly #dispatcher: Dispatcher;
  readonly #input: OutboxInput;

  private constructor(input: OutboxInput, items: OutboxItems) {
    const holds = new Holds(input.clock);
    this.#input = input;
    this.#items = items;
    this.#holds = holds;
    this.#notices = new Notices(items, holds, input);
    const attempts = new Attempts({
      ...input,
      items,
      holds,
      update: (item) => this.#update(item),
      remove: (messageId, how) => this.#remove(messageId, how),
    });
    this.#dispatcher = new Dispatcher({
      ...input,
      items,
      holds,
      send: (client, item) => attempts.send(client, item),
      onIdle: (sessionId) => this.explain(sessionId),
    });
  }

  static async open(input: OutboxInput): Promise<Outbox> {
    const items = await OutboxItems.open(input.database, input.log);
    const uploads = items.all().flatMap(({ payload }) => uploadsOf(payload));
    for (const upload of uploads) input.files.release(upload);
    // Where a message cannot be read, nobody knows which file is its own: all of them stay.
    if (!items.hasUnreadable) await input.files.keepOnly(uploads);
    return new Outbox(input, items);
  }

  /**
   * Durable when it resolves. It is sent as soon as the session is connected and the pace allows it.
   *
   * @param undoMs so long it is held, in milliseconds, so that it can be taken back
   */
  async enqueue(draft: OutboxDraft, undoMs = 0): Promise<OutboxItem> {
    const now = this.#input.clock.now();
    const holdUntil = draft.schedule ? 0 : this.#holdFor(draft.conversationId, now + undoMs);
    const item: OutboxItem = {
      ...draft,
      ...(holdUntil > now && { holdUntil }),
      messageId: newMessageId(),
      createdAt: now,
      state: 'queued',
      attempts: 0,
      giveUpAfter: MAXIMUM_ATTEMPTS,
    };
    await this.#items.add(item);
    for (const upload of uploadsOf(item.payload)) this.#input.files.release(upload);
    this.#notices.tell(item);
    this.#dispatcher.start(item.sessionId);
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
    return this.#notices.shown(item);
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

  /** As `isBusy`, of one conversation: what is written in it now comes after that. */
  isBusyIn(conversationId: ConversationId): boolean {
    const now = this.#input.clock.now();
    return this.pending(conversationId).some(
      ({ state, schedule }) => state !== 'failed' && (schedule?.at ?? 0) <= now,
    );
  }

  /** Who wrote this message, while it is in the outbox. */
  authorOf(messageId: string): UserId | undefined {
    return this.#items.get(messageId)?.userId;
  }

  /** When this message was to go, while it is in the outbox and somebody has chosen that. */
  scheduleOf(messageId: string): Schedule | undefined {
    return this.#items.get(messageId)?.schedule;
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
    this.#dispatcher.start(again.sessionId);
    return again;
  }

  /** Another time for a message that waits; null for none. Null when there is no such message. */
  async reschedule(messageId: MessageId, schedule: Schedule | null): Promise<OutboxItem | null> {
    const found = this.#items.get(messageId);
    if (found?.state !== 'queued') return null;
    const { schedule: _, ...item } = found;
    const changed: OutboxItem = { ...item, ...(schedule && { schedule }) };
    if (!(await this.#update(changed))) return null;
    this.#dispatcher.start(changed.sessionId);
    return changed;
  }

  /** Takes out what was not given to WhatsApp. Returns whether there was such a message. */
  async discard(messageId: MessageId): Promise<boolean> {
    const found = this.#items.get(messageId);
    if (!found || found.state === 'sending') return false;
    await this.#remove(messageId, 'discarded');
    return true;
  }

  /** Takes out all that waits in this conversation, and also what is on its way. Answers how much that was. */
  async eraseConversation(conversationId: ConversationId): Promise<number> {
    const items = this.pending(conversationId);
    for (const { messageId } of items) await this.#remove(messageId, 'discarded');
    return items.length;
  }

  /** WhatsApp's server has accepted a message of ours, as an ack told. */
  async settle(messageId: string): Promise<void> {
    const found = this.#items.get(messageId);
    if (found) await this.#remove(found.messageId, 'accepted');
  }

  /** Call when a session is connected, or the pace was changed: what waits is tried at once. */
  wake(sessionId: SessionId): void {
    this.#holds.release(this.#items.waitingIn(sessionId));
    this.#dispatcher.start(sessionId);
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
    this.#dispatcher.start(item.sessionId);
  }

  /** Tells anew what the messages of a session wait for, where that has changed. */
  explain(sessionId: SessionId): void {
    this.#notices.explain(sessionId);
  }

  /** Finishes the send under way; what is left stays. */
  async stop(): Promise<void> {
    await this.#dispatcher.stop();
  }

  /** Never before what was written earlier in the conversation and is still held. */
  #holdFor(conversationId: ConversationId, until: number): number {
    const earlier = this.pending(conversationId).filter(({ state }) => state === 'queued');
    return Math.max(until, ...earlier.map(({ holdUntil = 0 }) => holdUntil));
  }

  /** Whether it is still in the outbox. */
  async #update(item: OutboxItem): Promise<boolean> {
    if (!(await this.#items.update(item))) return false;
    this.#notices.tell(item);
    return true;
  }

  async #remove(messageId: MessageId, how: OutboxExit): Promise<void> {
    const item = await this.#items.remove(messageId);
    if (!item) return;
    this.#notices.forget(messageId);
    const { clock, files, log, onRemoved, onSentLate } = this.#input;
    for (const upload of uploadsOf(item.payload)) {
      files.remove(upload).catch((error: unknown) => {
        log.warn('A file that was sent stays until the next start', { error });
      });
    }
    // What was written after it need not wait any longer.
    if (this.#holds.reasonFor(item) === 'retry') {
      this.#holds.releaseConversation(item.conversationId);
      this.#dispatcher.start(item.sessionId);
    }
    onRemoved(item, how);
    const { schedule } = item;
    if (how === 'accepted' && schedule && clock.now() - schedule.at > LATE_MS) {
      onSentLate({ ...item, schedule }, clock.now());
    }
  }
}

function uploadsOf(payload: OutboxItem['payload']): UploadId[] {
  return payload.kind === 'file' ? [payload.uploadId] : [];
}

/** The form of the ids that WhatsApp Web makes: `3EB0` and 18 hexadecimal digits. */
function newMessageId(): MessageId {
  return MessageId.parse(`3EB0${randomBytes(9).toString('hex').toUpperCase()}`);
}
