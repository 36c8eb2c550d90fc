import { type Filter, ObjectId } from 'mongodb';
import { ContactId, ConversationId } from '../../../src-preload/contract/ids.ts';
import { contactSubject, leadSubject } from '../../crypto/key-subjects.ts';
import type { Cutoffs, ExpiryStore } from '../expiry-store.ts';
import { DocumentCache } from './document-cache.ts';
import type { ContactDocument, ConversationDocument } from './documents.ts';
import { knownNumbers } from './known-numbers.ts';
import type { MongoContext } from './mongo-context.ts';
import { destroyDataKey } from './mongo-key-store.ts';

type Person = Pick<
  ContactDocument,
  '_id' | 'sessionId' | 'whatsappId' | 'joinedInto' | 'phoneNumber'
>;
const person = { sessionId: 1, whatsappId: 1, joinedInto: 1, phoneNumber: 1 };
type Talk = Pick<ConversationDocument, 'conversationId' | 'joinedInto'>;
const talk = { conversationId: 1, joinedInto: 1 };

/** The conversations that have the same time, for each time. */
export function groupsOf({ others, businesses }: Cutoffs): {
  filter: Filter<ConversationDocument>;
  before: number;
}[] {
  const own = [...businesses].map(([businessId, before]) => ({
    filter: { businessId: new ObjectId(businessId) },
    before,
  }));
  const rest = { businessId: { $nin: own.map(({ filter }) => filter.businessId) } };
  return [...own, { filter: rest, before: others }].flatMap(({ filter, before }) =>
    before === null ? [] : [{ filter, before }],
  );
}

/** Who is behind conversations, and what goes of people and leads that are past. */
export function expirePeople(
  context: MongoContext,
): Pick<
  ExpiryStore,
  'conversationsOf' | 'forgetLeads' | 'unanswered' | 'somebodyIn' | 'removeContacts'
> {
  const { db, contacts, conversations, identities, merges, toldApart, keys, deskId } = context;
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });
  const cached = new DocumentCache<ContactDocument>(context.cache, 'contacts');

  /** All contacts that are the same people as these. */
  async function samePeople(some: Filter<ContactDocument>): Promise<Person[]> {
    const people = await contacts.find(some).project<Person>(person).toArray();
    if (people.length === 0) return [];
    const roots = people.map(({ _id, joinedInto }) => joinedInto ?? _id);
    const numbers = knownNumbers(keys, people);
    return contacts
      .find({
        $or: [
          { _id: { $in: roots } },
          { joinedInto: { $in: roots } },
          ...(numbers.length > 0 ? [{ phoneNumber: { $in: numbers } }] : []),
        ],
      })
      .project<Person>(person)
      .toArray();
  }

  /** These, and all that are shown as one with them; parts before the whole. */
  async function shownWith(some: Filter<ConversationDocument>): Promise<ConversationId[]> {
    const own = await conversations.find(some).project<Talk>(talk).toArray();
    const shownAs = own.map(({ conversationId, joinedInto }) => joinedInto ?? conversationId);
    const joined = await conversations
      .find({ $or: [{ conversationId: { $in: shownAs } }, { joinedInto: { $in: shownAs } }] })
      .project<Talk>(talk)
      .toArray();
    const all = [...own, ...joined].sort(
      (one, other) => Number(!one.joinedInto) - Number(!other.joinedInto),
    );
    return [...new Set(all.map(({ conversationId }) => ConversationId.parse(conversationId)))];
  }

  return {
    async conversationsOf(contactIds) {
      if (contactIds.length === 0) return new Set();
      const people = await samePeople({ _id: { $in: contactIds.map((id) => new ObjectId(id)) } });
      return new Set(
        await shownWith({ whatsappId: { $in: people.map(({ whatsappId }) => whatsappId) } }),
      );
    },

    async forgetLeads(leads) {
      const ids = leads.map(({ leadId }) => new ObjectId(leadId));
      const named = await contacts
        .find({ leadIds: { $in: ids } })
        .project<Person>(person)
        .toArray();
      await contacts.updateMany(
        { _id: { $in: named.map(({ _id }) => _id) } },
        { $pullAll: { leadIds: ids }, $set: written() },
      );
      await cached.forget(named.map(nameOf));
      const marked = await conversations
        .find({ leadId: { $in: ids } })
        .project<Talk>(talk)
        .toArray();
      await conversations.updateMany(
        { _id: { $in: marked.map((each) => Reflect.get(each, '_id') as ObjectId) } },
        { $unset: { leadId: '' }, $set: written() },
      );
      for (const { conversationId } of marked) {
        await context.cache.delete('conversations', conversationId);
      }
      for (const { leadId, hasOwnKey } of leads) {
        if (hasOwnKey) await destroyDataKey(db, leadSubject(leadId));
      }
    },

    async unanswered(cutoffs, madeBefore) {
      const all = new Map<ConversationId, number>();
      for (const { filter, before } of groupsOf(cutoffs)) {
        const found = conversations
          .find({
            ...filter,
            ...{ isGroup: false, arrival: 0, lastMessageAt: { $lt: new Date(before) } },
            createdAt: { $lt: new Date(madeBefore) },
          })
          .project<Pick<ConversationDocument, 'conversationId' | 'lastMessageAt'>>({
            ...{ conversationId: 1, lastMessageAt: 1 },
          });
        for await (const { conversationId, lastMessageAt } of found) {
          all.set(ConversationId.parse(conversationId), lastMessageAt.getTime());
        }
      }
      return all;
    },

    async somebodyIn(conversationId) {
      const own = await conversations.findOne({ conversationId });
      if (!own) return { contactIds: [], conversationIds: [] };
      const people = await samePeople({ whatsappId: own.whatsappId });
      return {
        contactIds: people.map(({ _id }) => ContactId.parse(_id.toHexString())),
        conversationIds: await shownWith({
          whatsappId: { $in: [own.whatsappId, ...people.map(({ whatsappId }) => whatsappId)] },
        }),
      };
    },

    async removeContacts({ contactIds, conversationIds }) {
      const news = await conversations.findOne({
        conversationId: { $in: [...conversationIds] },
        $or: [{ arrival: { $gt: 0 } }, { 'partitions.0': { $exists: true } }],
      });
      if (news) return 'kept';
      const ids = contactIds.map((id) => new ObjectId(id));
      const people = await contacts
        .find({ _id: { $in: ids } })
        .project<Person>(person)
        .toArray();
      // First of all: without them nothing of the rest can be read, in backups either.
      for (const { sessionId, whatsappId } of people) {
        await destroyDataKey(db, contactSubject(sessionId, whatsappId));
        await db.collection('profile_pictures').deleteMany({ sessionId, whatsappId });
      }
      const names = people.map(({ whatsappId }) => whatsappId);
      await identities.deleteMany({ $or: [{ one: { $in: names } }, { other: { $in: names } }] });
      await merges.deleteMany({ keptId: { $in: ids } });
      await toldApart.deleteMany({ $or: [{ one: { $in: ids } }, { other: { $in: ids } }] });
      // Last: who is killed before comes back to them.
      await contacts.deleteMany({ _id: { $in: ids } });
      await cached.forget(people.map(nameOf));
      return 'removed';
    },
  };
}

function nameOf({ sessionId, whatsappId }: Person): string {
  return `${sessionId} ${whatsappId}`;
}
