import { type Filter, ObjectId } from 'mongodb';
import { ContactId, ConversationId, LeadId } from '../../../../src-preload/contract/ids.ts';
import { formsOf } from '../../../domain/person-ids.ts';
import type { ErasurePlan } from '../../erasure-plan.ts';
import { contactFieldsOf } from '../contact-document.ts';
import { conversationFields } from '../conversation-document.ts';
import { conversationSubject } from '../../../crypto/key-subjects.ts';
import type { ContactDocument, ConversationDocument } from '../documents.ts';
import type { MongoContext } from '../mongo-context.ts';

type FoundContact = Pick<
  ContactDocument,
  | '_id'
  | 'sessionId'
  | 'whatsappId'
  | 'whatsappIdSealed'
  | 'phoneNumber'
  | 'phoneNumberSealed'
  | 'name'
  | 'leadIds'
  | 'joinedInto'
>;
type FoundConversation = Pick<
  ConversationDocument,
  '_id' | 'conversationId' | 'whatsappId' | 'whatsappIdSealed' | 'joinedInto' | 'leadId'
>;

const contactFields = {
  ...{ sessionId: 1, whatsappId: 1, whatsappIdSealed: 1, phoneNumber: 1 },
  ...{ phoneNumberSealed: 1, name: 1, leadIds: 1, joinedInto: 1 },
};
const conversationProjection = {
  ...{ conversationId: 1, whatsappId: 1, whatsappIdSealed: 1, joinedInto: 1, leadId: 1 },
};

/** See `PersonStore.find`. */
export async function findPerson(
  context: MongoContext,
  contactId: ContactId,
): Promise<{ plan: ErasurePlan; name: string } | null> {
  const search = new Search(context);
  return search.from(contactId);
}

/**
 * Goes from id to id until nothing new is found: what is joined, through whichever account, has the same number, or was told by
 * WhatsApp to be the same. Of pairs of ids only those are followed that lead from an id of a contact or conversation: two people
 * who have had the same username, one after the other, are not one.
 */
class Search {
  readonly #context: MongoContext;
  readonly #contacts = new Map<string, FoundContact>();
  readonly #conversations = new Map<string, FoundConversation>();
  /** Pseudonyms of ids and numbers, in all their forms. */
  readonly #people = new Set<string>();
  readonly #followed = new Set<string>();
  /** Ids and numbers as they are. */
  readonly #ids = new Set<string>();

  constructor(context: MongoContext) {
    this.#context = context;
  }

  async from(contactId: ContactId): Promise<{ plan: ErasurePlan; name: string } | null> {
    const first = await this.#readContacts({ _id: new ObjectId(contactId) });
    const [root] = first;
    if (!root) return null;
    for (let size = -1; size !== this.#size;) {
      size = this.#size;
      await this.#widen();
    }
    const [fields] = await contactFieldsOf(this.#context.keys, [root]);
    return { plan: this.#plan(root), name: fields?.text('name', root.name) ?? '' };
  }

  get #size(): number {
    return this.#contacts.size + this.#conversations.size + this.#people.size;
  }

  async #widen(): Promise<void> {
    const { identities } = this.#context;
    const contacts = [...this.#contacts.values()];
    const roots = contacts.map(({ _id, joinedInto }) => joinedInto ?? _id);
    const people = [...this.#people];
    await this.#readContacts({
      $or: [
        { _id: { $in: roots } },
        { joinedInto: { $in: roots } },
        { whatsappId: { $in: people } },
        { phoneNumber: { $in: people } },
      ],
    });
    const talks = [...this.#conversations.values()];
    const shownAs = talks.map(({ conversationId, joinedInto }) => joinedInto ?? conversationId);
    await this.#readConversations({
      isGroup: false,
      $or: [
        { whatsappId: { $in: people } },
        { conversationId: { $in: shownAs } },
        { joinedInto: { $in: shownAs } },
      ],
    });
    const own = [...this.#contacts.values(), ...this.#conversations.values()]
      .map(({ whatsappId }) => whatsappId)
      .filter((each) => !this.#followed.has(each));
    if (own.length === 0) return;
    const pairs = await identities
      .find({ $or: [{ one: { $in: own } }, { other: { $in: own } }], refused: { $exists: false } })
      .project<{ one: string; other: string }>({ one: 1, other: 1 })
      .toArray();
    for (const { one, other } of pairs) this.#people.add(one).add(other);
    for (const each of own) this.#followed.add(each);
  }

  async #readContacts(filter: Filter<ContactDocument>): Promise<FoundContact[]> {
    const found = await this.#context.contacts
      .find(filter)
      .project<FoundContact>(contactFields)
      .toArray();
    const fresh = found.filter(({ _id }) => !this.#contacts.has(_id.toHexString()));
    const fields = await contactFieldsOf(this.#context.keys, fresh);
    for (const [index, contact] of fresh.entries()) {
      this.#contacts.set(contact._id.toHexString(), contact);
      this.#people.add(contact.whatsappId);
      this.#know(fields[index]?.text('whatsappId', contact.whatsappIdSealed) ?? '');
      this.#know(fields[index]?.text('phoneNumber', contact.phoneNumberSealed) ?? '');
    }
    return fresh;
  }

  async #readConversations(filter: Filter<ConversationDocument>): Promise<void> {
    const { conversations, keys } = this.#context;
    const found = await conversations
      .find(filter)
      .project<FoundConversation>(conversationProjection)
      .toArray();
    const fresh = found.filter(({ conversationId }) => !this.#conversations.has(conversationId));
    const subjects = fresh.map(({ conversationId }) =>
      conversationSubject(ConversationId.parse(conversationId)),
    );
    const opened = await keys.keysFor(subjects);
    for (const [index, conversation] of fresh.entries()) {
      const { conversationId, whatsappId, whatsappIdSealed } = conversation;
      this.#conversations.set(conversationId, conversation);
      this.#people.add(whatsappId);
      const key = opened.get(subjects[index] ?? '');
      const fields = conversationFields(key, ConversationId.parse(conversationId));
      this.#know(fields.text('whatsappId', whatsappIdSealed));
    }
  }

  #know(idOrNumber: string): void {
    if (idOrNumber === '') return;
    this.#ids.add(idOrNumber);
    const { lookup } = this.#context.keys;
    for (const form of formsOf(idOrNumber)) this.#people.add(lookup.pseudonym(form));
  }

  #plan(root: FoundContact): ErasurePlan {
    const { lookup } = this.#context.keys;
    const contacts = [...this.#contacts.values()];
    const talks = [...this.#conversations.values()];
    const digits = new Set([...this.#ids].flatMap((id) => /^\d{5,20}/.exec(id)?.[0] ?? []));
    const numbers = [...this.#ids].flatMap(formsOf).filter((each) => /^\d+$/.test(each));
    const leads = [
      ...contacts.flatMap(({ leadIds }) => leadIds),
      ...talks.flatMap(({ leadId }) => leadId ?? []),
    ];
    return {
      contacts: contacts.map(({ _id, sessionId, whatsappId }) => ({
        id: ContactId.parse(_id.toHexString()),
        sessionId,
        pseudonym: whatsappId,
      })),
      conversations: talks.map(({ _id, conversationId }) => ({
        id: _id.toHexString(),
        conversationId: ConversationId.parse(conversationId),
      })),
      people: [...this.#people],
      tokens: [...digits].map((each) => lookup.tokensForQuery(each).map(String)),
      phoneKeys: [...new Set(numbers)].map((each) => lookup.pseudonym(`lead +${each}`)),
      leads: [...new Set(leads.map((each) => each.toHexString()))].map((id) => LeadId.parse(id)),
      subject: lookup.suppression(root.whatsappId),
    };
  }
}
