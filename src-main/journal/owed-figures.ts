import { z } from 'zod';
import { ConversationId } from '../../src-preload/contract/ids.ts';
import { type DeviceDatabase, type SealedTable, UnreadableValue } from './device-database.ts';

/** A person closed a conversation. */
const Closing = z.object({ conversationId: ConversationId, at: z.number() });
export type Closing = z.infer<typeof Closing>;

/**
 * What this device could not write down for the figures because PostgreSQL was away: conversations whose messages are
 * stored, and have to be read for the figures when it is back; and closings, which nothing else remembers.
 */
export class OwedFigures {
  readonly #conversations: SealedTable<true>;
  readonly #closings: SealedTable<Closing>;
  readonly #owed: Set<ConversationId>;
  readonly #closed: Map<string, Closing>;

  private constructor(
    tables: { conversations: SealedTable<true>; closings: SealedTable<Closing> },
    owed: Set<ConversationId>,
    closed: Map<string, Closing>,
  ) {
    this.#conversations = tables.conversations;
    this.#closings = tables.closings;
    this.#owed = owed;
    this.#closed = closed;
  }

  static async open(database: DeviceDatabase): Promise<OwedFigures> {
    const conversations = database.table('owed-figures', z.literal(true));
    const closings = database.table('owed-closings', Closing);
    const keys = await conversations.keys();
    const closed = new Map<string, Closing>();
    for (const { key, value } of await closings.read(Number.MAX_SAFE_INTEGER)) {
      // What another version wrote, or was damaged, tells nothing any more.
      if (!(value instanceof UnreadableValue)) closed.set(key, value);
    }
    return new OwedFigures(
      { conversations, closings },
      new Set(keys.map((key) => ConversationId.parse(key))),
      closed,
    );
  }

  conversations(): ConversationId[] {
    return [...this.#owed];
  }

  closings(): Closing[] {
    return [...this.#closed.values()];
  }

  /** On the disk when it resolves. */
  async add(conversationIds: readonly ConversationId[]): Promise<void> {
    const added = conversationIds.filter((each) => !this.#owed.has(each));
    if (added.length === 0) return;
    await this.#conversations.write({ put: added.map((each) => [each, true] as const) });
    for (const each of added) this.#owed.add(each);
  }

  /** On the disk when it resolves. */
  async addClosing(closing: Closing): Promise<void> {
    await this.#closings.write({ put: [[nameOf(closing), closing]] });
    this.#closed.set(nameOf(closing), closing);
  }

  async settle(conversationIds: readonly ConversationId[]): Promise<void> {
    await this.#conversations.write({ remove: conversationIds });
    for (const each of conversationIds) this.#owed.delete(each);
  }

  async settleClosing(closing: Closing): Promise<void> {
    await this.#closings.write({ remove: [nameOf(closing)] });
    this.#closed.delete(nameOf(closing));
  }
}

function nameOf({ conversationId, at }: Closing): string {
  return `${conversationId} ${at}`;
}
