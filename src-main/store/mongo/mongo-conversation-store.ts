import { type AnyBulkWriteOperation, type Filter, ObjectId, type UpdateFilter } from 'mongodb';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { ConversationStore, StoredConversation } from '../conversation-store.ts';
import {
  conversationFields,
  openConversations,
  toStored,
  toSummary,
} from './conversation-document.ts';
import type { ConversationDocument } from './documents.ts';
import { findOrCreateConversations } from './find-or-create-conversations.ts';
import type { MongoContext } from './mongo-context.ts';
import { nameUpdate, recordOperations } from './record-conversation.ts';
import type { SealedFields } from './sealed-fields.ts';

export function mongoConversationStore(context: MongoContext): ConversationStore {
  const { conversations, keys, deskId } = context;
  const { lookup } = keys;
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  async function fieldsOf(conversationId: ConversationId): Promise<SealedFields> {
    const found = await keys.keysFor([conversationSubject(conversationId)]);
    return conversationFields(found.get(conversationSubject(conversationId)), conversationId);
  }

  async function findStored(
    filter: Filter<ConversationDocument>,
  ): Promise<StoredConversation | null> {
    const document = await conversations.findOne(filter);
    const [stored] = await openConversations(keys, document ? [document] : [], toStored);
    return stored ?? null;
  }

  async function change(
    conversationId: ConversationId,
    update: UpdateFilter<ConversationDocument>,
    unless: Filter<ConversationDocument>,
  ): Promise<'changed' | 'unchanged'> {
    const { matchedCount } = await conversations.updateOne(
      { conversationId, $nor: [unless] },
      { ...update, $set: { ...update.$set, ...written() } },
    );
    if (matchedCount === 1) return 'changed';
    const exists = await conversations.findOne({ conversationId }, { projection: { _id: 1 } });
    if (!exists) throw new AppError('not_found', 'There is no such conversation');
    return 'unchanged';
  }

  return {
    findOrCreate: (chats) => findOrCreateConversations(context, chats),

    find: (conversationId) => findStored({ conversationId }),

    async completeness(accountId) {
      const rows = await conversations.find({ accountId: lookup.pseudonym(accountId) }).toArray();
      return new Map(
        await openConversations(keys, rows, (document, fields) => [
          fields.text('whatsappId', document.whatsappIdSealed),
          document.completeUntil?.getTime() ?? null,
        ]),
      );
    },

    async summary(conversationId) {
      const document = await conversations.findOne({ conversationId });
      const [summary] = await openConversations(keys, document ? [document] : [], toSummary);
      return summary ?? null;
    },

    async summaries(conversationIds) {
      const found = await conversations
        .find({ conversationId: { $in: [...conversationIds] } })
        .toArray();
      return openConversations(keys, found, toSummary);
    },

    async page({ after, limit }) {
      const filter: Filter<ConversationDocument> = after
        ? {
            $or: [
              { lastMessageAt: { $lt: new Date(after.lastMessageAt) } },
              {
                lastMessageAt: new Date(after.lastMessageAt),
                conversationId: { $gt: after.conversationId },
              },
            ],
          }
        : {};
      const documents = await conversations
        .find(filter)
        .sort({ lastMessageAt: -1, conversationId: 1 })
        .limit(limit + 1)
        .toArray();
      const items = await openConversations(keys, documents.slice(0, limit), toSummary);
      const last = items.at(-1);
      return {
        items,
        next:
          documents.length > limit && last
            ? { lastMessageAt: last.lastMessageAt, conversationId: last.conversationId }
            : null,
      };
    },

    async rename(conversationId, name) {
      const found = await findStored({ conversationId });
      if (!found || found.name === name) return 'unchanged';
      const fields = await fieldsOf(conversationId);
      const { modifiedCount } = await conversations.updateOne(
        { conversationId },
        { $set: { ...nameUpdate(fields, name, false), ...written() } },
      );
      return modifiedCount === 1 ? 'changed' : 'unchanged';
    },

    async recordUnread(conversationId, userId, unreadCount) {
      const field = `unreadCount.${userId}`;
      const { modifiedCount } = await conversations.updateOne(
        { conversationId, [field]: { $ne: unreadCount } },
        { $set: { [field]: unreadCount, ...written() } },
      );
      return modifiedCount === 1 ? 'changed' : 'unchanged';
    },

    async record(changes) {
      const subjects = changes.map(({ conversationId }) => conversationSubject(conversationId));
      const found = await keys.keysFor(subjects);
      const operations = changes.flatMap((each): AnyBulkWriteOperation<ConversationDocument>[] => {
        const key = found.get(conversationSubject(each.conversationId));
        return recordOperations(each, conversationFields(key, each.conversationId), written());
      });
      if (operations.length > 0) await conversations.bulkWrite(operations, { ordered: false });
    },

    async moveToSession(accountId, sessionId, userId) {
      const ownerId = new ObjectId(userId);
      await conversations.updateMany(
        { accountId: lookup.pseudonym(accountId), sessionId: { $ne: sessionId } },
        { $set: { sessionId, ownerId, 'participants.1.userId': ownerId, ...written() } },
      );
    },

    async linkLead(conversationId, leadId) {
      await conversations.updateOne(
        { conversationId },
        { $set: { leadId: new ObjectId(leadId), ...written() } },
      );
    },

    assign(conversationId, userId) {
      if (userId === null) {
        const nobody = { assigneeId: { $exists: false } };
        return change(conversationId, { $unset: { assigneeId: '' } }, nobody);
      }
      const assigneeId = new ObjectId(userId);
      return change(conversationId, { $set: { assigneeId } }, { assigneeId });
    },

    setLabels(conversationId, labels) {
      return change(conversationId, { $set: { labels: [...labels] } }, { labels: [...labels] });
    },
  };
}
