import { MongoServerError } from 'mongodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { errorOf, useEngine, type Counted } from './engine-fixture.ts';

const engine = useEngine();

describe('transactions', () => {
  it('see their own writes, hide them from others, and show them when committed', async () => {
    const things = engine.collection();
    await things.insertOne({ _id: 0 });
    await engine.client().withSession((session) =>
      session.withTransaction(async () => {
        await things.insertOne({ _id: 1 }, { session });
        expect(await things.countDocuments({}, { session })).toBe(2);
        expect(await things.countDocuments()).toBe(1);
      }),
    );
    expect(await things.countDocuments()).toBe(2);
  });

  it('leave nothing behind when they are aborted', async () => {
    const things = engine.collection();
    await things.insertOne({ _id: 0 });
    const attempt = engine.client().withSession((session) =>
      session.withTransaction(async () => {
        await things.insertOne({ _id: 1 }, { session });
        throw new Error('changed my mind');
      }),
    );
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await things.countDocuments()).toBe(1);
  });

  it('end at a duplicate key; what follows is error 251', async () => {
    const things = engine.collection();
    await things.insertOne({ _id: 0 });
    await engine.client().withSession(async (session) => {
      session.startTransaction();
      await things.insertOne({ _id: 1 }, { session });
      expect((await errorOf(things.insertOne({ _id: 0 }, { session }))).code).toBe(11000);
      expect((await errorOf(things.insertOne({ _id: 5 }, { session }))).code).toBe(251);
      await session.abortTransaction();
    });
    expect(await things.countDocuments()).toBe(1);
  });

  it('answer the second writer with a write conflict that may be retried', async () => {
    const things = engine.collection<Counted>();
    await things.insertOne({ _id: 0, n: 0 });
    const [first, second] = [engine.client().startSession(), engine.client().startSession()];
    first.startTransaction();
    second.startTransaction();
    await things.findOne({}, { session: second });
    await things.updateOne({}, { $inc: { n: 1 } }, { session: first });
    const conflict = errorOf(things.updateOne({}, { $inc: { n: 1 } }, { session: second }));
    await sleep(50);
    await first.commitTransaction();
    const error = await conflict;
    expect(error.code).toBe(112);
    expect(
      error instanceof MongoServerError && error.hasErrorLabel('TransientTransactionError'),
    ).toBe(true);
    await second.abortTransaction();
    await Promise.all([first.endSession(), second.endSession()]);
    expect((await things.findOne())?.n).toBe(1);
  });

  it('break a deadlock, and both succeed in the end', async () => {
    const things = engine.collection<Counted>();
    await things.insertMany([
      { _id: 1, n: 0 },
      { _id: 2, n: 0 },
    ]);
    const crossing = (order: readonly number[]) =>
      engine.client().withSession((session) =>
        session.withTransaction(async () => {
          for (const _id of order) {
            await things.updateOne({ _id }, { $inc: { n: 1 } }, { session });
            await sleep(30);
          }
        }),
      );
    await Promise.all([crossing([1, 2]), crossing([2, 1])]);
    expect((await things.find().toArray()).map((thing) => thing.n)).toEqual([2, 2]);
  });

  it('count every message of 20 conversations that are written at once, each in order', async () => {
    const messages = engine.db().collection('messages');
    const conversations = engine.collection<{ _id: number; count: number; last: number }>();
    await messages.createIndex({ conversationId: 1, messageId: 1 }, { unique: true }, {});
    const perConversation = 15;
    await Promise.all(
      Array.from({ length: 20 }, async (_, conversationId) => {
        for (let messageId = 1; messageId <= perConversation; messageId += 1) {
          await engine.client().withSession((session) =>
            session.withTransaction(async () => {
              await messages.insertOne({ conversationId, messageId }, { session });
              await conversations.updateOne(
                { _id: conversationId },
                { $inc: { count: 1 }, $set: { last: messageId } },
                { session, upsert: true },
              );
            }),
          );
        }
      }),
    );
    expect(await messages.countDocuments()).toBe(20 * perConversation);
    const counts = await conversations.find().toArray();
    expect(counts).toHaveLength(20);
    for (const conversation of counts) {
      expect(conversation).toMatchObject({ count: perConversation, last: perConversation });
    }
  });

  it('agree on one counter when 16 of them read and write it at once', async () => {
    const things = engine.collection<Counted>();
    await things.insertOne({ _id: 0, n: 0 });
    await Promise.all(
      Array.from({ length: 16 }, () =>
        engine.client().withSession((session) =>
          session.withTransaction(async () => {
            const found = await things.findOne({}, { session });
            await things.updateOne({}, { $set: { n: (found?.n ?? 0) + 1 } }, { session });
          }),
        ),
      ),
    );
    expect((await things.findOne())?.n).toBe(16);
  });

  it('create the same new collection together', async () => {
    const name = 'made_in_transactions';
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        engine.client().withSession((session) =>
          session.withTransaction(async () => {
            await engine.db().collection(name).insertOne({ i }, { session });
          }),
        ),
      ),
    );
    expect(await engine.db().collection(name).countDocuments()).toBe(8);
  });

  it('read through cursors of their own', async () => {
    const things = engine.collection();
    await things.insertMany(Array.from({ length: 500 }, (_, i) => ({ _id: i })));
    await engine.client().withSession((session) =>
      session.withTransaction(async () => {
        const sorted = things.find({}, { session, batchSize: 100 }).sort({ _id: -1 });
        expect(await sorted.toArray()).toHaveLength(500);
      }),
    );
  });

  it('do not leave a time limit on the connection when their first statement exceeds it', async () => {
    const things = engine.collection();
    await things.insertMany(Array.from({ length: 2000 }, (_, i) => ({ _id: i })));
    const slow = [
      {
        $lookup: {
          from: things.collectionName,
          let: { id: '$_id' },
          as: 'o',
          pipeline: [{ $match: { $expr: { $ne: ['$_id', '$$id'] } } }, { $count: 'n' }],
        },
      },
      { $count: 'n' },
    ];
    await engine.client().withSession(async (session) => {
      session.startTransaction();
      const error = await errorOf(things.aggregate(slow, { session, maxTimeMS: 20 }).toArray());
      expect(error.code).toBe(50);
      await session.abortTransaction();
    });
    const unlimited = Array.from({ length: 4 }, () =>
      things.aggregate([{ $limit: 100 }, ...slow]).toArray(),
    );
    for (const result of await Promise.all(unlimited)) expect(result).toEqual([{ n: 100 }]);
  });
});
