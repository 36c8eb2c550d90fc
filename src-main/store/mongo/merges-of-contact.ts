import type { ObjectId } from 'mongodb';
import { type ContactMerge, ContactMergeId } from '../../../src-preload/contract/contact.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { openContacts } from './contact-document.ts';
import { withoutTokens } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';

/** Merges of which this contact is made, newest first, without those that were undone. */
export async function mergesOfContact(
  { contacts, merges, keys }: MongoContext,
  contactId: ObjectId,
): Promise<ContactMerge[]> {
  // What was merged may have been merged into another before.
  const parts = await contacts
    .find({ joinedInto: contactId, mergeId: { $exists: true } })
    .project<{ _id: ObjectId }>({ _id: 1 })
    .toArray();
  if (parts.length === 0) return [];
  const rows = await merges
    .find({
      keptId: { $in: [contactId, ...parts.map(({ _id }) => _id)] },
      undone: { $exists: false },
    })
    .sort({ _id: -1 })
    .toArray();
  const merged = await contacts
    .find({ _id: { $in: rows.flatMap(({ mergedIds }) => mergedIds) } })
    .project(withoutTokens)
    .toArray();
  const names = new Map(
    (await openContacts(keys, merged)).map(({ document, fields }) => [
      document._id.toHexString(),
      fields.text('name', document.name),
    ]),
  );
  return rows.map((row) => ({
    mergeId: ContactMergeId.parse(row._id.toHexString()),
    at: row.createdAt.getTime(),
    userId: UserId.parse(row.by.toHexString()),
    names: row.mergedIds.flatMap((each) => names.get(each.toHexString()) ?? []),
  }));
}
