import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Binary, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChunkDocument, FileDocument } from '../../../src-main/store/mongo/media-files.ts';
import { SEGMENT_BYTES } from '../../../src-main/store/mongo/mongo-media-store.ts';
import { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { addressOf } from '../../support/databases/start-mongo.ts';
import { type MongoStores, openMongoStores } from './open-mongo-stores.ts';

let databases: Databases;
let open: MongoStores;
let conversationId: ConversationId;

beforeAll(async () => {
  databases = await startStoreDatabases();
  open = await openMongoStores(databases);
  conversationId = await open.conversation();
});
afterAll(async () => {
  await open.close();
  await databases.stop();
});

const files = () => open.context.db.collection<FileDocument>('media.files');
const chunks = () => open.context.db.collection<ChunkDocument>('media.chunks');

function bytesOf(data: ChunkDocument['data'] | undefined): Buffer {
  return Buffer.from(data instanceof Binary ? data.buffer : (data ?? []));
}

/** In parts of odd lengths, as they come from elsewhere. */
async function* inParts(bytes: Uint8Array, length = 100_003): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) {
    yield bytes.subarray(start, start + length);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function read(
  fileId: string,
  range?: { start: number; end: number },
  of = conversationId,
): Promise<Buffer | null> {
  const file = await open.media.open(of, fileId, range);
  return file && buffer(file.bytes);
}

async function store(bytes: Uint8Array, where = conversationId) {
  return open.media.put(where, inParts(bytes));
}

describe('files', () => {
  it.each([0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 5 * SEGMENT_BYTES])(
    'of %i bytes come back as they were',
    async (length) => {
      const bytes = randomBytes(length);
      const { fileId, size } = await store(bytes);
      expect(size).toBe(length);
      expect((await read(fileId))?.equals(bytes)).toBe(true);
      expect(await chunks().countDocuments({ files_id: new ObjectId(fileId) })).toBe(
        Math.max(1, Math.ceil(length / SEGMENT_BYTES)),
      );
    },
  );

  it('give any part of them, for which only the segments are opened that hold it', async () => {
    const bytes = randomBytes(6 * SEGMENT_BYTES + 1234);
    const { fileId } = await store(bytes);
    const ranges = [
      [0, 1],
      [SEGMENT_BYTES - 1, SEGMENT_BYTES + 1],
      [2 * SEGMENT_BYTES, 3 * SEGMENT_BYTES],
      [17, 5 * SEGMENT_BYTES + 3],
      [bytes.length - 5, bytes.length],
      [bytes.length - 5, bytes.length + 100],
    ] as const;
    for (const [start, end] of ranges) {
      expect((await read(fileId, { start, end }))?.equals(bytes.subarray(start, end))).toBe(true);
    }
    await chunks().deleteOne({ files_id: new ObjectId(fileId), n: 0 });
    const range = { start: 4 * SEGMENT_BYTES, end: 4 * SEGMENT_BYTES + 10 };
    expect(await read(fileId, range)).toEqual(bytes.subarray(range.start, range.end));
    await expect(read(fileId)).rejects.toMatchObject({ code: 'data_unreadable' });
  });

  it('are stored once in a conversation, however often they come, and apart in two', async () => {
    const bytes = randomBytes(700_000);
    const other = await open.conversation();
    const [first, again] = await Promise.all([store(bytes), store(bytes)]);
    const later = await store(bytes);
    const elsewhere = await store(bytes, other);
    expect(new Set([first.fileId, again.fileId, later.fileId]).size).toBe(1);
    expect([first.outcome, again.outcome].sort()).toEqual(['alreadyKnown', 'stored']);
    expect(later.outcome).toBe('alreadyKnown');
    expect(elsewhere).toMatchObject({ outcome: 'stored', size: bytes.length });
    const documents = await files().find({ 'metadata.size': bytes.length }).toArray();
    expect(documents).toHaveLength(2);
    const contents = documents.map(({ metadata }) => String(metadata.contentId));
    expect(new Set(contents).size).toBe(2);
    const stored = documents.map(({ _id }) => _id);
    expect(await chunks().countDocuments({ files_id: { $in: stored } })).toBe(6);
    expect(await read(first.fileId, undefined, other)).toBeNull();
  });

  it('are refused where a segment was altered, swapped, taken from another, or cut off', async () => {
    const bytes = randomBytes(3 * SEGMENT_BYTES);
    const troubles: ((id: ObjectId, other: ObjectId) => Promise<void>)[] = [
      async (id) => {
        const chunk = await chunks().findOne({ files_id: id, n: 1 });
        const data = bytesOf(chunk?.data);
        data[5_000] = (data[5_000] ?? 0) ^ 1;
        await chunks().updateOne({ files_id: id, n: 1 }, { $set: { data: new Binary(data) } });
      },
      async (id) => {
        await chunks().updateOne({ files_id: id, n: 0 }, { $set: { n: 9 } });
        await chunks().updateOne({ files_id: id, n: 1 }, { $set: { n: 0 } });
        await chunks().updateOne({ files_id: id, n: 9 }, { $set: { n: 1 } });
      },
      async (id, other) => {
        const chunk = await chunks().findOne({ files_id: other, n: 1 });
        await chunks().updateOne(
          { files_id: id, n: 1 },
          { $set: { data: new Binary(bytesOf(chunk?.data)) } },
        );
      },
      async (id) => {
        await chunks().deleteOne({ files_id: id, n: 2 });
        await files().updateOne({ _id: id }, { $set: { 'metadata.size': 2 * SEGMENT_BYTES } });
      },
    ];
    for (const trouble of troubles) {
      bytes[0] = (bytes[0] ?? 0) ^ 0x55;
      const { fileId } = await store(bytes);
      bytes[1] = (bytes[1] ?? 0) ^ 0x55;
      const other = await store(bytes);
      await trouble(new ObjectId(fileId), new ObjectId(other.fileId));
      await expect(read(fileId)).rejects.toMatchObject({ code: 'data_unreadable' });
    }
  });

  it('do not exist when what they come from fails, and leave nothing', async () => {
    const before = [await files().countDocuments(), await chunks().countDocuments()];
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield* inParts(randomBytes(10 * SEGMENT_BYTES));
      throw new Error('The line is down');
    }
    await expect(open.media.put(conversationId, failing())).rejects.toThrow('The line is down');
    expect([await files().countDocuments(), await chunks().countDocuments()]).toEqual(before);
  });

  it('of a process that was killed do not count, and are taken away later', async () => {
    const complete = await store(randomBytes(1000));
    const before = [await files().countDocuments(), await chunks().countDocuments()];
    const url = addressOf(databases.mongodbUrl, open.context.db.databaseName);
    const writer = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'media-writer.ts'), url],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await said(writer, 'storing');
    await expect.poll(() => chunks().countDocuments()).toBeGreaterThan((before[1] ?? 0) + 8);
    writer.kill('SIGKILL');
    await once(writer, 'exit');

    const left = await files().findOne({ 'metadata.contentId': { $exists: false } });
    const id = String(left?._id);
    expect(
      await open.media.open(ConversationId.parse(left?.metadata.conversationId), id),
    ).toBeNull();
    expect(await open.media.removeUnfinished(Date.now() - 60_000)).toBe(0);
    expect(await open.media.removeUnfinished(Date.now() + 60_000)).toBe(1);
    expect([await files().countDocuments(), await chunks().countDocuments()]).toEqual(before);
    expect(await read(complete.fileId)).toHaveLength(1000);
  });

  it('cannot be finished any more once they were taken away', async () => {
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield randomBytes(5 * SEGMENT_BYTES);
      expect(await open.media.removeUnfinished(Date.now() + 60_000)).toBe(1);
      yield randomBytes(5 * SEGMENT_BYTES);
    }
    const before = await chunks().countDocuments();
    await expect(open.media.put(conversationId, slow())).rejects.toMatchObject({
      code: 'database_unreachable',
    });
    expect(await chunks().countDocuments()).toBe(before);
  });

  it('show nothing of what they are in the database', async () => {
    const words = Buffer.from('%PDF-1.7 the secret offer of Xanthippe '.repeat(20_000));
    await store(words);
    for await (const chunk of chunks().find()) {
      expect(bytesOf(chunk.data).includes('Xanthippe')).toBe(false);
      expect(bytesOf(chunk.data).includes('%PDF')).toBe(false);
    }
  });
});

describe('what messages say of their files', () => {
  it('waits, newest month first, for the account it belongs to; and is stored for good', async () => {
    const mine = await open.conversation();
    const other = await open.conversation();
    const media = { mimeType: 'image/png', fileName: 'x.png', isGif: false, isViewOnce: false };
    const thumbnail = Buffer.from('small picture').toString('base64');
    await open.write(mine, [
      { content: 'old', at: '2031-01-05', messageId: 'OLD', media },
      { content: 'no file', at: '2031-02-05' },
      { content: 'new', at: '2031-02-06', messageId: 'NEW', media: { ...media, thumbnail } },
      {
        content: 'huge',
        at: '2031-02-07',
        messageId: 'HUGE',
        media: { ...media, fileSize: 65 * 1024 * 1024 },
      },
    ]);
    await open.write(other, [{ content: 'theirs', at: '2031-02-08', messageId: 'THEIRS', media }]);
    const { messageMedia } = open;
    const sessionId = (await open.conversations.find(mine))?.sessionId;
    if (!sessionId) throw new Error('It was just made');
    const waiting = async () =>
      (await messageMedia.waiting(sessionId, 10)).map(({ messageId }) => messageId);
    const old = MessageId.parse('OLD');
    const newest = MessageId.parse('NEW');
    expect(await waiting()).toEqual(['NEW', 'OLD']);
    expect(await messageMedia.waiting(sessionId, 1)).toHaveLength(1);
    expect(await messageMedia.find(mine, newest)).toMatchObject({
      state: 'waiting',
      fileName: 'x.png',
      thumbnail: Buffer.from('small picture'),
    });

    await messageMedia.record(mine, old, { state: 'failed', attempts: 4 });
    const { fileId } = await store(randomBytes(500), mine);
    const stored = { state: 'stored', fileId, fileSize: 500 } as const;
    expect(await messageMedia.record(mine, newest, stored)).toBe('changed');
    expect(await messageMedia.record(mine, newest, { state: 'failed', attempts: 1 })).toBe(
      'unchanged',
    );
    expect(await waiting()).toEqual([]);
    const read = await open.messages.findMany(mine, ['OLD', 'NEW', 'HUGE']);
    expect(read.map(({ media: file }) => [file?.state, file?.url])).toEqual([
      ['failed', null],
      ['stored', `alexia-media://file/${mine}/NEW`],
      ['too_large', null],
    ]);
    expect(read[1]?.media).toMatchObject({
      fileSize: 500,
      thumbnailUrl: `alexia-media://thumbnail/${mine}/NEW`,
    });
    await messageMedia.record(mine, old, { state: 'waiting', attempts: 0 });
    expect(await waiting()).toEqual(['OLD']);
  });

  it('and pictures of people come back as they were, sealed, until they are gone', async () => {
    const person = await open.pictures.personOf(await open.conversation());
    if (!person) throw new Error('It was just made');
    expect(await open.pictures.find(person)).toBeNull();
    const image = Buffer.from('JFIF Xanthippe');
    await open.pictures.keep(person, { image, checkedAt: 7 });
    expect(await open.pictures.find(person)).toEqual({ image, checkedAt: 7 });
    for (const document of await open.context.db.collection('profile_pictures').find().toArray()) {
      expect(JSON.stringify(document)).not.toContain(person.whatsappId.split('@')[0]);
      expect(Buffer.from((document.image as Binary).buffer).includes('JFIF')).toBe(false);
    }
    await open.pictures.keep(person, { image: null, checkedAt: 8 });
    expect(await open.pictures.find(person)).toEqual({ image: null, checkedAt: 8 });
  });
});

async function said(child: ChildProcess, word: string): Promise<void> {
  if (!child.stdout) throw new Error('The process has no output');
  let heard = '';
  for await (const chunk of child.stdout) {
    heard += String(chunk);
    if (heard.includes(word)) return;
  }
  throw new Error('The process ended too early');
}
