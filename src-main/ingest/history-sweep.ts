import type { SessionId, UserId } from '../../src-preload/contract/ids.ts';
import type { SyncProgress } from '../../src-preload/contract/session.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import { isConversationId } from '../domain/whatsapp-id.ts';
import type { Stretch } from '../domain/history-spans.ts';
import type { ChatSnapshot, WhatsAppId } from '../domain/whatsapp-event.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log/log.ts';
import type { Stores } from '../store/stores.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import { ChatReader } from './chat-reader.ts';
import type { Translators } from './translators.ts';

const DAY_MS = 24 * 60 * 60_000;
/** So many entries may wait in the journal before more is read: what waits there is read into memory again. */
const MOST_WAITING = 40;
/** WhatsApp gives a device that was just linked its history bit by bit: until then no beginning is one. */
const STILL_ARRIVING_MS = DAY_MS;

export interface SweptSession {
  sessionId: SessionId;
  userId: UserId;
  accountId: WhatsAppId;
  /** When the account was first linked, in milliseconds. */
  linkedAt: number;
}

/** `connected`: everything is compared. `check`: what changed on the page since it was compared last. */
export type SweepKind = 'connected' | 'check';

/** What is remembered of one account's page. */
interface Compared {
  /** What each chat looked like when it was compared. */
  marks: Map<WhatsAppId, string>;
  /** Chats whose unread count, or whose place, came by itself while a list of chats was being read. */
  fresherUnread: Set<WhatsAppId>;
  fresherPlace: Set<WhatsAppId>;
}

/**
 * Compares what WhatsApp holds with what is stored, chat by chat, and puts what is missing or different into the
 * journal. WhatsApp tells nothing of what happened while the app was away; this finds it.
 */
export class HistorySweep {
  readonly #stores: Pick<Stores, 'conversations' | 'messages' | 'erasures'>;
  readonly #journal: Journal;
  readonly #translators: Translators;
  readonly #syncContacts: (session: SweptSession, client: WhatsAppClient) => Promise<void>;
  readonly #onJournalled: () => void;
  readonly #onProgress: (progress: SyncProgress) => void;
  readonly #days: () => number;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #compared = new Map<SessionId, Compared>();

  constructor(input: {
    stores: Pick<Stores, 'conversations' | 'messages' | 'erasures'>;
    journal: Journal;
    translators: Translators;
    /** Brings the people in line with what WhatsApp knows of them. */
    syncContacts(session: SweptSession, client: WhatsAppClient): Promise<void>;
    onJournalled(): void;
    onProgress(progress: SyncProgress): void;
    /** How far back history is read by itself, as it is set now. */
    days(): number;
    clock: Clock;
    log: Log;
  }) {
    this.#stores = input.stores;
    this.#journal = input.journal;
    this.#translators = input.translators;
    this.#syncContacts = input.syncContacts;
    this.#onJournalled = input.onJournalled;
    this.#onProgress = input.onProgress;
    this.#days = input.days;
    this.#clock = input.clock;
    this.#log = input.log;
  }

  /** Call for every unread count that comes by itself: it is newer than one in a list asked for earlier. */
  noteUnread(sessionId: SessionId, chatId: WhatsAppId): void {
    this.#of(sessionId).fresherUnread.add(chatId);
  }

  /** The same of a chat that was archived or pinned just now, or is so no longer. */
  notePlace(sessionId: SessionId, chatId: WhatsAppId): void {
    this.#of(sessionId).fresherPlace.add(chatId);
  }

  /**
   * Resolves when what is missing is in the journal; `some_failed` when there are chats that have to be tried again.
   * Rejects when WhatsApp or the databases go away meanwhile.
   */
  async run(
    session: SweptSession,
    client: WhatsAppClient,
    kind: SweepKind,
  ): Promise<'done' | 'some_failed'> {
    const { sessionId, userId, accountId } = session;
    const compared = this.#of(sessionId);
    if (kind === 'connected') {
      // A page that starts anew holds other messages than the one before.
      compared.marks.clear();
      await this.#stores.conversations.moveToSession(accountId, sessionId, userId);
      await this.#syncContacts(session, client);
    }
    compared.fresherUnread.clear();
    compared.fresherPlace.clear();
    const fresh = (await client.chats()).filter(
      (chat) => isConversationId(chat.chatId) && compared.marks.get(chat.chatId) !== markOf(chat),
    );
    const erased = await this.#stores.erasures.erasedAt(fresh.map(({ chatId }) => chatId));
    // Of who was erased and is not there anew nothing is read: all of it would be left out.
    const chats = fresh.filter(
      ({ chatId, lastMessageAt = 0 }) => lastMessageAt > (erased.get(chatId) ?? -1),
    );
    if (chats.length === 0) return 'done';
    // The newest first: they are what people look at.
    chats.sort((a, b) => (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0));
    return this.#compare(session, client, chats, compared);
  }

  /** What is older than all that was read, or a gap once more. Answers how many messages WhatsApp gave. */
  async readMore(
    session: SweptSession,
    client: WhatsAppClient,
    chatId: WhatsAppId,
    gap: Stretch | undefined,
  ): Promise<number> {
    const stored = await this.#stores.conversations.histories(session.accountId);
    const reader = this.#reader(session, client, { chatId }, stored);
    await (gap ? reader.readGap(gap) : reader.readBefore());
    this.#onJournalled();
    return reader.found;
  }

  async #compare(
    session: SweptSession,
    client: WhatsAppClient,
    chats: readonly ChatSnapshot[],
    compared: Compared,
  ): Promise<'done' | 'some_failed'> {
    const since = this.#clock.now() - this.#days() * DAY_MS;
    const stored = await this.#stores.conversations.histories(session.accountId);
    const failed = new Set<WhatsAppId>();
    const attempt = async (chat: ChatSnapshot, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (endsTheSweep(error)) throw error;
        failed.add(chat.chatId);
        this.#log.warn('A chat could not be compared, it is tried again', { error });
      }
    };

    const readers = chats.map((chat) => ({
      chat,
      reader: this.#reader(session, client, chat, stored),
    }));
    for (const { chat, reader } of readers) {
      await attempt(chat, async () => {
        await this.#journalChat(session, chat, compared);
        await reader.readNewest(since);
      });
      this.#onJournalled();
    }

    const unfinished = readers.filter(({ reader }) => reader.isUnfinished(since));
    const isFirst = readers.length - readers.filter(({ chat }) => stored.has(chat.chatId)).length;
    const total = unfinished.length === 0 && isFirst === 0 ? 0 : readers.length;
    let done = readers.length - unfinished.length;
    const tell = (): void => {
      if (total > 0) {
        this.#onProgress({ sessionId: session.sessionId, step: 'history', done, total });
      }
    };
    tell();
    try {
      for (const { chat, reader } of unfinished) {
        await attempt(chat, () => reader.readOlder(since));
        this.#onJournalled();
        done += 1;
        tell();
      }
    } finally {
      // What ends before its end has ended all the same: it is begun anew another time.
      if (done < total) {
        done = total;
        tell();
      }
    }
    for (const chat of chats) {
      if (!failed.has(chat.chatId)) compared.marks.set(chat.chatId, markOf(chat));
    }
    this.#log.info('History was compared with what is stored', {
      chats: chats.length,
      failed: failed.size,
    });
    return failed.size === 0 ? 'done' : 'some_failed';
  }

  #reader(
    session: SweptSession,
    client: WhatsAppClient,
    chat: Pick<ChatSnapshot, 'chatId' | 'lastMessageAt'>,
    stored: Awaited<ReturnType<Stores['conversations']['histories']>>,
  ): ChatReader {
    const { sessionId, userId, accountId, linkedAt } = session;
    const known = stored.get(chat.chatId) ?? null;
    const isArriving = this.#clock.now() - linkedAt < STILL_ARRIVING_MS;
    return new ChatReader(
      {
        client,
        translators: this.#translators,
        now: () => this.#clock.now(),
        known: (conversationId, messageIds) =>
          this.#stores.messages.known(conversationId, messageIds),
        append: async (entry) => {
          await this.#journal.roomFor(MOST_WAITING);
          await this.#journal.append({
            kind: 'history',
            sessionId,
            userId,
            accountId,
            linkedAt,
            ...entry,
          });
          this.#onJournalled();
        },
      },
      chat,
      known && isArriving
        ? { ...known, history: { ...known.history, fromBeginning: false } }
        : known,
    );
  }

  async #journalChat(
    { sessionId, userId, accountId }: SweptSession,
    { digest: _digest, unreadCount, isArchived, isPinned, ...chat }: ChatSnapshot,
    { fresherUnread, fresherPlace }: Compared,
  ): Promise<void> {
    const isFresh = !fresherUnread.has(chat.chatId);
    const isPlaceFresh = !fresherPlace.has(chat.chatId);
    await this.#journal.append({
      kind: 'chat',
      sessionId,
      userId,
      accountId,
      chat: {
        ...chat,
        ...(isFresh && { unreadCount }),
        ...(isPlaceFresh && { isArchived, isPinned }),
      },
    });
  }

  #of(sessionId: SessionId): Compared {
    const known = this.#compared.get(sessionId);
    if (known) return known;
    const compared: Compared = {
      marks: new Map(),
      fresherUnread: new Set(),
      fresherPlace: new Set(),
    };
    this.#compared.set(sessionId, compared);
    return compared;
  }
}

function markOf(chat: ChatSnapshot): string {
  return JSON.stringify(Object.entries(chat).sort());
}

/** Whether no other chat can be compared either. */
function endsTheSweep(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (/^(?:database|workspace)_/.test(error.code) || error.code === 'whatsapp_not_connected')
  );
}
