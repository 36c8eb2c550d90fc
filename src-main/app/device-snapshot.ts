import type { User } from '../../src-preload/contract/app.ts';
import type { EventName, EventPayload } from '../../src-preload/contract/contract.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import type { Clock } from '../common/clock.ts';
import type { DeviceDatabase, SealedTable } from '../journal/device-database.ts';
import type { Log } from '../log/log.ts';
import type { Stores } from '../store/stores.ts';
import {
  CONVERSATIONS,
  type InboxQuestion,
  MESSAGES,
  rememberedPage,
  rememberedThread,
} from './remembered-inbox.ts';
import {
  conversationKey,
  type RememberedSession,
  type RememberedThread,
  type SnapshotRow,
  snapshotTable,
  threadKey,
  USER_KEY,
} from './snapshot-row.ts';

/** How long changes are gathered before they are written, in milliseconds. */
const GATHER_MS = 2_000;

const SESSIONS_KEY = 'sessions';

/** Of a thread that is not remembered. */
const nothingOfIt: RememberedThread = { messages: [], hasOlder: true };

interface RememberedConversation extends RememberedThread {
  summary: ConversationSummary;
  /** Where to send to; null until the database has told. */
  chatId: string | null;
}

/**
 * What this computer remembers of the team's databases, so that it can open without them: who works here, the accounts,
 * and the beginning of the inbox. Kept up to date by what is published; sealed, like everything in the device database.
 * It is never a source of truth: it is shown while the databases are away, and for nothing else.
 */
export class DeviceSnapshot {
  readonly #table: SealedTable<SnapshotRow>;
  readonly #stores: Pick<Stores, 'conversations' | 'messages'>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #conversations = new Map<ConversationId, RememberedConversation>();
  /** Null until they are read or remembered. */
  #sessions: readonly RememberedSession[] | null = null;
  readonly #changed = new Set<ConversationId>();
  #cancelWriting: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();
  #filling: Promise<void> | null = null;
  #wasUp = false;
  #stopping = false;
  #reading: Promise<void> | null = null;
  /** What was published before it was read, in order; null from then on. */
  #early: (() => void)[] | null = [];
  #cancelReading: (() => void) | null = null;

  /** Nothing is read before it is asked for, or there is something to add: no start waits for it. */
  constructor(input: SnapshotInput) {
    this.#table = snapshotTable(input.database);
    this.#stores = input.stores;
    this.#clock = input.clock;
    this.#log = input.log;
  }

  /** The accounts of this desktop that were linked. */
  async sessions(): Promise<readonly RememberedSession[]> {
    await this.#read();
    return this.#sessions ?? [];
  }

  async rememberUser(user: User): Promise<void> {
    await this.#table.write({ put: [[USER_KEY, { kind: 'user', user }]] });
  }

  async rememberSessions(sessions: readonly RememberedSession[]): Promise<void> {
    if (JSON.stringify(sessions) === JSON.stringify(this.#sessions)) return;
    this.#sessions = [...sessions];
    await this.#table.write({
      put: [[SESSIONS_KEY, { kind: 'sessions', sessions: [...sessions] }]],
    });
  }

  /** Call for everything that is published to the windows. */
  observe<N extends EventName>(event: N, payload: EventPayload<N>): void {
    const listeners: { [E in EventName]?: (payload: EventPayload<E>) => void } = {
      'conversation.changed': (summary) => this.#whenRead(() => this.#onConversation(summary)),
      'message.changed': (message) => this.#whenRead(() => this.#onMessage(message)),
      'app.healthChanged': ({ mongo, remembered }) => {
        const isUp = mongo === 'up' && remembered !== true;
        const isBack = isUp && !this.#wasUp;
        this.#wasUp = isUp;
        if (isBack) this.#whenRead(() => void (this.#filling ??= this.#fill()));
      },
    };
    const listener: ((payload: EventPayload<N>) => void) | undefined = listeners[event];
    listener?.(payload);
  }

  /**
   * The newest conversations first, or what the question asks for of those. The cursor leads to what only the database
   * has; null when nothing is remembered.
   */
  async page(limit: number, question?: InboxQuestion): Promise<ReturnType<typeof rememberedPage>> {
    await this.#read();
    const summaries = [...this.#conversations.values()].map(({ summary }) => summary);
    return rememberedPage(summaries, limit, question);
  }

  async summary(conversationId: ConversationId): Promise<ConversationSummary | null> {
    await this.#read();
    return this.#conversations.get(conversationId)?.summary ?? null;
  }

  /** Where to send to, or null when it is not remembered. */
  async destination(
    conversationId: ConversationId,
  ): Promise<{ sessionId: SessionId; chatId: string } | null> {
    await this.#read();
    const known = this.#conversations.get(conversationId);
    return known?.chatId ? { sessionId: known.summary.sessionId, chatId: known.chatId } : null;
  }

  /** The end of the thread, oldest first, or null when it is not remembered. */
  async thread(
    conversationId: ConversationId,
    limit: number,
  ): Promise<ReturnType<typeof rememberedThread>> {
    await this.#read();
    const known = this.#conversations.get(conversationId);
    return known ? rememberedThread(known, limit) : null;
  }

  /** Nothing of it is remembered any more. */
  async erase(conversationId: ConversationId): Promise<void> {
    await this.#read();
    await this.#writing;
    this.#conversations.delete(conversationId);
    this.#changed.delete(conversationId);
    await this.#table.write({ remove: keysOf(conversationId) });
  }

  /** Writes what was gathered. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelWriting?.();
    // What was published before it was read is to be remembered as well.
    if (this.#early === null || this.#early.length > 0) await this.#read();
    this.#cancelReading?.();
    await this.#filling;
    await this.#write();
  }

  #whenRead(apply: () => void): void {
    if (this.#early === null) {
      apply();
      return;
    }
    this.#early.push(apply);
    this.#cancelReading ??= this.#clock.after(GATHER_MS, () => void this.#read());
  }

  /** Once. Never rejects: what cannot be read is not remembered. */
  #read(): Promise<void> {
    this.#reading ??= this.#readRows()
      .catch((error: unknown) => {
        this.#log.warn('What this computer remembers could not be read', { error });
      })
      .then(() => {
        const early = this.#early ?? [];
        this.#early = null;
        for (const apply of early) apply();
      });
    return this.#reading;
  }

  async #readRows(): Promise<void> {
    const unreadable: string[] = [];
    const byThread = new Map<string, ConversationId>();
    // All conversations come before the threads.
    for (const { key, value } of await this.#table.read(Infinity)) {
      if (value instanceof Error) unreadable.push(key);
      else if (value.kind === 'sessions') this.#sessions ??= value.sessions;
      else if (value.kind === 'conversation') {
        const { summary, chatId } = value;
        this.#conversations.set(summary.conversationId, { ...nothingOfIt, summary, chatId });
        byThread.set(threadKey(summary.conversationId), summary.conversationId);
      } else if (value.kind === 'thread') {
        const { messages, hasOlder } = value;
        const conversationId = byThread.get(key);
        const known = conversationId && this.#conversations.get(conversationId);
        if (known) this.#conversations.set(conversationId, { ...known, messages, hasOlder });
      }
    }
    // Another version wrote it, or it is damaged: what is true stands in the databases.
    await this.#table.write({ remove: unreadable });
  }

  #newestFirst(): RememberedConversation[] {
    return [...this.#conversations.values()].sort(
      (a, b) => b.summary.lastMessageAt - a.summary.lastMessageAt,
    );
  }

  #onConversation(summary: ConversationSummary): void {
    const known = this.#conversations.get(summary.conversationId);
    this.#put({
      ...(known ?? { chatId: null, ...nothingOfIt }),
      summary,
    });
  }

  #onMessage(message: Message): void {
    const known = this.#conversations.get(message.conversationId);
    // What is in the outbox is remembered there.
    if (!known || message.outbox !== null) return;
    const others = known.messages.filter(({ messageId }) => messageId !== message.messageId);
    const all = [...others, message].sort(
      (a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence,
    );
    this.#put({
      ...known,
      messages: all.slice(-MESSAGES),
      hasOlder: known.hasOlder || all.length > MESSAGES,
    });
  }

  #put(conversation: RememberedConversation): void {
    const { conversationId } = conversation.summary;
    this.#conversations.set(conversationId, conversation);
    this.#changed.add(conversationId);
    if (this.#stopping) return;
    this.#cancelWriting ??= this.#clock.after(GATHER_MS, () => {
      this.#cancelWriting = null;
      void this.#write();
    });
  }

  /** One after the other; never rejects, for what is lost here is only remembered less well. */
  #write(): Promise<void> {
    this.#writing = this.#writing
      .then(() => this.#writeChanged())
      .catch((error: unknown) => {
        this.#log.warn('What the inbox shows could not be remembered on this computer', { error });
      });
    return this.#writing;
  }

  async #writeChanged(): Promise<void> {
    const all = this.#newestFirst();
    const left = all.slice(CONVERSATIONS);
    for (const { summary } of left) this.#conversations.delete(summary.conversationId);
    // One that is new here: what was published before it is in the database.
    const unread = all.slice(0, CONVERSATIONS).filter(({ chatId }) => chatId === null);
    if (this.#wasUp) {
      await Promise.all(
        unread.map(({ summary }) =>
          this.#refresh(summary).catch((error: unknown) => {
            this.#log.debug('A conversation is remembered at another time', { error });
          }),
        ),
      );
    }
    const changed = [...this.#changed];
    this.#changed.clear();
    const put = changed.flatMap((conversationId): [string, SnapshotRow][] => {
      const known = this.#conversations.get(conversationId);
      if (!known) return [];
      const { summary, chatId, messages, hasOlder } = known;
      return [
        [conversationKey(conversationId), { kind: 'conversation', summary, chatId }],
        [threadKey(conversationId), { kind: 'thread', messages, hasOlder }],
      ];
    });
    const remove = left.flatMap(({ summary }) => keysOf(summary.conversationId));
    if (put.length > 0 || remove.length > 0) await this.#table.write({ put, remove });
  }

  /** Brings everything in line with the database, once it is there. */
  async #fill(): Promise<void> {
    try {
      const before = [...this.#conversations.keys()];
      const { items } = await this.#stores.conversations.page({ limit: CONVERSATIONS });
      for (const summary of items) {
        if (this.#stopping) return;
        await this.#refresh(summary);
      }
      const listed = new Set(items.map(({ conversationId }) => conversationId));
      const gone = before.filter((conversationId) => !listed.has(conversationId));
      for (const conversationId of gone) this.#conversations.delete(conversationId);
      await this.#table.write({ remove: gone.flatMap(keysOf) });
    } catch (error) {
      this.#log.debug('What the inbox shows is remembered at another time', { error });
    } finally {
      this.#filling = null;
    }
  }

  async #refresh(summary: ConversationSummary): Promise<void> {
    const { conversationId } = summary;
    const known = this.#conversations.get(conversationId);
    const newest = known?.messages.at(-1)?.timestamp;
    if (known && known.chatId !== null && newest === summary.lastMessage?.timestamp) {
      this.#put({ ...known, summary });
      return;
    }
    const [stored, page] = await Promise.all([
      this.#stores.conversations.find(conversationId),
      this.#stores.messages.page({ conversationId, limit: MESSAGES }),
    ]);
    this.#put({
      summary,
      chatId: stored?.chatId ?? null,
      messages: page.items,
      hasOlder: page.next !== null,
    });
  }
}

export interface SnapshotInput {
  database: DeviceDatabase;
  stores: Pick<Stores, 'conversations' | 'messages'>;
  clock: Clock;
  log: Log;
}

function keysOf(conversationId: ConversationId): string[] {
  return [conversationKey(conversationId), threadKey(conversationId)];
}
