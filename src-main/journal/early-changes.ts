import { z } from 'zod';
import { ConversationId } from '../../src-preload/contract/ids.ts';
import { LinkPreview } from '../../src-preload/contract/message-content.ts';
import { MessageStatus } from '../../src-preload/contract/message.ts';
import type { MessageChange, StatusChanged } from '../domain/whatsapp-event.ts';
import { type DeviceDatabase, type SealedTable, UnreadableValue } from './device-database.ts';

/** Something that happened to a message, also what became of it. */
export type EarlyChange = MessageChange | (StatusChanged & { at: number });

/**
 * Changes that wait at most; the oldest go first. Some messages never come, being older than what is read of a chat;
 * of one that is read much later WhatsApp says itself how it stands.
 */
const MOST = 10_000;
const KEY_DIGITS = 16;

const change = { messageId: z.string(), chatId: z.string() };
const Early = z.object({
  conversationId: ConversationId,
  change: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('edited'),
      ...change,
      content: z.string(),
      mentions: z.array(z.string()).optional(),
      linkPreview: LinkPreview.optional(),
      at: z.number(),
    }),
    z.object({ kind: z.literal('revoked'), ...change }),
    z.object({
      kind: z.literal('reaction'),
      ...change,
      from: z.string(),
      fromMe: z.boolean(),
      emoji: z.string(),
      at: z.number(),
    }),
    z.object({
      kind: z.literal('vote'),
      ...change,
      from: z.string(),
      options: z.array(z.number()),
      at: z.number(),
    }),
    z.object({ kind: z.literal('status'), ...change, status: MessageStatus, at: z.number() }),
  ]),
});
type Early = z.infer<typeof Early>;

/**
 * Changes of messages that are not stored yet: an edit overtakes its message when that is still being read back from
 * history. They are kept on the device, sealed, until the message has come. Another desktop that runs the account
 * later does not need them: it reads the message as it stands by then.
 */
export class EarlyChanges {
  readonly #table: SealedTable<Early>;
  /** By the key in the table, oldest first. */
  readonly #waiting: Map<string, Early>;
  /** The same by message. */
  readonly #byMessage = new Map<string, Set<string>>();
  #nextNumber: number;

  private constructor(table: SealedTable<Early>, waiting: Map<string, Early>) {
    this.#table = table;
    this.#waiting = waiting;
    this.#nextNumber = Number([...waiting.keys()].at(-1) ?? -1) + 1;
    for (const [key, early] of waiting) this.#index(key, early);
  }

  static async open(database: DeviceDatabase): Promise<EarlyChanges> {
    const table = database.table('early-changes', Early);
    const waiting = new Map<string, Early>();
    const unreadable: string[] = [];
    for (const { key, value } of await table.read(MOST)) {
      if (value instanceof UnreadableValue) unreadable.push(key);
      else waiting.set(key, value);
    }
    if (unreadable.length > 0) await table.write({ remove: unreadable });
    return new EarlyChanges(table, waiting);
  }

  /** Resolves when it is on the disk. */
  async keep(conversationId: ConversationId, change: EarlyChange): Promise<void> {
    const wanted = JSON.stringify(change);
    const known = this.of(conversationId, change.messageId);
    // The journal may tell it again after a crash.
    if (known.some((each) => JSON.stringify(each) === wanted)) return;
    const key = String(this.#nextNumber++).padStart(KEY_DIGITS, '0');
    const early: Early = { conversationId, change };
    const [oldest] = this.#waiting.keys();
    const tooMany = this.#waiting.size >= MOST && oldest !== undefined ? [oldest] : [];
    await this.#table.write({ put: [[key, early]], remove: tooMany });
    for (const each of tooMany) this.#forget(each);
    this.#waiting.set(key, early);
    this.#index(key, early);
  }

  /** What waits for this message, in the order in which it came. */
  of(conversationId: ConversationId, messageId: string): EarlyChange[] {
    const keys = this.#byMessage.get(nameOf(conversationId, messageId)) ?? [];
    return [...keys].flatMap((key) => this.#waiting.get(key)?.change ?? []);
  }

  /** Call when the message has them. */
  async drop(conversationId: ConversationId, messageId: string): Promise<void> {
    const keys = [...(this.#byMessage.get(nameOf(conversationId, messageId)) ?? [])];
    if (keys.length === 0) return;
    await this.#table.write({ remove: keys });
    for (const key of keys) this.#forget(key);
  }

  /** Nothing of this conversation is kept any more. */
  async erase(conversationId: ConversationId): Promise<void> {
    const keys = [...this.#waiting].flatMap(([key, early]) =>
      early.conversationId === conversationId ? [key] : [],
    );
    if (keys.length === 0) return;
    await this.#table.write({ remove: keys });
    for (const key of keys) this.#forget(key);
  }

  #index(key: string, { conversationId, change: { messageId } }: Early): void {
    const name = nameOf(conversationId, messageId);
    const keys = this.#byMessage.get(name) ?? new Set();
    keys.add(key);
    this.#byMessage.set(name, keys);
  }

  #forget(key: string): void {
    const early = this.#waiting.get(key);
    if (!early) return;
    const name = nameOf(early.conversationId, early.change.messageId);
    const keys = this.#byMessage.get(name);
    keys?.delete(key);
    if (keys?.size === 0) this.#byMessage.delete(name);
    this.#waiting.delete(key);
  }
}

function nameOf(conversationId: ConversationId, messageId: string): string {
  return `${conversationId} ${messageId}`;
}
