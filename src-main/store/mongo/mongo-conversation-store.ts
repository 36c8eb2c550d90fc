import { type AnyBulkWriteOperation, type Filter, ObjectId, type UpdateFilter } from 'mongodb';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import { placeOf } from '../../domain/turns.ts';
import type { ContactStore } from '../contact-store.ts';
import type { ConversationStore, StoredConversation } from '../conversation-store.ts';
import { countByCampaign, linkCampaigns } from './campaigns-of-conversations.ts';
import { CachedConversations } from './cached-conversations.ts';
import {
  conversationFields,
  openConversations,
  toHistory,
  toStored,
} from './conversation-document.ts';
import type { ConversationDocument } from './documents.ts';
import { ConversationSummaries } from './conversation-summaries.ts';
import { conversationsOfNumber } from './conversations-of-number.ts';
import { countConversations, countEach, listConversations } from './list-conversations.ts';
import { findOrCreateConversations } from './find-or-create-conversations.ts';
import type { MongoContext } from './mongo-context.ts';
import type { KnownConversations } from './known-conversations.ts';
import { joinConversations, splitConversations } from './join-conversations.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import { asOne } from './joined-summary.ts';
import { nameUpdate, recordOperations, unreadUpdate } from './record-conversation.ts';
import { countLabelled, relabelConversations } from './relabel-conversations.ts';
import { withoutTokens } from './message-document.ts';
import { recordHistory } from './record-history.ts';
import { searchConversations } from './search-conversations.ts';
import { unreadFor } from './unread-marks.ts';

export function mongoConversationStore(
  context: MongoContext,
  known: KnownConversations,
  joined: JoinedConversations,
  people: ContactStore['people'],
): ConversationStore {
  const { conversations, keys, deskId } = context;
  const { lookup } = keys;
  const cached = new CachedConversations(context);
  const summaries = new ConversationSummaries(context, joined, people);
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  async function change(
    id: ConversationId,
    update: UpdateFilter<ConversationDocument>,
    unless: Filter<ConversationDocument>,
  ): Promise<'changed' | 'unchanged'> {
    return changeOf([await joined.shownAs(id)], update, unless);
  }

  /** Of all that are shown as this one: what a message changes in one of them is seen against the others. */
  async function changeAll(
    id: ConversationId,
    update: UpdateFilter<ConversationDocument>,
    unless: Filter<ConversationDocument>,
  ): Promise<'changed' | 'unchanged'> {
    return changeOf(await joined.membersOf(id), update, unless);
  }

  async function changeOf(
    ids: ConversationId[],
    update: UpdateFilter<ConversationDocument>,
    unless: Filter<ConversationDocument>,
  ): Promise<'changed' | 'unchanged'> {
    const conversationId = { $in: ids };
    const { matchedCount } = await conversations.updateMany(
      { conversationId, $nor: [unless] },
      { ...update, $set: { ...update.$set, ...written() } },
    );
    if (matchedCount > 0) {
      await cached.forget(ids);
      return 'changed';
    }
    const exists = await conversations.findOne({ conversationId }, { projection: { _id: 1 } });
    if (!exists) throw new AppError('not_found', 'There is no such conversation');
    return 'unchanged';
  }

  return {
    async findOrCreate(chats) {
      const found = await findOrCreateConversations(context, cached, known, chats);
      return Promise.all(found.map(withPerson));
    },

    members: (conversationId) => joined.membersOf(conversationId),

    async find(conversationId) {
      const members = await joined.membersOf(conversationId);
      const [shown] = members;
      if (members.length === 1 && shown) return cached.find(shown);
      const documents = await conversations
        .find({ conversationId: { $in: members } })
        .project<ConversationDocument>(withoutTokens)
        .toArray();
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
      const rows = await conversations
        .find({ accountId: lookup.pseudonym(accountId) })
        .project(withoutTokens)
        .toArray();
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
      const [summary] = await summaries.of([conversationId]);
      return summary ?? null;
    },

    summaries: (conversationIds) => summaries.of(conversationIds),

    page: (input) => listConversations({ conversations, joined, summaries }, input),

    counts: (viewer) => countConversations({ conversations, joined, summaries }, viewer),

    count: (filters, viewer) => countEach({ conversations, joined, summaries }, filters, viewer),

    ...searchConversations(context, joined, summaries),

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
          const update = { ...nameUpdate(fields, lookup, name, false), ...written() };
          return { updateOne: { filter: { conversationId }, update: { $set: update } } };
        },
      );
      await conversations.bulkWrite(operations, { ordered: false });
      await cached.forget(changed.map(({ conversationId }) => conversationId));
      return changed.map(({ conversationId }) => conversationId);
    },

    async touch(sessionId, whatsappIds) {
      const theirs = {
        sessionId,
        whatsappId: { $in: whatsappIds.map((each) => lookup.pseudonym(each)) },
      };
      await conversations.updateMany(theirs, { $set: written() });
      const rows = await conversations
        .find(theirs)
        .project<Pick<ConversationDocument, 'conversationId'>>({ conversationId: 1 })
        .toArray();
      return rows.map(({ conversationId }) => ConversationId.parse(conversationId));
    },

    async recordUnread(conversationId, userId, unreadCount) {
      const field = `unreadCount.${userId}`;
      const members = await joined.membersOf(conversationId);
      const { modifiedCount } = await conversations.updateMany(
        { conversationId: { $in: members }, [field]: { $ne: unreadCount } },
        [{ $set: unreadUpdate(userId, unreadCount, written()) }],
      );
      return modifiedCount > 0 ? 'changed' : 'unchanged';
    },

    async markRead(conversationId, userId, upTo) {
      const { modifiedCount } = await conversations.updateMany(
        {
          conversationId: { $in: await joined.membersOf(conversationId) },
          'unread.userId': new ObjectId(userId),
          ...(upTo && { arrival: { $lte: placeOf(upTo.timestamp, upTo.sequence) } }),
        },
        { $pull: { unread: { userId: new ObjectId(userId) } }, $set: written() },
      );
      return modifiedCount > 0 ? 'changed' : 'unchanged';
    },

    async markUnread(conversationId, userId) {
      const reader = new ObjectId(userId);
      const members = await conversations
        .find({ conversationId: { $in: await joined.membersOf(conversationId) } })
        .project<Pick<ConversationDocument, 'conversationId' | 'arrival' | 'unread'>>({
          ...{ conversationId: 1, arrival: 1, unread: 1 },
        })
        .toArray();
      const [newest] = members.sort((one, other) => other.arrival - one.arrival);
      if (!newest) throw new AppError('not_found', 'There is no such conversation');
      if (members.some((each) => unreadFor(each, userId) > 0)) return 'unchanged';
      const { modifiedCount } = await conversations.updateOne(
        { conversationId: newest.conversationId, 'unread.userId': { $ne: reader } },
        {
          $push: { unread: { userId: reader, after: newest.arrival, count: 1 } },
          $set: written(),
        },
      );
      return modifiedCount > 0 ? 'changed' : 'unchanged';
    },

    async record(changes) {
      const subjects = changes.map(({ conversationId }) => conversationSubject(conversationId));
      const found = await keys.keysFor(subjects);
      const operations = changes.flatMap((each): AnyBulkWriteOperation<ConversationDocument>[] => {
        const key = found.get(conversationSubject(each.conversationId));
        const fields = conversationFields(key, each.conversationId);
        return recordOperations(each, fields, lookup, written());
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
            update:
              leadId === null
                ? { $unset: { leadId: '' }, $set: written() }
                : { $set: { leadId: new ObjectId(leadId), ...written() } },
          },
        }),
      );
      if (operations.length > 0) await conversations.bulkWrite(operations, { ordered: false });
      await cached.forget(leads.map(({ conversationId }) => conversationId));
    },

    ofNumber: (phoneNumber) => conversationsOfNumber(context, cached, phoneNumber),

    async linkCampaigns(links) {
      await linkCampaigns(context, links);
      await cached.forget(links.map(({ conversationId }) => conversationId));
    },

    setCampaign(id, campaignId, at) {
      const campaignSince = new Date(at);
      if (campaignId === null) {
        const none = { campaignId: { $exists: false } };
        return changeAll(id, { $set: { campaignSince }, $unset: { campaignId: '' } }, none);
      }
      const own = { campaignId: new ObjectId(campaignId) };
      return changeAll(id, { $set: { ...own, campaignSince } }, own);
    },

    countByCampaign: () => countByCampaign(conversations),

    assign(conversationId, userId) {
      if (userId === null) {
        const nobody = { assigneeId: { $exists: false } };
        return change(conversationId, { $unset: { assigneeId: '' } }, nobody);
      }
      const assigneeId = new ObjectId(userId);
      return change(conversationId, { $set: { assigneeId } }, { assigneeId });
    },

    assignNobodys(conversationId, userId) {
      const update = { $set: { assigneeId: new ObjectId(userId) } };
      return change(conversationId, update, { assigneeId: { $exists: true } });
    },

    setStatus(conversationId, status, snoozedUntil) {
      // A snooze is only a time: when it has come the conversation is open, and nobody has to write that.
      const until = snoozedUntil === null ? null : new Date(snoozedUntil);
      const stored = status === 'snoozed' ? 'open' : status;
      return changeAll(
        conversationId,
        {
          $set: { status: stored, ...(until && { snoozedUntil: until }) },
          ...(!until && { $unset: { snoozedUntil: '' } }),
        },
        { status: stored, snoozedUntil: until ?? { $exists: false } },
      );
    },

    setPriority(conversationId, priority) {
      return change(conversationId, { $set: { priority } }, { priority });
    },

    setLabels(conversationId, labels) {
      return change(conversationId, { $set: { labels: [...labels] } }, { labels: [...labels] });
    },

    countLabelled: (label) => countLabelled(conversations, label),

    async relabel(label, name) {
      const changed = await relabelConversations(context, label, name);
      await cached.forget(changed);
      return changed;
    },
  };

  /** A person has one lead and one campaign, whichever of their ids it came from. */
  async function withPerson<T extends { conversation: StoredConversation }>(found: T): Promise<T> {
    const { conversation } = found;
    if (conversation.leadId && conversation.campaignId) return found;
    const members = await joined.membersOf(conversation.conversationId);
    if (members.length === 1) return found;
    const others = await Promise.all(members.map((member) => cached.find(member)));
    const first = <F extends 'leadId' | 'campaignId'>(field: F): StoredConversation[F] | null =>
      conversation[field] ?? others.find((other) => other?.[field])?.[field] ?? null;
    const shared = { leadId: first('leadId'), campaignId: first('campaignId') };
    return { ...found, conversation: { ...conversation, ...shared } };
  }
}
