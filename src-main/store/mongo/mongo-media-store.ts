import { createHmac, hkdfSync } from 'node:crypto';
import { Binary, type Document, MongoServerError, ObjectId } from 'mongodb';
import { z } from 'zod';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import { type DataKey, openBytes, SEAL_OVERHEAD, sealBytes } from '../../crypto/field-cipher.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { ByteRange, MediaStore, StoredFile } from '../media-store.ts';
import { chunksOf, filesOf, giveUpFile, removeFile } from './carried-files.ts';
import { FileDocument, ChunkDocument, MEDIA_FORMAT } from './media-files.ts';
import type { MongoContext } from './mongo-context.ts';
import { classifyMongoError } from './mongo-connection.ts';
import { DUPLICATE_KEY } from './repeat-upsert.ts';

/** GridFS' usual length of a chunk, which is one sealed segment here. */
const CHUNK_BYTES = 255 * 1024;
/** What a segment holds of the file; the last one may hold less, and nothing when the file is empty. */
export const SEGMENT_BYTES = CHUNK_BYTES - SEAL_OVERHEAD;
/** Segments that are written or read in one round trip. */
const SEGMENTS_AT_ONCE = 4;
/** Longer than this nothing is being stored: a computer that slept meanwhile may find its beginning taken away. */
const LONGEST_UPLOAD_MS = 60 * 60 * 1000;
/** Files that nobody wants, read at a time. */
const TIDIED_AT_ONCE = 100;
const CONTENT_KEY_BYTES = 32;
const PSEUDONYM_BYTES = 16;

/**
 * Files in the layout of GridFS (`media.files`, `media.chunks`), each chunk a segment that is sealed by itself. A
 * segment is bound to its file, to its number and to whether it is the last, so that none can be moved, left out or cut
 * off, and any can be opened without the others. A file counts when it has its `contentId`, which is unique in its
 * conversation and set in one step.
 */
export function mongoMediaStore(context: MongoContext): MediaStore {
  const { client, db, conversations, transactions, keys, deskId } = context;
  const files = filesOf(db);
  const chunks = chunksOf(db);

  async function keyOf(conversationId: ConversationId): Promise<DataKey> {
    const subject = conversationSubject(conversationId);
    const key = (await keys.keysFor([subject])).get(subject);
    if (!key) throw new AppError('not_found', 'The conversation was erased');
    return key;
  }

  /** Writes the segments as they come; answers what the file turned out to be. */
  async function writeSegments(
    fileId: ObjectId,
    key: DataKey,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<{ size: number; contentId: string }> {
    const hash = createHmac('sha256', contentKey(key));
    const deadline = Date.now() + LONGEST_UPLOAD_MS;
    let size = 0;
    let n = 0;
    let waiting: ChunkDocument[] = [];
    const flush = async (): Promise<void> => {
      if (Date.now() > deadline) {
        throw new AppError('database_unreachable', 'Storing a file took too long');
      }
      const batch = waiting;
      waiting = [];
      if (batch.length > 0) await chunks.insertMany(batch);
    };
    for await (const { segment, isLast } of inSegments(bytes)) {
      hash.update(segment);
      size += segment.length;
      const data = sealBytes(key, segmentContext(fileId, n, isLast), segment);
      waiting.push({ _id: new ObjectId(), files_id: fileId, n, data });
      n += 1;
      if (waiting.length === SEGMENTS_AT_ONCE) await flush();
    }
    await flush();
    return { size, contentId: hash.digest().toString('base64url', 0, PSEUDONYM_BYTES) };
  }

  const remove = (fileId: ObjectId): Promise<void> => removeFile(db, fileId);

  /** Lets a file count; false when the conversation has the same one already. */
  async function complete(
    _id: ObjectId,
    { size, contentId }: { size: number; contentId: string },
  ): Promise<boolean> {
    const segments = Math.max(1, Math.ceil(size / SEGMENT_BYTES));
    const length = size + segments * SEAL_OVERHEAD;
    try {
      const { matchedCount } = await files.updateOne(
        { _id, 'metadata.isAbandoned': { $exists: false } },
        {
          // It keeps the time of its beginning until a message carries it.
          $set: { length, 'metadata.size': size, 'metadata.contentId': contentId },
        },
      );
      if (matchedCount === 1) return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
    throw new AppError('database_unreachable', 'A file was taken for one that nobody finishes');
  }

  /** The file of the same bytes that was there before. */
  async function sameFile(conversationId: ConversationId, contentId: string): Promise<StoredFile> {
    const found = await files.findOne({
      'metadata.conversationId': conversationId,
      'metadata.contentId': contentId,
    });
    if (!found) throw new AppError('database_unreachable', 'A file was there and is gone');
    const { _id, metadata } = FileDocument.parse(found);
    return { fileId: _id.toHexString(), size: metadata.size };
  }

  async function* readSegments(
    fileId: ObjectId,
    key: DataKey,
    size: number,
    { start, end }: ByteRange,
  ): AsyncGenerator<Uint8Array> {
    if (start >= end && size > 0) return;
    const last = Math.max(0, Math.ceil(size / SEGMENT_BYTES) - 1);
    const until = Math.min(last, Math.floor(Math.max(0, end - 1) / SEGMENT_BYTES));
    for (let n = Math.floor(start / SEGMENT_BYTES); n <= until; n += SEGMENTS_AT_ONCE) {
      const batch = await readChunks(fileId, n, Math.min(until, n + SEGMENTS_AT_ONCE - 1));
      for (const [index, sealed] of batch.entries()) {
        const number = n + index;
        const segment = openBytes(key, segmentContext(fileId, number, number === last), sealed);
        const from = Math.max(0, start - number * SEGMENT_BYTES);
        yield segment.subarray(from, end - number * SEGMENT_BYTES);
      }
    }
  }

  async function readChunks(fileId: ObjectId, from: number, to: number): Promise<Uint8Array[]> {
    let found: Document[];
    try {
      found = await chunks
        .find({ files_id: fileId, n: { $gte: from, $lte: to } })
        .sort({ n: 1 })
        .toArray();
    } catch (error) {
      // Who reads is past the door at which the store's errors are classified.
      throw classifyMongoError(error);
    }
    const read = z.array(ChunkDocument).safeParse(found).data ?? [];
    if (read.length !== to - from + 1 || read.some(({ n }, index) => n !== from + index)) {
      throw new AppError('data_unreadable', 'A part of a stored file is missing');
    }
    return read.map(({ data }) => (data instanceof Binary ? data.buffer : data));
  }

  return {
    async put(conversationId, bytes, fileId) {
      const key = await keys.keyFor(conversationSubject(conversationId));
      const _id = new ObjectId(fileId);
      // What an import that was killed has left of it.
      if (fileId !== undefined) await remove(_id);
      await files.insertOne({
        _id,
        length: 0,
        chunkSize: CHUNK_BYTES,
        uploadDate: new Date(),
        metadata: { format: MEDIA_FORMAT, conversationId, size: 0, begunAt: new Date(), deskId },
      });
      try {
        const written = await writeSegments(_id, key, bytes);
        if (await complete(_id, written)) {
          return { fileId: _id.toHexString(), size: written.size, outcome: 'stored' };
        }
        const same = await sameFile(conversationId, written.contentId);
        await remove(_id);
        return { ...same, outcome: 'alreadyKnown' };
      } catch (error) {
        // What cannot be taken away now is found by `removeUnfinished`.
        await remove(_id).catch(() => undefined);
        throw error;
      }
    },

    async open(conversationId, fileId, range) {
      if (!ObjectId.isValid(fileId)) return null;
      const _id = new ObjectId(fileId);
      const found = await files.findOne({
        _id,
        'metadata.conversationId': conversationId,
        'metadata.contentId': { $exists: true },
      });
      if (!found) return null;
      const { size } = FileDocument.parse(found).metadata;
      const { start, end } = range ?? { start: 0, end: size };
      const key = await keyOf(conversationId);
      return { size, bytes: readSegments(_id, key, size, { start, end: Math.min(end, size) }) };
    },

    release,

    async removeUnfinished(before) {
      let removed = 0;
      for await (const { _id } of begunBefore(before, false)) {
        // First, so that nobody can finish it any more.
        const { matchedCount } = await files.updateOne(
          { _id, 'metadata.begunAt': { $exists: true }, 'metadata.contentId': { $exists: false } },
          { $set: { 'metadata.isAbandoned': true } },
        );
        if (matchedCount === 0) continue;
        await remove(_id);
        removed += 1;
      }
      return removed;
    },

    async removeUncarried(before) {
      let removed = 0;
      for await (const { _id, metadata } of begunBefore(before, true)) {
        const conversationId = ConversationId.parse(metadata.conversationId);
        if ((await release(conversationId, _id.toHexString())) === 'removed') removed += 1;
      }
      return removed;
    },
  };

  async function release(
    conversationId: ConversationId,
    fileId: string,
  ): Promise<'removed' | 'kept'> {
    if (!ObjectId.isValid(fileId)) return 'kept';
    const _id = new ObjectId(fileId);
    const conversation = await conversations.findOne(
      { conversationId },
      { projection: { _id: 1 } },
    );
    if (!conversation) return 'kept';
    const isGivenUp = await transactions.run(client, (session) =>
      giveUpFile(context, conversation._id, _id, session),
    );
    if (!isGivenUp) return 'kept';
    await remove(_id);
    return 'removed';
  }

  /** What was begun before this moment and is complete, or not, a batch at a time, the oldest first. */
  async function* begunBefore(
    before: number,
    isComplete: boolean,
  ): AsyncGenerator<Pick<FileDocument, '_id' | 'metadata'>> {
    for (let after = new Date(0); ;) {
      const batch = await files
        .find({
          'metadata.begunAt': { $gt: after, $lt: new Date(before) },
          'metadata.contentId': { $exists: isComplete },
        })
        .sort({ 'metadata.begunAt': 1 })
        .limit(TIDIED_AT_ONCE)
        .project<Pick<FileDocument, '_id' | 'metadata'>>({ _id: 1, metadata: 1 })
        .toArray();
      yield* batch;
      const last = batch.at(-1)?.metadata.begunAt;
      if (batch.length < TIDIED_AT_ONCE || !last) return;
      after = last;
    }
  }
}

function segmentContext(fileId: ObjectId, n: number, isLast: boolean): string {
  return `media/${fileId.toHexString()}/${n}/${isLast ? 'last' : 'more'}`;
}

/** Of its own, so that equal files of two conversations do not look equal. */
function contentKey(key: DataKey): Buffer {
  return Buffer.from(hkdfSync('sha256', key.bytes, '', 'alexia-desk content', CONTENT_KEY_BYTES));
}

/** Cuts a stream into segments; the last may be shorter, and is the only one that can be empty. */
async function* inSegments(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ segment: Buffer; isLast: boolean }> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    waiting.push(part);
    length += part.length;
    // One byte more than a segment proves that the segment is not the last.
    if (length <= SEGMENT_BYTES) continue;
    let rest = Buffer.concat(waiting);
    for (; rest.length > SEGMENT_BYTES; rest = rest.subarray(SEGMENT_BYTES)) {
      yield { segment: rest.subarray(0, SEGMENT_BYTES), isLast: false };
    }
    waiting = [rest];
    length = rest.length;
  }
  yield { segment: Buffer.concat(waiting), isLast: true };
}
