import type { ContactMergeId } from '../../src-preload/contract/contact.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Log } from '../log/log.ts';
import type { MergeWish } from '../store/contact-merge-store.ts';
import type { Stores } from '../store/stores.ts';

interface MergerInput {
  stores: Pick<Stores, 'contactMerges' | 'conversations'>;
  publish: Publish;
  log: Log;
}

/**
 * Merges contacts and undoes it. That is one write, all of it or nothing; what follows from it, that the conversations
 * bear the contact's name, is repeated at the next start when the app ended in between.
 */
export class ContactMerger {
  readonly #stores: MergerInput['stores'];
  readonly #publish: Publish;
  readonly #log: Log;

  constructor({ stores, publish, log }: MergerInput) {
    this.#stores = stores;
    this.#publish = publish;
    this.#log = log;
  }

  /** Rejects as `ContactMergeStore.merge`. */
  async merge(wish: MergeWish): Promise<ContactMergeId> {
    const mergeId = await this.#stores.contactMerges.merge(wish);
    await this.#finish(mergeId);
    return mergeId;
  }

  /** Rejects with `not_found`. */
  async undo(mergeId: ContactMergeId, userId: UserId): Promise<void> {
    await this.#stores.contactMerges.undo(mergeId, userId);
    await this.#finish(mergeId);
  }

  /** What an earlier life of any desktop has left unfinished. Never rejects. */
  async finishLeft(): Promise<void> {
    try {
      for (const mergeId of await this.#stores.contactMerges.unfinished()) {
        await this.#finish(mergeId);
      }
    } catch (error) {
      this.#log.warn('Merges of contacts were not finished', { error });
    }
  }

  async #finish(mergeId: ContactMergeId): Promise<void> {
    const { contactMerges, conversations } = this.#stores;
    await conversations.rename(await contactMerges.namesOf(mergeId));
    await contactMerges.finish(mergeId);
    this.#publish('changes.missed', { conversationId: null });
  }
}
