import { Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { errorOf, useEngine } from './engine-fixture.ts';

const engine = useEngine();

describe('reads', () => {
  it('answers the query operators', async () => {
    const things = engine.collection();
    await things.insertMany([
      { _id: 1, list: [{ x: 1, y: 2 }, { x: 3 }], text: 'Abc', n: 4 },
      { _id: 2, list: [], n: 5, text: null },
    ]);
    const ids = async (filter: object) => (await things.find(filter).toArray()).map((d) => d._id);
    expect(await ids({ list: { $elemMatch: { x: 1, y: 2 } } })).toEqual([1]);
    expect(await ids({ text: /^ab/i })).toEqual([1]);
    expect(await ids({ list: { $size: 0 } })).toEqual([2]);
    expect(await ids({ $expr: { $gt: ['$n', 4] } })).toEqual([2]);
    expect(await ids({ absent: null })).toEqual([1, 2]);
    expect(await ids({ n: { $not: { $gt: 4 } } })).toEqual([1]);
    expect(await ids({ $or: [{ n: 4 }, { n: { $in: [5, 6] } }] })).toEqual([1, 2]);
  });

  it('projects, sorts, skips, limits and compares by collation', async () => {
    const things = engine.collection();
    await things.insertMany([
      { _id: 1, s: 'b' },
      { _id: 2, s: 'A' },
      { _id: 3, s: 'a', o: { c: 1, d: 2 } },
    ]);
    expect(
      await things.find().sort({ s: 1 }).skip(1).limit(1).project({ _id: 1 }).toArray(),
    ).toEqual([{ _id: 3 }]);
    expect(
      await things.find({ s: 'a' }).collation({ locale: 'en', strength: 2 }).toArray(),
    ).toHaveLength(2);
    expect(await things.findOne({ _id: 3 }, { projection: { _id: 0, 'o.c': 1 } })).toEqual({
      o: { c: 1 },
    });
  });

  it('reads 12,000 documents through cursors, sorted and not', async () => {
    const things = engine.collection();
    await things.insertMany(Array.from({ length: 12_000 }, (_, i) => ({ _id: i, v: i % 7 })));
    expect(await things.find().toArray()).toHaveLength(12_000);
    const sorted = await things.find().sort({ v: 1, _id: 1 }).batchSize(1000).toArray();
    expect(sorted).toHaveLength(12_000);
    expect(sorted.at(-1)?.v).toBe(6);
  });

  it('keeps fifty cursors open at once, and forgets one that is closed', async () => {
    const things = engine.collection();
    await things.insertMany(Array.from({ length: 300 }, (_, i) => ({ _id: i })));
    const cursors = Array.from({ length: 50 }, () => things.find().sort({ _id: -1 }).batchSize(10));
    for (const cursor of cursors) expect((await cursor.next())?._id).toBe(299);
    for (const cursor of cursors) expect((await cursor.next())?._id).toBe(298);
    for (const cursor of cursors) await cursor.close();
    const command = { getMore: Long.fromNumber(12_345), collection: things.collectionName };
    expect((await errorOf(engine.db().command(command))).code).toBe(43);
  });

  it('gives up after maxTimeMS with error 50, and does not carry the limit over', async () => {
    const things = engine.collection();
    await things.insertMany(
      Array.from({ length: 2000 }, (_, i) => ({ _id: i, s: 'x'.repeat(50) })),
    );
    const endless = [
      {
        $lookup: {
          from: things.collectionName,
          let: { id: '$_id' },
          as: 'others',
          pipeline: [
            { $match: { $expr: { $ne: ['$_id', '$$id'] } } },
            { $group: { _id: null, sum: { $sum: '$_id' } } },
          ],
        },
      },
      { $count: 'n' },
    ];
    const error = await errorOf(things.aggregate(endless, { maxTimeMS: 20 }).toArray());
    expect(error.code).toBe(50);
    expect(await things.countDocuments()).toBe(2000);
  });

  it('answers an unknown command with error 59 and a bad operator with 2 or 9', async () => {
    expect((await errorOf(engine.db().command({ fooBar: 1 }))).code).toBe(59);
    const bad = engine
      .collection()
      .find({ a: { $bad: 1 } })
      .toArray();
    expect([2, 9]).toContain((await errorOf(bad)).code);
  });
});
