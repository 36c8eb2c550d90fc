import { randomUUID } from 'node:crypto';
import { type Filter, ObjectId } from 'mongodb';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { ConversationId, LeadId, SessionId } from '../../../src-preload/contract/ids.ts';
import { isGroupId, phoneNumberOf } from '../../domain/whatsapp-id.ts';
import type { ConversationStore, StoredConversation } from '../conversation-store.ts';
import { ConversationDocument } from './documents.ts';
import type { MongoConnection } from './mongo-connection.ts';
import { repeatUpsert } from './repeat-upsert.ts';

export function mongoConversationStore({ conversations }: MongoConnection): ConversationStore {
  return {
    async findOrCreate({ accountId, chatId, sessionId, userId, name, at }) {
      const now = new Date();
      const isGroup = isGroupId(chatId);
      const owner = new ObjectId(userId);
      const found = await conversations.findOne({ accountId, whatsappId: chatId });
      if (found) return { outcome: 'alreadyKnown', conversation: toStored(found) };

      const result = await repeatUpsert(() =>
        conversations.updateOne(
          { accountId, whatsappId: chatId },
          {
            $setOnInsert: {
              conversationId: randomUUID(),
              sessionId,
              ownerId: owner,
              name,
              participants: [
                { whatsappId: chatId, name, type: isGroup ? 'group' : 'user' },
                { userId: owner, whatsappId: accountId, name: '', type: 'user' },
              ],
              isGroup,
              ...(isGroup && { groupName: name }),
              lastMessageAt: new Date(at),
              messageCount: 0,
              unreadCount: { [owner.toHexString()]: 0 },
              isArchived: false,
              isPinned: false,
              priority: 'medium',
              createdAt: now,
              updatedAt: now,
            },
          },
          { upsert: true },
        ),
      );
      const made = await conversations.findOne({ accountId, whatsappId: chatId });
      if (!made) throw new Error('A conversation that was just made is not there');
      return {
        outcome: result.upsertedCount === 1 ? 'created' : 'alreadyKnown',
        conversation: toStored(made),
      };
    },

    async find(conversationId) {
      const document = await conversations.findOne({ conversationId });
      return document && toStored(document);
    },

    async completeness(accountId) {
      const rows = await conversations
        .find({ accountId })
        .project<{ whatsappId: string; completeUntil?: Date }>({ whatsappId: 1, completeUntil: 1 })
        .toArray();
      return new Map(rows.map((row) => [row.whatsappId, row.completeUntil?.getTime() ?? null]));
    },

    async summary(conversationId) {
      const document = await conversations.findOne({ conversationId });
      return document && toSummary(document);
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
      const items = documents.slice(0, limit).map(toSummary);
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
      const { modifiedCount } = await conversations.updateOne(
        { conversationId, name: { $ne: name } },
        { $set: { name, 'participants.0.name': name, updatedAt: new Date() } },
      );
      return modifiedCount === 1 ? 'changed' : 'unchanged';
    },

    async recordSnapshot(conversationId, userId, snapshot) {
      await conversations.updateOne(
        { conversationId },
        {
          $set: {
            isArchived: snapshot.isArchived,
            isPinned: snapshot.isPinned,
            ...(snapshot.groupDescription !== undefined && {
              groupDescription: snapshot.groupDescription,
            }),
            ...(snapshot.name !== undefined && {
              name: snapshot.name,
              'participants.0.name': snapshot.name,
              ...(snapshot.isGroup && { groupName: snapshot.name }),
            }),
            ...(snapshot.unreadCount !== undefined && {
              [`unreadCount.${userId}`]: snapshot.unreadCount,
            }),
            updatedAt: new Date(),
          },
        },
      );
    },

    async recordUnread(conversationId, userId, unreadCount) {
      const field = `unreadCount.${userId}`;
      const { modifiedCount } = await conversations.updateOne(
        { conversationId, [field]: { $ne: unreadCount } },
        { $set: { [field]: unreadCount, updatedAt: new Date() } },
      );
      return modifiedCount === 1 ? 'changed' : 'unchanged';
    },

    async recordComplete(conversationId, until) {
      await conversations.updateOne(
        { conversationId },
        { $max: { completeUntil: new Date(until) } },
      );
    },

    async moveToSession(accountId, sessionId, userId) {
      const ownerId = new ObjectId(userId);
      await conversations.updateMany(
        { accountId, sessionId: { $ne: sessionId } },
        { $set: { sessionId, ownerId, 'participants.1.userId': ownerId, updatedAt: new Date() } },
      );
    },

    async linkLead(conversationId, leadId) {
      await conversations.updateOne(
        { conversationId },
        { $set: { leadId: new ObjectId(leadId), updatedAt: new Date() } },
      );
    },
  };
}

function toStored(raw: unknown): StoredConversation {
  const document = ConversationDocument.parse(raw);
  return {
    conversationId: ConversationId.parse(document.conversationId),
    sessionId: SessionId.parse(document.sessionId),
    accountId: document.accountId,
    chatId: document.whatsappId,
    name: document.name,
    isGroup: document.isGroup,
    leadId: document.leadId ? LeadId.parse(document.leadId.toHexString()) : null,
    completeUntil: document.completeUntil?.getTime() ?? null,
  };
}

function toSummary(raw: unknown): ConversationSummary {
  const document = ConversationDocument.parse(raw);
  const { lastMessage } = document;
  return {
    conversationId: ConversationId.parse(document.conversationId),
    sessionId: SessionId.parse(document.sessionId),
    name: document.name,
    phoneNumber: phoneNumberOf(document.whatsappId),
    isGroup: document.isGroup,
    unreadCount: document.unreadCount[document.ownerId.toHexString()] ?? 0,
    messageCount: document.messageCount,
    lastMessage: lastMessage
      ? {
          direction: lastMessage.direction,
          type: lastMessage.type,
          preview: document.lastMessageContent ?? '',
          status: lastMessage.status,
          timestamp: document.lastMessageAt.getTime(),
        }
      : null,
    lastMessageAt: document.lastMessageAt.getTime(),
    isPinned: document.isPinned,
    isArchived: document.isArchived,
    leadId: document.leadId ? LeadId.parse(document.leadId.toHexString()) : null,
  };
}
