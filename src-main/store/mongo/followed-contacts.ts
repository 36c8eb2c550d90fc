import type { Document } from 'mongodb';
import { contactFieldsOf } from './contact-document.ts';
import type { ContactDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';
import type { SealedFields } from './sealed-fields.ts';

/** Contacts that are opened at a time. */
const BATCH = 1_000;
/** Another desktop's clock may be behind ours by this much, in milliseconds. */
export const CLOCK_MARGIN = 60_000;

type Always = Pick<
  ContactDocument,
  '_id' | 'sessionId' | 'whatsappId' | 'updatedAt' | 'joinedInto'
>;

/**
 * Something of every contact that is shown on its own, kept in memory because the database cannot compare or sort what
 * it cannot read: read once, when it is first asked for, and from then on what changed since.
 */
export class FollowedContacts<Field extends keyof ContactDocument, Entry> {
  readonly #context: MongoContext;
  readonly #projection: Document;
  readonly #toEntry: (
    contact: Always & Pick<ContactDocument, Field>,
    fields: SealedFields,
  ) => Entry;
  readonly #isSame: (one: Entry, other: Entry) => boolean;
  readonly #entries = new Map<string, Entry>();
  #newest = new Date(0);
  #refreshing: Promise<unknown> = Promise.resolve();

  constructor(
    context: MongoContext,
    what: {
      fields: readonly Field[];
      toEntry(contact: Always & Pick<ContactDocument, Field>, fields: SealedFields): Entry;
      isSame(one: Entry, other: Entry): boolean;
    },
  ) {
    this.#context = context;
    const names = ['sessionId', 'whatsappId', 'updatedAt', 'joinedInto', ...what.fields];
    this.#projection = Object.fromEntries(names.map((name) => [name, 1]));
    this.#toEntry = (contact, fields) => what.toEntry(contact, fields);
    this.#isSame = (one, other) => what.isSame(one, other);
  }

  /** All of them by id (24 hexadecimal digits), as they are now, and whether any is different from the last time. */
  async read(): Promise<{ entries: ReadonlyMap<string, Entry>; changed: boolean }> {
    const refreshed = this.#refreshing.then(() => this.#refresh());
    // One after the other; a failure is told to who asked, and the next one tries again.
    this.#refreshing = refreshed.catch(() => {});
    return { changed: await refreshed, entries: this.#entries };
  }

  async #refresh(): Promise<boolean> {
    const { contacts } = this.#context;
    const changed = await this.#readSince(new Date(this.#newest.getTime() - CLOCK_MARGIN));
    // Contacts that were erased leave no trace among the changed ones.
    if ((await contacts.estimatedDocumentCount()) >= this.#entries.size) return changed;
    this.#entries.clear();
    this.#newest = new Date(0);
    await this.#readSince(new Date(0));
    return true;
  }

  /** Whether anything is different now. */
  async #readSince(since: Date): Promise<boolean> {
    type Row = Always & Pick<ContactDocument, Field>;
    const cursor = this.#context.contacts
      .find({ updatedAt: { $gte: since } })
      .project<Row>(this.#projection)
      .batchSize(BATCH);
    let changed = false;
    let batch: Row[] = [];
    const take = async (): Promise<void> => {
      changed = (await this.#take(batch)) || changed;
      batch = [];
    };
    for await (const contact of cursor) {
      batch.push(contact);
      if (batch.length === BATCH) await take();
    }
    await take();
    return changed;
  }

  async #take(batch: readonly (Always & Pick<ContactDocument, Field>)[]): Promise<boolean> {
    const fields = await contactFieldsOf(this.#context.keys, batch);
    let changed = false;
    for (const [index, contact] of batch.entries()) {
      const id = contact._id.toHexString();
      const own = fields[index];
      if (contact.joinedInto || !own) {
        // It is shown as part of another.
        changed = this.#entries.delete(id) || changed;
      } else {
        const entry = this.#toEntry(contact, own);
        const before = this.#entries.get(id);
        if (before === undefined || !this.#isSame(before, entry)) {
          this.#entries.set(id, entry);
          changed = true;
        }
      }
      if (contact.updatedAt > this.#newest) this.#newest = contact.updatedAt;
    }
    return changed;
  }
}
