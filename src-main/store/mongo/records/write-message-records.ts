import { ObjectId } from 'mongodb';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { RecordOf } from '../../../data-export/records.ts';
import { groupBy } from '../../../common/group-by.ts';
import { conversationSubject } from '../../../crypto/key-subjects.ts';
import type { WriteOutcome } from '../../document-records.ts';
import { filesOf, takeFile } from '../carried-files.ts';
import { fileIdOf } from '../media-document.ts';
import type { MongoContext } from '../mongo-context.ts';
import { toMessageDocument } from './message-records.ts';

/**
 * Stores messages of one conversation that are not there, with where they lie and the files that they carry, in one
 * transaction: who is killed has stored all of them or none, and does it again.
 */
export async function writeMessageRecords(
  context: MongoContext,
  conversationId: ConversationId,
  records: readonly RecordOf<'message'>[],
): Promise<WriteOutcome[]> {
  const { client, db, conversations, partitions, transactions, keys, deskId } = context;
  const key = await keys.keyFor(conversationSubject(conversationId));
  const conversation = await conversations.findOne({ conversationId });
  if (!conversation) throw new Error('The conversation of messages is not there');
  const { _id, businessId, accountId, whatsappId } = conversation;
  const place = {
    ...{ _id, accountId, whatsappId, conversationId },
    ...(businessId && { businessId }),
  };
  const files = await storedFiles(context, conversationId, records);
  const documents = records.map((record) =>
    toMessageDocument(record, place, { key, keys, deskId }, (fileId) => files.has(fileId)),
  );
  const homes = groupBy(documents, ({ timestamp }) =>
    partitions.partitionFor(timestamp.getTime(), businessId),
  );
  for (const partition of homes.keys()) await partitions.ensure(partition);
  const known = await transactions.run(client, async (session) => {
    const there = new Set<string>();
    for (const [partition, own] of homes) {
      const collection = partitions.collection(partition);
      const ids = own.map(({ messageId }) => messageId);
      const found = await collection
        .find({ conversationId: _id, messageId: { $in: ids } }, { session })
        .project<{ messageId: string }>({ messageId: 1 })
        .toArray();
      for (const { messageId } of found) there.add(messageId);
      const fresh = own.filter(({ messageId }) => !there.has(messageId));
      if (fresh.length > 0) await collection.insertMany(fresh, { session });
      for (const { media } of fresh) {
        const fileId = media && fileIdOf(media);
        if (fileId) await takeFile(db, new ObjectId(fileId), session);
      }
    }
    await conversations.updateOne(
      { _id },
      {
        $addToSet: { partitions: { $each: [...homes.keys()] } },
        $set: { updatedAt: new Date(), updatedBy: deskId },
      },
      { session },
    );
    return there;
  });
  return records.map(({ messageId }) => (known.has(messageId) ? 'there' : 'new'));
}

/** The files of these messages that are stored. */
async function storedFiles(
  { db }: MongoContext,
  conversationId: ConversationId,
  records: readonly RecordOf<'message'>[],
): Promise<Set<string>> {
  const ids = records.flatMap(({ media }) => media?.fileId ?? []);
  if (ids.length === 0) return new Set();
  const found = await filesOf(db)
    .find({
      _id: { $in: ids.map((id) => new ObjectId(id)) },
      'metadata.conversationId': conversationId,
      'metadata.contentId': { $exists: true },
    })
    .project<{ _id: ObjectId }>({ _id: 1 })
    .toArray();
  return new Set(found.map((file) => file._id.toHexString()));
}
