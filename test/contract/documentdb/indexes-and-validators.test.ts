import { describe, expect, it } from 'vitest';
import { errorOf, useEngine } from './engine-fixture.ts';

const engine = useEngine();

describe('unique indexes', () => {
  it('name the index, the pattern and the value of a duplicate key', async () => {
    const things = engine.collection();
    await things.createIndex({ conversationId: 1, messageId: 1 }, { unique: true }, {});
    await things.insertOne({ _id: 1, conversationId: 1, messageId: 'a' });
    const error = await errorOf(things.insertOne({ _id: 2, conversationId: 1, messageId: 'a' }));
    expect(error.message).toMatch(
      /E11000 duplicate key error collection: .* index: conversationId_1_messageId_1/,
    );
    expect(error).toMatchObject({
      code: 11000,
      keyPattern: { conversationId: 1, messageId: 1 },
      keyValue: { conversationId: 1, messageId: 'a' },
    });
  });

  it('hold for updates, upserts and findOneAndUpdate', async () => {
    const things = engine.collection();
    await things.createIndex({ e: 1 }, { unique: true }, {});
    await things.insertMany([
      { _id: 1, e: 'a' },
      { _id: 2, e: 'b' },
    ]);
    const change = { $set: { e: 'a' } };
    expect((await errorOf(things.updateOne({ e: 'b' }, change))).code).toBe(11000);
    expect((await errorOf(things.updateOne({ _id: 9 }, change, { upsert: true }))).code).toBe(
      11000,
    );
    const error = await errorOf(things.findOneAndUpdate({ e: 'b' }, change));
    expect(error).toMatchObject({ code: 11000, keyPattern: { e: 1 } });
  });

  it('may be partial, or sparse', async () => {
    const things = engine.collection();
    await things.createIndex(
      { e: 1 },
      { unique: true, partialFilterExpression: { live: true } },
      {},
    );
    await things.createIndex({ s: 1 }, { unique: true, sparse: true }, {});
    await things.insertMany([
      { _id: 1, e: 1 },
      { _id: 2, e: 1 },
      { _id: 3, e: 1, live: true, s: 1 },
    ]);
    expect((await errorOf(things.insertOne({ _id: 4, e: 1, live: true }))).code).toBe(11000);
    expect((await errorOf(things.insertOne({ _id: 5, s: 1 }))).code).toBe(11000);
  });

  it('are refused over documents that already break them', async () => {
    const things = engine.collection();
    await things.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ]);
    expect((await errorOf(things.createIndex({ a: 1 }, { unique: true }, {}))).code).toBe(11000);
  });
});

describe('indexes', () => {
  it('are made again without effect, and conflict with other options (85) or keys (86)', async () => {
    const things = engine.collection();
    await things.createIndex({ a: 1 });
    await things.createIndex({ a: 1 });
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1']);
    const otherName = things.createIndex({ a: 1 }, { name: 'other' }, {});
    expect((await errorOf(otherName)).code).toBe(85);
    const otherKeys = things.createIndex({ b: 1 }, { name: 'a_1' }, {});
    expect((await errorOf(otherKeys)).code).toBe(86);
    const otherOptions = things.createIndex({ a: 1 }, { unique: true }, {});
    expect((await errorOf(otherOptions)).code).toBe(86);
  });

  it('are made by six clients at once while transactions write', async () => {
    const things = engine.collection<{ _id: number; i: number; z?: number }>();
    await things.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i, i })));
    let isDone = false;
    const writers = [1, 2, 3].map(async (writer) => {
      for (let turn = 1; !isDone; turn += 1) {
        await engine.client().withSession((session) =>
          session.withTransaction(async () => {
            await things.insertOne({ _id: writer * 100_000 + turn, i: turn }, { session });
            await things.updateOne({ _id: writer }, { $inc: { z: 1 } }, { session });
          }),
        );
      }
    });
    const specifications = [{ key: { i: 1 } as const }, { key: { z: -1, i: 1 } as const }];
    await Promise.all(Array.from({ length: 6 }, () => things.createIndexes(specifications)));
    isDone = true;
    await Promise.all(writers);
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_', 'i_1', 'z_-1_i_1']);
  });

  it('are dropped by name, and an unknown name is error 27', async () => {
    const things = engine.collection();
    await things.createIndex({ a: 1 });
    await things.dropIndex('a_1');
    expect(await things.indexes()).toHaveLength(1);
    expect((await errorOf(things.dropIndex('a_1'))).code).toBe(27);
  });

  it('are used: compound, descending, multikey and hinted', async () => {
    const things = engine.collection();
    await things.createIndexes([{ key: { chat: 1, at: -1 } }, { key: { terms: 1 } }]);
    await things.insertMany(
      Array.from({ length: 3000 }, (_, i) => ({ _id: i, chat: i % 30, at: i, terms: [`t${i}`] })),
    );
    const newest = things.find({ chat: 5 }).sort({ at: -1 }).limit(2);
    expect((await newest.clone().toArray()).map(({ _id }) => _id)).toEqual([2975, 2945]);
    expect(JSON.stringify(await newest.explain())).toContain('IXSCAN');
    const byTerm = things.find({ terms: 't77' });
    expect(JSON.stringify(await byTerm.clone().explain())).toContain('IXSCAN');
    expect(await byTerm.hint('terms_1').toArray()).toHaveLength(1);
  });

  it('remove documents whose time has come', async () => {
    const things = engine.collection();
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 1 }, {});
    await things.insertOne({ _id: 1, at: new Date(Date.now() - 5000) });
    await things.insertOne({ _id: 2, at: new Date(Date.now() + 600_000) });
    await expect.poll(() => things.countDocuments(), { timeout: 20_000, interval: 250 }).toBe(1);
    expect((await things.findOne())?._id).toBe(2);
  });

  it('change their expiry by collMod', async () => {
    const things = engine.collection();
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 100 }, {});
    await engine.db().command({
      collMod: things.collectionName,
      index: { keyPattern: { at: 1 }, expireAfterSeconds: 50 },
    });
    expect((await things.indexes())[1]?.expireAfterSeconds).toBe(50);
  });
});

describe('validators', () => {
  const requireText = (bsonType: string) => ({
    $jsonSchema: { bsonType: 'object', required: ['a'], properties: { a: { bsonType } } },
  });

  it('refuse what does not fit with error 121', async () => {
    const things = await engine
      .db()
      .createCollection('validated', { validator: requireText('int') });
    await things.insertOne({ a: 1 });
    expect((await errorOf(things.insertOne({ a: 'x' }))).code).toBe(121);
    expect((await errorOf(things.updateOne({ a: 1 }, { $set: { a: 'x' } }))).code).toBe(121);
    expect(await things.countDocuments()).toBe(1);
  });

  it('are given to a collection, replaced and read back by collMod and listCollections', async () => {
    const db = engine.db();
    await db.createCollection('revised');
    const revise = (bsonType: string) =>
      db.command({
        collMod: 'revised',
        validator: requireText(bsonType),
        validationLevel: 'strict',
      });
    await revise('int');
    expect((await errorOf(db.collection('revised').insertOne({ a: 'x' }))).code).toBe(121);
    await revise('string');
    await db.collection('revised').insertOne({ a: 'x' });
    const [listed] = await db.listCollections({ name: 'revised' }, { nameOnly: false }).toArray();
    expect(listed).toMatchObject({ options: { validator: requireText('string') } });
  });

  it('may be larger than 10 KB', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [`field_${i}`, { bsonType: ['string', 'null'] }]),
    );
    const things = await engine.db().createCollection('large_validator', {
      validator: { $jsonSchema: { bsonType: 'object', properties } },
    });
    await things.insertOne({ field_3: 'x' });
    expect((await errorOf(things.insertOne({ field_399: 1 }))).code).toBe(121);
  });
});

describe('collections', () => {
  it('are listed by a filter on their names', async () => {
    const db = engine.client().db('listed');
    for (const name of ['messages_2026_01', 'messages_2026_02', 'conversations']) {
      await db.createCollection(name);
    }
    const names = async (filter: object) =>
      (await db.listCollections(filter, { nameOnly: true }).toArray())
        .map(({ name }) => name)
        .sort();
    expect(await names({ name: /^messages_/ })).toEqual(['messages_2026_01', 'messages_2026_02']);
    expect(await names({ name: 'conversations' })).toEqual(['conversations']);
    expect(await names({ name: { $in: ['nothing'] } })).toEqual([]);
  });

  it('are renamed and dropped, and dropping what is not there is no error', async () => {
    const db = engine.client().db('renamed');
    await db.collection('a').insertOne({ q: 1 });
    await db.renameCollection('a', 'b');
    expect((await db.listCollections().toArray()).map(({ name }) => name)).toEqual(['b']);
    await db.collection('b').drop();
    expect(await db.collection('b').drop()).toBe(true);
    expect(await db.collections()).toEqual([]);
  });

  it('come into being once when many write to them first', async () => {
    const db = engine.client().db('race');
    const names = Array.from({ length: 10 }, (_, i) => `race_${i}`);
    await Promise.all(
      names.flatMap((name) => [1, 2, 3].map((k) => db.collection(name).insertOne({ k }))),
    );
    for (const name of names) expect(await db.collection(name).countDocuments()).toBe(3);
  });
});
