import { z } from 'zod';
import { ConversationId } from '../../src-preload/contract/ids.ts';
import type { DeviceDatabase, SealedTable } from './device-database.ts';

/**
 * Conversations whose figures this device could not write down because PostgreSQL was away: their messages are stored,
 * and have to be read for the figures when it is back.
 */
export class OwedFigures {
  readonly #table: SealedTable<true>;
  readonly #owed: Set<ConversationId>;

  private constructor(table: SealedTable<true>, owed: Set<ConversationId>) {
    this.#table = table;
    this.#owed = owed;
  }

  static async open(database: DeviceDatabase): Promise<OwedFigures> {
    const table = database.table('owed-figures', z.literal(true));
    const keys = await table.keys();
    return new OwedFigures(table, new Set(keys.map((key) => ConversationId.parse(key))));
  }

  all(): ConversationId[] {
    return [...this.#owed];
  }

  /** On the disk when it resolves. */
  async add(conversationIds: readonly ConversationId[]): Promise<void> {
    const added = conversationIds.filter((each) => !this.#owed.has(each));
    if (added.length === 0) return;
    await this.#table.write({ put: added.map((each) => [each, true] as const) });
    for (const each of added) this.#owed.add(each);
  }

  async settle(conversationIds: readonly ConversationId[]): Promise<void> {
    await this.#table.write({ remove: conversationIds });
    for (const each of conversationIds) this.#owed.delete(each);
  }
}
