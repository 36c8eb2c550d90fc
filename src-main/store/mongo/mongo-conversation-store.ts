import { type AnyBulkWriteOperation, type Filter, ObjectId, type UpdateFilter } from 'mongodb';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { ContactStore } from '../contact-store.ts';
import type { ConversationStore, StoredConversation } from '../conversation-store.ts';
import { CachedConversations } from './cached-conversations.ts';
import {
  conversationFields,
  openConversations,
  toHistory,
  toStored,
} from './conversation-document.ts';
import type { ConversationDocument } from './documents.ts';
import { findOrCreateConversations } from './find-or-create-conversations.ts';
import type { MongoContext } from './mongo-context.ts';
import type { KnownConversations } from './known-conversations.ts';
import { joinConversations, splitConversations } from './join-conversations.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import { asOne, joinSummaries } from './joined-summary.ts';
import { openSummaries } from './open-summaries.ts';
import { nameUpdate, recordOperations } from './record-conversation.ts';
import { recordHistory } from './record-history.ts';

export function mongoConversationStore(
  context: MongoContext,
  known: KnownConversations,
  joined: JoinedConversations,
  people: ContactStore['people'],
): ConversationStore {
  const { conversations, keys, deskId } = context;
  const { lookup } = keys;
  const cached = new CachedConversations(context);
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  async function change(
    id: ConversationId,
    update: UpdateFilter<ConversationDocument>,
    unless: Filter<ConversationDocument>,
  ): Promise<'changed' | 'unchanged'> {
    const conversationId = await joined.shownAs(id);
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
    async findOrCreate(chats) {
      const found = await findOrCreateConversations(context, cached, known, chats);
      return Promise.all(found.map(withLeadOfPerson));
    },

    async find(conversationId) {
      const members = await joined.membersOf(conversationId);
      const [shown] = members;
      if (members.length === 1 && shown) return cached.find(shown);
      const documents = await conversations.find({ conversationId: { $in: members } }).toArray();
      return asOne(documents, await openConversations(keys, documents, toStored), shown);
    },

    async join(accountId, pairs) {
      const count = await joinConversations(context, joined, accountId, pairs);
      if (count > 0) await cached.clear();
      return count;
    },

    async split(conversationId) {
      const members = await splitConversations(context, joined, conversationId);
      await cached.forget(members);
      return members;
    },

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
      const [summary] = await summariesOf([conversationId]);
      return summary ?? null;
    },

    summaries: (conversationIds) => summariesOf(conversationIds),

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
      const read = documents.slice(0, limit);
      const last = read.at(-1);
      return {
        items: await shownInPlace(read),
        next:
          documents.length > limit && last
            ? {
                lastMessageAt: last.lastMessageAt.getTime(),
                conversationId: ConversationId.parse(last.conversationId),
              }
            : null,
      };
    },

    async rename(names) {
      const ids = names.map(({ conversationId }) => conversationId);
      await cached.forget(ids);
      const before = await cached.findMany(ids);
      const changed = names.filter(({ conversationId, name }) => {
        const found = before.get(conversationId);
        return found !== undefined && found.name !== name;
      });
      if (changed.length === 0) return [];
      const found = await keys.keysFor(ids.map(conversationSubject));
      const operations = changed.map(
        ({ conversationId, name }): AnyBulkWriteOperation<ConversationDocument> => {
          const key = found.get(conversationSubject(conversationId));
          const fields = conversationFields(key, conversationId);
          const update = { ...nameUpdate(fields, name, false), ...written() };
          return { updateOne: { filter: { conversationId }, update: { $set: update } } };
        },
      );
      await conversations.bulkWrite(operations, { ordered: false });
      await cached.forget(changed.map(({ conversationId }) => conversationId));
      return changed.map(({ conversationId }) => conversationId);
    },

    async recordUnread(conversationId, userId, unreadCount) {
      const field = `unreadCount.${userId}`;
      const members = await joined.membersOf(conversationId);
      const { modifiedCount } = await conversations.updateMany(
        { conversationId: { $in: members }, [field]: { $ne: unreadCount } },
        { $set: { [field]: unreadCount, ...written() } },
      );
      return modifiedCount > 0 ? 'changed' : 'unchanged';
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

  /** A person has one lead, whichever of their ids it came from. */
  async function withLeadOfPerson<T extends { conversation: StoredConversation }>(
    found: T,
  ): Promise<T> {
    const { conversation } = found;
    if (conversation.leadId) return found;
    const members = await joined.membersOf(conversation.conversationId);
    if (members.length === 1) return found;
    const others = await Promise.all(members.map((member) => cached.find(member)));
    const leadId = others.find((other) => other?.leadId)?.leadId ?? null;
    return { ...found, conversation: { ...conversation, leadId } };
  }

  async function summariesOf(
    conversationIds: readonly ConversationId[],
  ): Promise<ConversationSummary[]> {
    const groups = new Map<ConversationId, ConversationId[]>();
    for (const id of conversationIds) {
      const members = await joined.membersOf(id);
      groups.set(members[0] ?? id, members);
    }
    const rows = await conversations
      .find({ conversationId: { $in: [...groups.values()].flat() } })
      .toArray();
    const opened = new Map(
      (await openSummaries(keys, people, rows)).map((each) => [each.conversationId, each]),
    );
    return [...groups.values()].flatMap((members) => {
      const found = members.flatMap((member) => opened.get(member) ?? []);
      return joinSummaries(found) ?? [];
    });
  }

  /** Summaries in the order of what was read; those that are joined stand where the newest of them does. */
  async function shownInPlace(
    read: readonly ConversationDocument[],
  ): Promise<ConversationSummary[]> {
    const opened = await openSummaries(keys, people, read);
    const shown: ConversationSummary[] = [];
    for (const each of opened) {
      const members = await joined.membersOf(each.conversationId);
      if (members.length === 1) {
        shown.push(each);
        continue;
      }
      const [summary] = await summariesOf([each.conversationId]);
      const newest = await newestOf(members);
      if (summary && newest === each.conversationId) shown.push(summary);
    }
    return shown;
  }

  async function newestOf(members: readonly ConversationId[]): Promise<string | undefined> {
    const [newest] = await conversations
      .find({ conversationId: { $in: [...members] } })
      .sort({ lastMessageAt: -1, conversationId: 1 })
      .limit(1)
      .toArray();
    return newest?.conversationId;
  }
}
