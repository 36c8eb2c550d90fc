import { type AnyBulkWriteOperation, ObjectId, type UpdateFilter } from 'mongodb';
import {
  type ContactCard,
  ContactChange,
  type ContactDetails,
  type ImportedContact,
  type ImportOutcome,
} from '../../../src-preload/contract/contact.ts';
import { ContactId, ConversationId, SessionId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import { groupBy } from '../../common/group-by.ts';
import { contactSubject } from '../../crypto/key-subjects.ts';
import { displayName } from '../../domain/display-name.ts';
import type { ContactStore } from '../contact-store.ts';
import {
  contactFields,
  detailsOf,
  firstFields,
  nameFields,
  openContacts,
  type ReadContact,
  toContact,
  wordsOfDetails,
} from './contact-document.ts';
import type { ContactDocument, ConversationDocument } from './documents.ts';
import { joinedInto } from './join-contacts.ts';
import { type OpenedContact, valuesOf, valuesUpdate, withTeamName } from './merged-values.ts';
import { mergesOfContact } from './merges-of-contact.ts';
import { withoutTokens } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';
import { insertUnlessThere } from './repeat-upsert.ts';
import type { SealedFields } from './sealed-fields.ts';

const importedNames = Object.keys(ContactChange.shape) as (keyof ContactChange)[];

interface Written {
  readonly sessionId: string;
  readonly whatsappId: string;
}

/**
 * What the team knows of a contact besides what WhatsApp says.
 * @param accounts under which id which account knows somebody
 * @param forget what is remembered of these contacts is no longer true
 */
export function contactCards(
  context: MongoContext,
  accounts: ContactStore['accounts'],
  forget: (contacts: readonly Written[]) => Promise<void>,
): Pick<ContactStore, 'card' | 'details' | 'called' | 'update' | 'import'> {
  const { contacts, conversations, keys, deskId } = context;
  const { lookup } = keys;

  return {
    async card(contactId) {
      const asked = await find(contactId);
      // What is part of another contact is shown as that one.
      const { joinedInto: into } = asked.document;
      const opened = into ? await find(into.toHexString()) : asked;
      const { document, fields } = opened;
      const phoneNumber = fields.text('phoneNumber', document.phoneNumberSealed);
      const [others, talks, merges, ids] = await Promise.all([
        joinedInto(context, [document._id]),
        talksWith(document, phoneNumber !== ''),
        mergesOfContact(context, document._id),
        accounts(ContactId.parse(document._id.toHexString())),
      ]);
      const other = others.get(document._id.toHexString());
      const newest =
        talks.find(({ sessionId }) => String(sessionId) === document.sessionId) ?? talks[0];
      const contact = toContact(
        {
          ...document,
          name: fields.text('name', document.name),
          pushname: fields.text('pushname', document.pushname),
          phoneNumber,
        },
        fields.text('company', document.company),
        newest ? { ...newest, lastMessageAt: new Date(newest.lastMessageAt) } : null,
      );
      return {
        ...contact,
        ...detailsOf(document, fields),
        idCount: 1 + (other?.count ?? 0),
        mergedCount: other?.merged ?? 0,
        merges,
        whatsappName: valuesOf(opened).whatsappName,
        leadCount: contact.leadCount + (other?.leads ?? 0),
        sessionId: SessionId.parse(document.sessionId),
        shortName: fields.text('shortName', document.shortName) || null,
        about: fields.text('status', document.status) || null,
        isVerified: document.isVerified,
        isOnline: document.isOnline,
        lastSeen: document.lastSeen?.getTime() ?? null,
        conversations: talks,
        accounts: [...groupBy(ids, (each) => each.sessionId)].map(([sessionId, each]) => ({
          sessionId,
          isBlocked: each.some(({ isBlocked }) => isBlocked),
        })),
      };
    },

    async update(contactId, details) {
      const opened = await find(contactId);
      const { document } = opened;
      const { matchedCount } = await contacts.updateOne(
        { _id: document._id },
        changeOf(opened, details),
      );
      if (matchedCount === 0) throw new AppError('not_found', 'The contact is gone');
      await forget([document]);
    },

    async details(contactIds) {
      const found = await open(contactIds);
      return new Map(
        found.map(({ document, fields }) => [
          ContactId.parse(document._id.toHexString()),
          detailsOf(document, fields),
        ]),
      );
    },

    async called(contactIds) {
      const found = await open(contactIds);
      return new Map(
        found.map(({ document, fields }) => {
          const contact = toContact(
            {
              ...document,
              name: fields.text('name', document.name),
              pushname: fields.text('pushname', document.pushname),
              phoneNumber: fields.text('phoneNumber', document.phoneNumberSealed),
            },
            '',
            null,
          );
          return [contact.contactId, contact.name];
        }),
      );
    },

    import: importContacts,
  };

  async function open(contactIds: readonly ContactId[]): Promise<OpenedContact[]> {
    return openContacts(
      keys,
      await contacts
        .find({ _id: { $in: contactIds.map((id) => new ObjectId(id)) } })
        .project<ContactDocument>(withoutTokens)
        .toArray(),
    );
  }

  async function importContacts(
    sessionId: SessionId,
    people: readonly ImportedContact[],
    overwrites: boolean,
  ): Promise<ImportOutcome[]> {
    if (people.length === 0) return [];
    const known = await knownByNumber(sessionId, people);
    const added = people.filter(({ phoneNumber }) => !known.has(phoneNumber));
    const made = await addNew(sessionId, added);
    const changes: AnyBulkWriteOperation<ContactDocument>[] = [];
    const written: Written[] = [];
    const outcomes = people.map((person): ImportOutcome => {
      const before = known.get(person.phoneNumber);
      if (!before) return made.get(person) ?? 'unchanged';
      const { document } = before;
      const news = newsOf(person, namedOf(before), overwrites);
      if (Object.keys(news).length === 0) return 'unchanged';
      const update = changeOf(before, news);
      changes.push({ updateOne: { filter: { _id: document._id }, update } });
      written.push(document);
      return 'updated';
    });
    if (changes.length > 0) await contacts.bulkWrite(changes, { ordered: false });
    await forget(written);
    return outcomes;
  }

  async function addNew(
    sessionId: SessionId,
    people: readonly ImportedContact[],
  ): Promise<Map<ImportedContact, ImportOutcome>> {
    if (people.length === 0) return new Map();
    const documents = await Promise.all(people.map((person) => newContact(sessionId, person)));
    const taken = await insertUnlessThere(contacts, documents);
    await forget(documents);
    return new Map(people.map((person, i) => [person, taken.has(i) ? 'unchanged' : 'created']));
  }

  async function find(contactId: string): Promise<{ document: ReadContact; fields: SealedFields }> {
    const [found] = await openContacts(
      keys,

      await contacts
        .find({ _id: new ObjectId(contactId) })
        .project(withoutTokens)
        .toArray(),
    );
    if (!found) throw new AppError('not_found', 'There is no such contact');
    return found;
  }

  /** With this person through every account: under the same id, under ids that are joined, and by the same number. */
  async function talksWith(
    contact: ReadContact,
    hasNumber: boolean,
  ): Promise<ContactCard['conversations']> {
    const same = await contacts
      .find({
        $or: [
          { joinedInto: contact._id },
          ...(hasNumber ? [{ phoneNumber: contact.phoneNumber }] : []),
        ],
      })
      .project<Pick<ContactDocument, 'whatsappId'>>({ whatsappId: 1 })
      .toArray();
    type Row = Pick<
      ConversationDocument,
      'conversationId' | 'sessionId' | 'lastMessageAt' | 'messageCount'
    >;
    const rows = await conversations
      .find({
        whatsappId: { $in: [contact.whatsappId, ...same.map(({ whatsappId }) => whatsappId)] },
        joinedInto: { $exists: false },
      })
      .project<Row>({ conversationId: 1, sessionId: 1, lastMessageAt: 1, messageCount: 1 })
      .toArray();
    return rows
      .map((row) => ({
        conversationId: ConversationId.parse(row.conversationId),
        sessionId: SessionId.parse(row.sessionId),
        lastMessageAt: row.lastMessageAt.getTime(),
        messageCount: row.messageCount,
      }))
      .sort((a, b) => b.lastMessageAt - a.lastMessageAt);
  }

  function changeOf(
    opened: OpenedContact,
    { name, ...change }: ContactChange,
  ): UpdateFilter<ContactDocument> {
    const before = valuesOf(opened);
    const given = Object.entries(change).filter(([, text]) => text !== undefined);
    const named =
      name === undefined
        ? before
        : name === ''
          ? { ...before, name: before.whatsappName ?? before.name, whatsappName: null }
          : withTeamName(before, name);
    const update = valuesUpdate(opened, lookup, { ...named, ...Object.fromEntries(given) });
    return { ...update, $set: { ...update.$set, updatedAt: new Date(), updatedBy: deskId } };
  }

  /** By number with a plus sign, those of an account that are shown on their own. */
  async function knownByNumber(
    sessionId: SessionId,
    people: readonly ImportedContact[],
  ): Promise<Map<string, { document: ReadContact; fields: SealedFields }>> {
    const rows = await contacts
      .find({
        sessionId,
        phoneNumber: {
          $in: people.map(({ phoneNumber }) => lookup.pseudonym(digits(phoneNumber))),
        },
        joinedInto: { $exists: false },
      })
      .project(withoutTokens)
      .toArray();
    return new Map(
      (await openContacts(keys, rows)).map((each) => [
        `+${each.fields.text('phoneNumber', each.document.phoneNumberSealed)}`,
        each,
      ]),
    );
  }

  async function newContact(
    sessionId: SessionId,
    person: ImportedContact,
  ): Promise<ContactDocument> {
    const phoneNumber = digits(person.phoneNumber);
    const whatsappId = `${phoneNumber}@c.us`;
    const pseudonym = lookup.pseudonym(whatsappId);
    const key = await keys.keyFor(contactSubject(sessionId, pseudonym));
    const fields = contactFields(key, sessionId, pseudonym);
    const { name, ...details } = { ...nothing, ...newsOf(person, nothing, true) };
    const whatsappName = name ? displayName({ whatsappId, phoneNumber }) : '';
    return {
      _id: new ObjectId(),
      sessionId,
      whatsappId: pseudonym,
      ...firstFields(fields, whatsappId),
      ...nameFields(fields, lookup, {
        name: displayName({ whatsappId, name, phoneNumber }),
        whatsappName,
        phoneNumber,
        details: wordsOfDetails(details),
      }),
      ...Object.fromEntries(
        Object.entries({ ...details, whatsappName }).flatMap(([field, text]) =>
          text === '' ? [] : [[field, fields.seal(field, text)]],
        ),
      ),
      updatedAt: new Date(),
      updatedBy: deskId,
    };
  }
}

const nothing = { name: '', email: '', company: '', title: '', notes: '' };

/** What a contact has of what a file may bring; of names WhatsApp's count as well, but a number is none. */
function namedOf(opened: OpenedContact): ContactDetails & { name: string } {
  const { document, fields } = opened;
  const { name, whatsappName } = valuesOf(opened);
  const isNameless = !document.isNamed && whatsappName === null && !document.pushname;
  return { ...detailsOf(document, fields), name: isNameless ? '' : name };
}

/** What of an imported line is to be written: nothing that is there already, nothing empty. */
function newsOf(
  person: ImportedContact,
  before: ContactDetails & { name: string },
  overwrites: boolean,
): Partial<ContactDetails & { name: string }> {
  return Object.fromEntries(
    importedNames.flatMap((field) => {
      const text = person[field];
      const isNews =
        Boolean(text) && text !== before[field] && (overwrites || before[field] === '');
      return isNews ? [[field, text]] : [];
    }),
  );
}

function digits(phoneNumber: string): string {
  return phoneNumber.slice(1);
}
