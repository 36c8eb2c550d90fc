import { Draft } from '../../src-preload/contract/draft.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Log } from '../log/log.ts';
import type { DeviceDatabase, SealedTable } from './device-database.ts';

/** What was typed outlives a version that wrote messages or files in another shape; what goes with it does not. */
const KeptDraft = Draft.extend({
  replyTo: Draft.shape.replyTo.catch(null),
  editing: Draft.shape.editing.catch(null),
  files: Draft.shape.files.catch([]),
  note: Draft.shape.note.catch(null),
});

/**
 * What was typed and not sent, per conversation, on this device: sealed, and nowhere else. One that cannot be read
 * stays on the disk until something else is typed in that conversation.
 */
export class Drafts {
  readonly #table: SealedTable<Draft>;
  readonly #drafts: Map<ConversationId, Draft>;
  /** Whether one lies on the disk that cannot be read: nobody knows which files are its own. */
  readonly hasUnreadable: boolean;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    table: SealedTable<Draft>,
    drafts: Map<ConversationId, Draft>,
    hasUnreadable: boolean,
  ) {
    this.hasUnreadable = hasUnreadable;
    this.#table = table;
    this.#drafts = drafts;
  }

  static async open(database: DeviceDatabase, log: Log): Promise<Drafts> {
    const table = database.table('drafts', KeptDraft);
    const drafts = new Map<ConversationId, Draft>();
    let unreadable = 0;
    for (const { value } of await table.read(Infinity)) {
      if (value instanceof Error) unreadable += 1;
      else drafts.set(value.conversationId, value);
    }
    if (unreadable > 0) log.warn('Some drafts on this device cannot be read', { unreadable });
    return new Drafts(table, drafts, unreadable > 0);
  }

  list(): Draft[] {
    return [...this.#drafts.values()];
  }

  /** The files that go with what was typed there. */
  filesOf(conversationId: ConversationId): Draft['files'] {
    return this.#drafts.get(conversationId)?.files ?? [];
  }

  /** Nothing of it is kept any more. Answers whether there was something. */
  async erase(conversationId: ConversationId): Promise<boolean> {
    const written = this.#writing.then(() => this.#table.write({ remove: [conversationId] }));
    this.#writing = written.catch(() => {});
    await written;
    return this.#drafts.delete(conversationId);
  }

  /** Resolves when it is on the disk; an empty one takes the one before away. The last one kept is the one that stays. */
  keep(draft: Draft): Promise<void> {
    const { conversationId, text, replyTo, editing, files, note } = draft;
    const isEmpty =
      text === '' && replyTo === null && editing === null && files.length === 0 && note === null;
    const written = this.#writing.then(async () => {
      await this.#table.write(
        isEmpty ? { remove: [conversationId] } : { put: [[conversationId, draft]] },
      );
      if (isEmpty) this.#drafts.delete(conversationId);
      else this.#drafts.set(conversationId, draft);
    });
    // Whoever asked hears of a failure; the next one is written all the same.
    this.#writing = written.catch(() => {});
    return written;
  }

  /** Resolves when nothing is being written any more. */
  async stop(): Promise<void> {
    await this.#writing;
  }
}
