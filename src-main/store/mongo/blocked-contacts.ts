import { ObjectId } from 'mongodb';
import { ContactId, SessionId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import type { ContactStore } from '../contact-store.ts';
import { contactFieldsOf } from './contact-document.ts';
import type { ContactDocument, ConversationDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

type Pair = Pick<ContactDocument, 'sessionId' | 'whatsappId'>;

/**
 * Whom the owners of accounts have blocked.
 * @param samePerson under which contacts somebody is known
 * @param forget what is remembered of these contacts is no longer true
 */
export function blockedContacts(
  { contacts, keys, deskId }: Pick<MongoContext, 'contacts' | 'keys' | 'deskId'>,
  samePerson: ContactStore['samePerson'],
  forget: (contacts: readonly Pair[]) => Promise<void>,
): Pick<ContactStore, 'setBlocked' | 'isBlocked' | 'accounts'> {
  return {
    async setBlocked(sessionId, whatsappIds, isBlocked) {
      const ids = new Map(whatsappIds.map((each) => [keys.lookup.pseudonym(each), each]));
      const rows = await contacts
        .find({ sessionId, whatsappId: { $in: [...ids.keys()] }, isBlocked: !isBlocked })
        .project<Pick<ContactDocument, '_id'> & Pair>({ sessionId: 1, whatsappId: 1 })
        .toArray();
      if (rows.length === 0) return [];
      await contacts.updateMany(
        { _id: { $in: rows.map(({ _id }) => _id) } },
        { $set: { isBlocked, updatedAt: new Date(), updatedBy: deskId } },
      );
      await forget(rows);
      return rows.flatMap(({ _id, whatsappId: pseudonym }) => {
        const whatsappId = ids.get(pseudonym);
        const contactId = ContactId.parse(_id.toHexString());
        return whatsappId === undefined ? [] : [{ whatsappId, contactId }];
      });
    },

    async isBlocked(sessionId, whatsappIds) {
      const known = whatsappIds.map((each) => keys.lookup.pseudonym(each));
      const found = await contacts.findOne(
        { sessionId, whatsappId: { $in: known }, isBlocked: true },
        { projection: { _id: 1 } },
      );
      return found !== null;
    },

    async accounts(contactId) {
      const ids = await samePerson(contactId);
      const rows = await contacts
        .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } })
        .sort({ _id: 1 })
        .toArray();
      if (rows.length === 0) throw new AppError('not_found', 'There is no such contact');
      const fields = await contactFieldsOf(keys, rows);
      return rows.flatMap(({ sessionId, whatsappIdSealed, isBlocked }, index) => {
        const whatsappId = fields[index]?.text('whatsappId', whatsappIdSealed);
        return whatsappId ? [{ sessionId: SessionId.parse(sessionId), whatsappId, isBlocked }] : [];
      });
    },
  };
}

/** Of these conversations, the places (from 0) of those whose person is blocked by the owner of the account. */
export async function blockedAmong(
  contacts: MongoContext['contacts'],
  conversations: readonly Pick<ConversationDocument, 'sessionId' | 'whatsappId'>[],
): Promise<Set<number>> {
  if (conversations.length === 0) return new Set();
  const rows = await contacts
    .find({
      whatsappId: { $in: [...new Set(conversations.map(({ whatsappId }) => whatsappId))] },
      isBlocked: true,
    })
    .project<Pair>({ sessionId: 1, whatsappId: 1 })
    .toArray();
  const blocked = new Set(rows.map(nameOf));
  return new Set(
    conversations.flatMap((each, index) => (blocked.has(nameOf(each)) ? [index] : [])),
  );
}

function nameOf({ sessionId, whatsappId }: Pair): string {
  return `${sessionId} ${whatsappId}`;
}
