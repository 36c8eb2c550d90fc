import { ObjectId } from 'mongodb';
import { ContactId } from '../../../src-preload/contract/ids.ts';
import type { ContactStore } from '../contact-store.ts';
import type { ContactDocument } from './documents.ts';
import { knownNumbers } from './known-numbers.ts';
import type { MongoContext } from './mongo-context.ts';

type Row = Pick<ContactDocument, '_id' | 'whatsappId' | 'joinedInto' | 'phoneNumber'>;

/** Which contact somebody is, and under which others the same person is known. */
export function findContacts({
  contacts,
  keys,
}: MongoContext): Pick<ContactStore, 'idOf' | 'samePerson'> {
  return {
    async idOf(sessionId, whatsappIds) {
      const wanted = whatsappIds.map((id) => keys.lookup.pseudonym(id));
      const rows = await contacts
        .find({ sessionId, whatsappId: { $in: wanted } })
        .project<Pick<Row, '_id' | 'whatsappId'>>({ whatsappId: 1 })
        .toArray();
      const first = wanted.flatMap(
        (id) => rows.find(({ whatsappId }) => whatsappId === id) ?? [],
      )[0];
      return first ? ContactId.parse(first._id.toHexString()) : null;
    },

    async samePerson(contactId) {
      const asked = new ObjectId(contactId);
      const own = await contacts.findOne<Row>(
        { _id: asked },
        { projection: { joinedInto: 1, phoneNumber: 1 } },
      );
      const shownAs = own?.joinedInto ?? asked;
      const members = await contacts
        .find({ $or: [{ _id: shownAs }, { joinedInto: shownAs }] })
        .project<Row>({ phoneNumber: 1 })
        .toArray();
      const numbers = knownNumbers(keys, members);
      const others = await contacts
        .find({ phoneNumber: { $in: numbers } })
        .project<Row>({ joinedInto: 1 })
        .toArray();
      const shown = others.map(({ _id, joinedInto }) => joinedInto ?? _id);
      const parts = await contacts
        .find({ joinedInto: { $in: shown } })
        .project<Pick<Row, '_id'>>({ _id: 1 })
        .toArray();
      const ids = [
        asked,
        ...members.map(({ _id }) => _id),
        ...shown,
        ...parts.map(({ _id }) => _id),
      ];
      return [...new Set(ids.map((id) => id.toHexString()))].map((id) => ContactId.parse(id));
    },
  };
}
