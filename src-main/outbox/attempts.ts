import type { MessageId } from '../../src-preload/contract/ids.ts';
import type { ErrorCode } from '../../src-preload/contract/result.ts';
import { AppError } from '../common/app-error.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { Holds } from './holds.ts';
import type { OutboxExit, OutboxInput } from './outbox-input.ts';
import type { OutboxItem } from './outbox-item.ts';
import type { OutboxItems } from './outbox-items.ts';
import { sendItem } from './send-item.ts';

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;
/** How long WhatsApp's page may take to deliver what it has accepted before it is asked again, in milliseconds. */
const PENDING_MS = 30_000;
/** How long a database that is away is left alone before it is asked again, in milliseconds. */
const ASK_AGAIN_MS = 5_000;

/** What WhatsApp itself will not change its mind about, and what is gone for good. */
const finalCodes: ReadonlySet<ErrorCode> = new Set([
  'whatsapp_number_unknown',
  'whatsapp_refused',
  'whatsapp_contact_blocked',
  'marketing_refused',
  'marketing_not_agreed',
  'quoted_message_missing',
  'file_missing',
  'data_unreadable',
]);

/** As the pace says it while it cannot count. */
const cannotBeAsked = { kind: 'wait', scope: 'account', reason: 'connection', every: 0 } as const;

interface AttemptsInput extends Pick<
  OutboxInput,
  | 'files'
  | 'clock'
  | 'log'
  | 'pace'
  | 'clientOf'
  | 'isBlocked'
  | 'isWanted'
  | 'statusOf'
  | 'onAccepted'
> {
  items: OutboxItems;
  holds: Holds;
  /** Writes a change of it and tells of it. Returns whether it is still in the outbox. */
  update(item: OutboxItem): Promise<boolean>;
  remove(messageId: MessageId, how: OutboxExit): Promise<void>;
}

/** One attempt to send one message, and what follows from how it ended. */
export class Attempts {
  readonly #input: AttemptsInput;

  constructor(input: AttemptsInput) {
    this.#input = input;
  }

  /** Afterwards it has left the outbox, has failed, or its conversation is held back. Rejects as the device database. */
  async send(client: WhatsAppClient, item: OutboxItem): Promise<void> {
    const { chatId, messageId } = item;
    const { clientOf, files, holds, isBlocked, isWanted, clock } = this.#input;
    try {
      if (item.attempts > 0) {
        const raw = await client.findOwnMessage({ chatId, messageId });
        if (raw !== null) return await this.#found(item, raw);
      }
      // WhatsApp would take it and deliver it never.
      if (await isBlocked(item)) {
        throw new AppError('whatsapp_contact_blocked', 'The recipient is blocked');
      }
      // Now, and not only when it was written: meanwhile the person may have said that they want no more.
      const wanted = await isWanted(item);
      if (wanted === 'unknown') {
        const until = clock.now() + ASK_AGAIN_MS;
        return holds.hold(item, { ...cannotBeAsked, places: [], until, slotAt: item.slotAt });
      }
      if (wanted !== 'goes') throw new AppError(wanted, 'The recipient wants no advertising');
      const sending = await this.#admitted(item);
      if (!sending) return;
      // Asked last of all: another desktop may run the account by now, or the line be down.
      if (clientOf(item.sessionId) !== client) {
        throw new AppError('whatsapp_not_connected', 'The account no longer runs here');
      }
      const result = await sendItem(client, files, sending);
      if (result === 'pending') holds.later(item, PENDING_MS);
      else await this.#accepted(sending, await client.findOwnMessage({ chatId, messageId }));
    } catch (error) {
      await this.#failed(item, error);
    }
  }

  /** The item as `sending`, or null when it may not go now or is no longer there. */
  async #admitted(item: OutboxItem): Promise<OutboxItem | null> {
    const { items, holds, pace, clock, update } = this.#input;
    const { slotAt, ...uncounted } = item;
    // A place is given back once: it is forgotten before that is tried.
    if (slotAt !== undefined && !(await items.update(uncounted))) return null;
    const admission = await pace.admit(item, slotAt);
    if (admission.kind === 'wait') {
      holds.hold(item, admission);
      if (admission.slotAt !== undefined && items.get(item.messageId)) {
        await items.update({ ...uncounted, slotAt: admission.slotAt });
      }
      return null;
    }
    const current = items.get(item.messageId);
    // A person may have put it off meanwhile.
    if (!current || (current.schedule?.at ?? 0) > clock.now()) return null;
    const sending: OutboxItem = {
      ...current,
      slotAt: admission.slotAt,
      state: 'sending',
      attempts: item.attempts + 1,
    };
    // It may have been discarded, or settled by an ack, in the meantime.
    return (await update(sending)) ? sending : null;
  }

  /** WhatsApp's page has the message from an earlier try. */
  async #found(item: OutboxItem, raw: unknown): Promise<void> {
    switch (this.#input.statusOf(raw)) {
      case 'sending':
        return this.#input.holds.later(item, PENDING_MS);
      case 'failed':
        await this.#input.update({ ...item, state: 'failed', failureCode: 'whatsapp_refused' });
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
    await this.#input.remove(item.messageId, 'accepted');
  }

  async #failed(item: OutboxItem, error: unknown): Promise<void> {
    const { items, holds, log, update } = this.#input;
    const code: ErrorCode = error instanceof AppError ? error.code : 'whatsapp_failed';
    const current = items.get(item.messageId);
    // An ack may have settled it while the call was failing.
    if (!current) return;
    log.warn('A message was not sent', { code, attempts: current.attempts, error });
    const isSpent = code !== 'whatsapp_not_connected' && current.attempts >= current.giveUpAfter;
    if (finalCodes.has(code) || isSpent) {
      await update({ ...current, state: 'failed', failureCode: code });
      return;
    }
    // A line that was down is no try.
    const giveUpAfter = current.giveUpAfter + (code === 'whatsapp_not_connected' ? 1 : 0);
    const delay = FIRST_RETRY_MS * 2 ** Math.max(0, current.attempts - 1);
    holds.later(item, Math.min(delay, LONGEST_RETRY_MS));
    await update({ ...current, state: 'queued', giveUpAfter });
  }
}
