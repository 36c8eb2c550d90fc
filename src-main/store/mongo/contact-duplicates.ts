import { ContactId } from '../../../src-preload/contract/ids.ts';
import {
  type ComparedContact,
  type DuplicateGroup,
  findDuplicates,
  type KnownPair,
  pairName,
} from '../../domain/duplicate-contacts.ts';
import { FollowedContacts } from './followed-contacts.ts';
import type { MongoContext } from './mongo-context.ts';

const compared = ['whatsappId', 'name', 'phoneNumber', 'email', 'company'] as const;

/** Compares all contacts with each other: what is compared is kept in memory (`FollowedContacts`). */
export class ContactDuplicates {
  readonly #context: MongoContext;
  readonly #contacts: FollowedContacts<
    'name' | 'phoneNumberSealed' | 'email' | 'company',
    ComparedContact
  >;

  constructor(context: MongoContext) {
    this.#context = context;
    this.#contacts = new FollowedContacts(context, {
      fields: ['name', 'phoneNumberSealed', 'email', 'company'],
      toEntry: (contact, fields) => ({
        contactId: ContactId.parse(contact._id.toHexString()),
        whatsappId: contact.whatsappId,
        name: fields.text('name', contact.name),
        phoneNumber: fields.text('phoneNumber', contact.phoneNumberSealed),
        email: fields.text('email', contact.email),
        company: fields.text('company', contact.company),
      }),
      isSame: (one, other) => compared.every((field) => one[field] === other[field]),
    });
  }

  /** See `ContactMergeStore.duplicates`. */
  async find(): Promise<{ groups: DuplicateGroup[]; compared: number }> {
    const { identities, toldApart } = this.#context;
    const [{ entries }, pairs, told] = await Promise.all([
      this.#contacts.read(),
      identities
        .find({})
        .project<{ one: string; other: string; refused?: object }>({ one: 1, other: 1, refused: 1 })
        .toArray(),
      toldApart.find({}).toArray(),
    ]);
    const contacts = [...entries.values()];
    const refused = new Set(
      told.map(({ one, other }) => pairName(one.toHexString(), other.toHexString())),
    );
    const known: KnownPair[] = [];
    const byWhatsAppId = new Map<string, ContactId[]>();
    for (const { whatsappId, contactId } of contacts) {
      byWhatsAppId.set(whatsappId, [...(byWhatsAppId.get(whatsappId) ?? []), contactId]);
    }
    for (const pair of pairs) {
      if (!pair.refused) {
        known.push([pair.one, pair.other]);
        continue;
      }
      // Taken apart as conversations: that says the same of the contacts.
      for (const one of byWhatsAppId.get(pair.one) ?? []) {
        for (const other of byWhatsAppId.get(pair.other) ?? []) refused.add(pairName(one, other));
      }
    }
    return { groups: findDuplicates(contacts, known, refused), compared: contacts.length };
  }
}
