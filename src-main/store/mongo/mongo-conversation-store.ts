import { type AnyBulkWriteOperation, type Filter, ObjectId, type UpdateFilter } from 'mongodb';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { ConversationStore } from '../conversation-store.ts';
import { CachedConversations } from './cached-conversations.ts';
import {
  conversationFields,
  openConversations,
  toHistory,
  toSummary,
} from './conversation-document.ts';
import type { ConversationDocument } from './documents.ts';
import { findOrCreateConversations } from './find-or-create-conversations.ts';
import type { MongoContext } from './mongo-context.ts';
import { nameUpdate, recordOperations } from './record-conversation.ts';
import { recordHistory } from './record-history.ts';
import type { SealedFields } from './sealed-fields.ts';

export function mongoConversationStore(context: MongoContext): ConversationStore {
  const { conversations, keys, deskId } = context;
  const { lookup } = keys;
  const cached = new CachedConversations(context);
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  async function fieldsOf(conversationId: ConversationId): Promise<SealedFields> {
    const found = await keys.keysFor([conversationSubject(conversationId)]);
    return conversationFields(found.get(conversationSubject(conversationId)), conversationId);
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
    if (matchedCount === 1) {
      await cached.forget([conversationId]);
      return 'changed';
    }
    const exists = await conversations.findOne({ conversationId }, { projection: { _id: 1 } });
    if (!exists) throw new AppError('not_found', 'There is no such conversation');
    return 'unchanged';
  }

  return {
    findOrCreate: (chats) => findOrCreateConversations(context, cached, chats),

    find: (conversationId) => cached.find(conversationId),

    async histories(accountId) {
      const rows = await conversations.find({ accountId: lookup.pseudonym(accountId) }).toArray();
      return new Map(
        await openConversations(keys, rows, (document, fields) => [
          fields.text('whatsappId', document.whatsappIdSealed),
          {
            conversationId: ConversationId.parse(document.conversationId),
            history: toHistory(document),
          },
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
      await cached.forget([conversationId]);
      const found = await cached.find(conversationId);
      if (!found || found.name === name) return 'unchanged';
      const fields = await fieldsOf(conversationId);
      const { modifiedCount } = await conversations.updateOne(
        { conversationId },
        { $set: { ...nameUpdate(fields, name, false), ...written() } },
      );
      await cached.forget([conversationId]);
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
      await recordHistory(context, changes, written());
      await cached.forget(changes.map(({ conversationId }) => conversationId));
    },

    async moveToSession(accountId, sessionId, userId) {
      const ownerId = new ObjectId(userId);
      await conversations.updateMany(
        { accountId: lookup.pseudonym(accountId), sessionId: { $ne: sessionId } },
        { $set: { sessionId, ownerId, 'participants.1.userId': ownerId, ...written() } },
      );
      await cached.clear();
    },

    async linkLeads(leads) {
      const operations = leads.map(
        ({ conversationId, leadId }): AnyBulkWriteOperation<ConversationDocument> => ({
          updateOne: {
            filter: { conversationId },
            update: { $set: { leadId: new ObjectId(leadId), ...written() } },
          },
        }),
      );
      if (operations.length > 0) await conversations.bulkWrite(operations, { ordered: false });
      await cached.forget(leads.map(({ conversationId }) => conversationId));
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
