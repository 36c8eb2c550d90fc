import type { ChangeStream, ChangeStreamDocument } from 'mongodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { useEngine } from './engine-fixture.ts';

const engine = useEngine();
const options = { maxAwaitTimeMS: 200 };

async function take(stream: ChangeStream, count: number): Promise<ChangeStreamDocument[]> {
  const events: ChangeStreamDocument[] = [];
  while (events.length < count) events.push(await stream.next());
  await stream.close();
  return events;
}

/** Starts reading and gives the stream time to open: what is written from then on is seen. */
async function startReading(stream: ChangeStream, count: number) {
  const events = take(stream, count);
  await sleep(300);
  return { events };
}

describe('change streams', () => {
  it('tell of inserts, updates and deletes in order', async () => {
    const things = engine.collection();
    await things.insertOne({ _id: 0 });
    const stream = things.watch([], options);
    const { events } = await startReading(stream, 3);
    await things.insertOne({ _id: 1, a: 1 });
    await things.updateOne({ _id: 1 }, { $set: { a: 2 } });
    await things.deleteOne({ _id: 1 });
    expect((await events).map(({ operationType }) => operationType)).toEqual([
      'insert',
      'update',
      'delete',
    ]);
  });

  it('watch a database with a filter, look documents up and resume after a token', async () => {
    const things = engine.collection();
    await things.insertOne({ _id: 0 });
    const filter = [{ $match: { 'ns.coll': things.collectionName } }];
    const stream = engine.db().watch(filter, { ...options, fullDocument: 'updateLookup' });
    const { events } = await startReading(stream, 1);
    await things.updateOne({ _id: 0 }, { $set: { z: 1 } });
    await things.updateOne({ _id: 0 }, { $set: { z: 2 } });
    const [first] = await events;
    expect(first).toMatchObject({
      operationType: 'update',
      updateDescription: { updatedFields: { z: 1 } },
    });
    expect(first).toHaveProperty('fullDocument.z');
    const resumed = engine.db().watch(filter, { ...options, resumeAfter: first?._id });
    expect(await take(resumed, 1)).toMatchObject([
      { updateDescription: { updatedFields: { z: 2 } } },
    ]);
  });

  it('tell a replacement from an update, name nested changes, and keep transactions whole', async () => {
    const things = engine.collection();
    await things.insertOne({ _id: 1, o: { a: 1, b: 1 }, list: [1], x: 1 });
    const stream = things.watch(
      [{ $project: { operationType: 1, updateDescription: 1 } }],
      options,
    );
    const { events } = await startReading(stream, 5);
    await things.updateOne({ _id: 1 }, { $set: { 'o.b': 2, list: [1, 2] }, $unset: { x: '' } });
    await things.replaceOne({ _id: 1 }, { z: 1 });
    await engine.client().withSession((session) =>
      session.withTransaction(async () => {
        await things.insertOne({ _id: 2 }, { session });
        await things.insertOne({ _id: 3 }, { session });
      }),
    );
    await things.drop();
    const seen = await events;
    expect(seen.map(({ operationType }) => operationType)).toEqual([
      'update',
      'replace',
      'insert',
      'insert',
      'drop',
    ]);
    expect(seen[0]).toMatchObject({
      updateDescription: { updatedFields: { 'o.b': 2, list: [1, 2] }, removedFields: ['x'] },
    });
  });

  it('see collections that are made later', async () => {
    const stream = engine.db().watch([{ $match: { 'ns.coll': 'messages_2031_01' } }], options);
    const { events } = await startReading(stream, 1);
    await engine.db().collection<{ _id: number }>('messages_2031_01').insertOne({ _id: 7 });
    expect(await events).toMatchObject([{ operationType: 'insert', fullDocument: { _id: 7 } }]);
  });
});
