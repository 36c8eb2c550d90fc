import type { SessionId, UserId } from '../../src-preload/contract/ids.ts';
import { isConversationId } from '../domain/whatsapp-id.ts';
import type { ChatSnapshot, WhatsAppId } from '../domain/whatsapp-event.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log/log.ts';
import type { Stores } from '../store/stores.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { Translators } from './translators.ts';

/** Messages that are read of a chat when its account is linked, the newest. */
const FIRST_HISTORY = 200;
/** Messages that are read at most to close a gap. More stays open and is tried again at the next sweep. */
const LARGEST_GAP = 5_000;

export interface SweptSession {
  sessionId: SessionId;
  userId: UserId;
  accountId: WhatsAppId;
  /** When the account was first linked, in milliseconds. */
  linkedAt: number;
}

/**
 * After every connection: compares what WhatsApp holds with what is stored, chat by chat, and puts what is missing
 * into the journal. WhatsApp tells nothing of messages that came while the app was away; this finds them.
 */
export class HistorySweep {
  readonly #stores: Pick<Stores, 'contacts' | 'conversations'>;
  readonly #journal: Journal;
  readonly #translators: Translators;
  readonly #onJournalled: () => void;
  readonly #log: Log;
  /** Chats whose unread count came by itself while a list of chats was being read. */
  #fresherUnread = new Set<WhatsAppId>();

  constructor(input: {
    stores: Pick<Stores, 'contacts' | 'conversations'>;
    journal: Journal;
    translators: Translators;
    onJournalled(): void;
    log: Log;
  }) {
    this.#stores = input.stores;
    this.#journal = input.journal;
    this.#translators = input.translators;
    this.#onJournalled = input.onJournalled;
    this.#log = input.log;
  }

  /** Call for every unread count that comes by itself: it is newer than one in a list asked for earlier. */
  noteUnread(chatId: WhatsAppId): void {
    this.#fresherUnread.add(chatId);
  }

  /** Resolves when everything missing is in the journal. Rejects when WhatsApp or the databases go away meanwhile. */
  async run(session: SweptSession, client: WhatsAppClient): Promise<void> {
    const { sessionId, userId, accountId } = session;
    await this.#stores.conversations.moveToSession(accountId, sessionId, userId);
    await this.#stores.contacts.sync(sessionId, await client.contacts());

    this.#fresherUnread = new Set();
    const chats = (await client.chats()).filter((chat) => isConversationId(chat.chatId));
    const complete = await this.#stores.conversations.completeness(accountId);
    // The newest first: they are what people look at.
    chats.sort((a, b) => (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0));
    for (const chat of chats) {
      await this.#sweepChat(session, client, chat, complete.get(chat.chatId) ?? null);
    }
    this.#log.info('History was compared with what is stored', { chats: chats.length });
  }

  async #sweepChat(
    session: SweptSession,
    client: WhatsAppClient,
    chat: ChatSnapshot,
    completeUntil: number | null,
  ): Promise<void> {
    const { sessionId, userId, accountId, linkedAt } = session;
    const source = { sessionId, userId, accountId };
    const { unreadCount, ...rest } = chat;
    const isFresh = !this.#fresherUnread.has(chat.chatId);
    await this.#journal.append({
      kind: 'chat',
      ...source,
      chat: { ...rest, ...(isFresh && { unreadCount }) },
    });

    const isUpToDate =
      completeUntil !== null &&
      (chat.lastMessageAt === undefined || chat.lastMessageAt < completeUntil);
    if (!isUpToDate) {
      const { messages, complete } = await client.history({
        chatId: chat.chatId,
        // The whole second is read again: more may have come in it since.
        since: completeUntil ?? 0,
        limit: completeUntil === null ? FIRST_HISTORY : LARGEST_GAP,
      });
      if (messages.length > 0) {
        const newest = this.#newestTime(messages);
        await this.#journal.append({
          kind: 'history',
          ...source,
          chatId: chat.chatId,
          messages,
          linkedAt,
          // At the first link the history begins where it was cut off: from there on it is complete.
          completeUntil: complete || completeUntil === null ? newest : null,
        });
      }
    }
    this.#onJournalled();
  }

  #newestTime(messages: readonly unknown[]): number | null {
    for (const raw of messages.toReversed()) {
      try {
        const message = this.#translators.message(raw);
        if (message) return message.timestamp;
      } catch {
        // The pipeline sets aside what cannot be understood; here the next older one will do.
      }
    }
    return null;
  }
}
