import { ObjectId } from 'mongodb';
import { ContactId, ConversationId } from '../../../../src-preload/contract/ids.ts';
import { AppError } from '../../../common/app-error.ts';
import type { RecordOf } from '../../../data-export/records.ts';
import type {
  DocumentKind,
  DocumentReader,
  DocumentRecords,
  RecordScope,
  WriteOutcome,
} from '../../document-records.ts';
import { openContacts } from '../contact-document.ts';
import type { ContactDocument } from '../documents.ts';
import { findPerson } from '../erasure/find-person.ts';
import { withoutTokens } from '../message-document.ts';
import type { MongoContext } from '../mongo-context.ts';
import { readContacts, readPictures, writeContacts, writePictures } from './contact-records.ts';
import {
  readAccounts,
  readConversations,
  readNotes,
  writeAccounts,
  writeConversations,
  writeNotes,
} from './conversation-records.ts';
import { KnownIds } from './known-ids.ts';
import {
  readIdentities,
  readMerges,
  readToldApart,
  writeIdentities,
  writeMerges,
  writeToldApart,
} from './people-records.ts';
import { countMessageRecords, readInGroups, readMessages } from './read-message-records.ts';
import { writeMessageRecords } from './write-message-records.ts';

type Readers = {
  [K in DocumentKind]: (
    context: MongoContext,
    scope: RecordScope,
    known: KnownIds,
  ) => AsyncIterable<RecordOf<K>>;
};
type Writers = {
  [K in DocumentKind]: (
    context: MongoContext,
    records: readonly RecordOf<K>[],
  ) => Promise<WriteOutcome[]>;
};

const readers: Readers = {
  account: readAccounts,
  contact: readContacts,
  picture: readPictures,
  identity: (context, _, known) => readIdentities(context, known),
  merge: readMerges,
  told_apart: readToldApart,
  conversation: readConversations,
  note: readNotes,
};

const writers: Writers = {
  account: writeAccounts,
  contact: writeContacts,
  picture: writePictures,
  identity: writeIdentities,
  merge: writeMerges,
  told_apart: writeToldApart,
  conversation: writeConversations,
  note: writeNotes,
};

export function mongoDocumentRecords(context: MongoContext): DocumentRecords {
  const { contacts, conversations, sessions } = context;
  return {
    async scopeOfPerson(contactId) {
      // The person whom an erasure would take away: nothing goes then that is not told here.
      const found = await findPerson(context, contactId);
      if (!found) throw new AppError('not_found', 'There is no such contact');
      const { plan } = found;
      const contactIds = plan.contacts.map(({ id }) => id).sort();
      const scope = {
        of: 'person' as const,
        businessId: null,
        contactIds,
        conversationIds: plan.conversations.map((each) => each.conversationId).sort(),
      };
      const people = await openPeople(context, contactIds);
      return { ...scope, ...people };
    },

    async scopeOfBusiness(businessId) {
      const business = businessId === null ? { $exists: false } : new ObjectId(businessId);
      const talks = await conversations
        .find({ businessId: business })
        .sort({ conversationId: 1 })
        .project<{ conversationId: string; sessionId: string; whatsappId: string }>({
          ...{ conversationId: 1, sessionId: 1, whatsappId: 1 },
        })
        .toArray();
      const people = new Set(talks.map(pairOf));
      const linked = await sessions
        .find({ businessId: { $exists: true } })
        .project<{ sessionId: string; businessId: ObjectId }>({ sessionId: 1, businessId: 1 })
        .toArray();
      const accounts = new Map(
        linked.map((each) => [each.sessionId, each.businessId.toHexString()]),
      );
      const all = await contacts
        .find({})
        .project<
          Pick<
            ContactDocument,
            '_id' | 'sessionId' | 'whatsappId' | 'businessId' | 'isBusinessChosen' | 'joinedInto'
          >
        >({ sessionId: 1, whatsappId: 1, businessId: 1, isBusinessChosen: 1, joinedInto: 1 })
        .toArray();
      // Its own says so, else its account, or that it is at the other end of a conversation; with all that is joined.
      const roots = new Set<string>();
      const rootOf = (each: (typeof all)[number]): string =>
        (each.joinedInto ?? each._id).toHexString();
      for (const each of all) {
        const own =
          each.businessId?.toHexString() ??
          (each.isBusinessChosen ? null : (accounts.get(each.sessionId) ?? null));
        if (own === businessId || people.has(pairOf(each))) roots.add(rootOf(each));
      }
      return {
        of: 'business',
        businessId,
        contactIds: all
          .filter((each) => roots.has(rootOf(each)))
          .map(({ _id }) => ContactId.parse(_id.toHexString()))
          .sort(),
        conversationIds: talks.map(({ conversationId }) => ConversationId.parse(conversationId)),
        leadIds: [],
        phoneNumbers: [],
      };
    },

    async reader(scope): Promise<DocumentReader> {
      const known = await KnownIds.of(context, scope);
      return {
        read: (kind) => readers[kind](context, scope, known),
        messages: () => readMessages(context, scope, known),
        inGroups: () => readInGroups(context, scope, known),
        messageCount: () => countMessageRecords(context, scope),
      };
    },

    async customers() {
      const people = await contacts.find({}).project<{ _id: ObjectId }>({ _id: 1 }).toArray();
      const talks = await conversations
        .find({})
        .project<{ conversationId: string }>({ _id: 0, conversationId: 1 })
        .toArray();
      return {
        contactIds: people.map(({ _id }) => ContactId.parse(_id.toHexString())),
        conversationIds: talks.map(({ conversationId }) => ConversationId.parse(conversationId)),
      };
    },

    write: (kind, records) =>
      records.length === 0 ? Promise.resolve([]) : writers[kind](context, records),

    writeMessages: (conversationId, records) =>
      writeMessageRecords(context, conversationId, records),
  };
}

/** The leads that contacts name, and their numbers. */
async function openPeople(
  { contacts, keys }: MongoContext,
  contactIds: readonly ContactId[],
): Promise<Pick<RecordScope, 'leadIds' | 'phoneNumbers'>> {
  const rows = await contacts
    .find({ _id: { $in: contactIds.map((id) => new ObjectId(id)) } })
    .project(withoutTokens)
    .toArray();
  const people = await openContacts(keys, rows);
  const numbers = people.flatMap(({ document, fields }) => {
    const digits = fields.text('phoneNumber', document.phoneNumberSealed);
    return digits === '' ? [] : [`+${digits}`];
  });
  return {
    leadIds: people.flatMap(({ document }) => document.leadIds.map((id) => id.toHexString())),
    phoneNumbers: [...new Set(numbers)],
  };
}

function pairOf({ sessionId, whatsappId }: { sessionId: string; whatsappId: string }): string {
  return `${sessionId} ${whatsappId}`;
}
