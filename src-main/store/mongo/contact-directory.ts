import type { ContactCursor, ContactSort } from '../../../src-preload/contract/contact.ts';
import { groupBy } from '../../common/group-by.ts';
import { contactOrder, type ContactPlace } from '../../domain/contact-order.ts';
import { foldText } from '../../domain/display-name.ts';
import type { ContactDocument } from './documents.ts';
import { FollowedContacts } from './followed-contacts.ts';
import { FollowedTalks, talkKey } from './followed-talks.ts';
import type { MongoContext } from './mongo-context.ts';

interface Entry {
  readonly id: string;
  readonly sortName: string;
  /** Folded. */
  readonly company: string;
  readonly createdAt: number;
  /** Milliseconds; 0 for never. */
  readonly interaction: number;
  readonly leads: number;
  readonly businessId: string | undefined;
  readonly talk: string;
  readonly person: string;
}

/** What contacts that are joined into another add to it. */
type Joined = Pick<
  ContactDocument,
  'joinedInto' | 'leadIds' | 'lastInteractionAt' | 'sessionId' | 'whatsappId'
>;

export const BY_NAME: ContactSort = { by: 'name', isDescending: false };

/** All contacts in the order of any column: the database cannot sort what it cannot read, so that is done here. */
export class ContactDirectory {
  readonly #context: MongoContext;
  readonly #contacts: FollowedContacts<
    'name' | 'company' | 'createdAt' | 'lastInteractionAt' | 'leadIds' | 'businessId',
    Entry
  >;
  readonly #talks: FollowedTalks;
  /** From A to Z, for as long as nothing changes. */
  #byName: ContactPlace[] | undefined;

  constructor(context: MongoContext) {
    this.#context = context;
    this.#talks = new FollowedTalks(context);
    this.#contacts = new FollowedContacts(context, {
      fields: ['name', 'company', 'createdAt', 'lastInteractionAt', 'leadIds', 'businessId'],
      toEntry: (contact, fields) => ({
        id: contact._id.toHexString(),
        sortName: foldText(fields.text('name', contact.name)),
        company: foldText(fields.text('company', contact.company)),
        createdAt: contact.createdAt.getTime(),
        interaction: contact.lastInteractionAt?.getTime() ?? 0,
        leads: contact.leadIds.length,
        businessId: contact.businessId?.toHexString(),
        talk: talkKey(contact),
        person: contact.whatsappId,
      }),
      isSame: (one, other) =>
        (Object.keys(one) as (keyof Entry)[]).every((field) => one[field] === other[field]),
    });
  }

  /** The places of at most `count` contacts, of all or of those given by id, that come after the cursor. */
  async placesAfter(input: {
    sort: ContactSort;
    /** Of businesses, by id; needed where it is sorted by them. */
    businessNames: ReadonlyMap<string, string>;
    after: ContactCursor | undefined;
    count: number;
    among?: ReadonlySet<string>;
  }): Promise<ContactPlace[]> {
    const { sort, after, count, among } = input;
    const all = await this.#sorted(sort, input.businessNames);
    return takeAfter(among ? all.filter(({ id }) => among.has(id)) : all, sort, after, count);
  }

  async #sorted(
    sort: ContactSort,
    businessNames: ReadonlyMap<string, string>,
  ): Promise<ContactPlace[]> {
    const { entries, changed } = await this.#contacts.read();
    if (changed) this.#byName = undefined;
    if (sort.by === 'name' && !sort.isDescending && this.#byName) return this.#byName;
    const valueOf = await this.#values(sort.by, businessNames);
    const places = [...entries.values()]
      .map((entry) => ({ id: entry.id, sortName: entry.sortName, value: valueOf(entry) }))
      .sort(contactOrder(sort));
    if (sort.by === 'name' && !sort.isDescending) this.#byName = places;
    return places;
  }

  /** What the list shows in a column, as something that can be compared. */
  async #values(
    by: ContactSort['by'],
    businessNames: ReadonlyMap<string, string>,
  ): Promise<(entry: Entry) => ContactPlace['value']> {
    switch (by) {
      case 'name':
        return () => null;
      case 'company':
        return ({ company }) => company || null;
      case 'created':
        return ({ createdAt }) => createdAt;
      case 'business':
        return ({ businessId = '' }) => foldText(businessNames.get(businessId) ?? '') || null;
      case 'leads': {
        const joined = await this.#joined();
        return ({ id, leads }) =>
          (joined.get(id) ?? []).reduce((sum, { leadIds }) => sum + leadIds.length, leads);
      }
      case 'lastInteraction': {
        const [joined, times] = await Promise.all([this.#joined(), this.#talks.times()]);
        return ({ id, interaction, talk, person }) => {
          const parts = joined.get(id) ?? [];
          const told =
            times.get(talk) ??
            times.get(person) ??
            parts.flatMap((part) => times.get(talkKey(part)) ?? [])[0];
          const own = interaction && Math.max(interaction, told ?? 0);
          const others = parts.map((part) => part.lastInteractionAt?.getTime() ?? 0);
          return Math.max(own, ...others) || null;
        };
      }
    }
  }

  /** By the id of the contact into which they are joined; there are few. */
  async #joined(): Promise<Map<string, Joined[]>> {
    const rows = await this.#context.contacts
      .find({ joinedInto: { $exists: true } })
      .project<Joined>({
        joinedInto: 1,
        leadIds: 1,
        lastInteractionAt: 1,
        sessionId: 1,
        whatsappId: 1,
      })
      .toArray();
    return groupBy(rows, ({ joinedInto }) => joinedInto?.toHexString() ?? '');
  }
}

/** At most `count` of what is sorted, from behind the cursor on. */
export function takeAfter(
  sorted: readonly ContactPlace[],
  sort: ContactSort,
  after: ContactCursor | undefined,
  count: number,
): ContactPlace[] {
  const order = contactOrder(sort);
  const place = after && {
    id: after.contactId,
    sortName: after.name,
    value: after.value ?? null,
  };
  const start = place ? sorted.findIndex((entry) => order(entry, place) > 0) : 0;
  return start < 0 ? [] : sorted.slice(start, start + count);
}
