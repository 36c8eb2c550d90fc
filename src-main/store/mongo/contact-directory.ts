import type { ContactCursor } from '../../../src-preload/contract/contact.ts';
import { foldText } from '../../domain/display-name.ts';
import { FollowedContacts } from './followed-contacts.ts';
import type { MongoContext } from './mongo-context.ts';

interface Entry {
  readonly id: string;
  readonly sortName: string;
}

/** All contacts from A to Z: their order is kept here (`FollowedContacts`). */
export class ContactDirectory {
  readonly #contacts: FollowedContacts<'name', Entry>;
  #sorted: Entry[] = [];

  constructor(context: MongoContext) {
    this.#contacts = new FollowedContacts(context, {
      fields: ['name'],
      toEntry: ({ _id, name }, fields) => ({
        id: _id.toHexString(),
        sortName: foldText(fields.text('name', name)),
      }),
      isSame: (one, other) => one.sortName === other.sortName,
    });
  }

  /** Ids (24 hexadecimal digits) of at most `count` contacts that come after the cursor. */
  async idsAfter(after: ContactCursor | undefined, count: number): Promise<string[]> {
    const { entries, changed } = await this.#contacts.read();
    if (changed) this.#sorted = [...entries.values()].sort(inNameOrder);
    const place = after && { id: after.contactId, sortName: foldText(after.name) };
    const start = place ? this.#sorted.findIndex((entry) => inNameOrder(entry, place) > 0) : 0;
    return start < 0 ? [] : this.#sorted.slice(start, start + count).map(({ id }) => id);
  }
}

/** From A to Z, and where names are equal in some order that stays. */
export function inNameOrder(a: Entry, b: Entry): number {
  if (a.sortName !== b.sortName) return a.sortName < b.sortName ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
