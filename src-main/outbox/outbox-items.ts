import type { ConversationId, MessageId, SessionId } from '../../src-preload/contract/ids.ts';
import type { DeviceDatabase, SealedTable } from '../journal/device-database.ts';
import type { Log } from '../log/log.ts';
import { OutboxItem } from './outbox-item.ts';

interface StoredItem {
  key: string;
  item: OutboxItem;
}

/** The messages of the outbox, on the disk and in memory, in the order of writing. */
export class OutboxItems {
  readonly #table: SealedTable<OutboxItem>;
  readonly #items: Map<string, StoredItem>;
  /** Whether something lies on the disk that another key sealed, or that was damaged. */
  readonly hasUnreadable: boolean;
  #writing: Promise<void> = Promise.resolve();
  #nextNumber: number;

  private constructor(
    table: SealedTable<OutboxItem>,
    rows: StoredItem[],
    nextNumber: number,
    hasUnreadable: boolean,
  ) {
    this.hasUnreadable = hasUnreadable;
    this.#table = table;
    this.#items = new Map(rows.map((row) => [row.item.messageId, row]));
    this.#nextNumber = nextNumber;
  }

  static async open(database: DeviceDatabase, log: Log): Promise<OutboxItems> {
    const table = database.table('outbox', OutboxItem);
    const rows: StoredItem[] = [];
    const stored = await table.read(Infinity);
    for (const { key, value } of stored) {
      if (value instanceof Error) log.error('A queued message cannot be read', { error: value });
      // What was on its way when the app ended is looked for at WhatsApp before it is sent again.
      else
        rows.push({ key, item: value.state === 'sending' ? { ...value, state: 'queued' } : value });
    }
    const lastKey = await table.lastKey();
    const nextNumber = lastKey === null ? 0 : Number(lastKey) + 1;
    return new OutboxItems(table, rows, nextNumber, rows.length < stored.length);
  }

  all(): OutboxItem[] {
    return [...this.#items.values()].map(({ item }) => item);
  }

  get(messageId: string): OutboxItem | undefined {
    return this.#items.get(messageId)?.item;
  }

  ofConversation(conversationId: ConversationId): OutboxItem[] {
    return this.all().filter((item) => item.conversationId === conversationId);
  }

  /** What is to be sent through this session, in the order of writing. */
  waitingIn(sessionId: SessionId): OutboxItem[] {
    return this.all().filter((item) => item.sessionId === sessionId && item.state !== 'failed');
  }

  /** Durable when it resolves. */
  async add(item: OutboxItem): Promise<void> {
    const key = String(this.#nextNumber++).padStart(16, '0');
    // One after the other: two that were written at once must not change places.
    const written = this.#writing.then(() => this.#table.write({ put: [[key, item]] }));
    this.#writing = written.catch(() => {
      // Whoever wrote it hears of it; the next one is written all the same.
    });
    await written;
    this.#items.set(item.messageId, { key, item });
  }

  /** Whether it is still there. */
  async update(item: OutboxItem): Promise<boolean> {
    const found = this.#items.get(item.messageId);
    if (!found) return false;
    await this.#table.write({ put: [[found.key, item]] });
    if (!this.#items.has(item.messageId)) return false;
    this.#items.set(item.messageId, { key: found.key, item });
    return true;
  }

  /** The item as it was, or null when there was none. */
  async remove(messageId: MessageId): Promise<OutboxItem | null> {
    const found = this.#items.get(messageId);
    if (!found) return null;
    this.#items.delete(messageId);
    await this.#table.write({ remove: [found.key] });
    return found.item;
  }
}
