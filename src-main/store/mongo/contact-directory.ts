import type { ContactCursor } from '../../../src-preload/contract/contact.ts';
import { foldText } from '../../domain/display-name.ts';
import { contactFieldsOf } from './contact-document.ts';
import type { ContactDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

/** Contacts whose names are opened at a time. */
const BATCH = 1_000;
/** Another desktop's clock may be behind ours by this much, in milliseconds. */
const CLOCK_MARGIN = 60_000;

interface Entry {
  readonly id: string;
  readonly sortName: string;
}

type Named = Pick<
  ContactDocument,
  '_id' | 'sessionId' | 'whatsappId' | 'name' | 'updatedAt' | 'joinedInto'
>;

/**
 * All contacts from A to Z. The database cannot sort what it cannot read, so the order is kept here: read once, and
 * from then on what changed since.
 */
export class ContactDirectory {
  readonly #context: MongoContext;
  readonly #entries = new Map<string, Entry>();
  #sorted: Entry[] = [];
  #newest = new Date(0);
  #refreshing: Promise<void> = Promise.resolve();

  constructor(context: MongoContext) {
    this.#context = context;
  }

  /** Ids (24 hexadecimal digits) of at most `count` contacts that come after the cursor. */
  async idsAfter(after: ContactCursor | undefined, count: number): Promise<string[]> {
    const refreshed = this.#refreshing.then(() => this.#refresh());
    // One after the other; a failure is told to who asked, and the next one tries again.
    this.#refreshing = refreshed.catch(() => {});
    await refreshed;
    const place = after && { id: after.contactId, sortName: foldText(after.name) };
    const start = place ? this.#sorted.findIndex((entry) => inNameOrder(entry, place) > 0) : 0;
    return start < 0 ? [] : this.#sorted.slice(start, start + count).map(({ id }) => id);
  }

  async #refresh(): Promise<void> {
    const { contacts } = this.#context;
    const changed = await this.#read(new Date(this.#newest.getTime() - CLOCK_MARGIN));
    // Contacts that were erased leave no trace among the changed ones.
    if ((await contacts.estimatedDocumentCount()) < this.#entries.size) {
      this.#entries.clear();
      this.#newest = new Date(0);
      await this.#read(new Date(0));
    } else if (!changed) {
      return;
    }
    this.#sorted = [...this.#entries.values()].sort(inNameOrder);
  }

  /** Whether anything is different now. */
  async #read(since: Date): Promise<boolean> {
    const cursor = this.#context.contacts
      .find({ updatedAt: { $gte: since } })
      .project<Named>({ sessionId: 1, whatsappId: 1, name: 1, updatedAt: 1, joinedInto: 1 })
      .batchSize(BATCH);
    let changed = false;
    let batch: Named[] = [];
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

  async #take(batch: readonly Named[]): Promise<boolean> {
    const fields = await contactFieldsOf(this.#context.keys, batch);
    let changed = false;
    for (const [index, contact] of batch.entries()) {
      const id = contact._id.toHexString();
      const sortName = foldText(fields[index]?.text('name', contact.name) ?? '');
      if (contact.joinedInto) {
        // It is shown as part of another.
        changed = this.#entries.delete(id) || changed;
      } else if (this.#entries.get(id)?.sortName !== sortName) {
        this.#entries.set(id, { id, sortName });
        changed = true;
      }
      if (contact.updatedAt > this.#newest) this.#newest = contact.updatedAt;
    }
    return changed;
  }
}

/** From A to Z, and where names are equal in some order that stays. */
export function inNameOrder(a: Entry, b: Entry): number {
  if (a.sortName !== b.sortName) return a.sortName < b.sortName ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
