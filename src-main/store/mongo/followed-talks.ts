import type { ConversationDocument } from './documents.ts';
import { CLOCK_MARGIN } from './followed-contacts.ts';
import type { MongoContext } from './mongo-context.ts';

type Row = Pick<
  ConversationDocument,
  'conversationId' | 'sessionId' | 'whatsappId' | 'lastMessageAt' | 'updatedAt'
>;

const projection = {
  conversationId: 1,
  sessionId: 1,
  whatsappId: 1,
  lastMessageAt: 1,
  updatedAt: 1,
};

/**
 * When something was last said in every conversation, kept in memory as the contacts are: read once, when it is first
 * asked for, and from then on what changed since.
 */
export class FollowedTalks {
  readonly #context: Pick<MongoContext, 'conversations'>;
  readonly #rows = new Map<string, Row>();
  #newest = new Date(0);
  #refreshing: Promise<unknown> = Promise.resolve();

  constructor(context: Pick<MongoContext, 'conversations'>) {
    this.#context = context;
  }

  /** Milliseconds, by `talkKey` of session and person, and by the person's pseudonym alone the newest of all accounts. */
  async times(): Promise<Map<string, number>> {
    const refreshed = this.#refreshing.then(() => this.#refresh());
    this.#refreshing = refreshed.catch(() => {});
    await refreshed;
    const times = new Map<string, number>();
    for (const row of this.#rows.values()) {
      const at = row.lastMessageAt.getTime();
      for (const key of [talkKey(row), row.whatsappId]) {
        times.set(key, Math.max(at, times.get(key) ?? 0));
      }
    }
    return times;
  }

  async #refresh(): Promise<void> {
    const { conversations } = this.#context;
    await this.#readSince(new Date(this.#newest.getTime() - CLOCK_MARGIN));
    // Those that were erased leave no trace among the changed ones.
    if ((await conversations.estimatedDocumentCount()) >= this.#rows.size) return;
    this.#rows.clear();
    this.#newest = new Date(0);
    await this.#readSince(new Date(0));
  }

  async #readSince(since: Date): Promise<void> {
    const rows = this.#context.conversations
      .find({ updatedAt: { $gte: since } })
      .project<Row>(projection);
    for await (const row of rows) {
      this.#rows.set(row.conversationId, row);
      if (row.updatedAt > this.#newest) this.#newest = row.updatedAt;
    }
  }
}

export function talkKey({ sessionId, whatsappId }: Pick<Row, 'sessionId' | 'whatsappId'>): string {
  return `${sessionId} ${whatsappId}`;
}
