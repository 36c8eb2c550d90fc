import { type AnyBulkWriteOperation, type Filter, ObjectId } from 'mongodb';
import type { Contact } from '../../../src-preload/contract/contact.ts';
import { ContactId, ConversationId } from '../../../src-preload/contract/ids.ts';
import { displayName, foldText } from '../../domain/display-name.ts';
import { phoneNumberOf } from '../../domain/whatsapp-id.ts';
import type { ContactSnapshot } from '../../domain/whatsapp-event.ts';
import type { ContactStore } from '../contact-store.ts';
import { ContactDocument } from './documents.ts';
import type { MongoConnection } from './mongo-connection.ts';
import { repeatUpsert } from './repeat-upsert.ts';

/** Contacts written in one round trip while synchronising. */
const SYNC_BATCH = 500;

export function mongoContactStore({ contacts, conversations }: MongoConnection): ContactStore {
  return {
    async recordInteraction({ sessionId, whatsappId, pushname, at }) {
      const now = new Date();
      const phoneNumber = phoneNumberOf(whatsappId)?.slice(1) ?? '';
      const name = displayName({ whatsappId, pushname, phoneNumber });
      const { value, lastErrorObject } = await repeatUpsert(() =>
        contacts.findOneAndUpdate(
          { sessionId, whatsappId },
          {
            $setOnInsert: {
              ...nameFields(name, pushname, phoneNumber),
              isNamed: false,
              isBusiness: false,
              isVerified: false,
              phoneNumber,
              leadIds: [],
              isOnline: false,
              isBlocked: false,
              createdAt: now,
            },
            $max: { lastInteractionAt: new Date(at) },
            $set: { updatedAt: now, ...(pushname && { pushname }) },
          },
          { upsert: true, returnDocument: 'after', includeResultMetadata: true },
        ),
      );
      if (!value) throw new Error('A contact that was just updated is not there');
      if (lastErrorObject?.updatedExisting === false) {
        return { outcome: 'created', displayName: name };
      }
      const contact = ContactDocument.parse(value);
      // Somebody who had no name until now has one when a pushname comes along.
      if (pushname && !contact.isNamed && contact.name !== name) {
        await contacts.updateOne(
          { _id: contact._id },
          { $set: nameFields(name, pushname, contact.phoneNumber) },
        );
        return { outcome: 'alreadyKnown', displayName: name };
      }
      return { outcome: 'alreadyKnown', displayName: contact.name };
    },

    async sync(sessionId, snapshots) {
      const now = new Date();
      for (let start = 0; start < snapshots.length; start += SYNC_BATCH) {
        const batch = snapshots.slice(start, start + SYNC_BATCH);
        const known = await pushnames(sessionId, batch);
        const operations = batch
          // A name that came along with a message is not forgotten because the directory does not have it.
          .map((each) => {
            const pushname = each.pushname ?? known.get(each.whatsappId);
            return pushname === undefined ? each : { ...each, pushname };
          })
          .map((snapshot): AnyBulkWriteOperation<ContactDocument> => {
            const phoneNumber =
              snapshot.phoneNumber ?? phoneNumberOf(snapshot.whatsappId)?.slice(1) ?? '';
            return {
              updateOne: {
                filter: { sessionId, whatsappId: snapshot.whatsappId },
                update: {
                  $setOnInsert: { leadIds: [], isOnline: false, createdAt: now },
                  $set: {
                    ...nameFields(displayName(snapshot), snapshot.pushname, phoneNumber),
                    isNamed: Boolean(snapshot.name?.trim()),
                    ...(snapshot.pushname && { pushname: snapshot.pushname }),
                    ...(snapshot.shortName && { shortName: snapshot.shortName }),
                    isBusiness: snapshot.isBusiness,
                    isVerified: snapshot.isVerified,
                    isBlocked: snapshot.isBlocked,
                    phoneNumber,
                    updatedAt: now,
                  },
                },
                upsert: true,
              },
            };
          });
        if (operations.length > 0) {
          await repeatUpsert(() => contacts.bulkWrite(operations, { ordered: false }));
        }
      }
    },

    async addLead(sessionId, whatsappId, leadId) {
      await contacts.updateOne(
        { sessionId, whatsappId },
        { $addToSet: { leadIds: new ObjectId(leadId) }, $set: { updatedAt: new Date() } },
      );
    },

    async page({ search, after, limit }) {
      const conditions: Filter<ContactDocument>[] = [];
      for (const term of searchTerms(search ?? '')) {
        conditions.push({ searchTerms: { $regex: `^${escapeRegExp(term)}` } });
      }
      if (after) {
        const sortName = foldText(after.name);
        conditions.push({
          $or: [
            { sortName: { $gt: sortName } },
            { sortName, _id: { $gt: new ObjectId(after.contactId) } },
          ],
        });
      }
      const documents = await contacts
        .find(conditions.length > 0 ? { $and: conditions } : {})
        .sort({ sortName: 1, _id: 1 })
        .limit(limit + 1)
        .toArray();
      const page = documents.slice(0, limit).map((raw) => ContactDocument.parse(raw));
      const conversationIds = await conversationsWith(page.map((contact) => contact.whatsappId));
      const items = page.map((contact) => toContact(contact, conversationIds));
      const last = items.at(-1);
      return {
        items,
        next:
          documents.length > limit && last ? { name: last.name, contactId: last.contactId } : null,
      };
    },

    async names(sessionId, whatsappIds) {
      const rows = await contacts
        .find({ sessionId, whatsappId: { $in: [...whatsappIds] } })
        .project<Pick<ContactDocument, 'whatsappId' | 'name'>>({ whatsappId: 1, name: 1 })
        .toArray();
      return new Map(rows.map((row) => [row.whatsappId, row.name]));
    },
  };

  async function pushnames(
    sessionId: string,
    snapshots: readonly ContactSnapshot[],
  ): Promise<Map<string, string>> {
    const rows = await contacts
      .find({
        sessionId,
        whatsappId: { $in: snapshots.map(({ whatsappId }) => whatsappId) },
        pushname: { $exists: true },
      })
      .project<{ whatsappId: string; pushname: string }>({ whatsappId: 1, pushname: 1 })
      .toArray();
    return new Map(rows.map((row) => [row.whatsappId, row.pushname]));
  }

  async function conversationsWith(whatsappIds: string[]): Promise<Map<string, ConversationId>> {
    const rows = await conversations
      .find({ whatsappId: { $in: whatsappIds } })
      .project<{ whatsappId: string; conversationId: string }>({ whatsappId: 1, conversationId: 1 })
      .toArray();
    return new Map(rows.map((row) => [row.whatsappId, ConversationId.parse(row.conversationId)]));
  }
}

function nameFields(
  name: string,
  pushname: string | undefined,
  phoneNumber: string,
): Pick<ContactDocument, 'name' | 'sortName' | 'searchTerms'> {
  const terms = new Set([...searchTerms(name), ...searchTerms(pushname ?? '')]);
  if (phoneNumber) {
    // Every suffix, so that a number is found by any of its digits from there on.
    for (let start = 0; start < phoneNumber.length; start++) terms.add(phoneNumber.slice(start));
  }
  return { name, sortName: foldText(name), searchTerms: [...terms] };
}

function searchTerms(text: string): string[] {
  return foldText(text)
    .replace(/(?<=\d)[\s-]+(?=\d)/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term !== '');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function toContact(
  contact: ContactDocument,
  conversationIds: ReadonlyMap<string, ConversationId>,
): Contact {
  return {
    contactId: ContactId.parse(contact._id.toHexString()),
    name: contact.name,
    pushname: contact.pushname ?? null,
    phoneNumber: contact.phoneNumber ? `+${contact.phoneNumber}` : null,
    isBusiness: contact.isBusiness,
    isBlocked: contact.isBlocked,
    leadCount: contact.leadIds.length,
    lastInteractionAt: contact.lastInteractionAt?.getTime() ?? null,
    conversationId: conversationIds.get(contact.whatsappId) ?? null,
  };
}
