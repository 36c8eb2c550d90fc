import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TransactionSessions } from '../../../src-main/store/mongo/transaction-sessions.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';

let databases: Databases;
let folder: Awaited<ReturnType<typeof dataFolder>>;
/** The desktop that is killed, and the one that is started in its place. */
let before: MongoClient;
let after: MongoClient;

beforeAll(async () => {
  databases = await startStoreDatabases();
  folder = await dataFolder();
  before = await MongoClient.connect(databases.mongodbUrl);
  after = await MongoClient.connect(databases.mongodbUrl);
});

afterAll(async () => {
  await before.close();
  await after.close();
  await folder.remove();
  await databases.stop();
});

it('ends at the start what a killed desktop left open, so that its conversations are free', async () => {
  const file = join(folder.path, 'transactions');
  const rows = (client: MongoClient) => client.db().collection('left');
  const { insertedId } = await rows(after).insertOne({ writer: 'nobody' });
  await rows(after).insertOne({ _id: new ObjectId(), writer: 'somebody else' });

  await new Promise<void>((written, refused) => {
    const transactions = new TransactionSessions(file);
    const never = transactions.run(before, async (session) => {
      const change = { $set: { writer: 'before' } };
      await rows(before).updateOne({ _id: insertedId }, change, { session });
      written();
      await new Promise(() => {});
    });
    never.catch(refused);
  });

  const update = rows(after)
    .updateOne({ _id: insertedId }, { $set: { writer: 'after' } })
    .then(() => 'free');
  expect(await Promise.race([update, sleep(500, 'locked')])).toBe('locked');

  const log = recordedLog();
  await new TransactionSessions(file).endLeft(after, log);
  expect(await update).toBe('free');
  expect(await rows(after).findOne({ _id: insertedId })).toMatchObject({ writer: 'after' });
  expect(log.lines).toEqual([]);
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('starts when there is nothing to end, or the file cannot be read', async () => {
  const log = recordedLog();
  await new TransactionSessions(join(folder.path, 'never-made')).endLeft(after, log);
  expect(log.lines).toEqual([]);
  await new TransactionSessions(folder.path).endLeft(after, log);
  expect(log.lines).toHaveLength(1);
});
