import type { ClientSession, Collection, Db, ObjectId } from 'mongodb';
import { fileUrl } from './media-document.ts';
import type { ChunkDocument, FileDocument } from './media-files.ts';
import type { MongoContext } from './mongo-context.ts';

/**
 * A file exists while a message of its conversation carries it. Who begins to carry one and who gives one up both
 * write to the file first, in the transaction in which the message changes: of two at once one waits for the other, or
 * is repeated, so that no message is left with a file that is gone.
 */

/** Call in the transaction that lets a message carry it. Whether it is there. */
export async function takeFile(db: Db, fileId: ObjectId, session: ClientSession): Promise<boolean> {
  const { matchedCount } = await filesOf(db).updateOne(
    { _id: fileId, 'metadata.contentId': { $exists: true } },
    { $set: { 'metadata.takenAt': new Date() }, $unset: { 'metadata.begunAt': '' } },
    { session },
  );
  return matchedCount === 1;
}

/**
 * Call in the same transaction when the message does not carry it after all. Should nobody else, it is found by
 * `MediaStore.removeUncarried`.
 */
export async function putBackFile(db: Db, fileId: ObjectId, session: ClientSession): Promise<void> {
  await filesOf(db).updateOne(
    { _id: fileId },
    { $set: { 'metadata.begunAt': new Date() } },
    { session },
  );
}

/**
 * Call in the transaction in which a message ceased to carry it. Where no other message of the conversation carries it,
 * nobody can open it any more from here on, and its bytes are for `removeFile`: true. Who is killed in between leaves
 * what `MediaStore.removeUnfinished` finds.
 *
 * @param conversation `conversations._id`
 */
export async function giveUpFile(
  { db, conversations, partitions }: Pick<MongoContext, 'db' | 'conversations' | 'partitions'>,
  conversation: ObjectId,
  fileId: ObjectId,
  session: ClientSession,
): Promise<boolean> {
  if (!(await takeFile(db, fileId, session))) return false;
  const place = await conversations.findOne(
    { _id: conversation },
    { session, projection: { partitions: 1 } },
  );
  for (const partition of place?.partitions ?? []) {
    const carrier = await partitions
      .collection(partition)
      .findOne(
        { conversationId: conversation, 'media.url': fileUrl(fileId.toHexString()) },
        { session, projection: { _id: 1 } },
      );
    if (carrier) return false;
  }
  await filesOf(db).updateOne(
    { _id: fileId },
    {
      $set: { 'metadata.begunAt': new Date(), 'metadata.isAbandoned': true },
      $unset: { 'metadata.contentId': '' },
    },
    { session },
  );
  return true;
}

/** Takes away the bytes of a file that nobody carries. */
export async function removeFile(db: Db, fileId: ObjectId): Promise<void> {
  await chunksOf(db).deleteMany({ files_id: fileId });
  await filesOf(db).deleteOne({ _id: fileId });
}

export function filesOf(db: Db): Collection<FileDocument> {
  return db.collection('media.files');
}

export function chunksOf(db: Db): Collection<ChunkDocument> {
  return db.collection('media.chunks');
}
