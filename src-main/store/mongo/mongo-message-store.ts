import type { Filter } from 'mongodb';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import { groupBy } from '../../common/group-by.ts';
import { advancesStatus, REFUSED } from '../../domain/message-status.ts';
import type { ContactStore } from '../contact-store.ts';
import type { MessageStore } from '../message-store.ts';
import { applyChange } from './apply-change.ts';
import type { MessageDocument } from './documents.ts';
import { findMessages } from './find-messages.ts';
import type { KnownConversations } from './known-conversations.ts';
import { newestFirst } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';
import { knownMessages } from './known-message-states.ts';
import { openMessages } from './open-messages.ts';
import { readPage } from './read-page.ts';
import { taggedMessages } from './retag-messages.ts';
import { storeMessages } from './store-messages.ts';

/** Which partition each of some messages is in. */
type Located = Map<string, string>;

export function mongoMessageStore(
  context: MongoContext,
  known: KnownConversations,
  /** Of the people in messages. */
  people: ContactStore['people'],
): MessageStore {
  const { client, conversations, partitions, transactions, keys, deskId } = context;
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  /** Looks where they are remembered to be, and when one is not there, where the conversation has messages now. */
  async function locate(
    conversationId: ConversationId,
    messageIds: readonly string[],
  ): Promise<Located> {
    const remembered = known.remembered(conversationId);
    if (remembered) {
      const found = await locateIn(remembered, messageIds);
      if (found.size === messageIds.length) return found;
    }
    return locateIn(await known.fresh(conversationId), messageIds);
  }

  async function locateIn(
    place: { _id: MessageDocument['_id']; partitions: readonly string[] },
    messageIds: readonly string[],
  ): Promise<Located> {
    const located: Located = new Map();
    for (const partition of newestFirst(place.partitions)) {
      const missing = messageIds.filter((messageId) => !located.has(messageId));
      if (missing.length === 0) break;
      const rows = await partitions
        .collection(partition)
        .find({ conversationId: place._id, messageId: { $in: missing } })
        .project<{ messageId: string }>({ messageId: 1, _id: 0 })
        .toArray();
      for (const row of rows) located.set(row.messageId, partition);
    }
    return located;
  }

  async function findMany(
    conversationId: ConversationId,
    messageIds: readonly string[],
  ): Promise<Message[]> {
    const wanted = [...new Set(messageIds)];
    const remembered = known.remembered(conversationId);
    let documents = remembered ? await findMessages(context, remembered, wanted) : [];
    if (documents.length < wanted.length) {
      documents = await findMessages(context, await known.fresh(conversationId), wanted);
    }
    const subject = conversationSubject(conversationId);
    const key = (await keys.keysFor([subject])).get(subject);
    const place = await known.place(conversationId);
    const [messages = []] = await openMessages(context, people, [
      { conversationId, place, key, documents },
    ]);
    return messages.sort((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence);
  }

  /** Where they belong by their time, all at once; when one is not there, each wherever it is. */
  async function markLeads(
    leads: Parameters<MessageStore['markLeadsGenerated']>[0],
    leadGenerated: boolean,
  ): Promise<void> {
    const places = await known.places(leads.map(({ conversationId }) => conversationId));
    const placed = leads.flatMap((lead, index) => {
      const place = places[index];
      return place ? [{ ...lead, place }] : [];
    });
    const byPartition = groupBy(placed, ({ timestamp, place }) =>
      partitions.partitionFor(timestamp, place.businessId),
    );
    const update = { $set: { leadGenerated, ...written() } };
    for (const [partition, each] of byPartition) {
      const { matchedCount } = await partitions.collection(partition).bulkWrite(
        each.map(({ messageId, place }) => ({
          updateOne: { filter: { conversationId: place._id, messageId }, update },
        })),
        { ordered: false },
      );
      if (matchedCount === each.length) continue;
      for (const { conversationId, messageId, place } of each) {
        const filter = { conversationId: place._id, messageId };
        for (;;) {
          const home = (await locate(conversationId, [messageId])).get(messageId);
          if (home === undefined) break;
          // Not there any more: the archive took it just now.
          const { matchedCount: found } = await partitions
            .collection(home)
            .updateOne(filter, update);
          if (found > 0) break;
        }
      }
    }
  }

  return {
    store: (batches) => storeMessages(context, known, people, batches),

    async recordStatus(conversationId, messageId, status, at) {
      const conversation = await known.objectId(conversationId);
      const filter: Filter<MessageDocument> = { conversationId: conversation, messageId };
      for (;;) {
        // Looked for anew each time round: the archive may take the message away between two steps.
        const partition = (await locate(conversationId, [messageId])).get(messageId);
        if (partition === undefined) return 'unknownMessage';
        const messages = partitions.collection(partition);
        const found = await messages.findOne(filter, { projection: { status: 1 } });
        if (!found) continue;
        if (!advancesStatus(found.status, status)) return 'unchanged';
        // Together: who is killed between the two would never bring the conversation up to date.
        const isAdvanced = await transactions.run(client, async (session) => {
          // The status in the filter makes it an atomic step; a concurrent writer sends us round again.
          const { modifiedCount } = await messages.updateOne(
            { ...filter, status: found.status },
            {
              $set: { status, ...(status === 'failed' && { failure: REFUSED }), ...written() },
              // One that is accepted after all has no reason any more.
              ...(status !== 'failed' && { $unset: { failure: '' } }),
              $push: { statusUpdates: { status, timestamp: new Date(at) } },
            },
            { session },
          );
          if (modifiedCount === 0) return false;
          await conversations.updateOne(
            { _id: conversation, 'lastMessage.messageId': messageId },
            { $set: { 'lastMessage.status': status, ...written() } },
            { session },
          );
          return true;
        });
        if (isAdvanced) return 'advanced';
      }
    },

    markLeadsGenerated: (leads, haveMade = true) => markLeads(leads, haveMade),
    applyChange: async (conversationId, change) =>
      applyChange(context, {
        conversationId,
        conversation: await known.objectId(conversationId),
        change,
        locate: (messageId) => locate(conversationId, [messageId]),
      }),
    async setTags(conversationId, messageId, tags) {
      const conversation = await known.objectId(conversationId);
      const filter = { conversationId: conversation, messageId };
      const changed = { ...filter, tags: { $ne: [...tags] } };
      for (;;) {
        const partition = (await locate(conversationId, [messageId])).get(messageId);
        if (partition === undefined) return 'unknownMessage';
        const messages = partitions.collection(partition);
        const { matchedCount } = await messages.updateOne(changed, {
          $set: { tags: [...tags], ...written() },
        });
        if (matchedCount > 0) return 'changed';
        // Unless the archive took it just now, it has them already.
        if (await messages.findOne(filter, { projection: { _id: 1 } })) return 'unchanged';
      }
    },
    ...taggedMessages(context),
    known: (conversationId, messageIds) =>
      knownMessages(context, known, conversationId, messageIds),

    async find(conversationId, messageId) {
      const [message] = await findMany(conversationId, [messageId]);
      return message ?? null;
    },

    findMany,

    async hasIncoming(conversationId) {
      const place = await known.fresh(conversationId);
      for (const partition of newestFirst(place.partitions)) {
        const found = await partitions
          .collection(partition)
          .findOne(
            { conversationId: place._id, direction: 'incoming' },
            { projection: { _id: 1 } },
          );
        if (found) return true;
      }
      return false;
    },

    page: (input) => readPage(context, known, people, input),
  };
}
