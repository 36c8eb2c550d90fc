import { Binary, type Document, ObjectId } from 'mongodb';
import type { RecordOf } from '../../../data-export/records.ts';
import { openBytes, sealBytes } from '../../../crypto/field-cipher.ts';
import { contactSubject } from '../../../crypto/key-subjects.ts';
import type { SealedFields } from '../sealed-fields.ts';
import type { RecordScope, WriteOutcome } from '../../document-records.ts';
import { contactFields, nameFields, openContacts, wordsOfDetails } from '../contact-document.ts';
import { type ContactDocument, SCHEMA_VERSION } from '../documents.ts';
import { withoutTokens } from '../message-document.ts';
import type { MongoContext } from '../mongo-context.ts';
import { insertUnlessThere } from '../repeat-upsert.ts';
import { batchesOf, chunksOf, given, iso, isoOr } from './record-batches.ts';

/** Sealed fields that a contact may have, by the same name in the record. */
const optional = [
  'whatsappName',
  'pushname',
  'shortName',
  'profilePictureUrl',
  'status',
  'email',
  'company',
  'title',
  'notes',
] as const;

export async function* readContacts(
  { contacts, keys }: MongoContext,
  { contactIds }: RecordScope,
): AsyncGenerator<RecordOf<'contact'>> {
  for (const ids of chunksOf(contactIds)) {
    const rows = contacts
      .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } })
      .sort({ _id: 1 })
      .project(withoutTokens);
    for await (const batch of batchesOf(rows)) {
      for (const { document, fields } of await openContacts(keys, batch)) {
        yield toRecord(document, fields);
      }
    }
  }
}

function toRecord(
  document: Omit<ContactDocument, 'searchTokens'>,
  fields: SealedFields,
): RecordOf<'contact'> {
  const texts = optional.map((name) => {
    const sealed = document[name];
    return [name, sealed && fields.text(name, sealed)] as const;
  });
  const { unreadable } = fields.open('whatsappId', document.whatsappIdSealed);
  return {
    contactId: document._id.toHexString(),
    sessionId: document.sessionId,
    whatsappId: fields.text('whatsappId', document.whatsappIdSealed),
    name: fields.text('name', document.name),
    isNamed: document.isNamed,
    ...Object.fromEntries(texts),
    isBusiness: document.isBusiness,
    isVerified: document.isVerified,
    phoneNumber: fields.text('phoneNumber', document.phoneNumberSealed),
    businessId: document.businessId?.toHexString(),
    isBusinessChosen: document.isBusinessChosen,
    leadIds: document.leadIds.map((id) => id.toHexString()),
    lastSeen: isoOr(document.lastSeen),
    isOnline: document.isOnline,
    isBlocked: document.isBlocked,
    lastInteractionAt: isoOr(document.lastInteractionAt),
    joinedInto: document.joinedInto?.toHexString(),
    mergeId: document.mergeId?.toHexString(),
    createdAt: iso(document.createdAt),
    unreadable,
  };
}

export async function writeContacts(
  context: MongoContext,
  records: readonly RecordOf<'contact'>[],
): Promise<WriteOutcome[]> {
  const { contacts, keys, deskId } = context;
  const documents = await Promise.all(
    records.map(async (record): Promise<ContactDocument> => {
      const whatsappId = keys.lookup.pseudonym(record.whatsappId);
      const key = await keys.keyFor(contactSubject(record.sessionId, whatsappId));
      const fields = contactFields(key, record.sessionId, whatsappId);
      const { name, phoneNumber, pushname, whatsappName, company, title, email } = record;
      const texts = optional.flatMap((field) => {
        const text = record[field];
        return text === undefined ? [] : [[field, fields.seal(field, text)] as const];
      });
      const words = { company: company ?? '', title: title ?? '', email: email ?? '', notes: '' };
      return given({
        _id: new ObjectId(record.contactId),
        schemaVersion: SCHEMA_VERSION,
        sessionId: record.sessionId,
        whatsappId,
        whatsappIdSealed: fields.seal('whatsappId', record.whatsappId),
        ...nameFields(fields, keys.lookup, {
          ...{ name, phoneNumber, pushname, whatsappName, details: wordsOfDetails(words) },
        }),
        isNamed: record.isNamed,
        ...Object.fromEntries(texts),
        isBusiness: record.isBusiness,
        isVerified: record.isVerified,
        businessId: record.businessId && new ObjectId(record.businessId),
        isBusinessChosen: record.isBusinessChosen,
        leadIds: record.leadIds.map((id) => new ObjectId(id)),
        lastSeen: record.lastSeen && new Date(record.lastSeen),
        isOnline: record.isOnline,
        isBlocked: record.isBlocked,
        lastInteractionAt: record.lastInteractionAt && new Date(record.lastInteractionAt),
        joinedInto: record.joinedInto && new ObjectId(record.joinedInto),
        mergeId: record.mergeId && new ObjectId(record.mergeId),
        createdAt: new Date(record.createdAt),
        updatedAt: new Date(),
        updatedBy: deskId,
      }) as ContactDocument;
    }),
  );
  const taken = await insertUnlessThere(contacts, documents);
  await context.cache.clear('contacts');
  return records.map((_, index) => (taken.has(index) ? 'there' : 'new'));
}

const pictureContext = (sessionId: string, pseudonym: string): string =>
  `profile_pictures/${sessionId}/${pseudonym}/image`;

export async function* readPictures(
  { db, contacts, keys }: MongoContext,
  { contactIds }: RecordScope,
): AsyncGenerator<RecordOf<'picture'>> {
  for (const ids of chunksOf(contactIds, 20)) {
    const rows = await contacts
      .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } })
      .sort({ _id: 1 })
      .project(withoutTokens)
      .toArray();
    for (const { document, fields } of await openContacts(keys, rows)) {
      const { sessionId, whatsappId } = document;
      const found = await db.collection('profile_pictures').findOne({ sessionId, whatsappId });
      if (!found) continue;
      const subject = contactSubject(sessionId, whatsappId);
      const key = (await keys.keysFor([subject])).get(subject);
      const sealed: unknown = found.image;
      const image =
        key && sealed instanceof Binary
          ? openBytes(key, pictureContext(sessionId, whatsappId), sealed.buffer)
          : undefined;
      yield {
        sessionId,
        whatsappId: fields.text('whatsappId', document.whatsappIdSealed),
        checkedAt: iso(found.checkedAt as Date),
        image: image?.toString('base64'),
      };
    }
  }
}

export async function writePictures(
  { db, keys, deskId }: MongoContext,
  records: readonly RecordOf<'picture'>[],
): Promise<WriteOutcome[]> {
  const documents = await Promise.all(
    records.map(async ({ sessionId, whatsappId: id, checkedAt, image }): Promise<Document> => {
      const whatsappId = keys.lookup.pseudonym(id);
      const key = await keys.keyFor(contactSubject(sessionId, whatsappId));
      const now = new Date();
      return {
        schemaVersion: SCHEMA_VERSION,
        sessionId,
        whatsappId,
        checkedAt: new Date(checkedAt),
        ...(image !== undefined && {
          image: new Binary(
            sealBytes(key, pictureContext(sessionId, whatsappId), Buffer.from(image, 'base64')),
          ),
        }),
        createdAt: now,
        updatedAt: now,
        updatedBy: deskId,
      };
    }),
  );
  const taken = await insertUnlessThere(db.collection('profile_pictures'), documents);
  return records.map((_, index) => (taken.has(index) ? 'there' : 'new'));
}
