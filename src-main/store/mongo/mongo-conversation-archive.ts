import { MongoServerError, type ObjectId } from 'mongodb';
import type { ConversationArchive } from '../conversation-archive.ts';
import { ARCHIVE } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';
import { DUPLICATE_KEY } from './repeat-upsert.ts';

/** Messages that are moved in one transaction. */
const BATCH = 200;
/** How often two desktops may get into each other's way in one partition before something is wrong. */
const RACES = 20;

class MessageGone extends Error {}

export function mongoConversationArchive(context: MongoContext): ConversationArchive {
  const { client, conversations, partitions, transactions, deskId } = context;
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  return {
    async archiveIdle(before, signal, onProgress) {
      await partitions.ensure(ARCHIVE);
      await finishAll(signal);
      const idle = { lastMessageAt: { $lt: new Date(before) }, archivedAt: { $exists: false } };
      const toArchive = { ...idle, 'partitions.0': { $exists: true } };
      const total = await conversations.countDocuments(toArchive);
      let archived = 0;
      // More of them may have become idle in the meantime.
      const tell = (): void => {
        if (total > 0) onProgress?.(archived, Math.max(total, archived));
      };
      tell();
      while (!signal?.aborted) {
        const next = await conversations.findOne(toArchive, {
          projection: { _id: 1 },
          sort: { lastMessageAt: 1 },
        });
        if (!next) break;
        // From here on readers look in both places. A message that arrives now brings it back; what has moved stays.
        const { modifiedCount } = await conversations.updateOne(
          { _id: next._id, ...idle },
          { $set: { archivedAt: new Date(), ...written() }, $addToSet: { partitions: ARCHIVE } },
        );
        if (modifiedCount === 0) continue;
        archived++;
        await finish(next._id, signal);
        tell();
      }
      return archived;
    },
  };

  /** What was begun: archived, and with messages elsewhere still. */
  async function finishAll(signal: AbortSignal | undefined): Promise<void> {
    const begun = await conversations
      .find({ archivedAt: { $exists: true }, partitions: { $elemMatch: { $ne: ARCHIVE } } })
      .project<{ _id: ObjectId }>({ _id: 1 })
      .toArray();
    for (const { _id } of begun) await finish(_id, signal);
  }

  async function finish(conversation: ObjectId, signal: AbortSignal | undefined): Promise<void> {
    const found = await conversations.findOne(
      { _id: conversation, archivedAt: { $exists: true } },
      { projection: { partitions: 1 } },
    );
    for (const partition of found?.partitions ?? []) {
      if (partition === ARCHIVE) continue;
      let races = 0;
      while (!signal?.aborted) {
        const moved = await moveSome(conversation, partition);
        if (moved === 'raced' && ++races > RACES) throw new Error('Messages cannot be archived');
        if (moved !== 'raced' && moved < BATCH) break;
      }
      if (signal?.aborted) return;
      await forget(conversation, partition);
    }
  }

  /** Answers how many were moved; `raced` when another desktop was moving the same. */
  async function moveSome(conversation: ObjectId, partition: string): Promise<number | 'raced'> {
    try {
      return await moveInTransaction(conversation, partition);
    } catch (error) {
      const isThere = error instanceof MongoServerError && error.code === DUPLICATE_KEY;
      if (isThere || error instanceof MessageGone) return 'raced';
      throw error;
    }
  }

  /** None is ever in both places, or in neither. */
  function moveInTransaction(conversation: ObjectId, partition: string): Promise<number> {
    const source = partitions.collection(partition);
    return transactions.run(client, async (session) => {
      const documents = await source
        .find({ conversationId: conversation }, { session, promoteLongs: false })
        .limit(BATCH)
        .toArray();
      if (documents.length === 0) return 0;
      await partitions.collection(ARCHIVE).insertMany(documents, { session });
      const { deletedCount } = await source.deleteMany(
        {
          conversationId: conversation,
          messageId: { $in: documents.map(({ messageId }) => messageId) },
        },
        { session },
      );
      if (deletedCount !== documents.length) throw new MessageGone();
      return documents.length;
    });
  }

  /** The conversation has nothing in this partition any more, unless a late message came in. */
  async function forget(conversation: ObjectId, partition: string): Promise<void> {
    await transactions.run(client, async (session) => {
      const left = await partitions
        .collection(partition)
        .findOne({ conversationId: conversation }, { session, projection: { _id: 1 } });
      if (left) return;
      await conversations.updateOne(
        { _id: conversation },
        { $pull: { partitions: partition }, $set: written() },
        { session },
      );
    });
  }
}
