import {
  type History,
  type HistoryReport,
  isCovered,
  type Stretch,
  type StretchedHistory,
  stillToRead,
  withReport,
} from '../domain/history-spans.ts';
import type { ChatSnapshot, ReceivedMessage } from '../domain/whatsapp-event.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { HistoryEntry } from '../journal/journal-entry.ts';
import type { KnownMessage } from '../store/message-store.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import { isAhead, takenBack } from './compare-message.ts';
import type { Translators } from './translators.ts';

/** Messages that are read at a time, and stand in one entry of the journal. */
const BATCH = 200;
/**
 * So far back from the newest message that is stored, its chat is looked at again: what was edited, deleted, reacted to,
 * voted or read while nobody looked. Milliseconds; WhatsApp lets people delete for two and a half days, so that of what
 * is older nothing can have been deleted since. And so many messages of a chat at most.
 */
const LOOK_BACK_MS = 3 * 24 * 60 * 60_000;
const MOST_LOOKED_AGAIN = 1_000;

export interface ReaderSurroundings {
  client: Pick<WhatsAppClient, 'history'>;
  translators: Translators;
  /** What is stored of these messages. */
  known(
    conversationId: ConversationId,
    messageIds: readonly string[],
  ): Promise<Map<string, KnownMessage>>;
  /** Resolves when it is in the journal. */
  append(entry: Pick<HistoryEntry, 'chatId' | 'messages' | 'report' | 'takenBack'>): Promise<void>;
  /** Milliseconds. */
  now(): number;
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
  async readNewest(since: number): Promise<void> {
    const last = this.#history.spans.at(-1);
    if (this.#chat.lastMessageAt === undefined) return;
    if (!last) return this.#read({ from: since, isProven: false }, 1);
    // The whole second is read again: more may have come in it since.
    const lookBack = Math.max(last.from, last.to - LOOK_BACK_MS);
    await this.#read({ from: last.to, isProven: true, lookBack });
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
    const since = range.lookBack ?? range.from;
    let before = range.to;
    let hasAll = false;
    let lookedAgain = 0;
    for (let batch = 0; batch < mostBatches; batch++) {
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
      hasAll ||= end === 'since' || (oldest !== undefined && oldest <= range.from);
      lookedAgain += times.filter((time) => time <= range.from).length;
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
      if (end !== 'limit' || oldest === undefined || oldest <= since) return;
      if (lookedAgain >= MOST_LOOKED_AGAIN) return;
      before = oldest;
    }
  }

  async #append(understood: readonly Understood[], report: HistoryReport): Promise<void> {
    const { chatId } = this.#chat;
    const { messages, takenBack: gone } = await this.#different(understood);
    const { stretch, gap, reachesBeginning } = report;
    const isNews =
      (stretch !== undefined && !isCovered(this.#history.spans, stretch)) ||
      gap !== undefined ||
      (reachesBeginning === true && !this.#history.fromBeginning);
    if (messages.length === 0 && gone.length === 0 && !isNews) return;
    await this.#surroundings.append({
      chatId,
      messages,
      report,
      ...(gone.length > 0 && { takenBack: gone }),
    });
    this.#history = withReport(this.#history, report);
  }

  /** The messages that are not stored, or not as WhatsApp has them; the pipeline decides what that means. */
  async #different(understood: readonly Understood[]): Promise<Different> {
    const conversationId = this.#conversationId;
    if (conversationId === null) {
      return { messages: understood.map(({ raw }) => raw), takenBack: [] };
    }
    const known = await this.#surroundings.known(
      conversationId,
      understood.flatMap(({ message }) => message?.messageId ?? []),
    );
    const missingSeconds = new Set(
      understood.flatMap(({ message }) =>
        message && !known.has(message.messageId) ? [message.timestamp] : [],
      ),
    );
    const gone = understood.flatMap(({ message }) => {
      const stored = message && known.get(message.messageId);
      if (!message || !stored) return [];
      const { messageId } = message;
      return takenBack(message, stored, this.#surroundings.now()).map(({ from, fromMe, at }) => ({
        messageId,
        from,
        fromMe,
        at,
      }));
    });
    const messages = understood
      .filter(({ message, isOdd }) => {
        if (!message) return isOdd;
        const stored = known.get(message.messageId);
        // All of its second: their order is the order in which they are given.
        if (!stored || missingSeconds.has(message.timestamp)) return true;
        return isAhead(message, stored);
      })
      .map(({ raw }) => raw);
    return { messages, takenBack: gone };
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
  /** It is read back so far, into what was read before. */
  lookBack?: number;
}

interface Different {
  messages: unknown[];
  takenBack: NonNullable<HistoryEntry['takenBack']>;
}

interface Understood {
  raw: unknown;
  message: ReceivedMessage | null;
  isOdd: boolean;
}
