import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { MongoConnection } from './mongo-connection.ts';

/**
 * Which conversations are shown as one, because they are with the same person under two ids. Each keeps its messages,
 * counters and keys; only who reads puts them together, so that they can be taken apart again. There are few: all of
 * them are remembered, and read again when any conversation was changed elsewhere.
 */
export class JoinedConversations {
  readonly #conversations: MongoConnection['conversations'];
  #known: Promise<ReadonlyMap<string, ConversationId>> | null = null;

  constructor(conversations: MongoConnection['conversations']) {
    this.#conversations = conversations;
  }

  /** Call when some may have been joined or taken apart. */
  forget(): void {
    this.#known = null;
  }

  /** The conversation as which it is shown: itself, nearly always. */
  async shownAs(conversationId: ConversationId): Promise<ConversationId> {
    return (await this.#read()).get(conversationId) ?? conversationId;
  }

  /** All that are shown as the same one, which comes first. */
  async membersOf(conversationId: ConversationId): Promise<ConversationId[]> {
    const known = await this.#read();
    const shown = known.get(conversationId) ?? conversationId;
    const others = [...known].flatMap(([id, into]) =>
      into === shown ? [ConversationId.parse(id)] : [],
    );
    return [shown, ...others];
  }

  /** All that are shown as one; of each the one as which they are shown comes first. */
  async groups(): Promise<ConversationId[][]> {
    const groups = new Map<ConversationId, ConversationId[]>();
    for (const [id, into] of await this.#read()) {
      groups.set(into, [...(groups.get(into) ?? [into]), ConversationId.parse(id)]);
    }
    return [...groups.values()];
  }

  async #read(): Promise<ReadonlyMap<string, ConversationId>> {
    const reading = (this.#known ??= this.#load());
    try {
      return await reading;
    } catch (error) {
      if (this.#known === reading) this.#known = null;
      throw error;
    }
  }

  async #load(): Promise<ReadonlyMap<string, ConversationId>> {
    const rows = await this.#conversations
      .find({ joinedInto: { $exists: true } })
      .project<{ conversationId: string; joinedInto: string }>({
        _id: 0,
        conversationId: 1,
        joinedInto: 1,
      })
      .toArray();
    return new Map(rows.map((row) => [row.conversationId, ConversationId.parse(row.joinedInto)]));
  }
}
