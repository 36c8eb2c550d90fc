import {
  type History,
  type HistoryReport,
  isCovered,
  type Stretch,
  type StretchedHistory,
  stillToRead,
  withReport,
} from '../domain/history-spans.ts';
import { advancesStatus } from '../domain/message-status.ts';
import type { ChatSnapshot, ReceivedMessage } from '../domain/whatsapp-event.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { HistoryEntry } from '../journal/journal-entry.ts';
import type { KnownMessage } from '../store/message-store.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { Translators } from './translators.ts';

/** Messages that are read at a time, and stand in one entry of the journal. */
const BATCH = 200;
/**
 * So far back messages that are stored are looked at again: what was edited, deleted or read while nobody looked.
 * Milliseconds; WhatsApp lets people delete for two days.
 */
const LOOK_BACK_MS = 2 * 24 * 60 * 60_000;

export interface ReaderSurroundings {
  client: Pick<WhatsAppClient, 'history'>;
  translators: Translators;
  /** What is stored of these messages. */
  known(
    conversationId: ConversationId,
    messageIds: readonly string[],
  ): Promise<Map<string, KnownMessage>>;
  /** Resolves when it is in the journal. */
  append(entry: Pick<HistoryEntry, 'chatId' | 'messages' | 'report'>): Promise<void>;
}

/** Compares one chat at WhatsApp with what is stored of it, and gives to the journal what is missing or different. */
export class ChatReader {
  readonly #surroundings: ReaderSurroundings;
  readonly #chat: Pick<ChatSnapshot, 'chatId' | 'lastMessageAt'>;
  readonly #conversationId: ConversationId | null;
  #history: StretchedHistory;
  #found = 0;

  constructor(
    surroundings: ReaderSurroundings,
    chat: Pick<ChatSnapshot, 'chatId' | 'lastMessageAt'>,
    stored: { conversationId: ConversationId; history: History } | null,
  ) {
    this.#surroundings = surroundings;
    this.#chat = chat;
    this.#conversationId = stored?.conversationId ?? null;
    this.#history = stored?.history ?? { spans: [], gaps: [], fromBeginning: false };
  }

  /** Messages that WhatsApp gave. */
  get found(): number {
    return this.#found;
  }

  /** Whether something from `since` on has not been read yet. */
  isUnfinished(since: number): boolean {
    return this.#older(since).length > 0;
  }

  /** The newest: all since the chat was compared last, or of one that never was as much as is read at a time. */
  async readNewest({ since, now }: { since: number; now: number }): Promise<void> {
    const { lastMessageAt } = this.#chat;
    const last = this.#history.spans.at(-1);
    const lookBack = now - LOOK_BACK_MS;
    if (lastMessageAt === undefined) return;
    if (!last) return this.#read({ from: since, isProven: false }, 1);
    if (lastMessageAt < last.to && lastMessageAt < lookBack) return;
    // The whole second is read again: more may have come in it since.
    await this.#read({ from: last.to, isProven: true, lookBack: Math.min(last.to, lookBack) });
  }

  /** What is between the stretches that were read, and before them back to `since`; newest first. */
  async readOlder(since: number): Promise<void> {
    for (const range of this.#older(since)) await this.#read(range);
  }

  /** One batch from before everything that was read. */
  async readBefore(): Promise<void> {
    const to = this.#history.spans[0]?.from;
    await this.#read({ from: 0, isProven: false, ...(to !== undefined && { to }) }, 1);
  }

  /** A stretch that WhatsApp could not give before. */
  async readGap({ from, to }: Stretch): Promise<void> {
    await this.#read({ from, to, isProven: true });
  }

  #older(since: number): ReturnType<typeof stillToRead> {
    const until = this.#history.spans.at(-1)?.to;
    return until === undefined ? [] : stillToRead(this.#history, { since, until });
  }

  async #read(range: Range, mostBatches = Infinity): Promise<void> {
    let before = range.to;
    for (let batch = 0; batch < mostBatches; batch++) {
      const isFirst = batch === 0;
      const since = isFirst ? (range.lookBack ?? range.from) : range.from;
      const { messages, end } = await this.#surroundings.client.history({
        chatId: this.#chat.chatId,
        since,
        before,
        limit: BATCH,
      });
      this.#found += messages.length;
      const understood = this.#understand(messages);
      const times = understood.flatMap(({ message }) => (message ? [message.timestamp] : []));
      const oldest = times.length > 0 ? Math.min(...times) : undefined;
      const newest = times.length > 0 ? Math.max(...times) : undefined;
      const hasAll = end === 'since' || (oldest !== undefined && oldest <= range.from);
      const from = end === 'since' ? since : oldest;
      const report: HistoryReport = {
        ...(from !== undefined && { stretch: { from, to: before ?? newest ?? from } }),
        ...(end === 'beginning' && { reachesBeginning: true }),
      };
      const to = oldest ?? before;
      // What was there once is not there any more, or was never given to this device.
      if (!hasAll && end !== 'limit' && range.isProven && to !== undefined) {
        report.gap = { from: range.from, to };
      }
      await this.#append(understood, report);
      if (end !== 'limit' || hasAll || oldest === undefined) return;
      before = oldest;
    }
  }

  async #append(understood: readonly Understood[], report: HistoryReport): Promise<void> {
    const { chatId } = this.#chat;
    const messages = await this.#different(understood);
    const { stretch, gap, reachesBeginning } = report;
    const isNews =
      (stretch !== undefined && !isCovered(this.#history.spans, stretch)) ||
      gap !== undefined ||
      (reachesBeginning === true && !this.#history.fromBeginning);
    if (messages.length === 0 && !isNews) return;
    await this.#surroundings.append({ chatId, messages, report });
    this.#history = withReport(this.#history, report);
  }

  /** The messages that are not stored, or not as WhatsApp has them; the pipeline decides what that means. */
  async #different(understood: readonly Understood[]): Promise<unknown[]> {
    const conversationId = this.#conversationId;
    if (conversationId === null) return understood.map(({ raw }) => raw);
    const known = await this.#surroundings.known(
      conversationId,
      understood.flatMap(({ message }) => message?.messageId ?? []),
    );
    const missingSeconds = new Set(
      understood.flatMap(({ message }) =>
        message && !known.has(message.messageId) ? [message.timestamp] : [],
      ),
    );
    return understood
      .filter(({ message, isOdd }) => {
        if (!message) return isOdd;
        const stored = known.get(message.messageId);
        // All of its second: their order is the order in which they are given.
        if (!stored || missingSeconds.has(message.timestamp)) return true;
        return isAhead(message, stored);
      })
      .map(({ raw }) => raw);
  }

  #understand(messages: readonly unknown[]): Understood[] {
    return messages.map((raw) => {
      try {
        return { raw, message: this.#surroundings.translators.message(raw), isOdd: false };
      } catch {
        // The pipeline sets aside what cannot be understood.
        return { raw, message: null, isOdd: true };
      }
    });
  }
}

interface Range {
  from: number;
  to?: number;
  /** Right before it is something that was read: WhatsApp must have all of it, or there is a gap. */
  isProven: boolean;
  /** The first batch goes back so far, into what was read before. */
  lookBack?: number;
}

interface Understood {
  raw: unknown;
  message: ReceivedMessage | null;
  isOdd: boolean;
}

function isAhead(message: ReceivedMessage, stored: KnownMessage): boolean {
  return (
    (message.fromMe && advancesStatus(stored.status, message.status)) ||
    message.type !== stored.type ||
    (message.editedAt ?? 0) > (stored.editedAt ?? 0)
  );
}
