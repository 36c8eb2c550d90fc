import { Binary, MongoServerError, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { MessageCursor } from '../../../src-preload/contract/message.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { walk } from './open-databases.ts';
import { type MongoStores, openMongoStores } from './open-mongo-stores.ts';

let databases: Databases;
let open: MongoStores;

beforeAll(async () => {
  databases = await startStoreDatabases();
  open = await openMongoStores(databases);
});

afterAll(async () => {
  await open.close();
  await databases.stop();
});

const read = async (conversationId: ConversationId, limit = 200): Promise<string[]> => {
  const pages = await walk((before: MessageCursor | undefined) =>
    open.messages.page({ conversationId, before, limit }),
  );
  return pages.reverse().flatMap((page) => page.map((each) => each.content));
};
const countIn = (partition: string): Promise<number> =>
  open.context.partitions.collection(partition).countDocuments();
const partitionsOf = async (conversationId: ConversationId): Promise<string[]> =>
  (await open.context.conversations.findOne({ conversationId }))?.partitions.sort() ?? [];

describe('messages by month', () => {
  it('lie in the month of their time, in UTC, also when they come late', async () => {
    const id = await open.conversation();
    await open.write(id, [{ content: 'new', at: '2031-03-01T00:00:00Z' }]);
    await open.write(id, [
      { content: 'old', at: '2031-01-15T12:00:00Z' },
      { content: 'late', at: '2031-02-28T23:59:59Z' },
    ]);
    expect(await partitionsOf(id)).toEqual(['2031_01', '2031_02', '2031_03']);
    expect(await read(id)).toEqual(['old', 'late', 'new']);
    const summary = await open.conversations.summary(id);
    expect(summary).toMatchObject({ messageCount: 3, lastMessage: { preview: 'new' } });
  });

  it.each([1, 7, 200])('scroll back over thirty months, %i at a time', async (limit) => {
    const id = await open.conversation();
    const contents: string[] = [];
    for (let month = 0; month < 30; month++) {
      // Some months have nothing.
      if (month % 4 === 2) continue;
      const at = new Date(Date.UTC(2028, month, 10)).toISOString();
      const some = Array.from({ length: 1 + (month % 3) }, (_, index) => `${month}.${index}`);
      contents.push(...some);
      await open.write(
        id,
        some.map((content) => ({ content, at })),
      );
    }
    expect(await read(id, limit)).toEqual(contents);
  });

  it('are stored once when told again with a time across the end of the month', async () => {
    const id = await open.conversation();
    const first = { content: 'once', messageId: '3EB0MONTHEND', at: '2031-05-31T23:59:59Z' };
    await open.write(id, [first]);
    await open.write(id, [{ ...first, at: '2031-06-01T00:00:01Z' }]);
    expect(await read(id)).toEqual(['once']);
  });

  it('find their status, wherever they are', async () => {
    const id = await open.conversation();
    const ours = { fromMe: true, status: 'sending' as const };
    await open.write(id, [{ ...ours, content: 'a', messageId: '3EB0OLD', at: '2029-01-01' }]);
    await open.write(id, [{ ...ours, content: 'b', messageId: '3EB0NEW', at: '2031-01-01' }]);
    expect(await open.messages.recordStatus(id, '3EB0OLD', 'read', 1)).toBe('advanced');
    expect(await open.messages.recordStatus(id, '3EB0NEW', 'read', 1)).toBe('advanced');
    const found = await open.messages.findMany(id, ['3EB0NEW', '3EB0OLD', '3EB0NONE']);
    expect(found.map((each) => [each.content, each.status])).toEqual([
      ['a', 'read'],
      ['b', 'read'],
    ]);
  });

  it('answer each other across months', async () => {
    const id = await open.conversation();
    await open.write(id, [{ content: 'q', messageId: '3EB0Q', at: '2029-01-01' }]);
    await open.write(id, [
      { content: 'a', messageId: '3EB0A', replyToMessageId: '3EB0Q', at: '2029-03-01' },
    ]);
    const question = await open.context.partitions
      .collection('2029_01')
      .findOne({ messageId: '3EB0Q' });
    const answer = await open.context.partitions
      .collection('2029_03')
      .findOne({ messageId: '3EB0A' });
    expect(answer?.replyTo).toEqual(question?._id);
  });

  it('of a business with very many lie in collections of its own, and are read as one', async () => {
    const business = new ObjectId();
    const id = await open.conversation(business);
    await open.write(id, [{ content: 'before', messageId: '3EB0B', at: '2031-07-01' }]);
    open.highVolume.add(business.toHexString());
    await open.write(id, [
      { content: 'after', at: '2031-07-02' },
      { content: 'before', messageId: '3EB0B', at: '2031-07-01' },
    ]);
    expect(await partitionsOf(id)).toEqual(['2031_07', `2031_07_b${business.toHexString()}`]);
    expect(await read(id)).toEqual(['before', 'after']);
    expect(await countIn(`2031_07_b${business.toHexString()}`)).toBe(1);
    const { items } = await open.search.search({
      query: 'after',
      businessId: business.toHexString(),
      limit: 10,
    });
    expect(items.map(({ message }) => message.content)).toEqual(['after']);
  });
});

describe('what the database itself refuses', () => {
  const refused = async (change: object): Promise<unknown> => {
    const id = await open.conversation();
    await open.write(id, [{ content: 'x', at: '2031-08-01' }]);
    const messages = open.context.partitions.collection('2031_08');
    const document = await messages.findOne({}, { projection: { _id: 0 }, promoteLongs: false });
    if (!document) throw new Error('One was just written');
    return messages.insertOne({ ...document, messageId: `3EB0${Math.random()}`, ...change }).then(
      () => 'accepted',
      (error: unknown) => (error instanceof MongoServerError ? error.code : error),
    );
  };

  it.each([
    ['a readable text', { content: 'readable' }],
    ['a direction that there is not', { direction: 'sideways' }],
    ['a time that is a text', { timestamp: '2031-08-01' }],
    ['a readable name', { authorName: 'Ana' }],
    ['nothing where something must be', { updatedBy: undefined }],
  ])('%s', async (_, change) => {
    expect(await refused(change)).toBe(121);
  });

  it('but not what the app writes', async () => {
    expect(await refused({ content: new Binary(Buffer.from([1])) })).toBe('accepted');
  });
});
