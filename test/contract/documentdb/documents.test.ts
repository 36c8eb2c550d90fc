import { Binary, Decimal128, GridFSBucket, Long, ObjectId, Timestamp, UUID } from 'mongodb';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { errorOf, useEngine, type Counted } from './engine-fixture.ts';

const engine = useEngine();

describe('what is stored comes back as it was', () => {
  it('keeps every BSON type', async () => {
    const things = engine.db().collection('bson_types');
    const document = {
      _id: new ObjectId(),
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.50'),
      binary: new Binary(Buffer.from([0, 1, 255])),
      uuid: new UUID(),
      date: new Date(1_000_000_000_123),
      regularExpression: /x+/i,
      nothing: null,
      list: [1, 'x', { y: 2 }],
      double: 1.5,
      timestamp: new Timestamp({ t: 5, i: 1 }),
      yes: true,
    };
    await things.insertOne(document);
    const found = await things.findOne({ _id: document._id }, { promoteLongs: false });
    expect(found).toEqual(document);
  });

  it.each([
    ['NUL characters', 'before\0after\0'],
    ['emoji of several code points', 'ok 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽'],
    ['right-to-left text with marks', 'שָׁלוֹם ‏مرحبا بالعالم‏'],
    ['text of 64 KB', 'äß'.repeat(16_384)],
    ['the empty text', ''],
  ])('keeps %s, and finds by it', async (_what, text) => {
    const things = engine.collection();
    await things.insertOne({ _id: 1, text, nested: [{ text }] });
    expect(await things.findOne({ text })).toEqual({ _id: 1, text, nested: [{ text }] });
  });

  it('keeps NUL characters where the field is indexed', async () => {
    const things = engine.collection();
    await things.createIndex({ text: 1 }, { unique: true }, {});
    await things.insertMany([
      { _id: 1, text: 'a\0b' },
      { _id: 2, text: 'a\0c' },
      { _id: 3, text: 'a' },
    ]);
    expect((await things.findOne({ text: 'a\0c' }))?._id).toBe(2);
    expect((await errorOf(things.insertOne({ _id: 4, text: 'a\0b' }))).message).toMatch(/E11000/);
  });

  it('keeps and finds binary values such as ciphertexts and blind index terms', async () => {
    const things = engine.collection();
    await things.createIndex({ terms: 1 });
    const term = (byte: number) => new Binary(Buffer.alloc(16, byte));
    await things.insertOne({ _id: 1, terms: [term(0), term(7)] });
    await things.insertOne({ _id: 2, terms: [term(7), term(9)] });
    expect(await things.countDocuments({ terms: { $all: [term(7), term(9)] } })).toBe(1);
    expect(await things.countDocuments({ terms: term(7) })).toBe(2);
  });

  it('refuses a document above 16 MB', async () => {
    const text = 'y'.repeat(17 * 1024 * 1024);
    await expect(engine.collection().insertOne({ _id: 1, text })).rejects.toThrow();
  });

  it('stores, reads in part and removes a file of 3 MB in GridFS', async () => {
    const bucket = new GridFSBucket(engine.db(), { bucketName: 'media' });
    const content = Buffer.alloc(3_000_000, 'abc');
    const upload = bucket.openUploadStream('photo.jpg', { metadata: { chat: 1 } });
    await pipeline(Readable.from([content]), upload);
    const read = async (range?: { start: number; end: number }) => {
      const parts: Buffer[] = [];
      const download: AsyncIterable<Buffer> = bucket.openDownloadStream(upload.id, range);
      for await (const part of download) parts.push(part);
      return Buffer.concat(parts);
    };
    expect((await read()).equals(content)).toBe(true);
    expect((await read({ start: 1000, end: 2000 })).equals(content.subarray(1000, 2000))).toBe(
      true,
    );
    await bucket.delete(upload.id);
    expect(await bucket.find().toArray()).toEqual([]);
  });
});

describe('writes', () => {
  it('upserts with $setOnInsert only the first time', async () => {
    const things = engine.collection();
    const upsert = (a: number, b: number) =>
      things.updateOne({ _id: 1 }, { $set: { a }, $setOnInsert: { b } }, { upsert: true });
    expect((await upsert(1, 2)).upsertedCount).toBe(1);
    expect((await upsert(2, 9)).upsertedCount).toBe(0);
    expect(await things.findOne()).toEqual({ _id: 1, a: 2, b: 2 });
  });

  it('applies the update operators', async () => {
    const things = engine.collection<{
      _id: number;
      n: number;
      high: number;
      list: number[];
      set: string[];
      old?: number;
      gone?: number;
      at?: Date;
    }>();
    await things.insertOne({ _id: 1, n: 2, high: 3, old: 1, list: [3, 1], set: ['a'], gone: 1 });
    await things.updateOne(
      { _id: 1 },
      {
        $inc: { n: 1 },
        $max: { high: 9 },
        $rename: { old: 'renamed' },
        $unset: { gone: '' },
        $push: { list: { $each: [2], $sort: 1, $slice: 2 } },
        $addToSet: { set: 'a' },
        $currentDate: { at: true },
      },
    );
    const { at, ...rest } = (await things.findOne()) ?? { at: null };
    expect(at).toBeInstanceOf(Date);
    expect(rest).toEqual({ _id: 1, n: 3, high: 9, renamed: 1, list: [1, 2], set: ['a'] });
  });

  it('updates elements of arrays by filter and by position', async () => {
    const things = engine
      .db()
      .collection<{ _id: number; acks: { by: string; v: number }[] }>('acks');
    await things.insertOne({
      _id: 1,
      acks: [
        { by: 'a', v: 1 },
        { by: 'b', v: 2 },
      ],
    });
    await things.updateOne(
      { _id: 1 },
      { $set: { 'acks.$[ack].v': 9 } },
      { arrayFilters: [{ 'ack.by': 'b' }] },
    );
    await things.updateOne({ 'acks.by': 'a' }, { $inc: { 'acks.$.v': 5 } });
    expect((await things.findOne())?.acks).toEqual([
      { by: 'a', v: 6 },
      { by: 'b', v: 9 },
    ]);
  });

  it('updates with a pipeline', async () => {
    const things = engine.collection();
    await things.insertOne({ _id: 1, a: 2 });
    await things.updateOne({ _id: 1 }, [
      { $set: { b: { $multiply: ['$a', 3] } } },
      { $unset: 'a' },
    ]);
    expect(await things.findOne()).toEqual({ _id: 1, b: 6 });
  });

  it('runs a mixed bulk, and goes on after an error when it is unordered', async () => {
    const things = engine.collection();
    const result = await things.bulkWrite([
      { insertOne: { document: { _id: 1 } } },
      { updateOne: { filter: { _id: 2 }, update: { $set: { a: 1 } }, upsert: true } },
      { replaceOne: { filter: { _id: 1 }, replacement: { z: 1 } } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, upsertedCount: 1, deletedCount: 1 });
    const inserts = [1, 5].map((_id) => ({ insertOne: { document: { _id } } }));
    const error = await errorOf(things.bulkWrite(inserts, { ordered: false }));
    expect(error.code).toBe(11000);
    expect(await things.countDocuments()).toBe(2);
  });

  it('runs the bulkWrite command over several collections and keeps the number types', async () => {
    const db = engine.db().databaseName;
    const result = await engine.client().bulkWrite<Record<string, { n: unknown }>>([
      { name: 'insertOne', namespace: `${db}.one`, document: { n: Long.fromNumber(5) } },
      { name: 'insertOne', namespace: `${db}.two`, document: { n: 1 } },
    ]);
    expect(result.insertedCount).toBe(2);
    expect(
      await engine
        .db()
        .collection('one')
        .countDocuments({ n: { $type: 'long' } }),
    ).toBe(1);
  });

  it('finds and updates the first of an order, before or after the change', async () => {
    const things = engine.collection();
    await things.insertMany([
      { _id: 1, p: 1 },
      { _id: 2, p: 5 },
    ]);
    const taken = await things.findOneAndUpdate(
      {},
      { $set: { taken: true } },
      { sort: { p: -1 }, returnDocument: 'after', projection: { p: 0 } },
    );
    expect(taken).toEqual({ _id: 2, taken: true });
    expect(await things.findOneAndUpdate({ _id: 9 }, { $set: { a: 1 } })).toBeNull();
    expect(
      await things.findOneAndUpdate(
        { _id: 9 },
        { $set: { a: 1 } },
        { upsert: true, returnDocument: 'after' },
      ),
    ).toEqual({ _id: 9, a: 1 });
    expect(await things.findOneAndDelete({ _id: 1 })).toEqual({ _id: 1, p: 1 });
  });

  it('gives a lease to one of many that ask for it at once', async () => {
    const things = engine.collection<{ _id: number; fence: number; until: number }>();
    await things.insertOne({ _id: 1, fence: 0, until: 0 });
    const claims = await Promise.all(
      Array.from({ length: 20 }, () =>
        things.findOneAndUpdate({ _id: 1, until: 0 }, { $inc: { fence: 1 }, $set: { until: 9 } }),
      ),
    );
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    expect((await things.findOne())?.fence).toBe(1);
  });

  it('loses no increment of 200 at once', async () => {
    const things = engine.collection<Counted>();
    await things.insertOne({ _id: 1, n: 0 });
    await Promise.all(Array.from({ length: 200 }, () => things.updateOne({}, { $inc: { n: 1 } })));
    expect((await things.findOne())?.n).toBe(200);
  });

  it('does a repeated write with the same number once', async () => {
    const things = engine.collection();
    await things.insertOne({ _id: 1, n: 0 });
    const command = {
      update: things.collectionName,
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
      lsid: { id: new UUID() },
      txnNumber: Long.fromNumber(1),
    };
    for (const _attempt of [1, 2]) {
      expect(await engine.db().command(command)).toMatchObject({ ok: 1, nModified: 1 });
    }
    expect((await things.findOne())?.n).toBe(1);
  });
});
